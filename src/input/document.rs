//! Dataflow documents: `*.dataflow.json`, comments and trailing commas allowed.
//!
//! What a body says is for schemas and rules; this reader judges the document around the bodies: its own keys, its
//! step names and the files it names. Each fault costs a diagnostic, never the rest of the document.

use super::named::{self, report};
use super::{Files, Read};
use crate::dataflow::{Body, Dataflow, Exchange, Origin, Part};
use crate::diagnostic::{Diagnostic, Severity};
use crate::json::{self, Dialect, Document, Edit, Member, Node, escape};
use crate::placeholder;
use crate::steps::{self, STEPS};
use crate::text::{Excerpt, FileId, Place, Sources};

/// The document's own keys.
const KEYS: &[&str] =
    &["$schema", "name", "description", "variables", "flowSpec", "steps", "targetSchema", "samples"];

/// Reads a dataflow document.
pub(super) fn read(file: FileId, document: Document, sources: &mut Sources, files: &dyn Files) -> Read {
    let mut flow = Dataflow::new(Origin::Document, file);
    flow.document_faults = document.faults;
    let is_strict = document.is_strict;
    let mut reader = Reader { file, is_strict, sources, files, diagnostics: Vec::new() };
    if let Some(mut root) = document.root {
        reader.fill(&mut flow, &mut root);
    }
    Read { dataflows: vec![flow], diagnostics: reader.diagnostics, recognised: true }
}

struct Reader<'r> {
    file: FileId,
    /// The document has no comments and no trailing commas.
    is_strict: bool,
    sources: &'r mut Sources,
    files: &'r dyn Files,
    diagnostics: Vec<Diagnostic>,
}

