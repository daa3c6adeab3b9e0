//! Markdown and plain text: what stands in code blocks, and bare curl commands and JSON outside of any, in the
//! order of the file, with the labels and the prose between them.
//!
//! This module finds the blocks; [`super::script`] makes exchanges of them.

use super::shell;
use crate::dataflow::{PropertyTable, Prose, Written};
use crate::placeholder;
use crate::text::{Excerpt, Span};
use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};
use std::ops::Range;

/// What a label (a heading, a bold line, a short line that ends in a colon) announces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Label {
    Request,
    Response,
    /// A heading that says neither.
    Section,
}

/// A piece of the text that matters.
pub(super) enum Piece<'a> {
    Label(Label),
    /// A code block, or a bare command or JSON text.
    Block(Excerpt<'a>),
    /// A property table: the first cells of its rows.
    Table(Vec<Written>),
}

/// A text taken apart.
pub(super) struct Page<'a> {
    pub title: Option<String>,
    /// In the order of the file.
    pub pieces: Vec<Piece<'a>>,
    /// All but the tables and the API formats, which belong to exchanges.
    pub prose: Prose,
}

/// Words that announce a request, in the languages the tutorials are translated to.
const REQUEST: &[&str] = &[
    "request",
    "payload",
    "requ\u{ea}te",
    "demande",
    "corps",
    "solicita\u{e7}\u{e3}o",
    "carga",
    "solicitud",
    "petici\u{f3}n",
    "richiesta",
    "anfrage",
    "anforderung",
    "verzoek",
    "beg\u{e4}ran",
    "\u{30ea}\u{30af}\u{30a8}\u{30b9}\u{30c8}",
    "\u{8bf7}\u{6c42}",
    "\u{8acb}\u{6c42}",
    "\u{c694}\u{ccad}",
];

/// Words that announce a response.
const RESPONSE: &[&str] = &[
    "response",
    "r\u{e9}ponse",
    "resposta",
    "respuesta",
    "risposta",
    "antwort",
    "reactie",
    "svar",
    "output",
    "returns",
    "result",
    "\u{30ec}\u{30b9}\u{30dd}\u{30f3}\u{30b9}",
    "\u{5fdc}\u{7b54}",
    "\u{54cd}\u{5e94}",
    "\u{56de}\u{61c9}",
    "\u{c751}\u{b2f5}",
];

/// Takes a text apart.
pub(super) fn read(text: &str) -> Page<'_> {
    let mut page = Page { title: None, pieces: Vec::new(), prose: Prose::default() };
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
    let mut pieces: Vec<(Range<usize>, Piece<'_>)> = Vec::new();
    let mut fences: Vec<Range<usize>> = Vec::new();
    let mut indented: Vec<usize> = Vec::new();
    let mut reader =
        Walk { text, page: &mut page, pieces: &mut pieces, fences: &mut fences, indented: &mut indented };
    reader.walk(Parser::new_ext(text, options));
    let bare = bare(text, &fences);
    for region in &bare {
        // Markdown sees an indented block, a list or a paragraph where the lines of a bare command are.
        let mut index = 0;
        pieces.retain(|(range, piece)| {
            let inside = region.contains(&range.start);
            let is_fence = fences.iter().any(|f| f.start == range.start);
            index += 1;
            !(inside && (matches!(piece, Piece::Block(_)) && !is_fence || matches!(piece, Piece::Label(_))))
        });
    }
    pieces.extend(bare.into_iter().map(|r| {
        let excerpt = Excerpt::verbatim(&text[r.clone()], r.start);
        (r, Piece::Block(excerpt))
    }));
    pieces.sort_by_key(|(range, _)| range.start);
    page.pieces = pieces.into_iter().map(|(_, piece)| piece).collect();
    page
}

struct Walk<'w, 'a> {
    text: &'a str,
    page: &'w mut Page<'a>,
    pieces: &'w mut Vec<(Range<usize>, Piece<'a>)>,
    fences: &'w mut Vec<Range<usize>>,
    indented: &'w mut Vec<usize>,
}

