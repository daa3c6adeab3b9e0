//! Dataflow documents: `*.dataflow.json`, comments and trailing commas allowed.

use super::{Files, Read};
use crate::dataflow::{Body, Dataflow, Exchange, Origin, Part, Prose};
use crate::json::{self, Dialect, Node};
use crate::placeholder::Variables;
use crate::steps::STEPS;
use crate::text::{Excerpt, FileId, Place, Sources};

/// Reads a dataflow document.
pub(super) fn read(file: FileId, sources: &mut Sources, files: &dyn Files) -> Read {
    let text = &sources.get(file).text;
    let document = json::parse(&Excerpt::verbatim(text, 0), Dialect::Relaxed);
    let Some(root) = document.root else { return Read::default() };
    let mut exchanges = Vec::new();
    for step in STEPS {
        if let Some(member) = root.at("/steps").and_then(|s| s.member(step.name)) {
            let node = &member.value;
            exchanges.push(Exchange {
                step: Some(step.id),
                operation: None,
                place: Place { file, span: member.key_span.to(node.span) },
                envelope: None,
                body: Some(Body {
                    file,
                    span: node.span,
                    text: text.get(node.span.range()).unwrap_or_default().to_owned(),
                    root: Some(node.clone()),
                    faults: Vec::new(),
                }),
                response: None,
            });
        }
    }
    let variables: Variables = root
        .get("variables")
        .map(|v| v.members().iter().filter_map(|m| Some((m.key.to_string(), m.value.as_str()?.to_owned()))))
        .into_iter()
        .flatten()
        .collect();
    let name = root.get("name").and_then(Node::as_str).map(str::to_owned);
    let part = |key: &str| root.get(key).map(|node| Part { file, node: node.clone() });
    let (flow_spec, target_schema, samples) = (part("flowSpec"), part("targetSchema"), part("samples"));
    let _ = files;
    let dataflow = Dataflow {
        origin: Origin::Document,
        file,
        name,
        variables,
        exchanges,
        document: Some(root),
        flow_spec,
        target_schema,
        samples,
        prose: Prose::default(),
        document_faults: document.faults,
        shell_faults: Vec::new(),
    };
    Read { dataflows: vec![dataflow], diagnostics: Vec::new() }
}
