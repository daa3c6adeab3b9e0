//! No pattern and no text make dates stumble, and a pattern that prints everything reads what it printed.

#![no_main]

use libfuzzer_sys::fuzz_target;
use preflow::java::time::{DatePattern, Moment, Zone};

const ZONES: [&str; 8] = [
    "UTC",
    "Z",
    "America/Los_Angeles",
    "Europe/Dublin",
    "Asia/Kolkata",
    "UTC-05:30",
    "+01:02:03",
    "Africa/Casablanca",
];

fuzz_target!(|input: (&str, &str, i64, u32, u8)| {
    let (pattern, text, second, nano, zone) = input;
    let zone = Zone::of(ZONES[usize::from(zone) % ZONES.len()]).unwrap();
    let moment = Moment::new(second, nano % 1_000_000_000, zone);
    match DatePattern::new(pattern) {
        Err(fault) => assert!(pattern.get(fault.start..fault.end).is_some(), "{fault:?}"),
        Ok(compiled) => {
            for doubt in compiled.doubts() {
                assert!(pattern.get(doubt.start..doubt.end).is_some(), "{doubt:?}");
            }
            let read = compiled.parse(text, &Zone::UTC).ok();
            assert_eq!(read, compiled.read(text, &Zone::UTC));
            for moment in read.iter().chain(&moment) {
                let _ = moment.to_text();
                let _ = compiled.format(moment);
            }
        }
    }
    // With all of date, time and offset before it, whatever else is read has to agree.
    let Ok(complete) = DatePattern::new(&format!("uuuu-MM-dd HH:mm:ss.nxxxxx {pattern}")) else { return };
    let Some(moment) = moment else { return };
    if let Ok(printed) = complete.format(&moment)
        && let Ok(back) = complete.parse(&printed, &Zone::UTC)
    {
        let shown = |m: &Moment| (m.epoch_second(), m.time().nano);
        assert_eq!(shown(&back), shown(&moment), "{printed}");
    }
});
