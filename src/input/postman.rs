//! Postman collections (v2.1): folders of requests with example responses. A body there is JSON inside a JSON
//! string; its places are carried through the escapes.

use super::{Read, body, curl, exchange};
use crate::dataflow::{Dataflow, Envelope, Exchange, Header, Origin, Written};
use crate::json::{self, Document, Node};
use crate::text::{Excerpt, FileId, Place, Sources, Span};

/// Is it a collection?
pub(super) fn is_collection(root: &Node) -> bool {
    root.get("info").is_some_and(Node::is_object) && root.get("item").is_some_and(|i| !i.items().is_empty())
}

/// Reads a collection.
pub(super) fn read(file: FileId, document: Document, sources: &Sources) -> Read {
    let mut flow = Dataflow::new(Origin::Postman, file);
    flow.document_faults = document.faults;
    let Some(root) = document.root else { return Read::default() };
    let text = &sources.get(file).text;
    flow.name = root.at("/info/name").and_then(Node::as_str).map(str::to_owned);
    for variable in root.get("variable").map(Node::items).unwrap_or_default() {
        if let (Some(key), Some(value)) =
            (variable.get("key").and_then(Node::as_str), variable.get("value").and_then(Node::as_str))
            && !value.is_empty()
        {
            flow.variables.insert(key.to_owned(), value.to_owned());
        }
    }
    items(&root, file, text, &mut flow.exchanges);
    exchange::settle(&mut flow);
    let recognised = !flow.exchanges.is_empty();
    let dataflows = if recognised { vec![flow] } else { Vec::new() };
    Read { dataflows, diagnostics: Vec::new(), recognised }
}

fn items(folder: &Node, file: FileId, text: &str, exchanges: &mut Vec<Exchange>) {
    for item in folder.get("item").map(Node::items).unwrap_or_default() {
        if let Some(request) = item.get("request")
            && let Some(mut exchange) = one(request, file, text)
            && exchange::is_ours(&exchange)
        {
            let examples = item.get("response").map(Node::items).unwrap_or_default();
            let example = examples.iter().filter(|e| is_success(e)).find_map(|e| e.get("body"));
            if let Some(answer) =
                example.filter(|b| b.as_str().is_some_and(|s| s.trim_start().starts_with(['{', '['])))
            {
                exchange::respond(&mut exchange, &string(answer, text));
            }
            exchanges.push(exchange);
        }
        items(item, file, text, exchanges);
    }
}

/// An example of a refusal tells no ids.
fn is_success(example: &Node) -> bool {
    example.get("code").and_then(Node::as_number).is_none_or(|code| code.starts_with('2'))
}

fn one(request: &Node, file: FileId, text: &str) -> Option<Exchange> {
    let written = |node: &Node| {
        let excerpt = string(node, text);
        Written { text: excerpt.text().to_owned(), span: excerpt.span(0, excerpt.text().len()) }
    };
    let start = Span { start: request.span.start, end: request.span.start + 1 };
    if request.as_str().is_some() {
        let method = Written { text: "GET".to_owned(), span: start };
        let envelope = Envelope { method, url: written(request), headers: Vec::new() };
        return Some(exchange::of(Place { file, span: request.span }, envelope, None));
    }
    let url = request.get("url")?;
    let url = match url.get("raw").or(url.as_str().is_some().then_some(url)) {
        Some(raw) => written(raw),
        None => Written { text: assembled(url), span: url.span },
    };
    let method = request
        .get("method")
        .filter(|m| m.as_str().is_some())
        .map_or_else(|| Written { text: "GET".to_owned(), span: start }, written);
    let mut headers: Vec<Header> = Vec::new();
    for header in request.get("header").map(Node::items).unwrap_or_default() {
        let is_off = header.get("disabled").and_then(Node::as_bool) == Some(true);
        match (header.get("key").and_then(Node::as_str), header.get("value").and_then(Node::as_str)) {
            (Some(name), value) if !is_off => headers.push(Header {
                name: name.to_owned(),
                value: value.map(|v| v.trim().to_owned()),
                span: header.span,
                implied: false,
            }),
            (None, _) if header.as_str().is_some() => {
                headers.push(curl::header(header.as_str().unwrap_or_default(), header.span));
            }
            _ => {}
        }
    }
    if let Some(header) = authorization(request) {
        headers.push(header);
    }
    let raw = request.at("/body/raw").filter(|raw| raw.as_str().is_some_and(|s| !s.trim().is_empty()));
    let is_raw = request.at("/body/mode").and_then(Node::as_str).is_none_or(|mode| mode == "raw");
    if raw.is_some()
        && request.at("/body/options/raw/language").and_then(Node::as_str) == Some("json")
        && !headers.iter().any(|h| h.name.eq_ignore_ascii_case("content-type"))
    {
        // Postman sends it of itself for JSON bodies.
        let span = request.get("body").map_or(start, |b| Span { start: b.span.start, end: b.span.start + 1 });
        let (name, value) = ("Content-Type".to_owned(), Some("application/json".to_owned()));
        headers.push(Header { name, value, span, implied: true });
    }
    let body = raw.filter(|_| is_raw).map(|raw| body::request(file, &string(raw, text)));
    Some(exchange::of(Place { file, span: request.span }, Envelope { method, url, headers }, body))
}

/// Postman's own bearer token settings make the header.
fn authorization(request: &Node) -> Option<Header> {
    let auth = request.get("auth")?;
    let scheme = match auth.get("type")?.as_str()? {
        "bearer" | "oauth2" => "Bearer",
        _ => return None,
    };
    let value = Some(format!("{scheme} {{{{token}}}}"));
    Some(Header { name: "Authorization".to_owned(), value, span: auth.span, implied: true })
}

/// A URL that is given in parts only.
fn assembled(url: &Node) -> String {
    let list = |key: &str, by: &str| {
        let node = url.get(key);
        let parts: Vec<&str> =
            node.map(Node::items).unwrap_or_default().iter().filter_map(Node::as_str).collect();
        node.and_then(Node::as_str).map_or_else(|| parts.join(by), str::to_owned)
    };
    let protocol = url.get("protocol").and_then(Node::as_str).map(|p| format!("{p}://")).unwrap_or_default();
    format!("{protocol}{}/{}", list("host", "."), list("path", "/").trim_start_matches('/'))
}

/// The text of a JSON string, each byte with its place.
fn string(node: &Node, text: &str) -> Excerpt<'static> {
    let inside = node.span.start as usize + 1..(node.span.end as usize).saturating_sub(1);
    let start = inside.start;
    json::unescaped(&Excerpt::verbatim(text.get(inside).unwrap_or_default(), start))
}
