//! R41: the flow spec reads the source's connection spec and writes the target's.

use super::held::text;
use super::references::is_uuid;
use super::source_kind::source_of;
use super::{Context, Group, Rule};
use crate::dataflow::Body;
use crate::diagnostic::Severity;
use crate::json::Node;
use crate::placeholder;
use crate::spec::{ConnectionSpec, DATA_LAKE, FlowSpec, Kind, ResolvedFlowSpec};
use crate::steps::StepId;
use crate::text::Place;

static RULES: [Rule; 2] = [
    Rule {
        code: "source-not-of-flow-spec",
        number: "R41",
        severity: Severity::Error,
        what: "The flow spec does not read the source's connection spec. (A warning where only the kinds differ, or \
               where the list is an example.)",
        why: "The flow is refused, or the wrong connector reads the source.",
        example: r#"{"flowSpec": {"id": "9753525b-82c7-4dce-8a9b-5ccfce2b9876"}} for a Salesforce source"#,
        remedy: "Use the flow spec for the source: CRMToAEP for tables, CloudStorageToAEP for files, RestStorageToAEP \
                 for self-serve sources, and a streaming one for streams.",
        source: "Flow specs: sourceConnectionSpecIds",
    },
    Rule {
        code: "target-not-of-flow-spec",
        number: "R41",
        severity: Severity::Error,
        what: "The flow spec in the text does not list the target's connection spec.",
        why: "The flow is refused.",
        example: r#"{"targetConnectionSpecIds": []}"#,
        remedy: "Use a flow spec that writes to the data lake.",
        source: "Flow specs: targetConnectionSpecIds",
    },
];

pub(super) static GROUP: Group = Group { rules: &RULES, check };

const AT: &str = "/connectionSpec/id";

fn check(cx: &mut Context<'_>) {
    let flow = cx.flow;
    let flows = cx.flows();
    // With several flows on one page nothing tells which source belongs to which.
    let [one] = &*flows else { return };
    let Some(spec) = one.spec else { return };
    let id_place = one.root.at("/flowSpec/id").map(|n| Place { file: one.body.file, span: n.span });
    let sources: Vec<_> = flow.bodies(StepId::SourceConnection).collect();
    if let [(body, root)] = sources.as_slice()
        // A malformed id is a fault of its own.
        && let Some(id) = root.at(AT).and_then(|n| text(cx, n)).filter(|id| is_uuid(id))
    {
        let known = ConnectionSpec::by_id(&id);
        let title = known.map_or_else(|| format!("`{id}`"), ConnectionSpec::title);
        match spec.given_sources() {
            Some(list) if !lists(&list, &id) => {
                let place = spec.place("/sourceConnectionSpecIds").or(id_place);
                let severity = if is_example(&spec) { Severity::Warning } else { Severity::Error };
                let mut report =
                    cx.at_value(&RULES[0], body, AT).step(Some(StepId::SourceConnection)).severity(severity);
                if let Some(place) = place {
                    report = report.related(place.file, place.span, "the sources it reads");
                }
                if let Some(help) =
                    known.and_then(fitting).filter(|h| !spec.known().is_some_and(|s| h.contains(s.id)))
                {
                    report = report.help(help);
                }
                report.say(format!("{} does not list {title} among its sources", spec.title()));
            }
            None if let (Some(known), Some(kind)) = (known, spec.known().map(|s| s.kind))
                && !spec.known().is_some_and(|s| s.sources.contains(&known.id))
                && !fits(known, kind) =>
            {
                let mut report = cx
                    .at_value(&RULES[0], body, AT)
                    .step(Some(StepId::SourceConnection))
                    .severity(Severity::Warning);
                if let Some(place) = id_place {
                    report = report.related(
                        place.file,
                        place.span,
                        format!("{} is for {}", spec.title(), sources_of(kind)),
                    );
                }
                if let Some(help) = fitting(known) {
                    report = report.help(help);
                }
                report.say(format!(
                    "{title} is not a source for {}, which reads {}",
                    spec.title(),
                    sources_of(kind)
                ));
            }
            _ => {}
        }
    }
    check_named(cx, one.body, one.root, &spec);
    for (body, root) in flow.bodies(StepId::TargetConnection) {
        let Some(id) = root.at(AT).and_then(|n| text(cx, n)) else { continue };
        let Some(list) = spec.given_targets().filter(|l| !lists(l, &id)) else { continue };
        // Another target than the data lake is a fault of its own.
        if id.eq_ignore_ascii_case(DATA_LAKE) && !list.is_empty() {
            let mut report = cx.at_value(&RULES[1], body, AT).step(Some(StepId::TargetConnection));
            if let Some(place) = spec.place("/targetConnectionSpecIds") {
                report = report.related(place.file, place.span, "the targets it writes");
            }
            report.say(format!("{} does not list the data lake among its targets", spec.title()));
        }
    }
}

