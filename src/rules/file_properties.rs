//! R20: the properties of file sources: the column delimiter, the encoding, the compression.

use super::references::literal;
use super::{Context, Group, Rule};
use crate::dataflow::Body;
use crate::diagnostic::Severity;
use crate::json::Node;
use crate::schema::examples;
use crate::spec::FILE_PROPERTIES;
use crate::steps::StepId;

static RULES: [Rule; 5] = [
    Rule {
        code: "bad-column-delimiter",
        number: "R20",
        severity: Severity::Error,
        what: "The column delimiter of a file source is not exactly one character.",
        why: "The service takes a single character and refuses longer ones.",
        example: r#"{"data": {"format": "delimited", "properties": {"columnDelimiter": "||"}}}"#,
        remedy: "Use one character; a tab is written `\\t` in JSON, with one backslash.",
        source: "Cloud storage tutorial: properties of a source connection",
    },
    Rule {
        code: "bad-encoding",
        number: "R20",
        severity: Severity::Error,
        what: "The encoding of a file source is neither `UTF-8` nor `ISO-8859-1`.",
        why: "No other encoding is read. The right one in other letters (`utf8`) is a warning.",
        example: r#"{"data": {"format": "delimited", "properties": {"encoding": "windows-1252"}}}"#,
        remedy: "Use one of the two, converting the files where they have another encoding.",
        source: "Cloud storage tutorial: properties of a source connection",
    },
    Rule {
        code: "bad-compression",
        number: "R20",
        severity: Severity::Error,
        what: "The compression type of a file source is none of bzip2, gzip, deflate, zipDeflate, tarGzip and tar.",
        why: "No other compression is read. The right one in other letters is a warning.",
        example: r#"{"data": {"format": "json", "properties": {"compressionType": "lzma"}}}"#,
        remedy: "Use one of the six; leave the property out for files that are not compressed.",
        source: "Cloud storage tutorial: properties of a source connection",
    },
    Rule {
        code: "property-without-effect",
        number: "R20",
        severity: Severity::Warning,
        what: "A file property is given for a format that does not have it: delimiter and encoding belong to \
               delimited files, compression to delimited and JSON files.",
        why: "The property says something about the files that the reader does not heed.",
        example: r#"{"data": {"format": "parquet", "properties": {"columnDelimiter": ";"}}}"#,
        remedy: "Remove the property, or set the format that the files have.",
        source: "Cloud storage tutorial: properties of a source connection",
    },
    Rule {
        code: "misplaced-file-property",
        number: "R20",
        severity: Severity::Warning,
        what: "A file property stands in `data` instead of `data.properties`.",
        why: "That is where old pages had it; today it is not read there, and commas are assumed.",
        example: r#"{"data": {"format": "delimited", "columnDelimiter": "\t"}}"#,
        remedy: "Move it into `data.properties`.",
        source: "Cloud storage tutorial: properties of a source connection",
    },
];

pub(super) static GROUP: Group = Group { rules: &RULES, check };

const STEP: Option<StepId> = Some(StepId::SourceConnection);

fn check(cx: &mut Context<'_>) {
    let flow = cx.flow;
    for (body, root) in flow.bodies(StepId::SourceConnection) {
        let Some(data) = root.get("data") else { continue };
        let all = examples(StepId::SourceConnection, "/data/format");
        let format = data.get("format").and_then(|n| literal(cx, n));
        for (key, formats) in FILE_PROPERTIES {
            if data.get(key).is_some() {
                cx.at(&RULES[4], body, &format!("/data/{key}"))
                    .step(STEP)
                    .help(format!("write it as `\"properties\": {{\"{key}\": …}}` inside `data`"))
                    .say(format!("`{key}` belongs into `data.properties`"));
            }
            let Some(node) = data.get("properties").and_then(|p| p.get(key)) else { continue };
            let pointer = format!("/data/properties/{key}");
            if let Some(format) = format.as_deref().filter(|f| all.contains(f) && !formats.contains(f)) {
                let of = formats.iter().map(|f| format!("`{f}`")).collect::<Vec<_>>().join(" and ");
                cx.at(&RULES[3], body, &pointer)
                    .step(STEP)
                    .help(format!("remove it, or set the format of the files ({of})"))
                    .say(format!("`{key}` has no meaning for `{format}` data"));
            }
            let Some(value) = literal(cx, node) else { continue };
            match *key {
                "columnDelimiter" => delimiter(cx, body, &pointer, node, &value),
                "encoding" => one_of(cx, &RULES[1], body, &pointer, (node, &value)),
                _ => one_of(cx, &RULES[2], body, &pointer, (node, &value)),
            }
        }
    }
}

fn delimiter(cx: &mut Context<'_>, body: &Body, pointer: &str, node: &Node, value: &str) {
    let count = value.chars().count();
    if count == 1 {
        return;
    }
    let report = cx.at_value(&RULES[0], body, pointer).step(STEP);
    match value {
        "\\t" | "tab" | "TAB" => report
            .help("write a tab as `\"\\t\"`, with one backslash")
            .fix(node.span, "\"\\t\"")
            .say("the column delimiter is one character, and this is the name of one, not a tab"),
        _ => report
            .help("use one character that does not occur in the values, such as `,`, `;`, `|` or a tab")
            .say(format!("the column delimiter is one character, and `{value}` has {count}")),
    }
}

fn one_of(
    cx: &mut Context<'_>,
    rule: &'static Rule,
    body: &Body,
    pointer: &str,
    (node, value): (&Node, &str),
) {
    let allowed = examples(StepId::SourceConnection, pointer);
    if allowed.contains(&value) {
        return;
    }
    let plain = |text: &str| text.to_ascii_lowercase().replace(['-', '_'], "");
    let list = allowed.iter().map(|a| format!("`{a}`")).collect::<Vec<_>>().join(", ");
    let report = cx.at_value(rule, body, pointer).step(STEP);
    match allowed.iter().find(|a| plain(a) == plain(value)) {
        Some(right) => report
            .severity(Severity::Warning)
            .fix(node.span, format!("\"{right}\""))
            .say(format!("`{value}` is documented as `{right}`")),
        None => report.help(format!("use one of {list}")).say(format!("`{value}` is none of {list}")),
    }
}
