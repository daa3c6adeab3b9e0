//! R28: where a schema's version or content type is due, there stands a media type of the Schema Registry.

use super::references::{find, literal};
use super::{Context, Group, Rule};
use crate::dataflow::{Body, Dataflow};
use crate::diagnostic::Severity;
use crate::steps::StepId;

static RULES: [Rule; 1] = [Rule {
    code: "bad-schema-media-type",
    number: "R28",
    severity: Severity::Warning,
    what: "A schema reference's version or content type is no media type such as \
           `application/vnd.adobe.xed-full+json;version=1`.",
    why: "The media type says which version of the schema is meant; a bare `1.0` is none.",
    example: r#"{"schema": {"id": "https://ns.adobe.com/acme/schemas/2b7d1c4f09ae4d5e8c3f6a7b9012cdef", "version": "1.0"}}"#,
    remedy: "Write `application/vnd.adobe.xed-full+json;version=1` (or `xed+json`, `xed-full-notext+json`).",
    source: "Schema Registry: media types in the Accept header",
}];

pub(super) static GROUP: Group = Group { rules: &RULES, check };

/// Where media types stand: the step, the path, in the response?
static PLACES: &[(StepId, &[&str], bool)] = &[
    (StepId::SourceConnection, &["data", "schema", "version"], false),
    (StepId::Dataset, &["schemaRef", "contentType"], false),
    (StepId::TargetConnection, &["data", "schema", "version"], false),
    (StepId::MappingSet, &["outputSchema", "schemaRef", "contentType"], false),
    (StepId::MappingSet, &["inputSchema", "schemaRef", "contentType"], false),
    (StepId::MappingSet, &["outputSchemaRef", "contentType"], true),
    (StepId::MappingSet, &["outputSchema", "schemaRef", "contentType"], true),
    (StepId::MappingSet, &["schemaRef", "contentType"], true),
];

const RIGHT: &str = "application/vnd.adobe.xed-full+json;version=1";

fn check(cx: &mut Context<'_>) {
    let flow: &Dataflow = cx.flow;
    for exchange in &flow.exchanges {
        let Some(step) = exchange.step else { continue };
        for (body, is_response) in [(&exchange.body, false), (&exchange.response, true)] {
            let Some(body) = body else { continue };
            let mut said: Vec<String> = Vec::new();
            for (_, path, _) in PLACES.iter().filter(|(s, _, r)| *s == step && *r == is_response) {
                check_place(cx, (body, step), path, is_response, &mut said);
            }
        }
    }
}

fn check_place(
    cx: &mut Context<'_>,
    (body, step): (&Body, StepId),
    path: &[&str],
    is_response: bool,
    said: &mut Vec<String>,
) {
    let Some(root) = &body.root else { return };
    for (way, node) in find(root, path) {
        let Some(text) = literal(cx, node).filter(|t| !is_media_type(t)) else { continue };
        // A sample response that repeats itself is told once.
        if is_response && said.iter().any(|s| *s == text) {
            continue;
        }
        let report = cx.at_value(&RULES[0], body, &way.pointer()).step(Some(step));
        let report = if is_response {
            report.help(format!("the service answers with one such as `{RIGHT}`"))
        } else {
            report.help(format!("use `{RIGHT}`")).fix(node.span, format!("\"{RIGHT}\""))
        };
        report.say(format!("`{text}` is no media type of a schema"));
        said.push(text.into_owned());
    }
}

/// `application/vnd.adobe.xed[-full][-notext|-desc]+json[; version=N[.M]]`
fn is_media_type(text: &str) -> bool {
    let (kind, version) = text.split_once(';').map_or((text, None), |(k, v)| (k, Some(v)));
    let kind = kind.trim().to_ascii_lowercase();
    let middle = kind.strip_prefix("application/vnd.adobe.xed").and_then(|k| k.strip_suffix("+json"));
    let number = |v: &str| {
        let v = v.trim().strip_prefix("version").map(str::trim_start).and_then(|v| v.strip_prefix('='));
        v.is_some_and(|v| {
            let v = v.trim();
            v.starts_with(|c: char| c.is_ascii_digit()) && v.chars().all(|c| c.is_ascii_digit() || c == '.')
        })
    };
    matches!(middle, Some("" | "-id" | "-full" | "-notext" | "-full-notext" | "-full-desc" | "-desc"))
        && version.is_none_or(|v| v.trim().is_empty() || number(v))
}

#[cfg(test)]
mod tests {
    use super::is_media_type;

    #[test]
    fn media_types() {
        for good in [
            "application/vnd.adobe.xed-full+json;version=1",
            "application/vnd.adobe.xed-full-notext+json; version=1",
            "application/vnd.adobe.xed-full+json; version=1.0",
            "application/vnd.adobe.xed+json",
        ] {
            assert!(is_media_type(good), "{good}");
        }
        for bad in [
            "1.0",
            "1.2",
            "application/json",
            "application/vnd.adobe.xed-ful+json;version=1",
            "application/vnd.adobe.xed-full+json;version=latest",
        ] {
            assert!(!is_media_type(bad), "{bad}");
        }
    }
}
