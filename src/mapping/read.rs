//! Reading the body of a mapping set, whichever of its dialects it is written in.

use super::{Entry, Mapping, MappingSet, Path, PathFault, SourceKind};
use crate::expr::{Looks, looks};
use crate::json::{Kind, Node};
use crate::placeholder::{Template, Variables};

/// The spellings of `sourceType`, as sent and as returned.
const ATTRIBUTE: [&str; 2] = ["ATTRIBUTE", "text/x.schema-path"];
const EXPRESSION: [&str; 2] = ["EXPRESSION", "text/x.aep-xl"];
const STATIC: [&str; 2] = ["STATIC", "text/plain"];

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
    let mut out = String::new();
    let mut rest = text;
    while let Some(start) = rest.find("${") {
        let end = rest[start..].find('}').map_or(rest.len(), |n| start + n + 1);
        out.push_str(&Template::parse(&rest[..start]).fill(variables));
        out.push_str(&rest[start..end]);
        rest = &rest[end..];
    }
    out + &Template::parse(rest).fill(variables)
}

fn kind(source_type: Option<&Entry>, source: &Entry) -> (SourceKind, Vec<PathFault>) {
    let is = |words: [&str; 2]| {
        source_type.is_some_and(|t| words.iter().any(|w| t.text.trim().eq_ignore_ascii_case(w)))
    };
    let attribute = || {
        let (path, faults) = Path::parse(&source.text);
        (SourceKind::Attribute(path), faults)
    };
    if is(ATTRIBUTE) {
        attribute()
    } else if is(EXPRESSION) {
        // A lone field is an expression, but it needs no evaluator.
        match looks(&source.text) {
            Looks::Path if Path::parse(&source.text).1.is_empty() => attribute(),
            _ => (SourceKind::Expression, Vec::new()),
        }
    } else if is(STATIC) {
        (SourceKind::Static(source.node.to_value()), Vec::new())
    } else if looks(&source.text) == Looks::Path {
        attribute()
    } else {
        (SourceKind::Expression, Vec::new())
    }
}
