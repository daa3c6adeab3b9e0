//! No text makes the parser of expressions stumble, and what it reads without a fault it reads again from its print.

#![no_main]

use libfuzzer_sys::fuzz_target;
use preflow::expr::{Range, fields, looks, parse, print};

fuzz_target!(|text: &str| {
    let parsed = parse(text);
    let fits = |r: Range| assert!(r.start <= r.end && text.get(r.start..r.end).is_some(), "{r:?}");
    assert!(parsed.faults.is_sorted_by_key(|f| f.range));
    for fault in &parsed.faults {
        fits(fault.range);
        if let Some((range, _)) = fault.mend() {
            fits(range);
        }
    }
    parsed.tree.walk(&mut |e| fits(e.range));
    fields(&parsed.tree).iter().for_each(|f| fits(f.range));
    let _ = looks(text);
    let printed = print(&parsed.tree);
    if parsed.faults.is_empty() && printed.chars().count() <= preflow::expr::MAX_LENGTH {
        let again = parse(&printed);
        assert!(again.faults.is_empty(), "{printed}: {:?}", again.faults);
        assert_eq!(print(&again.tree), printed);
    }
});
