//! Expressions on the lines of `tests/vectors`.

use preflow::datum::{Datum, Reader};
use preflow::expr::{Env, Program, Settings, parse};
use preflow::value::{Fail, Value};

/// What an expression gave: its value and class, or why it gave none.
type Answer = Result<(Datum<'static>, String), String>;

fn answer(expression: &str, record: &Datum<'_>) -> Answer {
    let parsed = parse(expression);
    if let Some(fault) = parsed.faults.first() {
        return Err(format!("malformed: {}", fault.message));
    }
    let program = Program::new(&parsed.tree);
    let settings = Settings::default();
    let env = Env::new(record, 1, &settings);
    let data = |value: Value<'_>| -> Result<_, Fail> {
        Ok((value.to_datum()?.into_owned(), value.class().into_owned()))
    };
    program.run(&env).and_then(data).map_err(|fail| fail.message().to_owned())
}

/// Is it the same value? Numbers go by their text, objects and sets by content.
fn same(ours: &Datum<'_>, theirs: &Datum<'_>, ordered: bool) -> bool {
    match (ours, theirs) {
        (Datum::Array(l), Datum::Array(r)) if ordered => {
            l.len() == r.len() && l.iter().zip(r).all(|(l, r)| same(l, r, true))
        }
        (Datum::Array(l), Datum::Array(r)) => {
            l.len() == r.len() && l.iter().all(|l| r.iter().any(|r| same(l, r, true)))
        }
        (Datum::Object(l), Datum::Object(r)) => {
            l.len() == r.len() && l.iter().all(|(k, v)| r.get(k).is_some_and(|other| same(v, other, true)))
        }
        _ => ours == theirs,
    }
}

/// Classes that only the engine tells apart.
fn same_class(ours: &str, theirs: &str) -> bool {
    let family = |class: &str| match class {
        "LinkedHashMap" | "HashMap" | "SingletonMap" => "map".to_owned(),
        "SubList" | "ArrayList" | "RandomAccessSubList" | "LongRange" => "list".to_owned(),
        "KeySet" | "EntrySet" | "HashSet" | "LinkedKeySet" => "set".to_owned(),
        class if class.ends_with("[]") => "array".to_owned(),
        class => class.to_owned(),
    };
    // Ranges of long numbers are lists here.
    let long_range = ours == "ArrayList" && matches!(theirs, "Ascending" | "Descending");
    long_range || family(ours) == family(theirs)
}

fn text<'d>(line: &'d Datum<'_>, name: &str) -> Option<&'d str> {
    match line {
        Datum::Object(members) => match members.get(name) {
            Some(Datum::Text(text)) => Some(text),
            _ => None,
        },
        _ => None,
    }
}

/// How ours and the engine's answer to a line compare.
pub struct Verdict {
    /// The group of the line.
    #[allow(dead_code, reason = "the suites on wasm do not count by group")]
    pub group: String,
    /// What differs.
    pub wrong: Option<String>,
}

/// Evaluates a line; none where it is no expression: tables of other units have none, and scripts are not for mappings.
pub fn judged(line: &str) -> Option<Verdict> {
    let vector = Reader::default().read(line.as_bytes()).unwrap_or_else(|e| panic!("{line}: {e:?}"));
    let Datum::Object(members) = &vector else { panic!("{line}: no object") };
    let (Some(expression), None) = (text(&vector, "expr"), members.get("script")) else { return None };
    let record = members.get("record").unwrap_or(&Datum::Null);
    let group = text(&vector, "group").unwrap_or_default().to_owned();
    let class = text(&vector, "type");
    let wanted = (members.get("ok") == Some(&Datum::Bool(true))).then(|| members.get("value").unwrap());
    let ours = answer(expression, record);
    let right = match (&ours, wanted) {
        (Ok((value, ours)), Some(wanted)) => {
            same(value, wanted, ours != "HashSet") && class.is_none_or(|class| same_class(ours, class))
        }
        (Err(_), None) => true,
        _ => false,
    };
    let wrong = (!right).then(|| {
        let wanted = wanted.map_or("an error".to_owned(), |v| format!("{v} ({})", class.unwrap_or_default()));
        let ours = ours.map_or_else(|e| format!("error: {e}"), |(v, class)| format!("{v} ({class})"));
        format!("{expression}\n    on {record}\n    engine {wanted}\n    ours   {ours}")
    });
    Some(Verdict { group, wrong })
}
