//! R54: requests that follow the creation use the ids that were created.

use super::created::{ids, is_foreign, occurs_before};
use super::{Context, Group, Rule};
use crate::diagnostic::Severity;
use crate::operation::Service;

static RULES: [Rule; 1] = [Rule {
    code: "id-not-created-here",
    number: "R54",
    severity: Severity::Error,
    what: "A request names an id in its path or query that none of the earlier requests created.",
    why: "It acts on somebody else's flow, or on nothing. Where the answer shown for the request has the same id it is \
          a warning: the samples are from two runs.",
    example: "POST /flows answers id d947e6a9-…, the next request is GET /flows/4982698b-…",
    remedy: "Use the id that the creation answered.",
    source: "Flow Service: every later request takes the id of the answer to the POST",
}];

pub(super) static GROUP: Group = Group { rules: &RULES, check };

/// A collection that requests create in: service, path, what its members are called.
const COLLECTIONS: [(Service, &str, &str); 6] = [
    (Service::Flow, "/flows", "flow"),
    (Service::Flow, "/connections", "base connection"),
    (Service::Flow, "/sourceConnections", "source connection"),
    (Service::Flow, "/targetConnections", "target connection"),
    (Service::DataPrep, "/mappingSets", "mapping set"),
    (Service::Catalog, "/dataSets", "dataset"),
];

fn check(cx: &mut Context<'_>) {
    let sent = cx.sent();
    for (service, path, title) in COLLECTIONS {
        let created = ids(&sent, service, path);
        if created.is_empty() {
            continue;
        }
        for one in sent.iter().filter(|s| s.is_gateway()) {
            let below = |p: &str| p.strip_prefix(path).is_some_and(|rest| rest.starts_with("/{"));
            let in_path = one
                .found
                .operation
                .filter(|o| o.service == service && below(o.path))
                .and_then(|_| one.found.parameters.first().map(|(_, id)| *id));
            let of_runs = path == "/flows" && one.asks("GET", Service::Flow, "/runs");
            let in_query =
                || one.parameter("property")?.strip_prefix("flowId==").map(|v| v.trim_matches('"'));
            let Some(id) = in_path.or_else(|| if of_runs { in_query() } else { None }) else { continue };
            let Some(last) = is_foreign(&created, one.index, id) else { continue };
            if occurs_before(cx, one.index, id) {
                continue;
            }
            let in_answer = one.exchange.response.as_ref().is_some_and(|r| r.text.contains(id));
            let severity = if in_answer { Severity::Warning } else { Severity::Error };
            let at = one.url_part(id);
            let mut report = cx
                .at_span(&RULES[0], one.file(), at)
                .step(one.exchange.step)
                .severity(severity)
                .related(last.file, last.span, format!("the {title} created here is `{}`", last.id));
            if let [only] = created.as_slice() {
                report = report.help(format!("use `{}`", only.id));
                if (at.end - at.start) as usize == id.len() {
                    report = report.fix(at, only.id);
                }
            }
            report.say(format!("no earlier request created the {title} `{id}`"));
        }
    }
}
