//! No pattern makes the reader of regular expressions stumble, no text takes forever, and both engines find the same.

#![no_main]

use libfuzzer_sys::fuzz_target;
use preflow::java::regex::Regex;

/// A pattern, a text, a replacement.
type Input<'a> = (&'a str, &'a str, &'a str);

fuzz_target!(|input: Input<'_>| {
    let (pattern, text, replacement) = input;
    let regex = match Regex::new(pattern) {
        Ok(regex) => regex,
        Err(fault) => {
            assert!(pattern.get(fault.start..fault.end).is_some(), "{fault:?}");
            return;
        }
    };
    let run = || {
        (
            regex.matches(text),
            regex.groups(text),
            regex.find_all(text),
            regex.split(text, -1),
            regex.split(text, 2),
            regex.replace(text, replacement, true),
        )
    };
    let first = run();
    // Often used patterns run on automata, where they can.
    let _ = regex.matches(&" ".repeat(2_100));
    let often = run();
    macro_rules! same {
        ($part:tt) => {
            if let (Ok(first), Ok(often)) = (&first.$part, &often.$part) {
                assert_eq!(first, often);
            }
        };
    }
    same!(0);
    same!(1);
    same!(2);
    same!(3);
    same!(4);
    same!(5);
});
