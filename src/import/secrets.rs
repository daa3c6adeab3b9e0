//! Secrets never go into a document: what signs in at the source becomes a placeholder.

use super::body;
use super::gather::{Candidate, start};
use super::ids::texts;
use super::notes::Notes;
use crate::diagnostic::Severity;
use crate::json::{Edit, Node, unescape};
use crate::placeholder;
use crate::request::HEADERS;
use crate::steps::{Step, StepId, captures};

/// Where a base connection says how to sign in.
const SIGN_IN: &str = "/auth/params/";

/// Words in a name that make a part of a sign-in secret, besides those that always do.
const WORDS: [&str; 10] =
    ["PWD", "PASS", "PASSCODE", "KEY", "SAS", "CERT", "CERTIFICATE", "JWT", "PEM", "SIGNATURE"];

/// Parts of such names.
const PARTS: [&str; 3] = ["CONN_STR", "AUTH_CODE", "REFRESH_CODE"];

/// Last words of names that tell about a secret and hold none: `tokenUrl`, `keyName`.
const ABOUT: [&str; 6] = ["URL", "ENDPOINT", "HOST", "TYPE", "NAME", "EXPIRY"];

/// What a value says when it is a secret, whatever it is called.
const TELLING: [&str; 9] = [
    "password=",
    "pwd=",
    "accountkey=",
    "sharedaccesskey=",
    "sig=",
    "-----begin",
    "bearer ",
    "clientsecret=",
    "private_key",
];

/// A secret in a body: where, and the placeholder for it.
pub(super) struct Secret {
    /// Its pointer.
    pub pointer: String,
    /// The name of the placeholder.
    pub name: String,
}

/// Replaces the secrets of all bodies.
pub(super) fn hide(steps: &mut [Candidate], notes: &mut Notes) {
    for step in steps {
        let found = of(step.step, &step.json.root);
        let mut edits: Vec<Edit> = edits(&step.json.root, &found);
        if edits.is_empty() {
            continue;
        }
        tell(step.step, &found, step.place, notes);
        if let Some(changed) = body::changed(&step.json.text, &mut edits) {
            step.json = changed;
        }
    }
}

/// The edits that put placeholders in the place of secrets.
pub(super) fn edits(root: &Node, secrets: &[Secret]) -> Vec<Edit> {
    let edit = |secret: &Secret| {
        let span = root.at(&secret.pointer)?.span;
        Some(Edit { span, text: format!("\"{{{}}}\"", secret.name) })
    };
    secrets.iter().filter_map(edit).collect()
}

/// Says which values were replaced, and shows none of them.
pub(super) fn tell(step: &Step, secrets: &[Secret], place: crate::text::Place, notes: &mut Notes) {
    for secret in secrets {
        let message = format!(
            "the value of `{}` is a secret; the document has `{{{}}}` in its place",
            key(&secret.pointer),
            secret.name
        );
        // Not where it stands: that line would be shown.
        notes
            .say("secret-replaced", Severity::Info, start(place), message)
            .step(step)
            .pointer(secret.pointer.as_str());
    }
}

/// The secrets in a body.
pub(super) fn of(step: &Step, root: &Node) -> Vec<Secret> {
    // The keys of these are names of fields and columns.
    if matches!(
        step.id,
        StepId::MappingSet
            | StepId::TargetSchema
            | StepId::AdHocClass
            | StepId::AdHocSchema
            | StepId::Dataset
    ) {
        return Vec::new();
    }
    let mut found: Vec<(Secret, String)> = Vec::new();
    texts(root, String::new(), &mut |pointer, value| {
        if value.trim().is_empty() || is_stand_in(value) {
            return;
        }
        let name = upper_snake(&key(pointer));
        let signs_in = pointer.starts_with(SIGN_IN);
        let is_secret = (names_secret(&name, signs_in) && !is_put_together(value))
            || (signs_in && is_telling(value))
            || holds_password(value);
        if is_secret {
            let name = free(&name, value, &found);
            found.push((Secret { pointer: pointer.to_owned(), name }, value.to_owned()));
        }
    });
    found.into_iter().map(|(secret, _)| secret).collect()
}

/// Does a name, of a placeholder or of a key, say that the value at a place of a body is a secret?
pub(crate) fn is_secret(name: &str, pointer: &str) -> bool {
    // An index is no name.
    let name = name.trim_start_matches(|c: char| !c.is_ascii_alphabetic());
    !name.is_empty() && names_secret(&upper_snake(name), pointer.starts_with(SIGN_IN))
}

/// Does the name of a value say that it is a secret?
fn names_secret(name: &str, signs_in: bool) -> bool {
    if name.split('_').next_back().is_some_and(|last| ABOUT.contains(&last)) {
        return false;
    }
    let by_word = || name.split('_').any(|word| WORDS.contains(&word)) || name.ends_with("KEY");
    placeholder::names_secret(name)
        || (signs_in && (by_word() || PARTS.iter().any(|part| name.contains(part))))
}

/// A placeholder already.
fn is_stand_in(value: &str) -> bool {
    placeholder::name(value.trim()).is_some() || (value.starts_with('<') && value.ends_with('>'))
}