impl<'a> Walk<'_, 'a> {
    fn walk(&mut self, events: Parser<'a>) {
        let mut block: Option<Excerpt<'a>> = None;
        let mut said = String::new();
        let mut strong = 0;
        let mut cells: Option<Vec<Written>> = None;
        let mut cell = 0;
        let mut in_head = false;
        let mut item: Option<Range<usize>> = None;
        for (event, range) in events.into_offset_iter() {
            match event {
                Event::Start(Tag::CodeBlock(kind)) => {
                    block = Some(Excerpt::default());
                    match kind {
                        CodeBlockKind::Fenced(info) => {
                            self.page.prose.fences.push(self.info(&info, &range));
                            self.fences.push(range);
                        }
                        CodeBlockKind::Indented => self.indented.push(range.start),
                    }
                }
                Event::Text(_) if block.is_some() => {
                    if let Some(block) = &mut block {
                        block.push_verbatim(&self.text[range.clone()], range.start);
                    }
                }
                Event::End(TagEnd::CodeBlock) => {
                    if let Some(block) = block.take() {
                        self.pieces.push((range, Piece::Block(block)));
                    }
                }
                Event::Start(Tag::Heading { id, .. }) => {
                    said.clear();
                    if let Some(id) = id {
                        self.page.prose.anchors.push(id.to_string());
                    }
                }
                Event::End(TagEnd::Heading(level)) => {
                    if level == HeadingLevel::H1 && self.page.title.is_none() {
                        self.page.title = Some(said.trim().to_owned());
                    }
                    self.page.prose.anchors.push(slug(&said));
                    self.pieces.push((range, Piece::Label(label(&said).unwrap_or(Label::Section))));
                }
                Event::Start(Tag::Paragraph) => {
                    said.clear();
                    strong = 0;
                }
                Event::Start(Tag::Strong) => strong = said.len() + 1,
                Event::End(TagEnd::Strong) if strong == 1 => strong = usize::MAX,
                Event::End(TagEnd::Paragraph) => {
                    let line = said.trim();
                    let is_label =
                        strong == usize::MAX || line.ends_with([':', '\u{ff1a}']) || !line.contains(' ');
                    if is_label
                        && line.chars().count() <= 80
                        && let Some(label) = label(line)
                    {
                        self.pieces.push((range, Piece::Label(label)));
                    }
                }
                Event::Start(Tag::Item) => item = Some(range),
                Event::End(TagEnd::Item) => {
                    if let Some(range) = item.take() {
                        self.header_line(range);
                    }
                }
                Event::Start(Tag::Table(_)) => cells = Some(Vec::new()),
                Event::Start(Tag::TableHead) => in_head = true,
                Event::End(TagEnd::TableHead) => in_head = false,
                Event::Start(Tag::TableRow) => cell = 0,
                Event::Start(Tag::TableCell) => cell += 1,
                Event::End(TagEnd::Table) => {
                    if let Some(names) = cells.take().filter(|names| !names.is_empty()) {
                        self.pieces.push((range, Piece::Table(names)));
                    }
                }
                Event::Code(code) => {
                    if let Some(cells) = &mut cells
                        && cell == 1
                        && !in_head
                    {
                        let ticks = self.text[range.clone()].bytes().take_while(|b| *b == b'`').count();
                        let span = Span::new(range.start + ticks, range.end.saturating_sub(ticks));
                        cells.push(Written { text: code.to_string(), span });
                    }
                    said.push_str(&code);
                }
                Event::Start(Tag::Link { dest_url, .. }) if dest_url.starts_with('#') => {
                    let written =
                        Written { text: dest_url.to_string(), span: Span::new(range.start, range.end) };
                    self.page.prose.links.push(written);
                }
                Event::Html(html) | Event::InlineHtml(html) => self.html_anchors(&html),
                Event::Text(text) => said.push_str(&text),
                Event::SoftBreak | Event::HardBreak => said.push(' '),
                _ => {}
            }
        }
    }

    /// A fence's info string and its place; the fence itself where there is none.
    fn info(&self, info: &str, range: &Range<usize>) -> Written {
        let line = self.text[range.clone()].lines().next().unwrap_or_default();
        let (start, length) = match line.find(info).filter(|_| !info.is_empty()) {
            Some(at) => (range.start + at, info.len()),
            None => (range.start, line.trim_end().len()),
        };
        Written { text: info.to_owned(), span: Span::new(start, start + length) }
    }

    /// A list item that is a header: `* x-api-key: {API_KEY}`, in any language and with or without code ticks.
    fn header_line(&mut self, range: Range<usize>) {
        let raw = &self.text[range.clone()];
        let line = raw.lines().next().unwrap_or_default();
        let content = line.trim_start().trim_start_matches(['*', '-', '+']).trim_start();
        let start = range.start + (line.len() - content.len());
        let content = content.trim_end();
        if raw.trim_end().contains('\n') || content.len() > 200 || content.contains("](") {
            return;
        }
        let plain = content.replace('`', "");
        let Some((name, value)) = plain.split_once([':', '\u{ff1a}', '=']) else { return };
        let holds = placeholder::is_open(value) || value.trim().starts_with("application/");
        if holds && name.split_whitespace().count() <= 5 && name.len() <= 60 {
            let span = Span::new(start, start + content.len());
            self.page.prose.headers.push(Written { text: content.to_owned(), span });
        }
    }

    fn html_anchors(&mut self, html: &str) {
        for attribute in ["name=\"", "id=\""] {
            for (at, _) in html.match_indices(attribute) {
                let rest = &html[at + attribute.len()..];
                if let Some(end) = rest.find('"') {
                    self.page.prose.anchors.push(rest[..end].to_owned());
                }
            }
        }
    }
}

