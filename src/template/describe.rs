//! What there is to read about templates, as plain data: for the command line, the npm package and pages.

use super::Template;
use serde::Serialize;

/// A template.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct TemplateDescription {
    /// Its name, in kebab-case.
    pub name: &'static str,
    /// The name of its source, as people write it.
    pub title: &'static str,
    /// The part of the catalogue its source stands in.
    pub category: &'static str,
    /// Its kind of flow.
    pub kind: &'static str,
    /// What it carries, in a line.
    pub about: String,
    /// The id of the source's connection spec.
    pub connection_spec: &'static str,
}

impl From<&'static Template> for TemplateDescription {
    fn from(template: &'static Template) -> Self {
        TemplateDescription {
            name: template.name(),
            title: template.title(),
            category: template.category(),
            kind: template.kind().name,
            about: template.about(),
            connection_spec: template.connection_spec().id,
        }
    }
}

/// Every template, in the order of the catalogue.
#[must_use]
pub fn descriptions() -> Vec<TemplateDescription> {
    super::all().map(TemplateDescription::from).collect()
}
