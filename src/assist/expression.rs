//! Help in expressions.

use super::fields::Field;
use super::{Completion, CompletionKind, Completions, Hover};
use crate::expr::ast::{Expr, Kind, Range};
use crate::expr::{Around, Kinds, Step, Word, around, calls, fields, infer, parse};
use crate::functions::date_formats::DOCUMENTED;
use crate::functions::{self, Description, Type};
use crate::java::methods;
use crate::path::{Path, Segment};

/// What can be written at an offset of an expression.
pub(super) fn complete(text: &str, offset: usize, fields: &[Field]) -> Completions {
    let mut all = Completions { start: offset, end: offset, ..Completions::default() };
    let Some(place) = around(text, offset) else { return all };
    (all.start, all.end) = (place.word.start, place.word.end);
    let mut items = Items { word: place.word, found: Vec::new() };
    let call = calls(text, offset).pop();
    let function = call.as_ref().filter(|c| !c.is_method).and_then(|c| functions::find(&c.name));
    let parameter = call.as_ref().and_then(|c| function?.parameter(c.argument));
    let wanted = parameter.map_or(Type::Any, |p| p.kind);
    match place.what {
        Word::Text(quote) => items.words(wanted, quote, fields),
        Word::Wrapped => {
            for field in fields.iter().filter(|f| !f.is_in_array()) {
                items.field(field, &wrapped(&field.path), 0);
            }
        }
        Word::Member => items.members(text, place, fields),
        Word::Name => items.names(text, place, fields, wanted),
    }
    items.found.sort_by_key(|item| item.rank);
    all.items = items.found;
    all
}

/// The path in one `${…}`.
fn wrapped(path: &Path) -> String {
    let names: Vec<_> =
        path.segments.iter().filter_map(Segment::name).map(|n| n.replace('.', "\\.")).collect();
    format!("${{{}}}", names.join("."))
}

struct Items {
    word: Range,
    found: Vec<Completion>,
}

impl Items {
    fn push(
        &mut self,
        kind: CompletionKind,
        label: &str,
        about: (Option<String>, Option<String>),
        insert: String,
        rank: u32,
    ) {
        if self.found.iter().any(|f| f.label == label && f.kind == kind) {
            return;
        }
        let Range { start, end } = self.word;
        let is_snippet = kind != CompletionKind::Field && insert.contains("${1}");
        let (detail, about) = about;
        let label = label.to_owned();
        self.found.push(Completion { label, kind, detail, about, insert, start, end, is_snippet, rank });
    }

    fn field(&mut self, field: &Field, text: &str, rank: u32) {
        self.push(CompletionKind::Field, text, (field.detail(), None), text.to_owned(), rank);
    }

    /// The words that a text may be where it is given for a parameter.
    fn words(&mut self, wanted: Type, quote: char, fields: &[Field]) {
        let mut push = |word: &str, detail: Option<String>| {
            if !word.contains([quote, '\\']) {
                self.push(CompletionKind::Value, word, (detail, None), word.to_owned(), 0);
            }
        };
        match wanted {
            Type::Word(words) => words.iter().for_each(|word| push(word, None)),
            Type::DatePattern => DOCUMENTED.iter().for_each(|pattern| push(pattern, None)),
            Type::Path => {
                fields.iter().filter(|f| !f.is_in_array()).for_each(|f| push(&f.path.to_string(), f.detail()))
            }
            _ => {}
        }
    }