/// The table as what the request before it documents.
pub(super) fn property_table(exchange: usize, names: Vec<Written>) -> PropertyTable {
    PropertyTable { exchange, names }
}

/// What a label announces: the word that stands first decides (`request and response`, `response to the request`).
fn label(text: &str) -> Option<Label> {
    let text = text.to_lowercase();
    let first = |words: &[&str]| words.iter().filter_map(|w| text.find(w)).min();
    match (first(REQUEST), first(RESPONSE)) {
        (Some(request), Some(response)) if response < request => Some(Label::Response),
        (Some(_), _) => Some(Label::Request),
        (None, Some(_)) => Some(Label::Response),
        (None, None) => None,
    }
}

/// The anchor that a heading gets of itself.
fn slug(heading: &str) -> String {
    let keep = |c: char| match c {
        ' ' => Some('-'),
        _ if c.is_alphanumeric() || c == '-' || c == '_' => Some(c),
        _ => None,
    };
    heading.trim().to_lowercase().chars().filter_map(keep).collect()
}

/// Bare curl commands, and the JSON texts behind them, outside of every fence.
fn bare(text: &str, fences: &[Range<usize>]) -> Vec<Range<usize>> {
    if !text.contains("curl") {
        return Vec::new();
    }
    let whole = Excerpt::verbatim(text, 0);
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut fences = fences.iter().peekable();
    let (mut at, mut after_curl) = (0, false);
    while at < text.len() {
        while fences.next_if(|f| f.end <= at).is_some() {}
        if let Some(fence) = fences.peek()
            && fence.contains(&at)
        {
            // A fence's own curl has its own answer.
            (at, after_curl) = (fence.end.max(at + 1), false);
            while !text.is_char_boundary(at) {
                at += 1;
            }
            continue;
        }
        let limit = fences.peek().map_or(text.len(), |f| f.start.max(at));
        let line = text[at..].split_inclusive('\n').next().unwrap_or_default();
        let start = at + (line.len() - line.trim_start().len());
        if starts_curl(&text[start..]) {
            let command = shell::read_one(&whole, start);
            let end = command.end.max(start + 1).min(limit.max(start + 1));
            if end > start && text.is_char_boundary(end) {
                found.push(start..end);
                after_curl = true;
                at = end + text[end..].find('\n').map_or(text.len() - end, |n| n + 1);
                continue;
            }
        } else if after_curl
            && start - at <= 3
            && let Some(length) = json_length(&text[start..limit.max(start)])
        {
            found.push(start..start + length);
            at = start + length;
            continue;
        }
        at += line.len();
    }
    found
}

/// Does a line start a curl command, and not a sentence about curl?
fn starts_curl(text: &str) -> bool {
    let text = text.strip_prefix("$ ").unwrap_or(text);
    let Some(rest) = text.strip_prefix("curl") else { return false };
    let next = rest.trim_start_matches([' ', '\t']);
    next.len() < rest.len()
        && (next.starts_with(['-', '\'', '"', '\\', '$', '\u{2018}', '\u{201c}', '\u{2013}'])
            || next.starts_with("http"))
        || rest.starts_with("\\\n")
}

/// How long the JSON text is that a line starts with; none when it is no JSON (a link, a placeholder).
fn json_length(text: &str) -> Option<usize> {
    let inner = text.strip_prefix(['{', '['])?.trim_start();
    if !inner.starts_with(['"', '{', '[', '}', ']']) || inner.starts_with("[!") {
        return None;
    }
    let (mut depth, mut in_string, mut escaped) = (0_usize, false, false);
    for (i, b) in text.bytes().enumerate() {
        match b {
            _ if escaped => escaped = false,
            b'\\' if in_string => escaped = true,
            b'"' => in_string = !in_string,
            b'\n' => in_string = false,
            b'{' | b'[' if !in_string => depth += 1,
            b'}' | b']' if !in_string => {
                depth -= 1;
                if depth == 0 {
                    return Some(i + 1);
                }
            }
            _ => {}
        }
    }
    // Never closed: up to the next empty line.
    Some(text.find("\n\n").or_else(|| text.find("\n\r\n")).unwrap_or(text.len()))
}
