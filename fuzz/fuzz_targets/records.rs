//! No records make the feed stumble, and where their bytes were cut decides nothing.

#![no_main]

use libfuzzer_sys::fuzz_target;
use preflow::records::{Feed, Next};

/// A name, a JSONPath, bytes, and how many of them come at once, again and again.
type Input<'a> = (bool, Option<&'a str>, Vec<u8>, &'a [u8]);

fuzz_target!(|input: Input<'_>| {
    let (tabs, select, cuts, bytes) = input;
    let name = if tabs { "records.tsv" } else { "records" };
    let whole = read(name, select, bytes, std::iter::repeat(bytes.len()));
    let cuts: Vec<usize> = cuts.into_iter().map(usize::from).chain([1]).collect();
    assert_eq!(read(name, select, bytes, cuts.into_iter().cycle()), whole);
});

fn read(name: &str, select: Option<&str>, bytes: &[u8], cuts: impl Iterator<Item = usize>) -> Vec<String> {
    let (mut feed, mut out) = (Feed::new(name, select), Vec::new());
    let (mut rest, mut cuts) = (bytes, cuts);
    loop {
        match feed.next() {
            Ok(Next::Item(record)) => {
                out.push(record.map_or_else(|bad| bad.to_string(), |record| record.to_string()));
            }
            Ok(Next::More) if rest.is_empty() => feed.end(),
            Ok(Next::More) => {
                let (part, behind) = rest.split_at(cuts.next().unwrap_or(1).min(rest.len()));
                feed.push(part);
                rest = behind;
            }
            Ok(Next::End) => return out,
            Err(why) => out.push(why.to_string()),
        }
    }
}
