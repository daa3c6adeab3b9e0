//! The one model every input becomes: a [`Dataflow`] is the ordered exchanges (a request and, where the user's
//! text shows one, its response) of one dataflow, with what else the document gives.
//!
//! A dataflow document or a single body has no envelopes: preflow writes method, URL and headers itself. curl
//! commands and Postman items have them, and they are checked.

use crate::json::{Edit, Fault, Node};
use crate::operation::Operation;
use crate::placeholder::Variables;
use crate::steps::StepId;
use crate::text::{FileId, Place, Span};

/// What kind of text a dataflow was read from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// A `*.dataflow.json` document.
    Document,
    /// One request body.
    Body,
    /// curl commands in a shell file.
    Shell,
    /// Markdown or plain text with fenced or bare curl commands and JSON.
    Markdown,
    /// A Postman collection.
    Postman,
}

/// One dataflow.
#[derive(Debug)]
pub struct Dataflow {
    /// What it was read from.
    pub origin: Origin,
    /// The file it was read from.
    pub file: FileId,
    /// Its name, where the input gives one.
    pub name: Option<String>,
    /// Values for placeholders.
    pub variables: Variables,
    /// Requests and responses in order.
    pub exchanges: Vec<Exchange>,
    /// The flow spec the document names, holds or points to.
    pub flow_spec: Option<Part>,
    /// The resolved target schema, inline or from its file.
    pub target_schema: Option<Part>,
    /// The `samples` of a document.
    pub samples: Option<Part>,
    /// What the prose around the exchanges says (Markdown only).
    pub prose: Prose,
    /// Where the document, or the collection, is not the JSON it should be.
    pub document_faults: Vec<Fault>,
    /// Where a shell would read other commands than these.
    pub shell_faults: Vec<ShellFault>,
}

/// A JSON value from one of the files of the run.
#[derive(Clone, Debug)]
pub struct Part {
    /// The file.
    pub file: FileId,
    /// The value.
    pub node: Node,
}

/// A request and the response shown for it.
#[derive(Debug)]
pub struct Exchange {
    /// The step it performs; none for other calls (explore, monitor, delete, …).
    pub step: Option<StepId>,
    /// The known operation of its method and URL; none when unknown or when there is no envelope.
    pub operation: Option<&'static Operation>,
    /// The whole request in the file.
    pub place: Place,
    /// Method, URL and headers as written; none where preflow writes them.
    pub envelope: Option<Envelope>,
    /// The request body.
    pub body: Option<Body>,
    /// The response the text shows.
    pub response: Option<Body>,
}

/// Method, URL and headers of a request as the user wrote them.
#[derive(Clone, Debug)]
pub struct Envelope {
    /// The method; curl's own choice (`GET`, or `POST` with data) when none is written.
    pub method: Written,
    /// The URL.
    pub url: Written,
    /// The headers, in order.
    pub headers: Vec<Header>,
}

/// A text and where it stands.
#[derive(Clone, Debug)]
pub struct Written {
    /// The text, shell quoting resolved.
    pub text: String,
    /// Where it stands in the file, quotes left out: where the span is as long as the text, they are the same
    /// bytes and parts of the one are parts of the other.
    pub span: Span,
}

/// One header as written.
#[derive(Clone, Debug)]
pub struct Header {
    /// The text before the first colon, untrimmed.
    pub name: String,
    /// The text after it, trimmed; none when there is no colon.
    pub value: Option<String>,
    /// The whole `Name: value`, quotes left out.
    pub span: Span,
    /// Not written: curl adds it (`application/x-www-form-urlencoded` for `-d`, the headers of `--json`). The span
    /// is then the option's that makes it so.
    pub implied: bool,
}

/// Something in shell text that makes a shell read another command than the one meant.
#[derive(Clone, Debug)]
pub struct ShellFault {
    /// What is wrong.
    pub kind: ShellFaultKind,
    /// Where, in the dataflow's file.
    pub span: Span,
    /// In a sentence.
    pub message: String,
    /// What to do, or what the shell does.
    pub help: Option<String>,
    /// The edits that mend it without a doubt; empty when there is none.
    pub edits: Vec<Edit>,
}

