//! Calls: is there such a function or method, and can it take these arguments?

use super::literal::text;
use super::{Checker, Finding, elsewhere};
use crate::diagnostic::Severity;
use crate::expr::ast::{Expr, Kind, Name};
use crate::expr::infer::infer;
use crate::expr::kinds::Kinds;
use crate::functions::{self, Count, Function, Parameter, Type};
use crate::java::methods::{self, Method, Receiver};
use crate::java::time::DatePattern;
use crate::schema::nearest;

/// Names of JEXL's own arithmetic, which answers calls that no function and no method answers.
const ARITHMETIC: &[&str] = &[
    "add",
    "subtract",
    "multiply",
    "divide",
    "mod",
    "negate",
    "not",
    "and",
    "or",
    "xor",
    "complement",
    "matches",
    "contains",
    "startsWith",
    "endsWith",
    "equals",
    "lessThan",
    "lessThanOrEqual",
    "greaterThan",
    "greaterThanOrEqual",
    "toBoolean",
    "toInteger",
    "toLong",
    "toDouble",
    "toBigInteger",
    "toBigDecimal",
    "toString",
    "isEmpty",
    "empty",
    "size",
    "narrow",
];

/// Methods that every Java object has and no mapping needs.
const OBJECT: &[&str] = &["getClass", "hashCode", "notify", "notifyAll", "wait", "toString", "equals"];

impl<'t> Checker<'t> {
    pub(super) fn call(&mut self, call: &'t Expr, name: &'t Name, arguments: &'t [Expr]) {
        if self.variables.contains(&*name.text) {
            return;
        }
        let Some(function) = functions::find(&name.text) else {
            self.unknown_function(call, name, arguments);
            return;
        };
        if !function.accepts(arguments.len()) {
            let finding = Finding::new(
                "wrong-argument-count",
                Severity::Error,
                call.range,
                function.miscount(arguments.len()),
            )
            .help(format!("it is written `{}`", function.signature()));
            self.add(finding);
            return;
        }
        self.availability(name, function);
        if let Some((a, b)) = swapped(function, arguments) {
            let (first, second) = (&arguments[a], &arguments[b]);
            let order = format!("`{}` is written `{}`", name.text, function.signature());
            let message = format!("two arguments of `{}` have changed places", name.text);
            let range = super::Range { start: first.range.start, end: second.range.end };
            let (one, other) = (self.written(first), self.written(second));
            let finding = Finding::new("swapped-arguments", Severity::Error, range, message)
                .help(order)
                .edit(first.range, other)
                .edit(second.range, one);
            self.add(finding);
            return;
        }
        for (at, argument) in arguments.iter().enumerate() {
            let Some(parameter) = function.parameter(at) else { continue };
            match fault(parameter.kind, argument) {
                Some(fault) => self.misfit(function, parameter, argument, fault),
                None => self.pattern_argument(parameter.kind, argument),
            }
        }
        self.function(function, arguments);
    }

