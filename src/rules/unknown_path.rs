//! R01: the path of a request is one that Platform has.
//!
//! Only paths within the five services of a dataflow, and slips next to them, are judged: Platform has many more
//! services that are none of ours.

use super::sent::{Sent, nearest};
use super::{Context, Group, Rule};
use crate::diagnostic::Severity;
use crate::operation::{Host, OPERATIONS, Operation, Service};
use crate::placeholder;
use crate::spec::{ConnectionSpec, FlowSpec};
use crate::text::Span;
use std::collections::BTreeSet;

static RULES: [Rule; 3] = [
    Rule {
        code: "unknown-path",
        number: "R01",
        severity: Severity::Error,
        what: "A request goes to a path that the service does not have.",
        why: "Platform answers 404. The commonest slip leaves out the service between `/data/foundation` and the resource.",
        example: "POST https://platform.adobe.io/data/foundation/mappingSets",
        remedy: "Use the full path, `/data/foundation/conversion/mappingSets`.",
        source: "OpenAPI files of Flow Service, Schema Registry, Catalog and Data Prep",
    },
    Rule {
        code: "unknown-method",
        number: "R01",
        severity: Severity::Warning,
        what: "The path exists, but not for this method.",
        why: "Platform answers 404 or 405.",
        example: "PUT https://platform.adobe.io/data/foundation/flowservice/flows/{FLOW_ID}",
        remedy: "Use the method of the operation: flows are changed by PATCH.",
        source: "OpenAPI files of Flow Service, Schema Registry, Catalog and Data Prep",
    },
    Rule {
        code: "spec-in-other-collection",
        number: "R01",
        severity: Severity::Error,
        what: "A flow spec is looked for among the connection specs, or a connection spec among the flow specs.",
        why: "The id is not there: Platform answers 404, or an update is lost.",
        example: "PUT https://platform.adobe.io/data/foundation/flowservice/connectionSpecs/6499120c-0b15-42dc-936e-847ea3c24d72",
        remedy: "Use `/flowSpecs/{id}` for a flow spec and `/connectionSpecs/{id}` for a connection spec.",
        source: "Self-serve sources documentation: ids of RestStorageToAEP and GenericStreamingAEP; sources tutorials",
    },
];

pub(super) static GROUP: Group = Group { rules: &RULES, check };

fn check(cx: &mut Context<'_>) {
    for sent in cx.sent() {
        if !sent.is_gateway() {
            continue;
        }
        if sent.found.operation.is_some() {
            other_collection(cx, &sent);
            continue;
        }
        // Catalog and Schema Registry have more methods than a dataflow needs, and than the table lists.
        let whole = matches!(sent.found.service, Some(Service::Flow | Service::DataPrep));
        if let Some(other) = sent.found.other_method {
            if !whole || is_guessed(&sent, other) {
                continue;
            }
            let span = sent.envelope.method.span;
            let known = methods(other);
            cx.at_span(&RULES[1], sent.file(), span)
                .step(sent.exchange.step)
                .help(format!("{} knows {known} for it", other.service.title()))
                .say(format!("{} is not an operation of {}", sent.title(), other.service.title()));
            continue;
        }
        let meant = meant(&sent);
        // Behind a known service, anything unknown is a fault; elsewhere only what is nearly one of ours.
        if meant.is_none() && !sent.found.service.is_some_and(|s| is_unknown_resource(&sent, s)) {
            continue;
        }
        let at = sent.url_part(sent.path());
        let report = cx.at_span(&RULES[0], sent.file(), at).step(sent.exchange.step);
        let report = match &meant {
            Some(path) if exact(&sent, at) => report.help(format!("did you mean `{path}`?")).fix(at, path),
            Some(path) => report.help(format!("did you mean `{path}`?")),
            None => report,
        };
        report.say(format!("Platform has no path `{}`", sent.path()));
    }
}

