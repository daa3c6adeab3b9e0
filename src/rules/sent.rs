//! The requests that users wrote themselves, each with what the table of operations says of its method and URL.
//!
//! For the rules about envelopes and about what follows a created flow. Must not judge.

use super::Context;
use crate::dataflow::{Envelope, Exchange, Origin, Written};
use crate::json::Node;
use crate::operation::{self, Host, Match, Service};
use crate::placeholder;
use crate::text::{FileId, Sources, Span};

/// A request whose method, URL and headers the user wrote.
#[derive(Clone)]
pub(super) struct Sent<'a> {
    /// Its index among the exchanges.
    pub index: usize,
    /// The exchange.
    pub exchange: &'a Exchange,
    /// Method, URL and headers.
    pub envelope: &'a Envelope,
    /// What method and URL ask for.
    pub found: Match<'a>,
    /// What kind of text it stands in.
    pub origin: Origin,
}

impl<'a> Sent<'a> {
    /// The file it stands in.
    pub fn file(&self) -> FileId {
        self.exchange.place.file
    }

    /// Has it this method?
    pub fn is(&self, method: &str) -> bool {
        self.envelope.method.text.eq_ignore_ascii_case(method)
    }

    /// Does it go to Platform's gateway (not to the streaming host)?
    pub fn is_gateway(&self) -> bool {
        match self.found.host {
            // Data can be streamed through the gateway as well, under rules of its own.
            Host::Platform | Host::Internal => !self.path().starts_with("/data/foundation/import/collection"),
            Host::Open => self.found.service.is_some_and(|s| s != Service::Streaming),
            Host::Streaming | Host::Other => false,
        }
    }

    /// Does it go to the streaming host?
    pub fn is_streaming(&self) -> bool {
        self.found.host == Host::Streaming
    }

    /// The path of its URL.
    pub fn path(&self) -> &'a str {
        &self.envelope.url.text[self.found.path_range.clone()]
    }

    /// The id in the path of a Flow Service operation on one thing of `collection`.
    pub fn flow_service_id(&self, collection: &str) -> Option<&'a str> {
        let operation = self.found.operation.filter(|o| o.service == Service::Flow)?;
        let below = operation.path.strip_prefix('/')?.strip_prefix(collection)?;
        if below.starts_with("/{") { Some(self.found.parameters.first()?.1) } else { None }
    }

    /// Is it `METHOD SERVICE/path` of the table of operations?
    pub fn asks(&self, method: &str, service: Service, path: &str) -> bool {
        self.is(method) && self.found.operation.is_some_and(|o| o.service == service && o.path == path)
    }

    /// The value of a query parameter, as written, percent signs and all.
    pub fn parameter(&self, name: &str) -> Option<&'a str> {
        let pairs = self.found.query?.split('&');
        let mut pairs = pairs.map(|pair| pair.split_once('=').unwrap_or((pair, "")));
        pairs.find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }

    /// The request's first word (`curl`), else its URL: where to say what it lacks.
    pub fn start(&self, sources: &Sources) -> Span {
        let span = self.exchange.place.span;
        if sources.slice(self.exchange.place).starts_with("curl") {
            Span { start: span.start, end: span.start + 4 }
        } else {
            self.envelope.url.span
        }
    }

    /// Where a part of the URL stands, and the whole URL when the file writes it in another way.
    pub fn url_part(&self, part: &str) -> Span {
        let url = &self.envelope.url;
        url.text.find(part).and_then(|at| part_span(url, at, at + part.len())).unwrap_or(url.span)
    }

    /// The body it sends, where it could be read.
    pub fn body(&self) -> Option<&'a Node> {
        self.exchange.body.as_ref()?.root.as_ref()
    }

    /// The response shown for it, where it could be read.
    pub fn response(&self) -> Option<&'a Node> {
        self.exchange.response.as_ref()?.root.as_ref()
    }

    /// How messages call it: `POST /flows`.
    pub fn title(&self) -> String {
        let path = self.path();
        let short = path.strip_prefix(Service::Flow.base()).or_else(|| path.strip_prefix("/data/foundation"));
        format!("`{} {}`", self.envelope.method.text, short.unwrap_or(path))
    }
}

/// Where `start..end` of a written text stands in the file, when it stands there as it is.
pub(super) fn part_span(written: &Written, start: usize, end: usize) -> Option<Span> {
    let same = (written.span.end - written.span.start) as usize == written.text.len();
    let first = written.span.start as usize;
    same.then(|| Span::new(first + start, first + end))
}

impl<'a> Context<'a> {
    /// The requests whose method, URL and headers the user wrote, in order.
    pub(super) fn sent(&self) -> Vec<Sent<'a>> {
        let flow = self.flow;
        let with_envelope = |(index, exchange): (usize, &'a Exchange)| {
            let envelope = exchange.envelope.as_ref()?;
            let found = operation::find(&envelope.method.text, &envelope.url.text);
            Some(Sent { index, exchange, envelope, found, origin: flow.origin })
        };
        flow.exchanges.iter().enumerate().filter_map(with_envelope).collect()
    }
}

/// Is it a text without placeholders, so that two of them can be compared?
pub(super) fn is_literal(text: &str) -> bool {
    !text.is_empty() && !placeholder::is_open(text) && !text.contains(['{', '}', '<', '$', '%'])
}

/// The name of `known` that is `name` in other letters or up to two slips away.
pub(super) fn nearest<'k>(name: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    let plain = |text: &str| text.to_lowercase().replace(['-', '_', ' '], "");
    let name = plain(name);
    let limit = if name.chars().count() < 6 { 1 } else { 2 };
    known
        .into_iter()
        .map(|k| (strsim::osa_distance(&name, &plain(k)), k))
        .filter(|(distance, _)| *distance <= limit)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, k)| k)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_names_are_found() {
        assert_eq!(nearest("sourceconnections", ["flows", "sourceConnections"]), Some("sourceConnections"));
        assert_eq!(nearest("flow", ["flows", "runs"]), Some("flows"));
        assert_eq!(nearest("query", ["flows", "runs"]), None);
    }
}