/// Are placeholders all that is secret in it: `Server=db;Password={PASSWORD}`?
fn is_put_together(value: &str) -> bool {
    placeholder::is_open(value) && marked(value).next().is_some() && !is_telling(value)
}

/// Does a value hold what says of itself that it is a secret?
fn is_telling(value: &str) -> bool {
    marked(value).any(|rest| {
        let rest = rest.trim_start();
        placeholder::hole(rest).is_none() && !rest.is_empty()
    })
}

/// What follows each of the words that announce a secret.
fn marked(value: &str) -> impl Iterator<Item = &str> {
    // The case of ASCII letters is all that may differ, so that offsets stay.
    let lower = value.to_ascii_lowercase();
    let ends: Vec<usize> = TELLING
        .iter()
        .flat_map(|word| lower.match_indices(word).map(|(at, _)| at + word.len()).collect::<Vec<_>>())
        .collect();
    ends.into_iter().filter_map(|end| value.get(end..))
}

/// `https://user:password@host`, or a signed token.
fn holds_password(value: &str) -> bool {
    let authority = value.split_once("://").and_then(|(_, rest)| rest.split(['/', '?']).next());
    let user = authority.and_then(|a| a.rsplit_once('@')).and_then(|(user, _)| user.split_once(':'));
    let is_signed = value.starts_with("eyJ") && value.len() > 40 && value.matches('.').count() == 2;
    is_signed || user.is_some_and(|(_, password)| !password.is_empty() && !placeholder::is_open(password))
}

/// A name for the placeholder that stands for nothing else.
fn free(name: &str, value: &str, taken: &[(Secret, String)]) -> String {
    let is_ours = |name: &str| {
        captures().iter().any(|(known, _)| *known == name)
            || HEADERS.iter().any(|(_, value)| value.contains(&format!("{{{name}}}")))
    };
    let first = if is_ours(name) { format!("SOURCE_{name}") } else { name.to_owned() };
    let mut name = first.clone();
    let mut number = 2;
    while taken.iter().any(|(secret, other)| secret.name == name && other != value) {
        name = format!("{first}_{number}");
        number += 1;
    }
    name
}

/// The key that a pointer ends with.
fn key(pointer: &str) -> String {
    let keys = pointer.split('/').rev().find(|key| key.parse::<usize>().is_err());
    unescape(keys.unwrap_or_default()).into_owned()
}

/// `clientSecret` as `CLIENT_SECRET`.
fn upper_snake(key: &str) -> String {
    let mut out = String::new();
    let mut before = '_';
    for c in key.chars() {
        if !c.is_ascii_alphanumeric() {
            if before != '_' {
                out.push('_');
            }
            before = '_';
            continue;
        }
        if c.is_ascii_uppercase() && (before.is_ascii_lowercase() || before.is_ascii_digit()) {
            out.push('_');
        }
        out.push(c.to_ascii_uppercase());
        before = c;
    }
    let name = out.trim_matches('_');
    if name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        name.to_owned()
    } else {
        format!("SECRET_{name}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::body;

    fn found(text: &str) -> Vec<String> {
        let (json, _) = body::read(text, &Default::default()).unwrap();
        let secrets = of(StepId::BaseConnection.step(), &json.root);
        secrets.into_iter().map(|s| format!("{} {}", s.pointer, s.name)).collect()
    }

    #[test]
    fn names_are_placeholders() {
        for (key, name) in [
            ("clientSecret", "CLIENT_SECRET"),
            ("s3SecretKey", "S3_SECRET_KEY"),
            ("SAS-URI", "SAS_URI"),
            ("9key", "SECRET_9KEY"),
            ("", "SECRET_"),
        ] {
            assert_eq!(upper_snake(key), name);
        }
    }

    #[test]
    fn secrets_are_found_by_name_and_by_value() {
        let text = r#"{"auth": {"params": {
            "username": "ada", "password": "p", "accessToken": "t", "passphrase": "{PASSPHRASE}",
            "connectionString": "Server=x;Pwd=y", "host": "https://a:b@c.d/e", "port": "22", "clientId": "c",
            "nested": {"apiKey": "k", "list": ["Password=z"]}, "keyspace": "ks", "tokenUrl": "https://a/b",
            "odbcConnectionString": "Server=a;Pwd={PWD}", "header": "Bearer abc", "accountkey": "x"}}}"#;
        assert_eq!(
            found(text),
            [
                "/auth/params/password PASSWORD",
                "/auth/params/accessToken SOURCE_ACCESS_TOKEN",
                "/auth/params/connectionString CONNECTION_STRING",
                "/auth/params/host HOST",
                "/auth/params/nested/apiKey SOURCE_API_KEY",
                "/auth/params/nested/list/0 LIST",
                "/auth/params/header HEADER",
                "/auth/params/accountkey ACCOUNTKEY",
            ]
        );
    }

    #[test]
    fn different_secrets_have_different_placeholders() {
        let text = r#"{"auth": {"params": {"a": {"key": "1"}, "b": {"key": "2"}, "c": {"key": "1"}}}}"#;
        assert_eq!(
            found(text),
            ["/auth/params/a/key KEY", "/auth/params/b/key KEY_2", "/auth/params/c/key KEY"]
        );
    }
}
