//! R12: placeholders are whole, and filled before anything is sent.

use super::{Context, Group, Rule};
use crate::dataflow::{Body, Exchange};
use crate::diagnostic::Severity;
use crate::placeholder::Template;
use crate::steps::STEPS;
use crate::text::Span;
use std::collections::BTreeSet;
use std::ops::Range;

static RULES: [Rule; 2] = [
    Rule {
        code: "unbalanced-placeholder",
        number: "R12",
        severity: Severity::Error,
        what: "A placeholder lacks one of its braces, or has one too many.",
        why: "Half a placeholder is never filled in, so the text is sent as it stands. In a sample response it is a warning.",
        example: r#"{"tenant": "_{TENANT_ID"}"#,
        remedy: "Complete the braces: `_{TENANT_ID}`.",
        source: "The placeholder convention of Platform's documentation",
    },
    Rule {
        code: "unfilled-placeholder",
        number: "R12",
        severity: Severity::Error,
        what: "A request that is about to be sent still has a placeholder that nothing fills.",
        why: "The service takes the placeholder for the value.",
        example: r#"{"baseConnectionId": "{MY_CONNECTION}"} with --ready"#,
        remedy: "Give it a value in the document's `variables`.",
        source: "The placeholder convention of Platform's documentation",
    },
];

pub(super) static GROUP: Group = Group { rules: &RULES, check };

fn check(cx: &mut Context<'_>) {
    let flow = cx.flow;
    for exchange in &flow.exchanges {
        if let Some(envelope) = &exchange.envelope {
            let file = exchange.place.file;
            check_text(cx, exchange, file, envelope.url.span, &envelope.url.text, Severity::Error);
            for header in envelope.headers.iter().filter(|h| !h.implied) {
                let value = header.value.as_deref().unwrap_or_default();
                check_text(cx, exchange, file, header.span, value, Severity::Error);
            }
            if cx.ready_to_send {
                check_filled(cx, exchange, file, envelope.url.span, &envelope.url.text);
            }
        }
        if let Some(body) = &exchange.body {
            check_body(cx, exchange, body, Severity::Error);
        }
        if let Some(body) = &exchange.response {
            check_body(cx, exchange, body, Severity::Warning);
        }
    }
}

fn check_body(cx: &mut Context<'_>, exchange: &Exchange, body: &Body, severity: Severity) {
    let Some(root) = &body.root else { return };
    let request = severity == Severity::Error;
    root.walk(&mut |_, node| {
        let Some(text) = node.as_str() else { return };
        if let Some((range, _)) = unbalanced(text) {
            check_text(cx, exchange, body.file, node.part_span(range.start, range.end), text, severity);
        }
        if request && cx.ready_to_send {
            check_filled(cx, exchange, body.file, node.span, text);
        }
    });
}

fn check_text(
    cx: &mut Context<'_>,
    exchange: &Exchange,
    file: crate::text::FileId,
    span: Span,
    text: &str,
    severity: Severity,
) {
    let Some((range, meant)) = unbalanced(text) else { return };
    let written = &text[range];
    let mut report = cx.at_span(&RULES[0], file, span).step(exchange.step).severity(severity);
    if (span.end - span.start) as usize == written.len() {
        report = report.fix(span, meant.as_str());
    }
    report
        .help(format!("write `{meant}`"))
        .say(format!("`{written}` is not a whole placeholder: its braces do not pair"));
}

fn check_filled(
    cx: &mut Context<'_>,
    exchange: &Exchange,
    file: crate::text::FileId,
    span: Span,
    text: &str,
) {
    let captured: BTreeSet<&str> = STEPS.iter().flat_map(|s| s.captures).map(|(name, _)| *name).collect();
    for name in Template::parse(text).placeholders() {
        if !cx.flow.variables.contains_key(name) && !captured.contains(name) {
            cx.at_span(&RULES[1], file, span)
                .step(exchange.step)
                .help(format!("give `{name}` a value in the document's `variables`, or set it for this run"))
                .say(format!("the placeholder `{name}` has no value"));
        }
    }
}

/// The first placeholder of a text whose braces do not pair, and what it should be.
fn unbalanced(text: &str) -> Option<(Range<usize>, String)> {
    let has_brace = text.bytes().any(|b| matches!(b, b'{' | b'}'));
    let count = |brace| text.bytes().filter(|b| *b == brace).count();
    // Braces that pair up belong to something else: an expression, JSON in a string.
    if !has_brace || text.len() > 2048 || count(b'{') == count(b'}') {
        return None;
    }
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let word = |from: usize| {
            let is_word = |b: &u8| b.is_ascii_uppercase() || b.is_ascii_digit() || *b == b'_';
            let length = bytes[from..].iter().take_while(|b| is_word(b)).count();
            let ok = length >= 2
                && bytes[from].is_ascii_uppercase()
                && !bytes.get(from + length).is_some_and(u8::is_ascii_alphabetic);
            if ok { Some(from + length) } else { None }
        };
        let braces = |from: usize, brace| bytes[from..].iter().take_while(|b| **b == brace).count();
        match bytes[at] {
            b'{' => {
                let open = braces(at, b'{');
                let Some(end) = word(at + open) else {
                    at += open;
                    continue;
                };
                let close = braces(end, b'}');
                let later = text[end..].find('}').is_some_and(|c| !text[end..end + c].contains('{'));
                if open <= 2 && close != open && close <= 2 && (close > 0 || !later) {
                    let both = open.max(close).min(if close == 0 { open } else { 1.max(open.min(close)) });
                    let meant = format!("{}{}{}", "{".repeat(both), &text[at + open..end], "}".repeat(both));
                    return Some((at..end + close, meant));
                }
                at = end + close;
            }
            b if b.is_ascii_uppercase() && (at == 0 || !bytes[at - 1].is_ascii_alphanumeric()) => {
                let Some(end) = word(at) else {
                    at += 1;
                    continue;
                };
                let close = braces(end, b'}');
                // `NAME}` with nothing open before it, and not a part of something like `{a:NAME}`.
                if close > 0 && end - at >= 3 && !text[..at].contains('{') {
                    let meant = format!("{}{}{}", "{".repeat(close), &text[at..end], "}".repeat(close));
                    return Some((at..end + close, meant));
                }
                at = end;
            }
            _ => at += 1,
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::unbalanced;

    #[test]
    fn half_placeholders_are_found() {
        for (text, found, meant) in [
            ("_{TENANT_ID", "{TENANT_ID", "{TENANT_ID}"),
            ("https://x/{ID/explore", "{ID", "{ID}"),
            ("?object={OBJECT_TYPE}}", "{OBJECT_TYPE}}", "{OBJECT_TYPE}"),
            ("{{TOKEN}/x", "{{TOKEN}", "{TOKEN}"),
            ("{{TOKEN", "{{TOKEN", "{{TOKEN}}"),
            ("Bearer ACCESS_TOKEN}", "ACCESS_TOKEN}", "{ACCESS_TOKEN}"),
        ] {
            let (range, fix) = unbalanced(text).expect(text);
            assert_eq!((&text[range], fix.as_str()), (found, meant), "{text}");
        }
    }

    #[test]
    fn other_braces_are_left_alone() {
        for text in [
            "{TENANT_ID}",
            "{{TOKEN}}",
            "${VAR}/x",
            "{",
            "}",
            "iif(a, '{', b)",
            "^[A-Z]{2}$",
            "a{b",
            "{\"A\": {\"B\": 1}",
            "{NAME, plural}",
            "x}",
        ] {
            assert_eq!(unbalanced(text), None, "{text}");
        }
    }
}
