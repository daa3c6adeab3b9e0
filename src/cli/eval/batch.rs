//! Expressions a line: each is answered before the next is read, so that another program can talk to this one.

use super::super::output::{Exit, Outcome, Stream, Trouble};
use preflow::datum::{Datum, Reader};
use preflow::expr::{Env, Program, Settings, parse};
use preflow::value::{Unknown, Value};
use std::collections::HashMap;
use std::io::{self, BufRead, Read};

/// The longest line that is read.
const MAX_LINE: usize = 64 << 20;
/// How many expressions are kept compiled.
const MAX_KEPT: usize = 1000;

/// Expressions that were read already, by their text.
type Kept = HashMap<String, Result<Program, String>>;

pub(super) fn run(settings: &Settings) -> Outcome {
    let mut from = io::BufReader::with_capacity(1 << 16, io::stdin().lock());
    let mut to = Stream::default();
    let (mut line, mut kept) = (Vec::new(), Kept::new());
    for number in 1.. {
        if from.buffer().is_empty() {
            // Whoever waits for an answer gets it before we wait for the next line.
            to.flush()?;
        }
        line.clear();
        let read = from.by_ref().take(MAX_LINE as u64 + 1).read_until(b'\n', &mut line);
        if read.map_err(|e| Trouble::with("stdin", &e))? == 0 || to.is_closed() {
            break;
        }
        if line.len() > MAX_LINE {
            skip_line(&mut from).map_err(|e| Trouble::with("stdin", &e))?;
            to.write(&failed("null", &format!("line {number} is longer than 64 MiB")))?;
        } else if !line.trim_ascii().is_empty() {
            to.write(&answer(&line, number, &mut kept, settings))?;
        }
    }
    to.finish()?;
    Ok(Exit::Clean)
}

fn skip_line(from: &mut impl BufRead) -> io::Result<()> {
    loop {
        let buffer = from.fill_buf()?;
        let (length, done) = match buffer.iter().position(|b| *b == b'\n') {
            Some(at) => (at + 1, true),
            None => (buffer.len(), buffer.is_empty()),
        };
        from.consume(length);
        if done {
            return Ok(());
        }
    }
}

fn failed(id: &str, why: &str) -> String {
    format!("{{\"id\":{id},\"ok\":false,\"error\":{}}}\n", Datum::Text(why.into()))
}

fn answer(line: &[u8], number: u64, kept: &mut Kept, settings: &Settings) -> String {
    let request = match Reader::default().read(line.trim_ascii()) {
        Ok(Datum::Object(members)) => members,
        Ok(other) => {
            return failed("null", &format!("line {number} is {}, not an object", other.type_name()));
        }
        Err(fault) => return failed("null", &format!("line {number} is no JSON: {}", fault.message)),
    };
    let id = request.get("id").unwrap_or(&Datum::Null).to_string();
    let Some(Datum::Text(expression)) = request.get("expr") else {
        return failed(&id, &format!("line {number} has no text `expr`"));
    };
    let nothing = Datum::object();
    let record = request.get("record").unwrap_or(&nothing);
    if kept.len() >= MAX_KEPT {
        kept.clear();
    }
    let program = match kept.entry(expression.to_string()).or_insert_with_key(|text| compile(text)) {
        Ok(program) => program,
        Err(why) => return failed(&id, why),
    };
    let env = Env::new(record, number, settings);
    let value = match program.run(&env) {
        Ok(value) => value,
        Err(fail) => return failed(&id, fail.message()),
    };
    match value.to_datum() {
        Err(fail) => failed(&id, fail.message()),
        Ok(data) => {
            let unknown = match value {
                Value::Unknown(Unknown::Here(why)) => format!(",\"unknown\":{}", Datum::Text(why.into())),
                _ => String::new(),
            };
            format!("{{\"id\":{id},\"ok\":true,\"value\":{data}{unknown}}}\n")
        }
    }
}

fn compile(text: &str) -> Result<Program, String> {
    let parsed = parse(text);
    match parsed.faults.first() {
        None => Ok(Program::new(&parsed.tree)),
        Some(fault) => {
            let column = text.get(..fault.range.start).map_or(1, |before| before.chars().count() + 1);
            Err(format!("at {column}: {}", fault.message))
        }
    }
}
