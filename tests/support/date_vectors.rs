//! Date patterns on the lines of `tests/vectors/dates`.

use preflow::java::time::{DatePattern, Moment, Zone};
use serde_json::Value;

/// What a line's pattern prints or reads; none where it fails.
pub fn ours(line: &Value) -> Option<String> {
    let pattern = DatePattern::new(line["pattern"].as_str()?).ok()?;
    if let Some(text) = line["text"].as_str() {
        return pattern.parse(text, &Zone::UTC).ok().map(|moment| moment.to_text());
    }
    let zone = Zone::of(line["zone"].as_str()?)?;
    let nano = u32::try_from(line["nano"].as_u64()?).ok()?;
    pattern.format(&Moment::new(line["epoch"].as_i64()?, nano, zone)?).ok()
}
