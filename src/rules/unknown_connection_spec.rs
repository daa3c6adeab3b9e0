//! R15: a source's connection spec is one of the documented ones, and the one of the source that the names speak of.
//! The catalogue is a snapshot, so an id that is missing there proves nothing.

use super::malformed_id::nearest;
use super::references::{is_uuid, literal};
use super::{Context, Group, Rule};
use crate::diagnostic::Severity;
use crate::json::Node;
use crate::spec::{ConnectionSpec, Kind};
use crate::steps::StepId;

static RULES: [Rule; 2] = [
    Rule {
        code: "unknown-connection-spec",
        number: "R15",
        severity: Severity::Info,
        what: "The connection spec of a source is none of the documented ones.",
        why: "Platform adds sources all the time, so this is only worth a look; checks that depend on the kind of \
              source are skipped. An id that differs from a documented one by a digit or two is a warning.",
        example: r#"{"connectionSpec": {"id": "cfc0fee1-7dc0-40ef-b73e-d8b134c436f6", "version": "1.0"}}"#,
        remedy: "Compare the id with `GET /connectionSpecs` of your organisation.",
        source: "Sources tutorials and flow specs: the connection specs they name",
    },
    Rule {
        code: "connection-spec-of-another-source",
        number: "R15",
        severity: Severity::Warning,
        what: "A connection's name speaks of one source, and its connection spec is another's.",
        why: "Ids travel with copied requests: the connection would be made to the wrong system.",
        example: r#"{"name": "Stripe charges", "connectionSpec": {"id": "cc6a4487-9e91-433e-a3a3-9cf6626c1806", "version": "1.0"}}"#,
        remedy: "Use the connection spec of the source that is meant.",
        source: "Sources tutorials: the connection spec of each source",
    },
];

pub(super) static GROUP: Group = Group { rules: &RULES, check };

const AT: &str = "/connectionSpec/id";

fn check(cx: &mut Context<'_>) {
    let flow = cx.flow;
    for step in [StepId::BaseConnection, StepId::SourceConnection] {
        for (body, root) in flow.bodies(step) {
            let Some(id) = root.at(AT).and_then(|n| literal(cx, n)).filter(|id| is_uuid(id)) else {
                continue;
            };
            match ConnectionSpec::by_id(&id) {
                None => unknown(cx, body, root, &id, step),
                Some(known) => {
                    if known.aliases.contains(&"generic-streaming") && speaks_of_an_application(root) {
                        cx.at_value(&RULES[1], body, AT)
                            .step(Some(step))
                            .help("`GET /connectionSpecs` lists the one of your source")
                            .say("this is the connection spec of the template for streaming sources, but the name speaks of another source");
                    } else if let Some(named) = named_instead(root, known) {
                        cx.at_value(&RULES[1], body, AT)
                            .step(Some(step))
                            .help(format!("the connection spec of {} is {}", named.name, named.id))
                            .say(format!(
                                "this is the connection spec of {}, but the name speaks of {}",
                                known.name, named.name
                            ));
                    }
                }
            }
        }
    }
}

fn unknown(cx: &mut Context<'_>, body: &crate::dataflow::Body, root: &Node, id: &str, step: StepId) {
    let near = nearest(id, ConnectionSpec::all().iter().map(|s| (s.id, s.name)));
    let report = cx.at_value(&RULES[0], body, AT).step(Some(step));
    match near {
        Some((meant, name)) => {
            let name = if name.is_empty() { "a documented source" } else { name };
            let span = root.at(AT).map_or(body.span, |n| n.span);
            report
                .severity(Severity::Warning)
                .help(format!("`{meant}` is probably meant"))
                .fix(span, format!("\"{meant}\""))
                .say(format!("`{id}` is almost, but not quite, the connection spec of {name}"));
        }
        None => report
            .help("the list is a snapshot; checks that depend on the kind of source are skipped")
            .say(format!("`{id}` is none of the documented connection specs")),
    }
}

/// Does the connection's name speak of a known application?
fn speaks_of_an_application(root: &Node) -> bool {
    let name = root.get("name").and_then(Node::as_str).unwrap_or_default();
    ConnectionSpec::all()
        .iter()
        .filter(|s| is_application(s))
        .flat_map(ConnectionSpec::names)
        .any(|n| mentions(name, n))
}

/// The other application that the connection's name plainly speaks of. Databases, files and generic protocols carry
/// anybody's data, so a name proves nothing about them.
fn named_instead(root: &Node, known: &ConnectionSpec) -> Option<&'static ConnectionSpec> {
    if !is_application(known) {
        return None;
    }
    let text =
        ["name", "description"].iter().filter_map(|k| root.get(k)?.as_str()).collect::<Vec<_>>().join(" . ");
    // A word of its name is enough to say that the right source is meant.
    let lower = text.to_lowercase();
    let is_own = known.names().any(|n| {
        n.to_lowercase().split(' ').any(|word| word.chars().count() >= 4 && mentions(&lower, word))
            || mentions(&text, n)
    });
    if is_own {
        return None;
    }
    // Names are many and texts short: most are out of the question by their length and their first byte.
    let mut starts = [false; 256];
    text.bytes().for_each(|b| starts[usize::from(b)] = true);
    let may_stand =
        |name: &str| name.len() <= text.len() && name.bytes().next().is_some_and(|b| starts[usize::from(b)]);
    let named = ConnectionSpec::all().iter().flat_map(|s| s.names().map(move |name| (s, name)));
    let named = named.filter(|(_, name)| may_stand(name) && mentions(&text, name));
    let (longest, _) = named.max_by_key(|(_, name)| name.len())?;
    (is_application(longest) && longest.id != known.id).then_some(longest)
}

fn is_application(known: &ConnectionSpec) -> bool {
    let generic = ["databases", "cloud storage", "streaming", "protocols", "sdk", "target", "destination"];
    !known.name.is_empty() && known.kind != Kind::Target && !generic.contains(&known.category)
}

/// Does the text hold the name as whole words?
fn mentions(text: &str, name: &str) -> bool {
    let is_word = |c: char| c.is_alphanumeric();
    !name.is_empty()
        && text
            .match_indices(name)
            .any(|(at, _)| !text[..at].ends_with(is_word) && !text[at + name.len()..].starts_with(is_word))
}