fn other_collection(cx: &mut Context<'_>, sent: &Sent<'_>) {
    let flow_spec = sent.flow_service_id("connectionSpecs").and_then(FlowSpec::by_id);
    let connection_spec = sent.flow_service_id("flowSpecs").and_then(ConnectionSpec::by_id);
    let (wrong, right, id, what, name) = match (flow_spec, connection_spec) {
        (Some(s), _) => ("connectionSpecs", "flowSpecs", s.id, "flow", s.name.unwrap_or_default()),
        (_, Some(s)) => ("flowSpecs", "connectionSpecs", s.id, "connection", s.name),
        _ => return,
    };
    let whose = if name.is_empty() { format!("a {what} spec") } else { format!("the {what} spec {name}") };
    let at = sent.url_part(wrong);
    let report = cx.at_span(&RULES[2], sent.file(), at).step(sent.exchange.step);
    let report = if (at.end - at.start) as usize == wrong.len() { report.fix(at, right) } else { report };
    report
        .help(format!("it is one of the `/{right}`"))
        .say(format!("`{id}` is the id of {whose}, and not one of the `/{wrong}`"));
}

/// Does a placeholder stand where the operation's own words would? Then it may be any operation, and of any length.
fn is_guessed(sent: &Sent<'_>, operation: &Operation) -> bool {
    let below = sent.path().get(operation.service.base().len()..).unwrap_or_default();
    operation
        .path
        .split('/')
        .zip(below.split('/'))
        .any(|(own, written)| !own.starts_with('{') && placeholder::is_open(written))
}

fn exact(sent: &Sent<'_>, span: Span) -> bool {
    (span.end - span.start) as usize == sent.path().len()
}

fn methods(operation: &Operation) -> String {
    let same = OPERATIONS.iter().filter(|o| o.service == operation.service && o.path == operation.path);
    same.map(|o| o.method).collect::<Vec<_>>().join(", ")
}

/// The first segments of a service's paths.
fn resources(service: Service) -> BTreeSet<&'static str> {
    let paths = OPERATIONS.iter().filter(|o| o.service == service).map(|o| o.path);
    paths
        .filter_map(|p| p.split('/').nth(1))
        .flat_map(|s| s.split('|'))
        .filter(|s| !s.starts_with('{'))
        .collect()
}

/// Is the resource itself unknown? What lies deeper below a known one may be newer than our table.
fn is_unknown_resource(sent: &Sent<'_>, service: Service) -> bool {
    let Some(first) = sent.path()[service.base().len()..].split('/').find(|s| !s.is_empty()) else {
        return false;
    };
    let open = first.contains(['{', '$', '<', ':']);
    service != Service::SchemaRegistry
        && service != Service::Catalog
        && !open
        && !resources(service).contains(first)
}

/// The path that was meant.
fn meant(sent: &Sent<'_>) -> Option<String> {
    let path = sent.path();
    if let Some(service) = sent.found.service {
        let below = &path[service.base().len()..];
        let first = below.split('/').find(|s| !s.is_empty())?;
        if resources(service).contains(first) {
            return None;
        }
        let near = nearest(first, resources(service))?;
        return Some(path.replacen(&format!("/{first}"), &format!("/{near}"), 1));
    }
    if sent.found.host == Host::Open {
        return None;
    }
    // A service's name that is misspelt, or what stands before it.
    let segments: Vec<&str> = path.split('/').filter(|s| !s.is_empty()).collect();
    let services = Service::ALL.into_iter().filter(|s| *s != Service::Streaming);
    let names = services.filter_map(|s| s.base().rsplit('/').next());
    if let ["data", lead, service, rest @ ..] = segments.as_slice()
        && *lead != "foundation"
        && names.clone().any(|name| name == *service)
        && nearest(lead, ["foundation"]).is_some()
    {
        return Some(format!("/data/foundation/{service}/{}", rest.join("/")));
    }
    if let ["data", "foundation", service, rest @ ..] = segments.as_slice()
        && let Some(near) = nearest(service, names)
    {
        return Some(format!("/data/foundation/{near}/{}", rest.join("/")));
    }
    // A service's resource below no service, or below half of the base.
    let elsewhere = sent.found.elsewhere?;
    let base = elsewhere.service.base();
    let name = base.rsplit('/').next().unwrap_or_default();
    let first = elsewhere.path.split('/').nth(1)?.split('|').find(|s| segments.contains(s))?;
    let at = segments.iter().position(|s| *s == first)?;
    let known_lead = segments[..at].iter().all(|s| ["data", "foundation", name].contains(s));
    known_lead.then(|| format!("{base}/{}", segments[at..].join("/")))
}
