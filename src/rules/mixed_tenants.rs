//! R30: one tenant per dataflow. A template filled in by half, or ids of two organisations, do not go together.

use super::{Context, Group, Rule};
use crate::dataflow::Body;
use crate::diagnostic::Severity;
use crate::json::Node;
use crate::placeholder;
use crate::steps::StepId;
use crate::text::Span;

static RULES: [Rule; 1] = [Rule {
    code: "mixed-tenants",
    number: "R30",
    severity: Severity::Warning,
    what: "Schema ids and tenant paths of one dataflow name different tenants, or a tenant here and a placeholder there.",
    why: "Schemas and field names belong to one tenant. A template filled in by half fails on the other half, and \
          tells everybody whose it was.",
    example: r#"{"outputSchema": {"schemaRef": {"id": "https://ns.adobe.com/{TENANT_ID}/schemas/2b7d1c4f09ae4d5e8c3f6a7b9012cdef"}}, "mappings": [{"sourceType": "ATTRIBUTE", "source": "id", "destination": "_acme.id"}]}"#,
    remedy: "Write the tenant everywhere, or the placeholder everywhere.",
    source: "Schema Registry: tenant ids in schema ids and field names",
}];

pub(super) static GROUP: Group = Group { rules: &RULES, check };

/// Fields of Adobe's own schemas that begin with an underscore; they are no tenants.
static STANDARD: &[&str] = &[
    "id",
    "repo",
    "experience",
    "links",
    "schema",
    "customer",
    "dc",
    "iptc4xmpExt",
    "xmp",
    "xmpDM",
    "adobe",
    "aem",
];

/// A tenant as one text names it.
struct Tenant<'a> {
    /// The tenant, or the placeholder for it.
    name: String,
    is_open: bool,
    body: &'a Body,
    span: Span,
    step: StepId,
    pointer: String,
}

fn check(cx: &mut Context<'_>) {
    let mut found = Vec::new();
    for one in cx.schema_ids().iter() {
        if one.in_response && one.step == StepId::MappingSet {
            continue;
        }
        let Some(id) = one.id.as_ref().filter(|id| !id.is_adobes() && !id.tenant.is_empty()) else {
            continue;
        };
        let start = id.tenant.as_ptr() as usize - one.text.as_ptr() as usize;
        let span = one.node.part_span(start, start + id.tenant.len());
        push(cx, &mut found, (one.body, one.step, one.pointer.to_owned()), id.tenant, span);
    }
    let schemas = found.len();
    let flow = cx.flow;
    for (body, root) in flow.bodies(StepId::MappingSet) {
        for (i, mapping) in root.get("mappings").map_or(&[][..], Node::items).iter().enumerate() {
            for key in ["destination", "destinationXdmPath"] {
                let Some(node) = mapping.get(key) else { continue };
                let first = node
                    .as_str()
                    .and_then(|t| t.split_once('.'))
                    .and_then(|(first, _)| first.strip_prefix('_'));
                if let Some(tenant) = first.filter(|t| !t.is_empty() && !STANDARD.contains(t)) {
                    let span = node.part_span(1, 1 + tenant.len());
                    push(
                        cx,
                        &mut found,
                        (body, StepId::MappingSet, format!("/mappings/{i}/{key}")),
                        tenant,
                        span,
                    );
                }
            }
        }
    }
    report(cx, &found, schemas);
}

fn push<'a>(
    cx: &Context<'_>,
    found: &mut Vec<Tenant<'a>>,
    (body, step, pointer): (&'a Body, StepId, String),
    tenant: &str,
    span: Span,
) {
    let name = placeholder::fill(tenant, &cx.flow.variables);
    let is_open = placeholder::is_open(&name);
    // Half a placeholder is another rule's.
    if !is_open && name.contains(['{', '}', '<', '>', '$']) {
        return;
    }
    found.push(Tenant { name: name.into_owned(), is_open, body, span, step, pointer });
}

/// One finding for a placeholder among tenants, and one for each further tenant.
fn report(cx: &mut Context<'_>, found: &[Tenant<'_>], schemas: usize) {
    let Some(literal) = found.iter().find(|t| !t.is_open) else { return };
    if let Some(open) = found.iter().find(|t| t.is_open) {
        let (at, other) = if found.iter().position(|t| t.is_open) < found.iter().position(|t| !t.is_open) {
            (literal, open)
        } else {
            (open, literal)
        };
        start(cx, at)
            .related(other.body.file, other.span, format!("here it is `{}`", other.name))
            .help(format!("write `{}` everywhere, or the placeholder everywhere", literal.name))
            .say(format!("the tenant is `{}` here and `{}` elsewhere in this dataflow", at.name, other.name));
    }
    let mut seen = vec![literal.name.clone()];
    for (i, tenant) in found.iter().enumerate().filter(|(_, t)| !t.is_open) {
        if seen.contains(&tenant.name) {
            continue;
        }
        seen.push(tenant.name.clone());
        // Without a schema's tenant to compare with, two namespaces in paths may both be right.
        if i >= schemas && !found[..schemas].iter().any(|t| !t.is_open) {
            continue;
        }
        start(cx, tenant)
            .related(literal.body.file, literal.span, format!("here it is `{}`", literal.name))
            .help("schemas and fields of one dataflow belong to one tenant")
            .say(format!(
                "the tenant is `{}` here and `{}` elsewhere in this dataflow",
                tenant.name, literal.name
            ));
    }
}

fn start<'c>(cx: &'c mut Context<'_>, tenant: &Tenant<'_>) -> super::Report<'c> {
    let mut report = cx.at_span(&RULES[0], tenant.body.file, tenant.span).step(Some(tenant.step));
    report.diagnostic.pointer = Some(tenant.pointer.clone());
    report
}