    fn unknown_function(&mut self, call: &Expr, name: &Name, arguments: &[Expr]) {
        let given = &*name.text;
        let accidental = ARITHMETIC.contains(&given);
        let severity = if accidental { Severity::Warning } else { Severity::Error };
        let finding = Finding::new(
            "unknown-function",
            severity,
            name.range,
            functions::unanswered(given, arguments.len()),
        );
        let plain = elsewhere::plain(given);
        let names = || functions::all().iter().flat_map(|f| f.names());
        let fits = |function: &str| functions::find(function).is_some_and(|f| f.accepts(arguments.len()));
        let spelt = names().find(|n| elsewhere::plain(n) == plain);
        let finding = if let Some(here) = spelt {
            finding.help(format!("it is spelt `{here}`")).edit(name.range, here)
        } else if let Some(there) = elsewhere::find(given) {
            match (there.function, there.note) {
                (here, "") => {
                    let finding = finding.help(format!("here it is called `{here}`"));
                    if fits(here) { finding.edit(name.range, here) } else { finding }
                }
                ("", note) => finding.help(note),
                (here, note) => finding.help(format!("see `{here}`: {note}")),
            }
        } else if let Some(near) = nearest(given, names()) {
            let finding = finding.help(format!("did you mean `{near}`?"));
            if fits(near) { finding.edit(name.range, near) } else { finding }
        } else if let ([receiver, rest @ ..], true, false) = (arguments, has_method(given), accidental) {
            let rest: Vec<&str> = rest.iter().map(|a| self.written(a)).collect();
            let instead = format!("{}.{given}({})", self.written(receiver), rest.join(", "));
            let finding = finding.help(format!("it is a method of values: `{instead}`"));
            let is_operand =
                !matches!(receiver.kind, Kind::Binary { .. } | Kind::Unary { .. } | Kind::Ternary { .. });
            if is_operand { finding.edit(call.range, instead) } else { finding }
        } else if let Some(there) = elsewhere::nearly(given) {
            finding.help(match (there.function, there.note) {
                (here, "") => format!("did you mean `{here}`?"),
                (_, note) => note.to_owned(),
            })
        } else if let Some(near) = functions::nearest(given) {
            finding.help(format!("did you mean `{near}`?"))
        } else {
            finding.help("`preflow functions` lists all there are")
        };
        self.add(finding);
    }

    fn availability(&mut self, name: &Name, function: &Function) {
        if &*name.text == "is_set" {
            let message = "`is_set` is an old name that today's documents no longer have";
            let finding = Finding::new("limited-function", Severity::Info, name.range, message)
                .help("use `contains_key`")
                .edit(name.range, "contains_key");
            self.add(finding);
        } else if let Some(where_) = function.availability {
            let message = format!("`{}` cannot be used everywhere: {where_}", name.text);
            self.add(Finding::new("limited-function", Severity::Info, name.range, message));
        }
    }

    fn misfit(&mut self, function: &Function, parameter: &Parameter, argument: &Expr, fault: Misfit) {
        // What decides is looked at elsewhere.
        if function.name == "iif" {
            return;
        }
        let place = format!("{} of `{}`", parameter.name, function.name);
        // What can be left out is not always looked at.
        let is_optional = parameter.count == Count::Optional;
        let worst = |severity: Severity| if is_optional { Severity::Warning } else { severity };
        let finding = match fault {
            Misfit::Kind(severity, help) => {
                let found = infer(argument).title();
                let message = format!("{place} must be {}, and this is {found}", title(parameter.kind));
                let severity = worst(severity);
                let finding = Finding::new("wrong-argument-type", severity, argument.range, message);
                if help.is_empty() { finding } else { finding.help(help) }
            }
            Misfit::Number => {
                let message = format!("{place} must be a number, and {} is none", self.written(argument));
                Finding::new("wrong-argument-type", worst(Severity::Error), argument.range, message)
            }
            Misfit::Word(words) => {
                let given = text(argument).unwrap_or_default();
                let message = format!("{place} cannot be `{given}`");
                let known = format!("there are {}", words.join(", "));
                // Charsets and digests go by more names than the documents have.
                let is_open = function.category == functions::Category::Hashing;
                let severity = if is_open { Severity::Warning } else { Severity::Error };
                let finding = Finding::new("unknown-word", severity, argument.range, message);
                match nearest(given, words.iter().copied()).or_else(|| component(given, words)) {
                    Some(near) => {
                        let range = super::literal::inside(self.text, argument, 0, given.len());
                        let finding = finding.help(format!("did you mean `{near}`? {known}"));
                        if range == argument.range { finding } else { finding.edit(range, near) }
                    }
                    None => finding.help(known),
                }
            }
        };
        self.add(finding);
    }

