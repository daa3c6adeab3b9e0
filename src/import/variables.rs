//! The values a document gives its placeholders: what the inputs say of them, apart from secrets.

use super::gather::{Candidate, Gathered, Sent};
use super::notes::Notes;
use crate::diagnostic::Severity;
use crate::placeholder::{self, Template, Variables, names_secret};
use crate::request::HEADERS;
use crate::steps::captures;
use crate::text::Place;
use std::collections::BTreeSet;

/// The placeholder that ids of one's own schemas have in place of the organisation's name.
const TENANT: &str = "TENANT_ID";

/// The variables of the document.
pub(super) fn of(steps: &[Candidate], gathered: &Gathered, notes: &mut Notes) -> Variables {
    let used: BTreeSet<&str> =
        steps.iter().flat_map(|s| Template::parse(&s.json.text).placeholders().collect::<Vec<_>>()).collect();
    let is_result = |name: &str| captures().iter().any(|(known, _)| *known == name);
    let is_documents = !gathered.documents.is_empty();
    let mut variables: Variables = gathered
        .variables
        .iter()
        .filter(|(name, _)| is_documents || (used.contains(name.as_str()) && !is_result(name)))
        .filter(|(name, value)| !names_secret(name) && !secret_value(value))
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect();
    for (name, value) in &gathered.variables {
        if used.contains(name.as_str()) && (names_secret(name) || secret_value(value)) {
            let place = steps.first().map_or_else(Place::default, |s| s.place);
            let message = format!("the value of `{name}` is a secret and is left out");
            notes.say("credentials-left-out", Severity::Info, place, message);
        }
    }
    if let [tenant] = gathered.tenants.as_slice()
        && used.contains(TENANT)
    {
        variables.entry(TENANT.to_owned()).or_insert_with(|| tenant.clone());
    }
    headers(gathered, &mut variables, notes);
    variables
}

/// The values of the headers that every request has.
fn headers(gathered: &Gathered, variables: &mut Variables, notes: &mut Notes) {
    for (header, value) in HEADERS {
        let Some(name) = Template::parse(value).placeholders().next() else { continue };
        let literal = |sent: &Sent| {
            let value = placeholder::fill(&sent.value, &gathered.variables).into_owned();
            (!value.trim().is_empty() && !placeholder::is_open(&value) && !value.contains('$'))
                .then_some(value)
        };
        let sent = gathered.headers.iter().filter(|s| s.name.eq_ignore_ascii_case(header));
        let written: Vec<(&Sent, String)> = sent.filter_map(|s| Some((s, literal(s)?))).collect();
        let Some((first, value)) = written.first() else { continue };
        if names_secret(name) {
            let message = format!("the value of `{header}` is left out; the requests ask for `{{{name}}}`");
            let place = super::gather::start(first.place);
            notes.say("credentials-left-out", Severity::Info, place, message);
            continue;
        }
        match written.iter().find(|(_, other)| other != value) {
            Some((other, _)) => {
                let message =
                    format!("`{header}` is not the same everywhere; the document leaves `{{{name}}}` open");
                notes
                    .say("value-differs", Severity::Warning, first.place, message)
                    .related(other.place, "another one");
            }
            None => {
                variables.entry(name.to_owned()).or_insert_with(|| value.clone());
            }
        }
    }
}

/// Does a value say itself that it is a secret?
fn secret_value(value: &str) -> bool {
    value.starts_with("eyJ")
        || value.starts_with("Bearer ")
        || value.to_ascii_lowercase().contains("password=")
}
