//! The mappings of `cargo xtask bench expressions` in VRL: NDJSON on standard input, NDJSON on standard output.

use std::io::{BufRead, BufReader, BufWriter, Write};
use vrl::compiler::{Context, TargetValue, TimeZone, compile, state::RuntimeState};
use vrl::value::{Secrets, Value};

/// Read at run time: a change of the mappings needs no other build.
const PROGRAM: &str = "mappings.vrl";

fn main() {
    let folder = env!("CARGO_MANIFEST_DIR");
    let program = std::fs::read_to_string(format!("{folder}/{PROGRAM}")).expect("the mappings");
    let compiled = compile(&program, &vrl::stdlib::all())
        .unwrap_or_else(|e| panic!("{:#?}", e.into_iter().map(|d| d.message).collect::<Vec<_>>()));
    let zone = TimeZone::default();
    let mut state = RuntimeState::default();
    let mut reader = BufReader::with_capacity(1 << 16, std::io::stdin().lock());
    let mut writer = BufWriter::with_capacity(1 << 16, std::io::stdout().lock());
    let mut line = Vec::new();
    while reader.read_until(b'\n', &mut line).expect("a line") > 0 {
        let value: Value = serde_json::from_slice(&line).expect("JSON");
        let mut target =
            TargetValue { value, metadata: Value::Object(Default::default()), secrets: Secrets::default() };
        let mapped = compiled.program.resolve(&mut Context::new(&mut target, &mut state, &zone));
        serde_json::to_writer(&mut writer, &mapped.expect("a result")).expect("written");
        writer.write_all(b"\n").expect("written");
        line.clear();
        state.clear();
    }
}
