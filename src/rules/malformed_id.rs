//! R14: ids have the shape their kind has. A lost, doubled or wrong digit is the commonest slip of a copied id, and
//! often the id that was meant can be told.

use super::created;
use super::references::{find, handed_on, is_hex, is_uuid, literal};
use super::sent::is_literal;
use super::{Context, Group, Rule};
use crate::diagnostic::Severity;
use crate::json::Node;
use crate::operation::Service;
use crate::spec::{ConnectionSpec, FlowSpec};
use crate::steps::StepId;

static RULES: [Rule; 3] = [
    Rule {
        code: "malformed-uuid",
        number: "R14",
        severity: Severity::Error,
        what: "The id of a connection, connection spec or flow spec is not a UUID (hexadecimal groups of 8-4-4-4-12).",
        why: "The service knows no such id and refuses the request. A text that does not even resemble an id, such as \
              `my-connection-id`, is taken for a stand-in somebody will replace, and is a warning.",
        example: r#"{"connectionSpec": {"id": "38ad80fee-8b06-4938-94f4-d4ee80266b07", "version": "1.0"}}"#,
        remedy: "Copy the id again; where one known id differs by a digit or two, that one is proposed.",
        source: "Flow Service: ids are UUIDs",
    },
    Rule {
        code: "malformed-mapping-id",
        number: "R14",
        severity: Severity::Error,
        what: "A mappingId has neither 32 hexadecimal digits nor the shape of a UUID.",
        why: "Data Prep has no mapping set of that id, so the flow cannot be created. A text that does not resemble \
              an id is a warning.",
        example: r#"{"mappingId": "59c0e53a2dc84f7791ecc1b3d6e51d5"}"#,
        remedy: "Copy the `id` of the mapping set's response again.",
        source: "Data Prep: ids of mapping sets in its responses",
    },
    Rule {
        code: "malformed-dataset-id",
        number: "R14",
        severity: Severity::Error,
        what: "A dataSetId does not have 24 hexadecimal digits.",
        why: "Catalog has no dataset of that id, and the target connection is refused. A text that does not resemble \
              an id is a warning.",
        example: r#"{"dataSetId": "63ec807d3f5ce91bd2d06c6"}"#,
        remedy: "Use the id in the dataset's response, without the `@/dataSets/` before it.",
        source: "Catalog: ids of datasets in its responses",
    },
];

pub(super) static GROUP: Group = Group { rules: &RULES, check };

/// The ids: in which step's body, where, which step hands it on (for what was probably meant).
static UUIDS: &[(StepId, &[&str], Option<StepId>)] = &[
    (StepId::BaseConnection, &["connectionSpec", "id"], None),
    (StepId::SourceConnection, &["connectionSpec", "id"], None),
    (StepId::SourceConnection, &["baseConnectionId"], Some(StepId::BaseConnection)),
    (StepId::TargetConnection, &["connectionSpec", "id"], None),
    (StepId::TargetConnection, &["baseConnectionId"], Some(StepId::DatasetBaseConnection)),
    (StepId::DatasetBaseConnection, &["connectionSpec", "id"], None),
    (StepId::Flow, &["flowSpec", "id"], Some(StepId::FlowSpec)),
    (StepId::Flow, &["sourceConnectionIds", "*"], Some(StepId::SourceConnection)),
    (StepId::Flow, &["targetConnectionIds", "*"], Some(StepId::TargetConnection)),
];

fn check(cx: &mut Context<'_>) {
    for (at, path, from) in UUIDS {
        let known = || match path {
            ["connectionSpec", _] => ConnectionSpec::all().iter().map(|s| (s.id, s.name)).collect(),
            ["flowSpec", _] => FlowSpec::all().iter().map(|s| (s.id, s.title())).collect(),
            _ => Vec::new(),
        };
        shape(cx, &RULES[0], (*at, path, *from), known, is_uuid, what_is_wrong);
    }
    let mapping =
        (StepId::Flow, &["transformations", "*", "params", "mappingId"][..], Some(StepId::MappingSet));
    let digits = |text: &str, due: usize| {
        wrong_digit(text)
            .unwrap_or_else(|| format!("it has {} hexadecimal digits where {due} are due", text.len()))
    };
    shape(
        cx,
        &RULES[1],
        mapping,
        Vec::new,
        |t| is_hex(t, 32) || is_uuid(t),
        |t| {
            if t.contains('-') { what_is_wrong(t) } else { digits(t, 32) }
        },
    );
    patched_mapping_ids(cx);
    ids_in_paths(cx);
    let dataset = (StepId::TargetConnection, &["params", "dataSetId"][..], Some(StepId::Dataset));
    // A prefix that was kept is another rule's.
    shape(cx, &RULES[2], dataset, Vec::new, |t| is_hex(t, 24) || t.contains('/'), |t| digits(t, 24));
}

