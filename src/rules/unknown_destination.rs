//! R33: every destination path exists in the target schema.

use super::mapping_sets::replacement;
use super::{Context, Group, Rule};
use crate::dataflow::Body;
use crate::diagnostic::Severity;
use crate::json::Node;
use crate::mapping::{At, Mapping, Path, Segment, Shape, TargetSchema, Type};
use crate::schema::nearest;
use crate::text::Span;

static RULES: [Rule; 2] = [
    Rule {
        code: "unknown-destination",
        number: "R33",
        severity: Severity::Error,
        what: "A destination path leads to no field of the target schema.",
        why: "The mapper has nowhere to put the value: the mapping set is refused, or its rows fail.",
        example: r#"{"sourceType": "ATTRIBUTE", "source": "mail", "destination": "personalEmail.adress"}"#,
        remedy: "Write the path as the target schema has it, or add the field to the schema.",
        source: "Data Prep: mapping sets; target schemas",
    },
    Rule {
        code: "xdm-prefix",
        number: "R33",
        severity: Severity::Error,
        what: "A destination path has names with the prefix `xdm:`.",
        why: "Mapping sets name fields as the resolved schema does, without the prefix; with it the field does not exist.",
        example: r#"{"sourceType": "ATTRIBUTE", "source": "points", "destination": "xdm:loyalty.xdm:points"}"#,
        remedy: "Leave the prefix out: `loyalty.points`.",
        source: "Data Prep: mapping sets",
    },
];

pub(super) static GROUP: Group = Group { rules: &RULES, check };

fn check(cx: &mut Context<'_>) {
    let shared = cx.mapping_sets();
    for (body, set) in &shared.sets {
        for mapping in set.mappings.iter().filter(|m| m.is_usable()) {
            let path = &mapping.destination_path;
            let entry = &mapping.destination;
            let at = shared.target.as_ref().map(|(_, target)| target.at(path));
            if has_prefix(path) && !matches!(at, Some(At::Found(_))) {
                let bare = entry.text.replace("xdm:", "");
                let span = cx.part(body, entry, 0, entry.text.len());
                let fix = replacement(entry, span, &bare);
                let mut report = cx.at_mapping(&RULES[1], body, (mapping, entry), span);
                if let Some(fix) = fix {
                    report = report.fix(span, fix);
                }
                report.help(format!("write `{bare}`")).say(format!(
                    "the destination path `{}` has the prefix `xdm:`, which mapping sets do not use",
                    entry.text
                ));
                continue;
            }
            let (Some((part, target)), Some(At::Absent(step, parent))) = (&shared.target, at) else {
                continue;
            };
            let (message, instead) = explain(path, step, target.shape(parent), target);
            let span = name_span(cx, body, mapping, step);
            let fix = instead.as_ref().filter(|i| i.sure).and_then(|i| replacement(entry, span, &i.name));
            let (schema, has) =
                (schema_span(&part.node, &target.spelled_out(path), step), members(target.shape(parent)));
            let mut report =
                cx.at_mapping(&RULES[0], body, (mapping, entry), span).related(part.file, schema, has);
            if let Some(fix) = fix {
                report = report.fix(span, fix);
            }
            if let Some(instead) = instead {
                report = report.help(format!("did you mean `{}`?", instead.path));
            }
            report.say(message);
        }
    }
}

fn has_prefix(path: &Path) -> bool {
    path.segments.iter().filter_map(Segment::name).any(|name| name.starts_with("xdm:"))
}

/// The bytes of the step of a path where it goes wrong.
fn name_span(cx: &Context<'_>, body: &Body, mapping: &Mapping, step: usize) -> Span {
    match &mapping.destination_path.segments[step] {
        Segment::Key { at: (start, end), .. } => cx.part(body, &mapping.destination, *start, *end),
        _ => mapping.destination.node.span,
    }
}

/// Where the schema defines what the path gets to: as far as its text can be followed.
fn schema_span(schema: &Node, path: &Path, step: usize) -> Span {
    let mut here = (schema, Span { start: schema.span.start, end: schema.span.start + 1 });
    for segment in &path.segments[..step] {
        let next = match segment {
            Segment::Key { name, .. } => here.0.get("properties").and_then(|p| p.member(name)),
            Segment::Index(_) | Segment::Each => here.0.member("items"),
        };
        let Some(member) = next else { break };
        here = (&member.value, member.key_span);
    }
    here.1
}

/// What the schema has there.
fn members(shape: &Shape) -> String {
    let mut names: Vec<String> = shape.members.keys().map(|name| format!("`{name}`")).collect();
    names.sort_unstable();
    let more = if names.len() > 8 { ", …" } else { "" };
    names.truncate(8);
    if names.is_empty() {
        "the field of the target schema".into()
    } else {
        format!("here the target schema has {}{more}", names.join(", "))
    }
}

/// What the path should say.
struct Instead {
    /// The name that replaces the wrong one.
    name: String,
    /// The whole path with it.
    path: String,
    /// It can hardly be another.
    sure: bool,
}

fn explain(path: &Path, step: usize, parent: &Shape, target: &TargetSchema) -> (String, Option<Instead>) {
    let here = path.head(step);
    let upto = path.head(step + 1);
    let owner = if here.is_empty() { "a record".to_owned() } else { format!("`{here}`") };
    match (&path.segments[step], parent.kind) {
        (Segment::Key { .. }, kind) if kind.is_scalar() => (
            format!("{owner} is {} in the target schema, so nothing is inside it: `{path}`", kind.title()),
            None,
        ),
        (Segment::Key { .. }, Type::Array) => {
            let rest = Path { segments: path.segments[step..].to_vec() };
            let whole = format!("{here}[*].{rest}");
            let instead = Instead { name: String::new(), path: whole, sure: false };
            (
                format!("{owner} is an array in the target schema: `{upto}` must say which element"),
                Some(instead),
            )
        }
        (Segment::Key { name, .. }, _) => {
            let rest = Path { segments: path.segments[step + 1..].to_vec() };
            let with = |prefix: &str, name: &str| {
                let dot = if prefix.is_empty() { "" } else { "." };
                let tail = rest.to_string();
                let tail = match rest.segments.first() {
                    Some(Segment::Key { .. }) => format!(".{tail}"),
                    _ => tail,
                };
                format!("{prefix}{dot}{name}{tail}")
            };
            let mut known: Vec<&str> = parent.members.keys().map(|k| &**k).collect();
            known.sort_unstable();
            let near = nearest(name, known.iter().copied());
            let instead = near.map(|near| {
                let path = with(&here, near);
                let sure = matches!(target.at(&Path::parse(&path).0), At::Found(_));
                Instead { name: near.to_owned(), path, sure }
            });
            // A custom field whose tenant was left out.
            let custom = || {
                let tenants = known.iter().filter(|k| step == 0 && k.starts_with('_'));
                let mut whole = tenants.map(|t| format!("{t}.{path}"));
                whole
                    .find(|path| matches!(target.at(&Path::parse(path).0), At::Found(_)))
                    .map(|path| Instead { name: String::new(), path, sure: false })
            };
            (format!("the target schema has no `{upto}`"), instead.or_else(custom))
        }
        (Segment::Index(_) | Segment::Each, kind) => (
            format!("{owner} is {} in the target schema, so it has no elements: `{path}`", kind.title()),
            None,
        ),
    }
}