    pub(super) fn method(&mut self, call: &'t Expr, of: &'t Expr, name: &'t Name, arguments: &'t [Expr]) {
        let given = &*name.text;
        let receiver = infer(of).without(Kinds::NULL);
        // These are operators that look like methods; every value answers them.
        if matches!(given, "size" | "empty") && arguments.is_empty() {
            return;
        }
        let named: Vec<&Method> = methods::all().iter().filter(|m| m.name == given).collect();
        if named.is_empty() {
            self.unknown_method(call, of, name, arguments, receiver);
            return;
        }
        let fitting: Vec<&Method> =
            named.iter().copied().filter(|m| receiver.meets(Kinds::receiving(m.receiver))).collect();
        let accidental = ARITHMETIC.contains(&given) || OBJECT.contains(&given);
        let severity = if accidental { Severity::Warning } else { Severity::Error };
        if fitting.is_empty() {
            if receiver == Kinds::NONE {
                return;
            }
            let owners = named.iter().fold(Kinds::NONE, |kinds, m| kinds | Kinds::receiving(m.receiver));
            let message =
                format!("`.{given}(…)` is a method of {}, and this is {}", owners.title(), receiver.title());
            self.add(Finding::new("no-such-method", severity, name.range, message));
            return;
        }
        let overloads = || fitting.iter().flat_map(|m| m.overloads.iter().map(|o| (m.receiver, *o)));
        let counted: Vec<(Receiver, &[Type])> =
            overloads().filter(|(_, types)| types.len() == arguments.len()).collect();
        if counted.is_empty() {
            let mut counts: Vec<usize> = overloads().map(|(_, types)| types.len()).collect();
            counts.sort_unstable();
            counts.dedup();
            let counts: Vec<String> = counts.iter().map(usize::to_string).collect();
            let takes = if counts.is_empty() { "other".to_owned() } else { counts.join(" or ") };
            let plural = if takes == "1" { "" } else { "s" };
            let message = format!("`.{given}(…)` takes {takes} argument{plural}, not {}", arguments.len());
            self.add(Finding::new("wrong-argument-count", severity, call.range, message));
            return;
        }
        // Java converts no arguments between text and numbers.
        for (at, argument) in arguments.iter().enumerate() {
            let kinds = infer(argument).without(Kinds::NULL);
            let taken = counted.iter().fold(Kinds::NONE, |kinds, (of, types)| kinds | strict(*of, types[at]));
            if kinds != Kinds::NONE && !kinds.meets(taken) {
                let message =
                    format!("`.{given}(…)` takes {} here, and this is {}", taken.title(), kinds.title());
                self.add(Finding::new("wrong-argument-type", severity, argument.range, message));
                return;
            }
        }
        if let [(_, types)] = counted.as_slice() {
            for (kind, argument) in types.iter().zip(arguments) {
                self.pattern_argument(*kind, argument);
            }
        }
        self.called_method(call, of, given, arguments);
    }

    fn unknown_method(&mut self, call: &Expr, of: &Expr, name: &Name, arguments: &[Expr], receiver: Kinds) {
        let given = &*name.text;
        let accidental = ARITHMETIC.contains(&given) || OBJECT.contains(&given);
        let severity = if accidental { Severity::Warning } else { Severity::Error };
        let finding = Finding::new(
            "no-such-method",
            severity,
            name.range,
            format!("no value has a method `.{given}(…)`"),
        );
        let all = || {
            let having = methods::all().iter().filter(|m| receiver.meets(Kinds::receiving(m.receiver)));
            having.map(|m| m.name)
        };
        let function = functions::all().iter().flat_map(|f| f.names()).find(|n| *n == given);
        let known = |name: &str| all().any(|m| m == name);
        let finding = if let Some(function) = function {
            let all: Vec<&str> = std::iter::once(of).chain(arguments).map(|a| self.written(a)).collect();
            let instead = format!("{function}({})", all.join(", "));
            let fits = functions::find(function).is_some_and(|f| f.accepts(arguments.len() + 1));
            let finding = finding.help(format!("`{function}` is a function: `{instead}`"));
            if fits { finding.edit(call.range, instead) } else { finding }
        } else if let Some(spelt) = all().find(|m| m.eq_ignore_ascii_case(&elsewhere::plain(given))) {
            finding.help(format!("it is spelt `{spelt}`")).edit(name.range, spelt)
        } else if let Some(here) = elsewhere::method(given).filter(|m| known(m)) {
            finding.help(format!("here it is called `{here}`")).edit(name.range, here)
        } else if let Some(near) = nearest(given, all()) {
            finding.help(format!("did you mean `{near}`?")).edit(name.range, near)
        } else {
            finding
        };
        self.add(finding);
    }
}

