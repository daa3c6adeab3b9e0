//! One connection spec, and the look-ups by id and by name.

use super::connection_table::CONNECTION_SPECS;
use super::{Kind, is_near};

/// A kind of source or target that Platform can connect to.
#[derive(Debug)]
pub struct ConnectionSpec {
    /// Its id, the same in every organisation.
    pub id: &'static str,
    /// Its name; empty where no public text tells it.
    pub name: &'static str,
    /// Other names that public texts give this id.
    pub aliases: &'static [&'static str],
    /// The part of the catalogue it stands in (`crm`, `databases`, …).
    pub category: &'static str,
    /// What it connects to.
    pub kind: Kind,
    /// Built with the self-serve kit: its parameters are its own, its data is JSON.
    pub self_serve: bool,
    /// The values `data.format` of a source connection may have; empty for targets.
    pub formats: &'static [&'static str],
    /// The keys `params` of a source connection must have, as far as known.
    pub required_params: &'static [&'static str],
    /// The keys `params` may have, as far as known.
    pub optional_params: &'static [&'static str],
    /// The known values of `auth.specName` of its base connection, the usual one first; others may exist.
    pub auth: &'static [&'static str],
    /// The keys `auth.params` of its base connection must have with the first of `auth`, as far as known.
    pub required_auth_params: &'static [&'static str],
    /// The keys `auth.params` may have besides, as far as known.
    pub optional_auth_params: &'static [&'static str],
    /// Has its source connection a base connection?
    pub has_base_connection: bool,
    /// Does its data go through a mapping set?
    pub has_mapping: bool,
    /// The date format its delta columns use.
    pub delta_format: &'static str,
    /// Can rows be filtered at the source?
    pub filters: bool,
    /// Ids that public texts print for it by mistake.
    pub misprint: Option<&'static str>,
    /// What else to know about this id.
    pub note: Option<&'static str>,
}

impl ConnectionSpec {
    /// Every connection spec of the catalogue.
    #[must_use]
    pub fn all() -> &'static [ConnectionSpec] {
        CONNECTION_SPECS
    }

    /// The connection spec of that id.
    #[must_use]
    pub fn by_id(id: &str) -> Option<&'static ConnectionSpec> {
        CONNECTION_SPECS.iter().find(|s| s.id.eq_ignore_ascii_case(id))
    }

    /// The connection spec of that id, name or alias; case does not matter.
    #[must_use]
    pub fn find(id_or_name: &str) -> Option<&'static ConnectionSpec> {
        let same = |name: &str| !name.is_empty() && name.eq_ignore_ascii_case(id_or_name);
        Self::by_id(id_or_name)
            .or_else(|| CONNECTION_SPECS.iter().find(|s| same(s.name)))
            .or_else(|| CONNECTION_SPECS.iter().find(|s| s.aliases.iter().any(|a| same(a))))
    }

    /// The connection spec that a wrong id or name most likely means.
    #[must_use]
    pub fn nearest(text: &str) -> Option<&'static ConnectionSpec> {
        if let Some(spec) =
            CONNECTION_SPECS.iter().find(|s| s.misprint.is_some_and(|m| m.eq_ignore_ascii_case(text)))
        {
            return Some(spec);
        }
        if text.len() >= 30 && text.contains('-') {
            return CONNECTION_SPECS.iter().find(|s| strsim::osa_distance(&text.to_lowercase(), s.id) <= 2);
        }
        let lower = text.to_lowercase();
        let mut holding =
            CONNECTION_SPECS.iter().filter(|s| lower.len() >= 4 && s.name.to_lowercase().contains(&lower));
        if let (Some(spec), None) = (holding.next(), holding.next()) {
            return Some(spec);
        }
        let distance = |s: &ConnectionSpec| s.names().filter_map(|n| is_near(text, n)).min();
        let near = CONNECTION_SPECS.iter().filter_map(|s| distance(s).map(|d| (d, s)));
        near.min_by_key(|(d, _)| *d).map(|(_, s)| s)
    }

    /// Its name and its aliases.
    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        std::iter::once(self.name).chain(self.aliases.iter().copied()).filter(|n| !n.is_empty())
    }

    /// Its name, or a description where it has none.
    #[must_use]
    pub fn title(&self) -> String {
        if self.name.is_empty() { format!("unnamed {} spec", self.category) } else { self.name.to_owned() }
    }

    pub(super) const fn aliases(mut self, aliases: &'static [&'static str]) -> Self {
        self.aliases = aliases;
        self
    }

    pub(super) const fn misprint(mut self, id: &'static str) -> Self {
        self.misprint = Some(id);
        self
    }

    pub(super) const fn self_serve(mut self) -> Self {
        self.self_serve = true;
        self.formats = &["json"];
        self
    }

    pub(super) const fn also_tabular(mut self) -> Self {
        self.formats = &["json", "tabular"];
        self
    }

    pub(super) const fn auth(mut self, names: &'static [&'static str]) -> Self {
        self.auth = names;
        self
    }

    pub(super) const fn auth_params(
        mut self,
        required: &'static [&'static str],
        optional: &'static [&'static str],
    ) -> Self {
        self.required_auth_params = required;
        self.optional_auth_params = optional;
        self
    }

    pub(super) const fn params(
        mut self,
        required: &'static [&'static str],
        optional: &'static [&'static str],
    ) -> Self {
        self.required_params = required;
        self.optional_params = optional;
        self
    }

    pub(super) const fn iso_delta(mut self) -> Self {
        self.delta_format = "yyyy-MM-ddTHH:mm:ssZ";
        self
    }

    pub(super) const fn filters(mut self) -> Self {
        self.filters = true;
        self
    }

    pub(super) const fn no_base_connection(mut self) -> Self {
        self.has_base_connection = false;
        self
    }

    pub(super) const fn no_mapping(mut self) -> Self {
        self.has_mapping = false;
        self
    }

    pub(super) const fn note(mut self, note: &'static str) -> Self {
        self.note = Some(note);
        self
    }
}

const fn spec(id: &'static str, name: &'static str, category: &'static str, kind: Kind) -> ConnectionSpec {
    let formats: &[&str] = match kind {
        Kind::Tabular => &["tabular"],
        Kind::File => &["delimited", "json", "parquet"],
        Kind::Streaming => &["json"],
        Kind::Target => &[],
    };
    ConnectionSpec {
        id,
        name,
        aliases: &[],
        category,
        kind,
        self_serve: false,
        formats,
        required_params: &[],
        optional_params: &[],
        auth: &[],
        required_auth_params: &[],
        optional_auth_params: &[],
        has_base_connection: !matches!(kind, Kind::Target),
        has_mapping: true,
        delta_format: "yyyy-MM-dd HH:mm:ss",
        filters: false,
        misprint: None,
        note: None,
    }
}

pub(super) const fn tabular(id: &'static str, name: &'static str, category: &'static str) -> ConnectionSpec {
    spec(id, name, category, Kind::Tabular)
}

pub(super) const fn file(id: &'static str, name: &'static str, category: &'static str) -> ConnectionSpec {
    spec(id, name, category, Kind::File).params(&["path"], &["type", "recursive"])
}

pub(super) const fn streaming(
    id: &'static str,
    name: &'static str,
    category: &'static str,
) -> ConnectionSpec {
    spec(id, name, category, Kind::Streaming)
}

pub(super) const fn target(id: &'static str, name: &'static str, category: &'static str) -> ConnectionSpec {
    spec(id, name, category, Kind::Target)
}
