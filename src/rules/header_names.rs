//! The headers Platform reads, what they are mistaken for, and the search for one that a request lacks.
//!
//! Shared by the rules about headers. A header that another rule reports as damaged counts as given here, so that
//! one slip is one finding.

use super::sent::{Sent, nearest};
use super::{Context, Rule};
use crate::dataflow::Header;
use crate::diagnostic::Severity;
use crate::placeholder;
use crate::text::{Place, Span};

/// The headers that requests of a dataflow carry, as they are written, and a placeholder for their value.
pub(super) const KNOWN: [(&str, &str); 8] = [
    ("Authorization", "Bearer {ACCESS_TOKEN}"),
    ("x-api-key", "{API_KEY}"),
    ("x-gw-ims-org-id", "{ORG_ID}"),
    ("x-sandbox-name", "{SANDBOX_NAME}"),
    ("Content-Type", "application/json"),
    ("If-Match", "\"{ETAG}\""),
    ("x-adobe-flow-id", "{FLOW_ID}"),
    ("Accept", "application/json"),
];

/// What translators make of header names: the header, and its name in other languages, in lower case.
const TRANSLATIONS: [(&str, &[&str]); 2] = [
    (
        "Authorization",
        &[
            "autorisation",
            "autorização",
            "autorizacao",
            "autorización",
            "autorizacion",
            "autorizzazione",
            "autorisierung",
            "genehmigung",
            "berechtigung",
            "autorisatie",
            "autoryzacja",
            "auktorisering",
            "авторизация",
            "認証",
            "承認",
            "授权",
            "授權",
            "权限验证",
            "권한 부여",
            "인증",
            "yetkilendirme",
        ],
    ),
    (
        "Content-Type",
        &[
            "tipo de conteúdo",
            "tipo-de-conteúdo",
            "tipo de contenido",
            "tipo di contenuto",
            "type de contenu",
            "type-contenu",
            "inhaltstyp",
            "inhalts-typ",
            "contenttype",
            "inhoudstype",
            "typ zawartości",
            "innehållstyp",
            "тип содержимого",
            "コンテンツタイプ",
            "コンテンツの種類",
            "内容类型",
            "內容類型",
            "콘텐츠 유형",
            "콘텐츠 형식",
            "içerik türü",
        ],
    ),
];

/// What translators make of `Bearer`, in lower case.
const BEARERS: [&str; 12] = [
    "porteur",
    "portador",
    "portadora",
    "portatore",
    "inhaber",
    "träger",
    "überbringer",
    "drager",
    "okaziciel",
    "bärare",
    "ベアラー",
    "持有者",
];

/// The header's own spelling of a name, compared without case.
pub(super) fn known(name: &str) -> Option<&'static str> {
    KNOWN.iter().map(|(known, _)| *known).find(|known| known.eq_ignore_ascii_case(name))
}

/// The header whose translated name this is.
pub(super) fn translated(name: &str) -> Option<&'static str> {
    let name = name.trim().to_lowercase();
    TRANSLATIONS.iter().find(|(_, words)| words.contains(&name.as_str())).map(|(header, _)| *header)
}

/// Is the word a translation of `Bearer`?
pub(super) fn is_translated_bearer(word: &str) -> bool {
    BEARERS.contains(&word.to_lowercase().as_str())
}

/// The header that a line without a colon means (`x-api-key={API_KEY}`), and the length of its name.
pub(super) fn without_colon(text: &str) -> Option<(&'static str, usize)> {
    let end = text.find(['=', ' '])?;
    known(text[..end].trim()).map(|name| (name, end))
}

/// The placeholder people write for a header's value.
pub(super) fn placeholder(name: &str) -> &'static str {
    KNOWN.iter().find(|(known, _)| *known == name).map_or("…", |(_, value)| value)
}

/// Are some headers of the request out of sight: in a file or a variable?
pub(super) fn has_unseen(sent: &Sent<'_>) -> bool {
    sent.envelope.headers.iter().any(|h| {
        let name = h.name.trim();
        h.value.is_none() && (name.starts_with(['@', '$']) || placeholder::is_open(name))
            || placeholder::name(name).is_some()
    })
}

/// The header of that name, damaged or not.
pub(super) fn find<'a>(sent: &Sent<'a>, name: &str) -> Option<&'a Header> {
    let means = |h: &&Header| {
        // `-H 'Name;'` is curl's way to send a header without a value.
        let written = h.name.trim().trim_end_matches(';');
        written.eq_ignore_ascii_case(name)
            || translated(written) == Some(name)
            || h.value.is_none() && without_colon(written).is_some_and(|(n, _)| n == name)
    };
    sent.envelope.headers.iter().find(means)
}

/// Reports that a request lacks a header, or has it without a value or misspelt.
pub(super) fn require(
    cx: &mut Context<'_>,
    rule: &'static Rule,
    severity: Severity,
    sent: &Sent<'_>,
    name: &'static str,
) {
    let step = sent.exchange.step;
    if let Some(header) = find(sent, name) {
        let empty =
            header.value.as_deref() == Some("") || header.value.is_none() && header.name.ends_with(';');
        if empty && header.name.trim().trim_end_matches(';').eq_ignore_ascii_case(name) {
            cx.at_span(rule, sent.file(), header.span)
                .step(step)
                .severity(severity)
                .help(format!("give it a value: `{name}: {}`", placeholder(name)))
                .say(format!("the header `{name}` has no value"));
        }
        return;
    }
    let unknown =
        sent.envelope.headers.iter().filter(|h| known(h.name.trim()).is_none() && h.value.is_some());
    let misspelt = unknown.into_iter().find(|h| nearest(h.name.trim(), [name]).is_some());
    if let Some(header) = misspelt {
        let fixed = format!("{name}: {}", header.value.as_deref().unwrap_or_default());
        let length = header.name.trim_end().len();
        let as_written = cx.sources.slice(Place { file: sent.file(), span: header.span });
        let edit = as_written
            .starts_with(header.name.as_str())
            .then(|| Span { start: header.span.start, end: header.span.start + length as u32 });
        let mut report = cx.at_span(rule, sent.file(), header.span).step(step).severity(severity);
        if let Some(span) = edit {
            report = report.fix(span, name);
        }
        report
            .help(format!("write `{fixed}`"))
            .say(format!("`{}` is not the header Platform reads: `{name}` is missing", header.name.trim()));
        return;
    }
    let start = sent.start(cx.sources);
    cx.at_span(rule, sent.file(), start)
        .step(step)
        .severity(severity)
        .help(format!("add the header `{name}: {}`", placeholder(name)))
        .say(format!("{} has no `{name}` header", sent.title()));
}
