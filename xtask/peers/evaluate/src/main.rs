//! Evaluation alone: `peer-evaluate MAPPINGS RECORDS` runs the expressions of a mapping set on records that have been
//! read before, and prints the nanoseconds of processor time that one evaluation took.

use nix::time::{ClockId, clock_gettime};
use preflow::datum::{Datum, Reader};
use preflow::expr::{Env, Program, Settings, parse};
use std::fs;
use std::hint::black_box;

/// Runs over the records; the last half of them counts.
const PASSES: u32 = 20;

fn main() {
    let mut args = std::env::args().skip(1).map(|file| fs::read(file).expect("a file"));
    let set: serde_json::Value = serde_json::from_slice(&args.next().expect("mappings")).expect("JSON");
    let text = args.next().expect("records");
    let programs: Vec<Program> = set["mappings"]
        .as_array()
        .expect("a list")
        .iter()
        .filter(|m| m["sourceType"] == "EXPRESSION")
        .map(|m| Program::new(&parse(m["source"].as_str().expect("text")).tree))
        .collect();
    let mut reader = Reader::default();
    let lines = text.split(|b| *b == b'\n').filter(|line| !line.is_empty());
    let records: Vec<Datum<'_>> = lines.map(|line| reader.read(line).expect("JSON")).collect();
    let settings = Settings::default();
    let mut before = 0;
    for pass in 0..PASSES {
        if pass == PASSES / 2 {
            before = processor();
        }
        for (number, record) in records.iter().enumerate() {
            let env = Env::new(record, number as u64, &settings);
            for program in &programs {
                black_box(program.run(&env).expect("a value"));
            }
        }
    }
    let count = f64::from(PASSES / 2) * (records.len() * programs.len()) as f64;
    println!("{}", (processor() - before) as f64 / count);
}

/// Nanoseconds that this thread has had.
fn processor() -> i64 {
    let time = clock_gettime(ClockId::CLOCK_THREAD_CPUTIME_ID).expect("a clock");
    time.tv_sec() * 1_000_000_000 + time.tv_nsec()
}
