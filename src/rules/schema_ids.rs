//! Schema ids wherever a dataflow has them: `https://ns.adobe.com/TENANT/schemas/HASH` and `_TENANT.schemas.HASH` name
//! the same schema. Shared by the rules about schemas; it knows no rule.

use super::Context;
use super::references::is_masked;
use crate::dataflow::{Body, Dataflow};
use crate::json::Node;
use crate::placeholder;
use crate::steps::StepId;
use std::rc::Rc;

/// A schema's id, taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct SchemaId<'a> {
    /// The tenant, without the `_` of the short form.
    pub tenant: &'a str,
    /// The hash that follows `schemas`.
    pub hash: &'a str,
    /// The short form, `_tenant.schemas.hash`?
    pub is_alt: bool,
}

impl<'a> SchemaId<'a> {
    /// Takes an id apart, leniently: what is wrong with its shape is another rule's.
    pub fn parse(text: &'a str) -> Option<Self> {
        if let Some((head, hash)) = text.split_once("/schemas/") {
            return Some(SchemaId { tenant: head.rsplit('/').next().unwrap_or(head), hash, is_alt: false });
        }
        let (tenant, hash) = text.split_once(".schemas.")?;
        Some(SchemaId { tenant: tenant.strip_prefix('_').unwrap_or(tenant), hash, is_alt: true })
    }

    /// Is it one of Adobe's own schemas, whose ids are names?
    pub fn is_adobes(&self) -> bool {
        matches!(self.tenant, "xdm" | "experience" | "adobe" | "aep")
    }
}

/// A schema id in a body.
pub(super) struct Use<'a> {
    /// The step of the request or response.
    pub step: StepId,
    /// The body it stands in.
    pub body: &'a Body,
    /// Where.
    pub pointer: &'static str,
    /// The string.
    pub node: &'a Node,
    /// Its text.
    pub text: &'a str,
    /// Its text taken apart.
    pub id: Option<SchemaId<'a>>,
    /// It stands in a response.
    pub in_response: bool,
}

/// The places of schema ids in requests.
static REQUESTS: &[(StepId, &str)] = &[
    (StepId::SourceConnection, "/data/schema/id"),
    (StepId::Dataset, "/schemaRef/id"),
    (StepId::TargetConnection, "/data/schema/id"),
    (StepId::MappingSet, "/outputSchema/schemaRef/id"),
    (StepId::MappingSet, "/xdmSchema"),
];

/// The places of schema ids in responses.
static RESPONSES: &[(StepId, &str)] = &[
    (StepId::AdHocSchema, "/$id"),
    (StepId::AdHocSchema, "/meta:altId"),
    (StepId::TargetSchema, "/$id"),
    (StepId::TargetSchema, "/meta:altId"),
    (StepId::MappingSet, "/outputSchemaRef/id"),
    (StepId::MappingSet, "/outputSchema/schemaRef/id"),
    (StepId::MappingSet, "/schemaRef/id"),
    (StepId::MappingSet, "/xdmSchema"),
];

impl<'a> Context<'a> {
    /// Every schema id of the dataflow, in order; of the first thousand exchanges, which is far more than one dataflow
    /// has.
    pub(super) fn schema_ids(&self) -> Rc<[Use<'a>]> {
        let flow = self.flow;
        Rc::clone(self.schema_ids.get_or_init(|| uses(flow)))
    }
}

fn uses(flow: &Dataflow) -> Rc<[Use<'_>]> {
    let mut found = Vec::new();
    for exchange in flow.exchanges.iter().take(1000) {
        let Some(step) = exchange.step else { continue };
        for (body, places, in_response) in
            [(&exchange.body, REQUESTS, false), (&exchange.response, RESPONSES, true)]
        {
            let Some((body, root)) = body.as_ref().and_then(|b| Some((b, b.root.as_ref()?))) else {
                continue;
            };
            for (_, pointer) in places.iter().filter(|(s, _)| *s == step) {
                if let Some((node, text)) = root.at(pointer).and_then(|node| Some((node, node.as_str()?))) {
                    let id = SchemaId::parse(text);
                    found.push(Use { step, body, pointer, node, text, id, in_response });
                }
            }
        }
    }
    found.into()
}

/// Can the two ids name one schema? Differing tenants are not decided here.
pub(super) fn may_name_one(cx: &Context<'_>, a: &str, b: &str) -> bool {
    let (a, b) = (placeholder::fill(a, &cx.flow.variables), placeholder::fill(b, &cx.flow.variables));
    if is_masked(&a) || is_masked(&b) {
        return true;
    }
    match (SchemaId::parse(&a), SchemaId::parse(&b)) {
        (Some(x), Some(y)) => cx.may_equal(&lowered(x.hash), &lowered(y.hash)),
        (Some(x), None) => cx.may_equal(&a, &b) || cx.may_equal(x.hash, &b),
        (None, Some(y)) => cx.may_equal(&a, &b) || cx.may_equal(&a, y.hash),
        (None, None) => cx.may_equal(&a, &b),
    }
}

/// Lower case, unless there is a placeholder in it, whose name must stay.
fn lowered(text: &str) -> String {
    if placeholder::is_open(text) { text.to_owned() } else { text.to_ascii_lowercase() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_forms_come_apart() {
        let long = SchemaId::parse("https://ns.adobe.com/{TENANT_ID}/schemas/94aa").unwrap();
        assert_eq!((long.tenant, long.hash, long.is_alt), ("{TENANT_ID}", "94aa", false));
        let short = SchemaId::parse("_acme.schemas.94aa").unwrap();
        assert_eq!((short.tenant, short.hash, short.is_alt), ("acme", "94aa", true));
        assert_eq!(SchemaId::parse("https://ns.adobe.com/xdm/context/profile"), None);
    }
}