/// What is wrong with an argument.
enum Misfit {
    /// No value of its kind will do; what to do instead.
    Kind(Severity, &'static str),
    /// Its text is no number.
    Number,
    /// Its text is none of the words.
    Word(&'static [&'static str]),
}

/// What keeps an argument from being what a function takes; none when it may do.
fn fault(kind: Type, argument: &Expr) -> Option<Misfit> {
    let kinds = infer(argument).without(Kinds::NULL);
    if kinds == Kinds::NONE {
        return None;
    }
    let structured = Kinds::ELEMENTS | Kinds::MAP | Kinds::LAMBDA;
    let no = |taken: Kinds| !kinds.meets(taken);
    let misfit = |severity, help| Some(Misfit::Kind(severity, help));
    match kind {
        Type::Any | Type::Null => None,
        Type::Word(words) => match text(argument) {
            Some(word) => {
                (!words.iter().any(|w| w.eq_ignore_ascii_case(word))).then_some(Misfit::Word(words))
            }
            None if no(Kinds::TEXT | Kinds::CHARACTER) => misfit(Severity::Error, ""),
            None => None,
        },
        // What text an array or an object would be is nowhere documented.
        Type::Text | Type::Regex | Type::DatePattern | Type::Path if kinds.within(structured) => {
            misfit(Severity::Warning, "")
        }
        Type::Regex | Type::DatePattern if kinds.within(Kinds::DATE) => misfit(Severity::Warning, ""),
        Type::Text | Type::Regex | Type::DatePattern | Type::Path => None,
        Type::Integer | Type::Number => match text(argument) {
            Some(text) if text.trim().parse::<f64>().is_err() => Some(Misfit::Number),
            _ if kinds.within(structured | Kinds::DATE) => misfit(Severity::Error, ""),
            _ => None,
        },
        Type::Boolean if kinds.within(structured | Kinds::DATE) => misfit(Severity::Warning, ""),
        Type::Boolean => match text(argument) {
            Some(text) if !matches!(text.to_lowercase().as_str(), "true" | "false" | "") => {
                misfit(Severity::Warning, "")
            }
            _ => None,
        },
        Type::Date if kinds.within(Kinds::TEXT | Kinds::CHARACTER) => {
            misfit(Severity::Error, "`date(…)` makes a date of text")
        }
        Type::Date if kinds.within(Kinds::NUMBER) => {
            misfit(Severity::Error, "`dformat(TIMESTAMP, FORMAT)` writes a time in milliseconds")
        }
        Type::Date if no(Kinds::DATE) => misfit(Severity::Error, ""),
        Type::Array
            if kinds.within(Kinds::LAMBDA | Kinds::DATE | Kinds::NUMBER | Kinds::BOOLEAN | Kinds::TEXT) =>
        {
            misfit(Severity::Warning, "")
        }
        Type::Object if no(Kinds::MAP) => misfit(Severity::Error, ""),
        Type::Lambda if no(Kinds::LAMBDA) => misfit(Severity::Error, "a lambda is written `x -> …`"),
        Type::Date | Type::Array | Type::Object | Type::Lambda => None,
    }
}