/// Ids of mapping sets that an update of a flow sends.
fn patched_mapping_ids(cx: &mut Context<'_>) {
    for sent in cx.sent() {
        if !sent.asks("PATCH", Service::Flow, "/flows/{flowId}") {
            continue;
        }
        for (i, patch) in sent.body().map_or(&[][..], Node::items).iter().enumerate() {
            let Some(value) = patch.get("value") else { continue };
            let one = value.at("/params/mappingId").map(|n| (format!("/{i}/value/params/mappingId"), n));
            let of_all = value.items().iter().enumerate().filter_map(|(j, transformation)| {
                let node = transformation.at("/params/mappingId")?;
                Some((format!("/{i}/value/{j}/params/mappingId"), node))
            });
            for (pointer, node) in one.into_iter().chain(of_all) {
                let Some(id) = literal(cx, node).filter(|id| resembles_id(id)) else { continue };
                if !is_hex(&id, 32) && !is_uuid(&id) {
                    cx.at_span(&RULES[1], sent.file(), node.span)
                        .pointer(pointer)
                        .help("copy the id again from where it was given")
                        .say(format!("`{id}` is not a mapping set's id: it has neither 32 hexadecimal digits nor the shape of a UUID"));
                }
            }
        }
    }
}

/// Ids in the paths of requests to Flow Service. Where the creation is shown, another rule holds them against its
/// answer.
fn ids_in_paths(cx: &mut Context<'_>) {
    let all = cx.sent();
    for sent in all.iter().filter(|s| s.is_gateway()) {
        let Some(operation) = sent.found.operation.filter(|o| o.service == Service::Flow) else { continue };
        let Some((_, id)) = sent.found.parameters.first() else { continue };
        let collection = operation.path.split("/{").next().unwrap_or_default();
        if is_literal(id)
            && resembles_id(id)
            && !is_uuid(id)
            && created::ids(&all, Service::Flow, collection).is_empty()
        {
            cx.at_span(&RULES[0], sent.file(), sent.url_part(id))
                .step(sent.exchange.step)
                .help("copy the id again from where it was given")
                .say(format!("`{id}` is not an id of `{collection}`: {}", what_is_wrong(id)));
        }
    }
}

fn shape(
    cx: &mut Context<'_>,
    rule: &'static Rule,
    (at, path, from): (StepId, &[&str], Option<StepId>),
    known: impl Fn() -> Vec<(&'static str, &'static str)>,
    is_good: impl Fn(&str) -> bool,
    wrong: impl Fn(&str) -> String,
) {
    let flow = cx.flow;
    let given = from.map(|step| handed_on(flow, step).ids).unwrap_or_default();
    for (body, root) in flow.bodies(at) {
        for (way, node) in find(root, path) {
            let Some(id) = literal(cx, node).filter(|id| !is_good(id)) else { continue };
            let what = match (path.last(), from) {
                (Some(&"id"), _) if path[0] == "flowSpec" => "a flow spec's id",
                (Some(&"id"), _) => "a connection spec's id",
                (_, Some(StepId::MappingSet)) => "a mapping set's id",
                (_, Some(StepId::Dataset)) => "a dataset's id",
                _ => "a connection's id",
            };
            let candidates = given.iter().map(|g| (g.id, "")).chain(known());
            let near = nearest(&id, candidates.filter(|(c, _)| is_good(c)));
            let report = cx.at_value(rule, body, &way.pointer()).step(Some(at));
            if !resembles_id(&id) && near.is_none() {
                report
                    .severity(Severity::Warning)
                    .help("put the real id here, or a placeholder such as `{SOURCE_CONNECTION_ID}`")
                    .say(format!("`{id}` is not {what} but looks like a stand-in for one"));
                continue;
            }
            let report = match near {
                Some((meant, name)) => {
                    let whose = if name.is_empty() { String::new() } else { format!(", the id of {name}") };
                    report
                        .help(format!("`{meant}`{whose}, is probably meant"))
                        .fix(node.span, format!("\"{meant}\""))
                }
                None => report.help("copy the id again from where it was given"),
            };
            report.say(format!("`{id}` is not {what}: {}", wrong(&id)));
        }
    }
}

/// The one id within two edits, with whose it is.
pub(super) fn nearest<'n>(
    id: &str,
    known: impl Iterator<Item = (&'n str, &'n str)>,
) -> Option<(&'n str, &'n str)> {
    let lower = id.to_ascii_lowercase();
    let mut near: Vec<_> =
        known.filter(|(k, _)| strsim::levenshtein(&lower, &k.to_ascii_lowercase()) <= 2).collect();
    near.sort_unstable();
    near.dedup_by_key(|(k, _)| *k);
    if let [one] = near.as_slice() { Some(*one) } else { None }
}

/// Mostly hexadecimal digits and long enough: an id with a slip, not a word standing in for one.
fn resembles_id(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_hexdigit).count();
    let others = text.chars().filter(|c| !c.is_ascii_hexdigit() && *c != '-').count();
    digits >= 16 && others * 8 <= digits
}

fn wrong_digit(text: &str) -> Option<String> {
    let odd = text.chars().find(|c| !c.is_ascii_hexdigit())?;
    Some(match odd {
        ' ' => "it has a blank in it".to_owned(),
        _ => format!("`{odd}` is not a hexadecimal digit"),
    })
}

fn what_is_wrong(text: &str) -> String {
    const NAMES: [&str; 5] = ["first", "second", "third", "fourth", "fifth"];
    let groups: Vec<&str> = text.split('-').collect();
    if let Some(wrong) = wrong_digit(&text.replace('-', "")) {
        return wrong;
    }
    if groups.len() != 5 {
        return format!("a UUID has 5 groups of digits (8-4-4-4-12), this has {}", groups.len());
    }
    let due = [8, 4, 4, 4, 12];
    let wrong = groups.iter().zip(due).zip(NAMES).find(|((group, due), _)| group.len() != *due);
    wrong.map_or(String::new(), |((group, due), name)| {
        format!("its {name} group has {} digits where {due} are due", group.len())
    })
}
