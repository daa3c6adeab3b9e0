//! Reading the body of a mapping set, whichever of its dialects it is written in.

use super::{Entry, Mapping, MappingSet, Path, PathFault, Segment, SourceKind};
use crate::expr::looks_like_a_path;
use crate::functions;
use crate::json::{Kind, Node, written};
use crate::placeholder::{Piece, Template, Variables};
use crate::text::{Excerpt, Span};

/// What a `sourceType` says of a source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SourceType {
    /// It is a path.
    Attribute,
    /// It is an expression.
    Expression,
    /// It is a literal value.
    Static,
}

impl SourceType {
    /// The spellings, as sent and as returned.
    const SPELLINGS: [(SourceType, [&'static str; 2]); 3] = [
        (SourceType::Attribute, ["ATTRIBUTE", "text/x.schema-path"]),
        (SourceType::Expression, ["EXPRESSION", "text/x.aep-xl"]),
        (SourceType::Static, ["STATIC", "text/plain"]),
    ];

    /// Its spelling as it is sent, or as it is returned where that is how another one is spelt.
    pub(crate) fn spelt_like(self, other: &str) -> &'static str {
        let is_returned = Self::SPELLINGS.iter().any(|(_, [_, returned])| *returned == other);
        let spellings =
            Self::SPELLINGS.iter().find(|(kind, _)| *kind == self).map_or([""; 2], |(_, words)| *words);
        spellings[usize::from(is_returned)]
    }

    /// The one that a text spells.
    pub(crate) fn of(text: &str) -> Option<SourceType> {
        let spells = |words: &[&str; 2]| words.iter().any(|w| text.trim().eq_ignore_ascii_case(w));
        Self::SPELLINGS.iter().find(|(_, words)| spells(words)).map(|(kind, _)| *kind)
    }
}

impl MappingSet {
    /// Reads the body of a mapping set. Whatever is no mapping is passed over: schemas and rules judge it.
    ///
    /// ```
    /// use preflow::{json::{parse, Dialect}, mapping::MappingSet, placeholder::Variables, text::Excerpt};
    /// let body = r#"{"mappings": [{"sourceAttribute": "Id", "destinationXdmPath": "_{TENANT_ID}.id"}]}"#;
    /// let body = parse(&Excerpt::verbatim(body, 0), Dialect::Strict).root.unwrap();
    /// let variables = Variables::from([("TENANT_ID".into(), "acme".into())]);
    /// let set = MappingSet::read(&body, &variables);
    /// assert_eq!(set.mappings[0].destination_path.root(), Some("_acme"));
    /// ```
    #[must_use]
    pub fn read(body: &Node, variables: &Variables) -> MappingSet {
        let list = body.get("mappings").unwrap_or(body);
        let mappings = list.items().iter().enumerate();
        MappingSet { mappings: mappings.filter_map(|(i, node)| mapping(i, node, variables)).collect() }
    }
}

fn mapping(index: usize, node: &Node, variables: &Variables) -> Option<Mapping> {
    let source = entry(node, ["source", "sourceAttribute"], variables)?;
    let destination = entry(node, ["destination", "destinationXdmPath"], variables)?;
    destination.node.as_str()?;
    let source_type = entry(node, ["sourceType"], variables);
    let (kind, source_faults) = kind(source_type.as_ref(), &source);
    let (destination_path, destination_faults) = Path::parse(&destination.text);
    Some(Mapping {
        index,
        kind,
        source_type,
        source,
        destination,
        destination_path,
        destination_faults,
        source_faults,
    })
}

/// The first of the keys that holds something.
fn entry<const N: usize>(node: &Node, keys: [&'static str; N], variables: &Variables) -> Option<Entry> {
    keys.into_iter().find_map(|key| {
        let node = node.get(key)?;
        let text = match &node.kind {
            Kind::String(text) => fill(text, variables),
            Kind::Number(text) => text.to_string(),
            Kind::Bool(truth) => truth.to_string(),
            _ => return None,
        };
        Some(Entry { key, text, node: node.clone() })
    })
}

/// Fills placeholders, but leaves `${…}` alone: in mappings it wraps a field name.
fn fill(text: &str, variables: &Variables) -> String {
    if !text.contains('{') {
        return text.to_owned();
    }
    pieces(text, variables).map(|(piece, value)| value.unwrap_or(piece)).collect()
}

/// The pieces of a text, in order, each with what fills it.
fn pieces<'t>(text: &'t str, variables: &'t Variables) -> impl Iterator<Item = (&'t str, Option<&'t str>)> {
    let mut rest = text;
    let wrapped = std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let end = match rest.find("${") {
            Some(0) => rest.find('}').map_or(rest.len(), |n| n + 1),
            found => found.unwrap_or(rest.len()),
        };
        let (piece, behind) = rest.split_at(end);
        rest = behind;
        Some(piece)
    });
    wrapped.flat_map(move |part| {
        let template =
            if part.starts_with("${") { vec![Piece::Literal(part)] } else { Template::parse(part).pieces };
        template.into_iter().map(move |piece| match piece {
            Piece::Literal(literal) => (literal, None),
            Piece::Hole { name, written } => (written, variables.get(name).map(String::as_str)),
        })
    })
}

impl Entry {
    /// The bytes of the file of a part of the text, through escapes, quoting and filled placeholders. The whole
    /// value where they cannot be told.
    #[must_use]
    pub fn span_in(&self, file: &str, variables: &Variables, start: usize, end: usize) -> Span {
        let Some(written) = written(&self.node, file) else { return self.part_span(start, end) };
        let mut filled = Excerpt::default();
        let mut at = 0;
        for (piece, value) in pieces(written.text(), variables) {
            match value {
                Some(value) => filled.push_from(value, &written, at, at + piece.len()),
                None => filled.push_slice(&written, at, at + piece.len()),
            }
            at += piece.len();
        }
        if filled.text() == self.text { filled.span(start, end) } else { self.part_span(start, end) }
    }
}

fn kind(source_type: Option<&Entry>, source: &Entry) -> (SourceKind, Vec<PathFault>) {
    let attribute = || {
        let (path, faults) = Path::parse(&source.text);
        (SourceKind::Attribute(path), faults)
    };
    match source_type.and_then(|t| SourceType::of(&t.text)) {
        Some(SourceType::Attribute) => attribute(),
        Some(SourceType::Expression) => {
            // A lone field is an expression, but it needs no evaluator. One that is called like a function may be a
            // call whose parentheses are missing: that is for the checks of expressions to tell.
            let is_field = |path: &Path| match path.segments.first() {
                Some(Segment::Key { name, wrapped, .. }) => *wrapped || functions::find(name).is_none(),
                _ => true,
            };
            match looks_like_a_path(&source.text).then(|| Path::parse(&source.text)) {
                Some((path, faults)) if faults.is_empty() && is_field(&path) => {
                    (SourceKind::Attribute(path), Vec::new())
                }
                _ => (SourceKind::Expression, Vec::new()),
            }
        }
        Some(SourceType::Static) => (SourceKind::Static(source.node.to_value()), Vec::new()),
        None if looks_like_a_path(&source.text) => attribute(),
        None => (SourceKind::Expression, Vec::new()),
    }
}