/// The kinds of [`ShellFault`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShellFaultKind {
    /// The next line goes on with the command's options, but no backslash says so.
    MissingContinuation,
    /// A blank between the backslash and the end of the line.
    BlankAfterBackslash,
    /// A backslash after which nothing comes.
    TrailingBackslash,
    /// A backslash that joins the next command to this one.
    JoinedCommands,
    /// A quote that is never closed.
    UnclosedQuote,
    /// A typographic quote where the shell needs a plain one.
    TypographicQuote,
    /// A typographic dash where an option needs hyphens.
    TypographicDash,
    /// An apostrophe that ends the single-quoted body around it.
    ApostropheInQuotes,
    /// Options and URL with no `curl` in front.
    CurlMissing,
    /// A URL without quotes that the shell would take apart.
    UnquotedUrl,
    /// `--option=value`, which curl does not read.
    OptionWithEquals,
}

/// A JSON body.
#[derive(Debug)]
pub struct Body {
    /// The file it stands in.
    pub file: FileId,
    /// Where it stands in the file.
    pub span: Span,
    /// The text as it would be sent (shell quoting resolved, comments of a document removed).
    pub text: String,
    /// The value; none when the text is not JSON.
    pub root: Option<Node>,
    /// Where the text is not JSON.
    pub faults: Vec<Fault>,
}

/// What the prose of a tutorial says around its exchanges.
#[derive(Debug, Default)]
pub struct Prose {
    /// Header lines listed in the text (``* x-api-key: `{API_KEY}` ``), as written, ticks included, bullet left
    /// out.
    pub headers: Vec<Written>,
    /// Property tables: after which exchange, and the rows' first cells.
    pub tables: Vec<PropertyTable>,
    /// API-format lines (`POST /sourceConnections`) and the exchange that follows each.
    pub formats: Vec<ApiFormat>,
    /// Fences with their info string, in order.
    pub fences: Vec<Written>,
    /// In-page links (`#source`) and the anchors that exist.
    pub links: Vec<Written>,
    /// Explicit and heading anchors.
    pub anchors: Vec<String>,
}

/// A table that documents the properties of a request body.
#[derive(Debug)]
pub struct PropertyTable {
    /// Index into [`Dataflow::exchanges`] of the request it follows.
    pub exchange: usize,
    /// The property names of its first column, without code ticks.
    pub names: Vec<Written>,
}

/// An API-format line.
#[derive(Debug)]
pub struct ApiFormat {
    /// Index into [`Dataflow::exchanges`] of the request that follows.
    pub exchange: usize,
    /// `POST /sourceConnections`
    pub line: Written,
}

impl Dataflow {
    /// A dataflow with nothing in it yet.
    #[must_use]
    pub fn new(origin: Origin, file: FileId) -> Self {
        Dataflow {
            origin,
            file,
            name: None,
            variables: Variables::new(),
            exchanges: Vec::new(),
            flow_spec: None,
            target_schema: None,
            samples: None,
            prose: Prose::default(),
            document_faults: Vec::new(),
            shell_faults: Vec::new(),
        }
    }

    /// The exchanges of a step, in order.
    pub fn of(&self, step: StepId) -> impl Iterator<Item = &Exchange> {
        self.exchanges.iter().filter(move |e| e.step == Some(step))
    }

    /// The request bodies of a step that could be read, in order.
    pub fn bodies(&self, step: StepId) -> impl Iterator<Item = (&Body, &Node)> {
        self.of(step).filter_map(|e| e.body.as_ref()).filter_map(|b| Some((b, b.root.as_ref()?)))
    }

    /// The responses shown for a step that could be read, in order.
    pub fn responses(&self, step: StepId) -> impl Iterator<Item = (&Body, &Node)> {
        self.of(step).filter_map(|e| e.response.as_ref()).filter_map(|b| Some((b, b.root.as_ref()?)))
    }
}

impl Envelope {
    /// The header of that name, compared without case.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&Header> {
        self.headers.iter().find(|h| h.name.trim().eq_ignore_ascii_case(name))
    }
}
