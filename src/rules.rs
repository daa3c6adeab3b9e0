//! The rules: what can be wrong with a dataflow beyond one body and its schema. One file a rule, one line in the
//! list below; help, documentation and tests derive from the entries.

use crate::dataflow::{Body, Dataflow};
use crate::diagnostic::{Diagnostic, Related, Severity};
use crate::json::{Edit, Node};
use crate::placeholder::{self, Template};
use crate::steps::StepId;
use crate::text::{FileId, Place, Sources, Span};
use std::borrow::Cow;
use std::cell::OnceCell;
use std::rc::Rc;

// What several rules share; rules themselves are in the list below.
mod expressions;
mod flows;
mod held;
mod mapping_sets;
mod references;
mod schema_ids;
mod source_kind;

macro_rules! rules {
    ($($file:ident),* $(,)?) => {
        $(mod $file;)*
        static GROUPS: &[&Group] = &[$(&$file::GROUP),*];
    };
}

mod created;
mod describe;
mod header_names;
mod left_out;
mod sent;

pub use describe::{RuleDescription, codes, descriptions, named};
pub use left_out::LEFT_OUT;
pub(crate) use unmapped_field::unmapped;

// In the order of the rule numbers.
rules! {
    unknown_path,
    insecure_url,
    missing_authorization,
    missing_api_key,
    missing_sandbox_name,
    missing_content_type,
    missing_if_match,
    malformed_header,
    broken_command,
    broken_json,
    internal_host,
    unbalanced_placeholder,
    step_body,
    malformed_id,
    unknown_connection_spec,
    base_connection,
    connection_spec_mismatch,
    data_format,
    source_params,
    file_properties,
    file_path,
    columns,
    schema_mismatch,
    dataset_mismatch,
    target_not_data_lake,
    target_base_connection,
    schema_media_type,
    malformed_schema_id,
    mixed_tenants,
    dataset_tags,
    malformed_mapping_path,
    broken_expression,
    unknown_destination,
    duplicate_destination,
    unknown_source_field,
    mixed_dialects,
    source_type,
    tenant_without_underscore,
    unmapped_field,
    expression_calls,
    expression_names,
    expression_patterns,
    expression_conditions,
    mapped_value,
    flow_spec_mismatch,
    flow_spec_sources,
    flow_connections,
    transformations,
    mapping_mismatch,
    delta_column,
    date_pattern,
    numeric_string,
    schedule,
    schedule_times,
    schedule_presence,
    options,
    data_type,
    draft_flow,
    id_not_created_here,
    bad_patch,
    start_time_has_passed,
    deleted_too_early,
    unknown_action,
    bad_run_request,
    flow_echo_differs,
    response_differs,
    wrong_inlet,
    property_table,
    api_format_disagrees,
    etag_order,
    markdown_hygiene,
}

/// One rule as it is published: a fault that has a name.
#[derive(Debug)]
pub struct Rule {
    /// The fault's name, in kebab-case.
    pub code: &'static str,
    /// The number in the published rule list; empty for faults that are not of that list.
    pub number: &'static str,
    /// The severity it is reported with, unless a case is provably better or worse (then `why` says so).
    pub severity: Severity,
    /// What is looked for, in a sentence.
    pub what: &'static str,
    /// Why it matters: what the service or the data does otherwise.
    pub why: &'static str,
    /// A text that has the fault.
    pub example: &'static str,
    /// The change to make.
    pub remedy: &'static str,
    /// Where the knowledge comes from.
    pub source: &'static str,
}

impl Rule {
    /// The number in the published rule list, where the fault is of that list.
    #[must_use]
    pub fn number(&self) -> Option<&'static str> {
        Some(self.number).filter(|number| !number.is_empty())
    }
}

/// The rules of one file and the check that reports them.
#[derive(Debug)]
pub struct Group {
    /// The rules it can report.
    pub rules: &'static [Rule],
    /// Looks at a dataflow.
    pub check: fn(&mut Context<'_>),
}

/// Every published rule, in the order of the list.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    GROUPS.iter().flat_map(|g| g.rules)
}

/// The rule of that code or number.
#[must_use]
pub fn find(name: &str) -> Option<&'static Rule> {
    all()
        .find(|r| r.code == name)
        .or_else(|| all().find(|r| r.number().is_some_and(|number| number.eq_ignore_ascii_case(name))))
}

/// Runs every rule.
pub fn run(context: &mut Context<'_>) {
    for group in GROUPS {
        (group.check)(context);
    }
}

