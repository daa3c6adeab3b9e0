//! What of the inputs does not come through: said where it is found.

use super::body::Taken;
use super::gather::start;
use super::notes::Notes;
use crate::dataflow::{Body, Exchange};
use crate::diagnostic::Severity;
use crate::steps::Step;
use crate::text::Place;

/// Says how a body differs from what was written.
pub(super) fn bodies(taken: &Taken, step: &Step, body: &Body, notes: &mut Notes) {
    let fault = body.faults.first().map_or(body.span, |f| f.span);
    let place = Place { file: body.file, span: fault };
    let title = step.title;
    match taken {
        Taken::Whole => {}
        Taken::Quoted(hole) => {
            let message =
                format!("`{hole}` stands without quotes in the {title}; a document has it in quotes");
            notes
                .say(
                    "body-mended",
                    Severity::Info,
                    start(Place { file: body.file, span: body.span }),
                    message,
                )
                .help("its value is sent as a text; write a number in its place where the service wants one")
                .step(step);
        }
        Taken::Mended(what) => {
            let message = format!("the body of the {title} was not JSON and is mended: {what}");
            notes.say("body-mended", Severity::Warning, place, message).step(step);
        }
        Taken::Partly(what) => {
            let message = format!("the body of the {title} is only what could be read of it: {what}");
            notes
                .say("body-not-json", Severity::Error, place, message)
                .help("compare it with the original, or mend the original and import it again")
                .step(step);
        }
    }
}

/// A document has no place for the query of a request.
pub(super) fn query(step: &Step, exchange: &Exchange, notes: &mut Notes) {
    let Some(envelope) = &exchange.envelope else { return };
    let Some((_, written)) = envelope.url.text.split_once('?') else { return };
    let usual = step.path.split_once('?').map(|(_, query)| query);
    if !written.is_empty() && usual != Some(written) {
        let message = format!("the query `?{written}` of the request has no place in a document");
        let place = Place { file: exchange.place.file, span: envelope.url.span };
        notes.say("query-left-out", Severity::Warning, place, message).step(step);
    }
}

/// Says which requests are no part of creating a dataflow.
pub(super) fn requests(others: &[&Exchange], notes: &mut Notes) {
    let Some(first) = others.first() else { return };
    let mut names: Vec<String> = Vec::new();
    for other in others {
        let name = match (&other.operation, &other.envelope) {
            (Some(operation), _) => format!("{} {}", operation.method, operation.path),
            (None, Some(envelope)) => {
                let url = envelope.url.text.split('?').next().unwrap_or_default();
                format!("{} {url}", envelope.method.text)
            }
            (None, None) => continue,
        };
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let message = match others.len() {
        1 => "a request that creates no part of the dataflow is left out".to_owned(),
        n => format!("{n} requests that create no part of the dataflow are left out"),
    };
    names.truncate(12);
    notes.say("request-left-out", Severity::Info, start(first.place), message).help(names.join(", "));
}
