//! JSON pointers (RFC 6901).

use super::{Member, Node};
use std::borrow::Cow;
use std::fmt;

/// A JSON pointer being built.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pointer {
    text: String,
    lengths: Vec<usize>,
}

impl Pointer {
    /// Steps into a member.
    pub fn push_key(&mut self, key: &str) {
        self.lengths.push(self.text.len());
        self.text.push('/');
        self.text.push_str(&escape(key));
    }

    /// Steps into an item.
    pub fn push_index(&mut self, index: usize) {
        self.lengths.push(self.text.len());
        self.text.push('/');
        self.text.push_str(&index.to_string());
    }

    /// Steps out again.
    pub fn pop(&mut self) {
        let length = self.lengths.pop().unwrap_or(0);
        self.text.truncate(length);
    }

    /// The pointer's text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

impl fmt::Display for Pointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// One reference token, escaped: `~` as `~0`, `/` as `~1`.
#[must_use]
pub fn escape(key: &str) -> Cow<'_, str> {
    if key.bytes().any(|b| matches!(b, b'~' | b'/')) {
        key.replace('~', "~0").replace('/', "~1").into()
    } else {
        key.into()
    }
}

/// A reference token as the key it stands for.
#[must_use]
pub fn unescape(token: &str) -> Cow<'_, str> {
    if token.bytes().any(|b| b == b'~') {
        token.replace("~1", "/").replace("~0", "~").into()
    } else {
        token.into()
    }
}

pub(super) fn walk<'a>(root: &'a Node, pointer: &str) -> Option<(Option<&'a Member>, &'a Node)> {
    let mut found = (None, root);
    let mut rest = pointer;
    while !rest.is_empty() {
        let tokens = rest.strip_prefix('/')?;
        let (token, behind) = tokens.split_at(tokens.bytes().position(|b| b == b'/').unwrap_or(tokens.len()));
        rest = behind;
        let key = unescape(token);
        let node = found.1;
        found = match node.member(&key) {
            Some(member) => (Some(member), &member.value),
            None => (None, node.items().get(key.parse::<usize>().ok()?)?),
        };
    }
    Some(found)
}