    fn names(&mut self, text: &str, place: Around, fields: &[Field], wanted: Type) {
        if let Type::Word(words) = wanted {
            for word in words {
                self.push(CompletionKind::Value, word, (None, None), format!("\"{word}\""), 0);
            }
        }
        for field in fields.iter().filter(|f| !f.is_in_array()) {
            let fits = field.types.is_empty() || kinds(field).meets(Kinds::of(wanted));
            self.field(field, &field.path.to_string(), if fits { 1 } else { 3 });
        }
        for name in names_within(text, place) {
            self.push(
                CompletionKind::Field,
                &name,
                (Some("stands for a value".to_owned()), None),
                name.clone(),
                0,
            );
        }
        for function in functions::all() {
            let fits = Kinds::of(function.returns).meets(Kinds::of(wanted));
            let rank = if fits { 2 } else { 4 };
            for name in function.names() {
                let detail = (Some(function.signature()), Some(function.summary.to_owned()));
                let insert = called(name, place.is_called, !function.parameters.is_empty());
                self.push(
                    CompletionKind::Function,
                    name,
                    detail,
                    insert,
                    rank + u32::from(name != function.name),
                );
            }
        }
        for word in ["null", "true", "false"] {
            self.push(CompletionKind::Value, word, (None, None), word.to_owned(), 5);
        }
    }

    /// What can follow a dot: the fields below what stands before it, and the methods of its value.
    fn members(&mut self, text: &str, place: Around, fields: &[Field]) {
        let (tree, name) = with_word(text, place);
        let mut receiver = None;
        tree.walk(&mut |e| {
            if let Kind::Member { of, name: own } | Kind::Method { of, name: own, .. } = &e.kind
                && own.range == name
            {
                receiver = Some(&**of);
            }
        });
        let Some(receiver) = receiver else { return };
        let mut of = infer(receiver);
        if let Some(path) = path_of(receiver) {
            if let Some(field) = fields.iter().find(|f| is_same(&f.path.segments, &path)) {
                of = kinds(field);
            }
            let depth = path.len();
            let below =
                |f: &&Field| f.path.segments.len() == depth + 1 && is_same(&f.path.segments[..depth], &path);
            for field in fields.iter().filter(below) {
                let last = field.path.segments[depth..].to_vec();
                self.field(field, &Path { segments: last }.to_string(), 0);
            }
        }
        for method in methods::all().iter().filter(|m| of.meets(Kinds::receiving(m.receiver))) {
            let description = Description::of_method(method);
            let takes = method.overloads.iter().any(|types| !types.is_empty());
            let detail = (description.signatures.into_iter().next(), Some(method.summary.to_owned()));
            let insert = called(method.name, place.is_called, takes);
            let rank = if method.examples.is_empty() { 4 } else { 1 };
            self.push(CompletionKind::Method, method.name, detail, insert, rank);
        }
    }
}

fn called(name: &str, is_called: bool, takes: bool) -> String {
    match (is_called, takes) {
        (true, _) => name.to_owned(),
        (_, true) => format!("{name}(${{1}})"),
        _ => format!("{name}()"),
    }
}

/// What a field was seen to hold.
fn kinds(field: &Field) -> Kinds {
    let of = |name: &&str| match *name {
        "text" => Kinds::TEXT,
        "number" => Kinds::NUMBER,
        "boolean" => Kinds::BOOLEAN,
        "array" => Kinds::LIST,
        _ => Kinds::MAP,
    };
    let found = field.types.iter().map(of).reduce(|a, b| a | b);
    found.unwrap_or(Kinds::ANY)
}

/// The tree with a name at the place, so that what is unfinished there can be read.
fn with_word(text: &str, place: Around) -> (Expr, Range) {
    const NAME: &str = "name";
    let (start, end) = (place.word.start, place.word.end);
    let whole = [&text[..start], NAME, text.get(end..).unwrap_or_default()].concat();
    (parse(&whole).tree, Range::new(start, start + NAME.len()))
}

/// The parameters of the lambdas that a place is in, and the variables that the expression assigns.
fn names_within(text: &str, place: Around) -> Vec<String> {
    let (tree, at) = with_word(text, place);
    let mut names = Vec::new();
    tree.walk(&mut |e| match &e.kind {
        Kind::Lambda { parameters, .. } if e.range.start <= at.start && at.end <= e.range.end => {
            names.extend(parameters.iter().filter(|p| p.range != at).map(|p| p.text.to_string()));
        }
        Kind::Assign { target, .. } => {
            if let Kind::Name(name) = &target.kind
                && name.range.end < at.start
            {
                names.push(name.text.to_string());
            }
        }
        _ => {}
    });
    names
}