/// What a rule sees, and where it reports.
pub struct Context<'a> {
    /// The dataflow.
    pub flow: &'a Dataflow,
    /// The files, for texts.
    pub sources: &'a Sources,
    /// Unfilled placeholders are errors: the requests are about to be sent.
    pub ready_to_send: bool,
    /// The first sample records, where the dataflow names some that can be read.
    pub samples: Vec<serde_json::Value>,
    /// What the rules about mapping sets share; made when the first of them asks.
    mapping_sets: OnceCell<Rc<mapping_sets::MappingSets<'a>>>,
    /// The expressions of the mapping sets; read when the first rule asks.
    expressions: OnceCell<Rc<[expressions::Expression]>>,
    /// The flows and their flow specs; found when the first rule asks.
    flows: OnceCell<Rc<[flows::Flow<'a>]>>,
    /// The ids of schemas; found when the first rule asks.
    schema_ids: OnceCell<Rc<[schema_ids::Use<'a>]>>,
    /// Is it no source flow? Told when the first rule asks.
    exports: OnceCell<bool>,
    /// The schemas of the user's flow specs that rules have asked for.
    compiled: flows::Compiled<'a>,
    /// What has been found.
    pub out: Vec<Diagnostic>,
}

impl<'a> Context<'a> {
    /// A context for one dataflow.
    #[must_use]
    pub fn new(flow: &'a Dataflow, sources: &'a Sources) -> Self {
        Context {
            flow,
            sources,
            ready_to_send: false,
            samples: Vec::new(),
            mapping_sets: OnceCell::new(),
            expressions: OnceCell::new(),
            flows: OnceCell::new(),
            schema_ids: OnceCell::new(),
            exports: OnceCell::new(),
            compiled: Vec::new(),
            out: Vec::new(),
        }
    }

    /// Starts a report at the value of a body, pointing at its key where it has one.
    pub fn at<'c>(&'c mut self, rule: &'static Rule, body: &Body, pointer: &str) -> Report<'c> {
        let span = body.root.as_ref().and_then(|r| r.key_span_at(pointer)).unwrap_or(body.span);
        let mut report = self.at_span(rule, body.file, span);
        report.diagnostic.pointer = Some(pointer.to_owned());
        report
    }

    /// Starts a report at the value itself (not its key).
    pub fn at_value<'c>(&'c mut self, rule: &'static Rule, body: &Body, pointer: &str) -> Report<'c> {
        let span = body.root.as_ref().and_then(|r| r.at(pointer)).map_or(body.span, |n| n.span);
        let mut report = self.at_span(rule, body.file, span);
        report.diagnostic.pointer = Some(pointer.to_owned());
        report
    }

    /// Starts a report at a span of a file.
    pub fn at_span<'c>(&'c mut self, rule: &'static Rule, file: FileId, span: Span) -> Report<'c> {
        let diagnostic = Diagnostic {
            code: rule.code,
            rule: rule.number(),
            severity: rule.severity,
            message: String::new(),
            help: None,
            place: Place { file, span },
            step: None,
            pointer: None,
            related: Vec::new(),
            fix: Vec::new(),
        };
        Report { out: &mut self.out, diagnostic }
    }

    /// The text of a string with the document's variables filled in.
    #[must_use]
    pub fn filled<'n>(&self, node: &'n Node) -> Option<Cow<'n, str>> {
        Some(placeholder::fill(node.as_str()?, &self.flow.variables))
    }

    /// Can two texts be equal, once variables and placeholders have their values?
    #[must_use]
    pub fn may_equal(&self, a: &str, b: &str) -> bool {
        let (a, b) = (placeholder::fill(a, &self.flow.variables), placeholder::fill(b, &self.flow.variables));
        Template::parse(&a).may_equal(&Template::parse(&b))
    }
}

/// A diagnostic being written; it is reported when it is dropped by [`Report::say`].
pub struct Report<'c> {
    out: &'c mut Vec<Diagnostic>,
    diagnostic: Diagnostic,
}

impl Report<'_> {
    /// The step it is about.
    #[must_use]
    pub fn step(mut self, step: Option<StepId>) -> Self {
        self.diagnostic.step = step.map(StepId::name);
        self
    }

    /// The JSON pointer of the value.
    #[must_use]
    pub fn pointer(mut self, pointer: impl Into<String>) -> Self {
        self.diagnostic.pointer = Some(pointer.into());
        self
    }

    /// A severity other than the rule's own.
    #[must_use]
    pub fn severity(mut self, severity: Severity) -> Self {
        self.diagnostic.severity = severity;
        self
    }

    /// The change to make.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.diagnostic.help = Some(help.into());
        self
    }

    /// The other end of the fault.
    #[must_use]
    pub fn related(mut self, file: FileId, span: Span, message: impl Into<String>) -> Self {
        let place = Place { file, span };
        self.diagnostic.related.push(Related { message: message.into(), place, pointer: None });
        self
    }

    /// An edit of the reported file that mends it.
    #[must_use]
    pub fn fix(mut self, span: Span, text: impl Into<String>) -> Self {
        self.diagnostic.fix.push(Edit { span, text: text.into() });
        self
    }

    /// Reports it with this message.
    pub fn say(mut self, message: impl Into<String>) {
        self.diagnostic.message = message.into();
        self.out.push(self.diagnostic);
    }
}
