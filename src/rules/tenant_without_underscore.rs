//! R38: custom fields stand under the tenant's name with an underscore before it.

use super::mapping_sets::replacement;
use super::{Context, Group, Rule};
use crate::diagnostic::Severity;
use crate::mapping::{At, Segment};

static RULES: [Rule; 1] = [Rule {
    code: "tenant-without-underscore",
    number: "R38",
    severity: Severity::Error,
    what: "A destination path begins with the tenant's name, but without its underscore.",
    why: "Fields of an organisation's own stand under `_` and the tenant, as `_acme.loyaltyId`; the standard schemas have \
          no field of the tenant's name.",
    example: r#"{"outputSchema": {"schemaRef": {"id": "https://ns.adobe.com/acme/schemas/2b7d1c4f09ae4d5e8c3f6a7b9012cdef"}}, "mappings": [{"sourceType": "ATTRIBUTE", "source": "no", "destination": "acme.loyaltyId"}]}"#,
    remedy: "Write `_acme.loyaltyId`.",
    source: "Schema Registry: tenant ids and namespaces of fields",
}];

pub(super) static GROUP: Group = Group { rules: &RULES, check };

fn check(cx: &mut Context<'_>) {
    let Some(tenant) = cx.tenant() else { return };
    let shared = cx.mapping_sets();
    for (body, set) in &shared.sets {
        for mapping in set.mappings.iter().filter(|m| m.is_usable()) {
            let path = &mapping.destination_path;
            let Some(Segment::Key { name, at, .. }) = path.segments.first() else { continue };
            if **name != *tenant || path.segments.len() < 2 {
                continue;
            }
            // A given target schema knows better.
            let in_schema =
                shared.target.as_ref().is_some_and(|(_, target)| !matches!(target.at(path), At::Unknown));
            if in_schema {
                continue;
            }
            let entry = &mapping.destination;
            let span = cx.part(body, entry, at.0, at.1);
            let fix = replacement(entry, span, &format!("_{tenant}"));
            let mut report = cx.at_mapping(&RULES[0], body, (mapping, entry), span);
            if let Some(fix) = fix {
                report = report.fix(span, fix);
            }
            report
                .help(format!("write `_{}`", entry.text))
                .say(format!("`{}`: the fields of the tenant `{tenant}` are under `_{tenant}`", entry.text));
        }
    }
}