impl Reader<'_> {
    fn fill(&mut self, flow: &mut Dataflow, root: &mut Node) {
        if !root.is_object() {
            let message =
                format!("a dataflow document is an object with `steps`, not {}", article(root.type_name()));
            self.say("not-a-document", Severity::Error, root, "", message);
            return;
        }
        self.unknown_keys(root.members(), KEYS, "", "a dataflow document");
        flow.name = root.get("name").and_then(Node::as_str).map(str::to_owned);
        self.variables(flow, root);
        flow.flow_spec = root.get("flowSpec").and_then(|node| self.part(node, "/flowSpec", is_path));
        flow.target_schema =
            root.get("targetSchema").and_then(|node| self.part(node, "/targetSchema", |_| true));
        self.samples(root);
        flow.samples = root.take("samples").map(|node| Part { file: self.file, node });
        self.steps(flow, root);
    }

    fn steps(&mut self, flow: &mut Dataflow, root: &mut Node) {
        let Some(all) = root.get("steps") else {
            if !root.members().iter().any(|m| nearest(&m.key, &["steps"]).is_some()) {
                let message = "the document has no `steps`, so there is nothing to send".to_owned();
                self.say("no-steps", Severity::Warning, root, "", message);
            }
            return;
        };
        if !all.is_object() {
            let message =
                format!("`steps` is an object of bodies by step name, not {}", article(all.type_name()));
            self.say("no-steps", Severity::Error, all, "/steps", message);
            return;
        }
        let names: Vec<&str> = STEPS.iter().map(|s| s.name).collect();
        self.unknown_keys(all.members(), &names, "/steps", "a dataflow");
        let Some(mut all) = root.take("steps") else { return };
        for step in STEPS {
            let Some(key_span) = all.member(step.name).map(|m| m.key_span) else { continue };
            let Some(node) = all.take(step.name) else { continue };
            let span = node.span;
            let text = self.sources.get(self.file).text.get(node.span.range()).unwrap_or_default();
            let text = if self.is_strict { text.to_owned() } else { strict(text) };
            let body = Body { file: self.file, span, text, root: Some(node), faults: Vec::new() };
            flow.exchanges.push(Exchange {
                step: Some(step.id),
                operation: None,
                place: Place { file: self.file, span: key_span.to(span) },
                envelope: None,
                body: Some(body),
                response: None,
            });
        }
    }

    fn variables(&mut self, flow: &mut Dataflow, root: &Node) {
        let Some(variables) = root.get("variables") else { return };
        if !variables.is_object() {
            let message = format!(
                "`variables` is an object of texts by placeholder name, not {}",
                article(variables.type_name())
            );
            self.say("bad-variables", Severity::Error, variables, "/variables", message);
        }
        for member in variables.members() {
            let value = match (member.value.as_str(), member.value.as_number(), member.value.as_bool()) {
                (Some(text), ..) => text.to_owned(),
                (_, Some(number), _) => number.to_owned(),
                (.., Some(truth)) => truth.to_string(),
                _ => {
                    let pointer = format!("/variables/{}", escape(&member.key));
                    let message = format!(
                        "the value of `{}` is {}; a placeholder takes a text",
                        member.key,
                        article(member.value.type_name())
                    );
                    self.say("bad-variables", Severity::Error, &member.value, &pointer, message);
                    continue;
                }
            };
            flow.variables.insert(member.key.to_string(), value);
        }
    }

    /// A value that stands in the document, or in the file it names.
    fn part(&mut self, node: &Node, pointer: &str, is_file: fn(&str) -> bool) -> Option<Part> {
        let inline = Some(Part { file: self.file, node: node.clone() });
        let Some(path) = node.as_str().filter(|text| is_file(text)) else { return inline };
        if placeholder::is_open(path) {
            return None;
        }
        let at = Place { file: self.file, span: node.span };
        let file = match named::open(path, at, Severity::Error, self.sources, self.files) {
            Ok(file) => file,
            Err(mut diagnostic) => {
                diagnostic.pointer = Some(pointer.to_owned());
                self.diagnostics.push(*diagnostic);
                return None;
            }
        };
        let source = self.sources.get(file);
        let read = json::parse(&Excerpt::verbatim(&source.text, 0), Dialect::Relaxed);
        let fault = read.faults.iter().find(|_| !read.is_valid());
        if let Some(fault) = fault {
            let at = source.position(fault.span.start);
            let message =
                format!("`{path}` is not JSON: line {}, column {}: {}", at.line, at.column, fault.message);
            self.say("broken-file", Severity::Error, node, pointer, message);
        }
        read.root.map(|node| Part { file, node })
    }

    fn samples(&mut self, root: &Node) {
        let Some(samples) = root.get("samples") else { return };
        if !samples.is_object() {
            let message = format!(
                "`samples` is an object with `file` or `records`, not {}",
                article(samples.type_name())
            );
            self.say("bad-samples", Severity::Error, samples, "/samples", message);
            return;
        }
        self.unknown_keys(
            samples.members(),
            &["file", "records", "select", "format"],
            "/samples",
            "`samples`",
        );
        match (samples.get("file"), samples.get("records")) {
            (Some(file), Some(_)) => {
                let message = "`samples` has both `file` and `records`; the records are used".to_owned();
                self.say("bad-samples", Severity::Warning, file, "/samples/file", message);
            }
            (None, None) => {
                let message = "`samples` needs `file` or `records`".to_owned();
                self.say("bad-samples", Severity::Warning, samples, "/samples", message);
            }
            _ => {}
        }
        if let Some(node) = samples.get("file") {
            let Some(path) = node.as_str() else {
                let message = format!("`file` is a path, not {}", article(node.type_name()));
                self.say("bad-samples", Severity::Error, node, "/samples/file", message);
                return;
            };
            let at = Place { file: self.file, span: node.span };
            if let Some(mut diagnostic) = named::probe(path, at, self.sources, self.files) {
                diagnostic.pointer = Some("/samples/file".to_owned());
                self.diagnostics.push(diagnostic);
            }
        }
    }

    /// Keys that nothing reads: with a near name a warning and its fix, else a remark.
    fn unknown_keys(&mut self, members: &[Member], known: &[&str], parent: &str, whose: &str) {
        for member in members.iter().filter(|m| !known.contains(&&*m.key)) {
            let near = nearest(&member.key, known);
            // What a step is called decides whether its body is sent; a remark in another key harms nobody.
            let severity = match near {
                _ if parent == "/steps" => Severity::Error,
                Some(_) => Severity::Warning,
                None => Severity::Info,
            };
            let code = if parent == "/steps" { "unknown-step" } else { "unknown-key" };
            let message = match code {
                "unknown-step" => format!("there is no step `{}`; its body would not be sent", member.key),
                _ => format!("{whose} has no key `{}`; nothing reads it", member.key),
            };
            let mut diagnostic =
                report(code, severity, Place { file: self.file, span: member.key_span }, message);
            diagnostic.pointer = Some(format!("{parent}/{}", escape(&member.key)));
            diagnostic.help = Some(match near {
                Some(name) => format!("did you mean `{name}`?"),
                None => format!("known are {}", known.join(", ")),
            });
            if let Some(name) = near
                && !members.iter().any(|m| &*m.key == name)
            {
                diagnostic.fix = vec![Edit { span: member.key_span, text: format!("\"{name}\"") }];
            }
            self.diagnostics.push(diagnostic);
        }
    }

    fn say(&mut self, code: &'static str, severity: Severity, node: &Node, pointer: &str, message: String) {
        // A whole document is pointed at by its first bracket.
        let mut span = node.span;
        if pointer.is_empty() {
            span.end = span.end.min(span.start + 1);
        }
        let mut diagnostic = report(code, severity, Place { file: self.file, span }, message);
        diagnostic.pointer = Some(pointer.to_owned());
        self.diagnostics.push(diagnostic);
    }
}