/// The path that an expression is, where it is one.
fn path_of(expr: &Expr) -> Option<Vec<Segment>> {
    let used = fields(expr).into_iter().find(|f| f.range == expr.range)?;
    Some(segments(&used.path))
}

fn segments(steps: &[Step<'_>]) -> Vec<Segment> {
    let key = |name: &str| Segment::Key { name: name.into(), wrapped: false, at: (0, 0) };
    let segment = |step: &Step<'_>| match step {
        Step::Name(name) => key(&name.text),
        Step::Key(name, _) => key(name),
        Step::Index(..) | Step::Computed(_) => Segment::Each,
    };
    steps.iter().map(segment).collect()
}

fn is_same(a: &[Segment], b: &[Segment]) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.same(b))
}

/// What stands at an offset of an expression means.
pub(super) fn hover(text: &str, offset: usize, all: &[Field]) -> Option<Hover> {
    let tree = parse(text).tree;
    let mut found: Option<Hover> = None;
    let holds = |range: Range| range.start <= offset && offset < range.end;
    tree.walk(&mut |e| match &e.kind {
        Kind::Call { name, .. } if holds(name.range) => {
            found = functions::find(&name.text).map(|f| described(&Description::of(f), name.range));
        }
        Kind::Method { of, name, .. } if holds(name.range) => {
            let receiver = infer(of);
            let named = || methods::all().iter().filter(|m| m.name == &*name.text);
            let fitting = named().find(|m| receiver.meets(Kinds::receiving(m.receiver)));
            found = fitting.or(named().next()).map(|m| described(&Description::of_method(m), name.range));
        }
        _ => {}
    });
    let field = || {
        let used = fields(&tree)
            .into_iter()
            .filter(|f| holds(f.range))
            .min_by_key(|f| f.range.end - f.range.start)?;
        // The steps up to the one that is pointed at.
        let range = |step: &Step<'_>| match step {
            Step::Name(name) => name.range,
            Step::Key(_, range) | Step::Index(_, range) | Step::Computed(range) => *range,
        };
        let count = used.path.iter().take_while(|s| range(s).start <= offset).count().max(1);
        let path = segments(&used.path[..count]);
        let end = range(&used.path[count - 1]).end;
        let field = all.iter().find(|f| is_same(&f.path.segments, &path))?;
        Some(of_field(field, Range::new(used.range.start, end)))
    };
    found.or_else(field)
}

/// What is known of a field.
pub(super) fn of_field(field: &Field, at: Range) -> Hover {
    let text = if field.types.is_empty() {
        String::new()
    } else {
        format!("A field of the source: {}.", field.types.join(" or "))
    };
    let example = field.example.as_ref().map(|e| format!("For example {e}"));
    Hover {
        start: at.start,
        end: at.end,
        title: field.path.to_string(),
        text,
        lines: example.into_iter().collect(),
    }
}

fn described(description: &Description, at: Range) -> Hover {
    let mut lines: Vec<String> = description.signatures.iter().skip(1).cloned().collect();
    for argument in description.parameters.iter().filter(|a| !a.about.is_empty()) {
        lines.push(format!("{}: {}", argument.name, argument.about));
    }
    lines.push(format!("Gives: {}", description.returns));
    lines.extend((!description.nulls.is_empty()).then(|| description.nulls.to_owned()));
    lines.extend(description.availability.map(str::to_owned));
    lines.extend(description.guesses.iter().map(|guess| format!("Not documented: {guess}")));
    for example in description.examples.iter().take(3) {
        let on = if example.record.is_empty() { String::new() } else { format!(" on {}", example.record) };
        lines.push(format!("{}{on} → {}", example.expression, example.result));
    }
    let title = description.signatures.first().cloned().unwrap_or_default();
    Hover { start: at.start, end: at.end, title, text: description.summary.to_owned(), lines }
}
