//! R09: the curl command is whole. The shell reader finds the faults; here they get their names.

use super::{Context, Group, Rule};
use crate::dataflow::ShellFaultKind::{self, *};
use crate::diagnostic::Severity::{self, Error, Warning};

const fn rule(
    code: &'static str,
    severity: Severity,
    what: &'static str,
    why: &'static str,
    example: &'static str,
    remedy: &'static str,
) -> Rule {
    let source = "POSIX shell command language; curl manual";
    Rule { code, number: "R09", severity, what, why, example, remedy, source }
}

static RULES: [Rule; 11] = [
    rule(
        "missing-continuation",
        Error,
        "A line of a curl command does not end in a backslash, and the next line goes on with its options.",
        "The shell sends the request without the rest, and then fails to find a command named `-H` or `-d`.",
        "curl -X POST https://platform.adobe.io/data/foundation/flowservice/flows\n  -H 'x-api-key: {API_KEY}'",
        "End every line but the last with ` \\`.",
    ),
    rule(
        "blank-after-backslash",
        Error,
        "A blank stands between the backslash and the end of the line.",
        "The backslash then escapes the blank, not the line break: the command ends there.",
        "curl -X POST \\ \n  https://platform.adobe.io/data/foundation/flowservice/flows",
        "Delete the blank.",
    ),
    rule(
        "trailing-backslash",
        Warning,
        "The last line of a command ends in a backslash.",
        "The shell waits for another line, and takes whatever is pasted next for a part of the command.",
        "curl https://platform.adobe.io/data/foundation/flowservice/flows \\\n  -H 'x-api-key: {API_KEY}' \\",
        "Delete the backslash.",
    ),
    rule(
        "joined-commands",
        Error,
        "A command's last line ends in a backslash, and the next line is another curl command.",
        "The second command's words become arguments of the first: neither request is the one meant.",
        "curl 'https://platform.adobe.io/data/foundation/flowservice/flows' -H 'x-api-key: {API_KEY}' \\\ncurl 'https://platform.adobe.io/data/foundation/flowservice/runs'",
        "Delete the backslash.",
    ),
    rule(
        "unclosed-quote",
        Error,
        "A quote is opened and not closed where its text ends.",
        "The shell takes everything up to the next quote for one word: headers or the body are lost.",
        "curl -H 'x-api-key: {API_KEY} \\\n  -H 'Content-Type: application/json' https://platform.adobe.io/data/foundation/flowservice/flows",
        "Close the quote.",
    ),
    rule(
        "typographic-quote",
        Error,
        "A word is in typographic quotes.",
        "The shell knows `'` and `\"` only; the others become part of the text, and blanks split it.",
        "curl -H \u{201c}x-api-key: {API_KEY}\u{201d} https://platform.adobe.io/data/foundation/flowservice/flows",
        "Use plain quotes.",
    ),
    rule(
        "typographic-dash",
        Error,
        "An option starts with a typographic dash.",
        "curl takes it for a URL, and the option is lost.",
        "curl \u{2013}H 'x-api-key: {API_KEY}' https://platform.adobe.io/data/foundation/flowservice/flows",
        "Use hyphens.",
    ),
    rule(
        "apostrophe-in-quotes",
        Error,
        "A single-quoted body has an apostrophe in one of its texts.",
        "The apostrophe ends the quoted text: the service gets half a body.",
        "curl -d '{\"name\": \"Ann's list\"}' https://platform.adobe.io/data/foundation/flowservice/flows",
        "Write `'\\''` for the apostrophe, or send the body from a file.",
    ),
    rule(
        "curl-missing",
        Error,
        "A command starts with an option of curl.",
        "The shell finds no command of that name.",
        "-X POST 'https://platform.adobe.io/data/foundation/flowservice/flows' \\\n  -H 'x-api-key: {API_KEY}'",
        "Start the command with `curl`.",
    ),
    rule(
        "unquoted-url",
        Error,
        "A URL without quotes holds a character that the shell acts on.",
        "`&` ends the command, `<` and `>` redirect: the request goes to another URL and without its headers.",
        "curl https://platform.adobe.io/data/foundation/flowservice/runs?limit=1&count=true -H 'x-api-key: {API_KEY}'",
        "Put the URL in single quotes.",
    ),
    rule(
        "option-with-equals",
        Warning,
        "A long option of curl is written with `=`.",
        "curl reads an option's value from the next word; most versions refuse `--option=value`.",
        "curl --request=POST https://platform.adobe.io/data/foundation/flowservice/flows",
        "Put a blank in place of the `=`.",
    ),
];

pub(super) static GROUP: Group = Group { rules: &RULES, check };

fn check(cx: &mut Context<'_>) {
    let flow = cx.flow;
    for fault in &flow.shell_faults {
        let step = flow
            .exchanges
            .iter()
            .find(|e| e.place.span.start <= fault.span.start && fault.span.start <= e.place.span.end)
            .and_then(|e| e.step);
        let mut report = cx.at_span(&RULES[index(fault.kind)], flow.file, fault.span).step(step);
        if let Some(help) = &fault.help {
            report = report.help(help.clone());
        }
        for edit in &fault.edits {
            report = report.fix(edit.span, edit.text.clone());
        }
        report.say(fault.message.clone());
    }
}

fn index(kind: ShellFaultKind) -> usize {
    match kind {
        MissingContinuation => 0,
        BlankAfterBackslash => 1,
        TrailingBackslash => 2,
        JoinedCommands => 3,
        UnclosedQuote => 4,
        TypographicQuote => 5,
        TypographicDash => 6,
        ApostropheInQuotes => 7,
        CurlMissing => 8,
        UnquotedUrl => 9,
        OptionWithEquals => 10,
    }
}
