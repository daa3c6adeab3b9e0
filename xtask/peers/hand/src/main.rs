//! The mappings of `cargo xtask bench expressions` written by hand, as one would with `serde_json::Value`: NDJSON on
//! standard input, NDJSON on standard output.

use chrono::{NaiveDateTime, SecondsFormat};
use serde_json::{Map, Value};
use std::io::{BufRead, BufReader, BufWriter, Write};

fn main() {
    let mut reader = BufReader::with_capacity(1 << 16, std::io::stdin().lock());
    let mut writer = BufWriter::with_capacity(1 << 16, std::io::stdout().lock());
    let mut line = Vec::new();
    while reader.read_until(b'\n', &mut line).expect("a line") > 0 {
        let record: Value = serde_json::from_slice(&line).expect("JSON");
        serde_json::to_writer(&mut writer, &mapped(record)).expect("written");
        writer.write_all(b"\n").expect("written");
        line.clear();
    }
}

fn mapped(mut record: Value) -> Value {
    let text = |name: &str| record[name].as_str().unwrap_or_default();
    let full_name = format!("{} {}", text("first_name"), text("last_name"));
    let country = text("country").trim().to_uppercase();
    let kind = if text("status") == "active" { "Customer" } else { "Prospect" };
    let created = NaiveDateTime::parse_from_str(text("created"), "%Y-%m-%d %H:%M:%S")
        .map_or(Value::Null, |moment| moment.and_utc().to_rfc3339_opts(SecondsFormat::AutoSi, true).into());
    let segment = text("tags").split(',').next().unwrap_or_default().to_owned();
    let mut take = |name: &str| record[name].take();
    let nickname = match take("nickname") {
        Value::Null => take("first_name"),
        nickname => nickname,
    };
    let object = |members: Vec<(&str, Value)>| {
        Value::Object(
            members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect::<Map<_, _>>(),
        )
    };
    object(vec![
        ("_id", take("id")),
        ("personalEmail", object(vec![("address", take("email"))])),
        (
            "homeAddress",
            object(vec![("city", take("city")), ("postalCode", take("zip")), ("country", country.into())]),
        ),
        ("order", object(vec![("total", take("amount"))])),
        ("consents", object(vec![("marketing", take("opted_in"))])),
        (
            "person",
            object(vec![("fullName", full_name.into()), ("nickname", nickname), ("kind", kind.into())]),
        ),
        ("created", created),
        ("segment", segment.into()),
    ])
}