/// A flow may name another flow spec than the one that was looked up for it; that one is held against the kind of
/// source as well, for it is what the service would run.
fn check_named(cx: &mut Context<'_>, body: &Body, root: &Node, spec: &ResolvedFlowSpec<'_>) {
    const AT: &str = "/flowSpec/id";
    let Some(named) = root.at(AT).and_then(|n| text(cx, n)).and_then(|id| FlowSpec::by_id(&id)) else {
        return;
    };
    if spec.known().is_none_or(|s| s.id == named.id) {
        return;
    }
    let sources: Vec<_> = cx.flow.bodies(StepId::SourceConnection).collect();
    let [(source_body, source_root)] = sources.as_slice() else { return };
    let Some(source) = source_of(cx, source_root) else { return };
    let is_self_serve = source.spec.is_some_and(|s| s.self_serve);
    if named.kind == source.kind || named.kind == Kind::Target || is_self_serve {
        return;
    }
    let span = source_root.at("/params").map_or(source_body.span, |n| n.span);
    cx.at_value(&RULES[0], body, AT)
        .step(Some(StepId::Flow))
        .severity(Severity::Warning)
        .related(source_body.file, span, format!("{} is read here", source.title()))
        .say(format!("{} reads {}, not {}", named.title(), sources_of(named.kind), sources_of(source.kind)));
}

fn lists(list: &[(&str, Place)], id: &str) -> bool {
    // An elided or unfinished list proves nothing.
    list.is_empty() || list.iter().any(|(l, _)| l.eq_ignore_ascii_case(id) || placeholder::is_open(l))
}

/// Self-serve flow specs are shown with example lists that hold little more than their template.
fn is_example(spec: &ResolvedFlowSpec<'_>) -> bool {
    spec.known().is_some_and(|s| matches!(s.name, Some("RestStorageToAEP" | "GenericStreamingAEP")))
}

/// May a flow spec of this kind read the source? Only what plainly cannot be is denied.
fn fits(source: &ConnectionSpec, kind: Kind) -> bool {
    source.kind == kind || source.kind == Kind::Target || kind == Kind::Target
}

fn sources_of(kind: Kind) -> &'static str {
    match kind {
        Kind::Tabular => "tables",
        Kind::File => "files",
        Kind::Streaming => "streams",
        Kind::Target => "datasets",
    }
}

fn fitting(source: &ConnectionSpec) -> Option<String> {
    let (name, id) = match source.kind {
        Kind::Tabular if source.self_serve => ("RestStorageToAEP", "6499120c-0b15-42dc-936e-847ea3c24d72"),
        Kind::Tabular => ("CRMToAEP", "14518937-270c-4525-bdec-c2ba7cce3860"),
        Kind::File => ("CloudStorageToAEP", "9753525b-82c7-4dce-8a9b-5ccfce2b9876"),
        Kind::Streaming if source.self_serve => {
            ("GenericStreamingAEP", "e77fde5a-22a8-11ed-861d-0242ac120002")
        }
        Kind::Streaming | Kind::Target => return None,
    };
    Some(format!("{name} ({id}) is the flow spec for such sources"))
}