/// A file, and not the name or id of a flow spec.
fn is_path(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    lower.ends_with(".json") || lower.ends_with(".jsonc") || text.starts_with(['/', '.'])
}

fn article(type_name: &str) -> String {
    match type_name {
        "null" => "null".to_owned(),
        "array" | "object" => format!("an {type_name}"),
        _ => format!("a {type_name}"),
    }
}

fn nearest<'n>(name: &str, known: &[&'n str]) -> Option<&'n str> {
    if let Some(same) = known.iter().find(|k| k.eq_ignore_ascii_case(name)) {
        return Some(same);
    }
    let scored = known
        .iter()
        .map(|k| (strsim::normalized_damerau_levenshtein(&name.to_lowercase(), &k.to_lowercase()), *k));
    scored.filter(|(points, _)| *points >= 0.7).reduce(|a, b| if b.0 > a.0 { b } else { a }).map(|(_, k)| k)
}

/// The text with comments and trailing commas taken out and nothing else changed.
fn strict(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let bytes = text.as_bytes();
    let (mut at, mut copied) = (0, 0);
    while at < bytes.len() {
        let skip = match bytes[at] {
            b'"' => {
                at += 1;
                while at < bytes.len() && bytes[at] != b'"' {
                    at += if bytes[at] == b'\\' { 2 } else { 1 };
                }
                0
            }
            b'/' => comment(&text[at..]),
            b',' => {
                let mut behind = &text[at + 1..];
                loop {
                    let next = behind.trim_start();
                    let length = if next.starts_with('/') { comment(next) } else { 0 };
                    if length == 0 {
                        break usize::from(next.starts_with(['}', ']']));
                    }
                    behind = &next[length..];
                }
            }
            _ => 0,
        };
        if skip > 0 {
            let line = if bytes[at] == b'/' { line_of(text, at, at + skip) } else { None };
            let (start, end) = line.unwrap_or((at, at + skip));
            out.push_str(text.get(copied..start).unwrap_or_default());
            at = end;
            copied = at;
        } else {
            at += 1;
        }
    }
    out.push_str(&text[copied.min(text.len())..]);
    out
}

/// The whole line of a comment that stands alone on it, its line break included.
fn line_of(text: &str, start: usize, end: usize) -> Option<(usize, usize)> {
    let before = text[..start].trim_end_matches([' ', '\t']);
    let behind = text[end..].trim_start_matches([' ', '\t']);
    let behind = behind.strip_prefix("\r\n").or_else(|| behind.strip_prefix('\n'))?;
    before.ends_with('\n').then(|| (before.len(), text.len() - behind.len()))
}

/// How long the comment at the start of a text is, its line break left out.
fn comment(text: &str) -> usize {
    if text.starts_with("//") {
        return text.find('\n').map_or(text.len(), |n| text[..n].trim_end_matches('\r').len());
    }
    if text.starts_with("/*") {
        return text.find("*/").map_or(text.len(), |n| n + 2);
    }
    0
}

/// Is it a dataflow document, whatever its name?
pub(super) fn is_document(root: &Node) -> bool {
    root.get("steps")
        .is_some_and(|s| s.is_object() && s.members().iter().any(|m| steps::by_name(&m.key).is_some()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bodies_lose_comments_and_trailing_commas_only() {
        for (text, expected) in [
            ("{\"a\": 1, // b\n}", "{\"a\": 1 \n}"),
            ("{/* x */\"u\": \"http://a,}\", \"v\": [1,2,],}", "{\"u\": \"http://a,}\", \"v\": [1,2]}"),
            ("{\"a\": \"\\\"//\", \"b\": [1 , /* , */ ]\r\n}", "{\"a\": \"\\\"//\", \"b\": [1   ]\r\n}"),
            ("{\"a\": 1e400}", "{\"a\": 1e400}"),
            ("{\n  // a\n  // b\r\n  \"c\": 1\n  /* d\n */ \n}", "{\n  \"c\": 1\n}"),
            ("{ // a\n  \"b\": 1, // c\n  // d\n}", "{ \n  \"b\": 1 \n}"),
            ("{\n  /* a */ \"b\": 1, /* c */\n}// d", "{\n   \"b\": 1 \n}"),
        ] {
            assert_eq!(strict(text), expected);
        }
    }
}
