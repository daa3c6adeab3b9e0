//! R18: `data.format` of a source connection is one its kind of source has.

use super::references::literal;
use super::source_kind::source_of;
use super::{Context, Group, Rule};
use crate::diagnostic::Severity;
use crate::schema::examples;
use crate::spec::Kind;
use crate::steps::StepId;

static RULES: [Rule; 1] = [Rule {
    code: "format-not-for-source",
    number: "R18",
    severity: Severity::Error,
    what: "The `data.format` of a source connection is none that its kind of source has: `tabular` for tables, \
           `delimited`, `json` or `parquet` for files, `json` for self-serve and streaming sources.",
    why: "The source cannot be read in that format, and the request is refused. Where the kind of source is not \
          certain, or the documentation is not of one mind, it is a warning.",
    example: r#"{"data": {"format": "parquet_xdm"}, "params": {"tableName": "Accounts"}}"#,
    remedy: "Use the format of the source; `parquet_xdm` belongs to target connections of old dataflows.",
    source: "Sources tutorials: values of data.format",
}];

pub(super) static GROUP: Group = Group { rules: &RULES, check };

const AT: &str = "/data/format";

fn check(cx: &mut Context<'_>) {
    let flow = cx.flow;
    if cx.exports() {
        return;
    }
    for (body, root) in flow.bodies(StepId::SourceConnection) {
        let Some(node) = root.at(AT) else { continue };
        let Some(format) = literal(cx, node) else { continue };
        let source = source_of(cx, root);
        let allowed: &[&str] = match &source {
            Some(source) => source.spec.map(|s| s.formats).unwrap_or(match source.kind {
                Kind::Tabular => &["tabular"],
                Kind::File => &["delimited", "json", "parquet"],
                _ => &["json"],
            }),
            None => &examples(StepId::SourceConnection, AT),
        };
        if allowed.contains(&&*format) {
            continue;
        }
        let list = allowed.iter().map(|f| format!("`{f}`")).collect::<Vec<_>>().join(", ");
        let spelt = allowed.iter().find(|f| f.eq_ignore_ascii_case(&format));
        let report = cx.at_value(&RULES[0], body, AT).step(Some(StepId::SourceConnection));
        if let Some(right) = spelt {
            report
                .severity(Severity::Warning)
                .fix(node.span, format!("\"{right}\""))
                .say(format!("the data format is spelt `{right}`, not `{format}`"));
            continue;
        }
        // Tables behind a REST API, and streams read as tables, are documented in more than one way.
        let certain = match source.as_ref().map(|s| (s.kind, s.spec)) {
            Some((Kind::Tabular, Some(spec))) => {
                !(spec.self_serve && format == "tabular") && format != "json"
            }
            Some((Kind::Tabular, None)) => format != "json",
            Some((Kind::File, Some(_))) => true,
            Some((Kind::Streaming, Some(spec))) => {
                !spec.self_serve && spec.required_params != ["tableName", "timestampColumn"]
            }
            _ => false,
        };
        let report = if certain { report } else { report.severity(Severity::Warning) };
        match source {
            Some(source) => {
                let report = match allowed {
                    [one] => report.fix(node.span, format!("\"{one}\"")),
                    _ => report,
                };
                report
                    .help(format!("use {list}"))
                    .say(format!("{} has the data format {list}, not `{format}`", source.title()));
            }
            None => report
                .help(format!("sources have {list}"))
                .say(format!("`{format}` is not a data format of a source connection")),
        }
    }
}