/// What Java takes for a parameter of a method.
fn strict(receiver: Receiver, kind: Type) -> Kinds {
    match kind {
        // `Character.isLetter(char)` and its like also take code points.
        Type::Text if receiver == Receiver::Character => Kinds::TEXT | Kinds::CHARACTER | Kinds::INTEGER,
        // JEXL widens and narrows numbers, within whole ones and within fractions.
        Type::Integer => Kinds::INTEGER | Kinds::CHARACTER,
        Type::Number => Kinds::NUMBER | Kinds::CHARACTER,
        // `CharSequence` and `char` parameters.
        Type::Text => Kinds::TEXT | Kinds::CHARACTER,
        Type::Array => Kinds::ELEMENTS,
        kind => Kinds::of(kind),
    }
}

/// The two arguments that have changed places: one does not fit where it stands and plainly belongs where the other
/// stands.
fn swapped(function: &Function, arguments: &[Expr]) -> Option<(usize, usize)> {
    let kind = |at: usize| function.parameter(at).map_or(Type::Any, |p| p.kind);
    let fits = |at: usize, argument: &Expr| fault(kind(at), argument).is_none();
    let (wrong, moved) = arguments.iter().enumerate().take(4).find(|(at, argument)| !fits(*at, argument))?;
    let would_fit = |other: usize| {
        let back = &arguments[other];
        // That a field may be a number or a word is no sign that it is.
        let is_vague = matches!(kind(wrong), Type::Integer | Type::Number | Type::Word(_));
        let others = |(i, argument): (usize, &Expr)| i == wrong || i == other || fits(i, argument);
        is_plainly(kind(other), moved)
            && fits(wrong, back)
            && (!is_vague || is_plainly(kind(wrong), back))
            && arguments.iter().enumerate().all(others)
    };
    let mut ways = (0..arguments.len()).filter(|other| *other != wrong && would_fit(*other));
    let other = ways.next()?;
    ways.next().is_none().then_some((wrong.min(other), wrong.max(other)))
}

/// Is an argument plainly what a parameter takes?
fn is_plainly(kind: Type, argument: &Expr) -> bool {
    let kinds = infer(argument).without(Kinds::NULL);
    let is_kind = kinds != Kinds::NONE && kind != Type::Any && kinds.within(Kinds::of(kind));
    is_kind
        && match (kind, text(argument)) {
            (Type::Word(words), word) => {
                word.is_some_and(|w| words.iter().any(|x| x.eq_ignore_ascii_case(w)))
            }
            (Type::DatePattern, Some(pattern)) => DatePattern::new(pattern).is_ok(),
            _ => true,
        }
}

fn has_method(name: &str) -> bool {
    methods::all().iter().any(|m| m.name == name)
}

/// The component that a plural or a short form means.
fn component(given: &str, words: &[&'static str]) -> Option<&'static str> {
    let given = given.to_lowercase();
    let short = match given.as_str() {
        "min" | "mins" => "minute",
        "sec" | "secs" => "second",
        "mon" => "month",
        "yr" | "yrs" => "year",
        "hr" | "hrs" => "hour",
        "dayofmonth" | "day_of_month" => "day",
        "dayofweek" | "day_of_week" | "dow" => "weekday",
        "day_of_year" | "doy" => "dayofyear",
        "ms" | "millis" => "millisecond",
        plural => plural.strip_suffix('s')?,
    };
    words.iter().find(|w| **w == short).copied()
}

/// What a parameter must be, in a sentence.
fn title(kind: Type) -> &'static str {
    match kind {
        Type::Any => "any value",
        Type::Text => "text",
        Type::Regex => "a regular expression in text",
        Type::DatePattern => "a date pattern in text",
        Type::Word(_) => "a word in text",
        Type::Path => "a path in text",
        Type::Integer => "a whole number",
        Type::Number => "a number",
        Type::Boolean => "true or false",
        Type::Date => "a date",
        Type::Array => "an array",
        Type::Object => "an object",
        Type::Lambda => "a lambda",
        Type::Null => "null",
    }
}
