//! Templates: a commented, minimal, correct dataflow document for every source of the catalogue, to begin with.
//!
//! A template is derived: what a source needs comes from its entry in the catalogue ([`crate::spec`]), how its kind of
//! flow is built from one file below, what its sample records are about from one table (`subject`). Nothing is
//! written out source by source.

mod describe;
mod document;
mod flow;
mod subject;
mod text;

pub use describe::{TemplateDescription, descriptions};

use crate::spec::{ConnectionSpec, FlowSpec};
use std::sync::LazyLock;
use subject::Records;

macro_rules! kinds {
    ($($file:ident: $($KIND:ident),*;)*) => {
        $(mod $file;)*

        /// Every kind of flow that there are templates of; a source has one template of each kind that takes it.
        static KINDS: &[&FlowKind] = &[$($(&$file::$KIND),*),*];
    };
}

// One file each; in the order templates of one source are listed in.
kinds! {
    table: KIND;
    old_table: KIND;
    file: KIND;
    rest: KIND;
    stream: KIND;
    http_api: RAW, XDM;
    webhook: KIND;
}

/// A kind of flow, as templates tell them apart.
#[derive(Debug)]
pub struct FlowKind {
    /// Its name (`table`, `file`, `rest`, `stream`, `http-api`, `webhook`, …).
    pub name: &'static str,
    /// What it carries and when, in a few words.
    pub about: &'static str,
    /// The name of its template, where that is not the source's own.
    template: Option<&'static str>,
    /// Does it read that source?
    takes: fn(&ConnectionSpec) -> bool,
    /// The flow spec it is created from.
    flow_spec: fn(&ConnectionSpec) -> Option<&'static FlowSpec>,
    /// Has it a base connection, where the source has?
    has_base_connection: bool,
    /// The values of `auth.params` that it decides.
    auth: &'static [(&'static str, &'static str)],
    /// The steps that are the source's, the base connection left out.
    source: fn(&Template) -> String,
    /// Is the data mapped? Else it is XDM already.
    is_mapped: bool,
    /// The target connection hangs on a base connection of its own.
    has_dataset_base: bool,
    /// What to know about the flow, as a comment on it.
    flow: &'static str,
}

/// A document to begin with.
///
/// ```
/// use preflow::template;
/// let template = template::find("salesforce").expect("there is one for Salesforce");
/// assert_eq!((template.title(), template.category()), ("Salesforce", "crm"));
/// assert_eq!(template.kind().name, "table");
/// assert!(template.document().contains("\"tableName\": \"Contact\""));
/// ```
#[derive(Debug)]
pub struct Template {
    name: String,
    title: String,
    kind: &'static FlowKind,
    spec: &'static ConnectionSpec,
    flow_spec: &'static FlowSpec,
    records: Records,
}

impl Template {
    /// Its name, in kebab-case (`amazon-s3`).
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The name of its source, as people write it.
    #[must_use]
    pub fn title(&self) -> &str {
        &self.title
    }

    /// The part of the catalogue its source stands in (`crm`, `databases`, …).
    #[must_use]
    pub fn category(&self) -> &'static str {
        self.spec.category
    }

    /// Its kind of flow.
    #[must_use]
    pub fn kind(&self) -> &'static FlowKind {
        self.kind
    }

    /// Its source.
    #[must_use]
    pub fn connection_spec(&self) -> &'static ConnectionSpec {
        self.spec
    }

    /// What it carries, in a line.
    #[must_use]
    pub fn about(&self) -> String {
        format!("{} of {}: {}", self.records.subject.things, self.title, self.kind.about)
    }

    /// The document: JSON with comments, every step in order, sample records with it.
    #[must_use]
    pub fn document(&self) -> String {
        document::of(self)
    }

    /// Has its flow a mapping set?
    fn is_mapped(&self) -> bool {
        self.kind.is_mapped && self.spec.has_mapping
    }
}

/// Every template, in the order of the catalogue.
///
/// ```
/// let names: Vec<_> = preflow::template::all().map(|t| t.name()).collect();
/// assert!(names.contains(&"hubspot") && names.contains(&"http-api-raw") && names.contains(&"data-landing-zone"));
/// ```
pub fn all() -> impl Iterator<Item = &'static Template> {
    static ALL: LazyLock<Vec<Template>> = LazyLock::new(derive);
    ALL.iter()
}

/// The columns that templates map to a destination, and what they make of them: `$` stands for the column.
pub(crate) fn known(destination: &str) -> Vec<(&'static str, String)> {
    let mut found: Vec<_> = all().filter_map(|template| template.records.known(destination)).collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// The template of that name, or of the source of that name or id; case does not matter.
///
/// ```
/// use preflow::template::find;
/// assert_eq!(find("Amazon S3").map(|t| t.name()), Some("amazon-s3"));
/// assert_eq!(find("cc6a4487-9e91-433e-a3a3-9cf6626c1806").map(|t| t.name()), Some("hubspot"));
/// assert!(find("Data Lake").is_none());
/// ```
#[must_use]
pub fn find(name: &str) -> Option<&'static Template> {
    all().find(|t| t.name.eq_ignore_ascii_case(name)).or_else(|| {
        let spec = ConnectionSpec::find(name)?;
        all().find(|t| t.spec.id == spec.id)
    })
}

fn derive() -> Vec<Template> {
    let mut all: Vec<Template> = Vec::new();
    for spec in ConnectionSpec::all() {
        for kind in KINDS.iter().filter(|kind| (kind.takes)(spec)) {
            let Some(flow_spec) = (kind.flow_spec)(spec) else { continue };
            let mut name = kind.template.map_or_else(|| text::kebab(&spec.title()), str::to_owned);
            // Sources without a name of their own are told apart by their ids.
            if spec.name.is_empty() || all.iter().any(|t| t.name == name) {
                name = format!("{}-{}", name, spec.id.get(..8).unwrap_or(spec.id));
            }
            let records = Records::of(spec, flow_spec);
            all.push(Template { name, title: spec.title(), kind, spec, flow_spec, records });
        }
    }
    all
}

/// Does a flow spec read rows again and again, by a column that tells the new ones?
fn copies(flow_spec: &FlowSpec) -> bool {
    flow_spec.transformations.iter().any(|t| t.name == "Copy")
}
