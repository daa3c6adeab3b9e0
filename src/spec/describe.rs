//! What there is to read about the catalogue, as plain data: for the command line, the npm package and pages.

use super::{ConnectionSpec, FlowSpec};
use serde::Serialize;
use serde_json::Value;

/// The catalogue, or what of it was looked for.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct Catalogue {
    /// Connection specs.
    pub connection_specs: Vec<ConnectionSpecDescription>,
    /// Flow specs, as `GET /flowSpecs` answers them.
    #[cfg_attr(feature = "wasm", tsify(type = "Record<string, unknown>[]"))]
    pub flow_specs: Vec<Value>,
}

/// A connection spec.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct ConnectionSpecDescription {
    /// Its id, the same in every organisation.
    pub id: &'static str,
    /// Its name, or what it is called where no public text names it.
    pub name: String,
    /// Other names that public texts give it.
    pub aliases: &'static [&'static str],
    /// The part of the catalogue it stands in.
    pub category: &'static str,
    /// What it connects to.
    pub kind: &'static str,
    /// Built with the self-serve kit.
    pub self_serve: bool,
    /// The values `data.format` of a source connection may have.
    pub formats: &'static [&'static str],
    /// The keys of `params` of a source connection.
    #[cfg_attr(feature = "wasm", tsify(type = "KnownKeys"))]
    pub params: Keys,
    /// Has its source connection a base connection?
    pub base_connection: bool,
    /// How its base connection signs in.
    pub auth: Auth,
    /// What else to know about this id.
    pub note: Option<&'static str>,
}

/// Keys of an object, as far as they are known.
#[derive(Clone, Copy, Debug, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify), tsify(missing_as_null, rename = "KnownKeys"))]
pub struct Keys {
    /// Those it must have.
    pub required: &'static [&'static str],
    /// Those it may have.
    pub optional: &'static [&'static str],
}

/// How a base connection signs in.
#[derive(Clone, Copy, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct Auth {
    /// The known values of `auth.specName`.
    pub spec_names: &'static [&'static str],
    /// The keys of `auth.params`.
    #[cfg_attr(feature = "wasm", tsify(type = "KnownKeys"))]
    pub params: Keys,
}

impl From<&ConnectionSpec> for ConnectionSpecDescription {
    fn from(spec: &ConnectionSpec) -> Self {
        ConnectionSpecDescription {
            id: spec.id,
            name: spec.title(),
            aliases: spec.aliases,
            category: spec.category,
            kind: spec.kind.name(),
            self_serve: spec.self_serve,
            formats: spec.formats,
            params: Keys { required: spec.required_params, optional: spec.optional_params },
            base_connection: spec.has_base_connection,
            auth: Auth {
                spec_names: spec.auth,
                params: Keys { required: spec.required_auth_params, optional: spec.optional_auth_params },
            },
            note: spec.note,
        }
    }
}

impl Catalogue {
    /// These specs.
    #[must_use]
    pub fn of(connections: &[&ConnectionSpec], flows: &[&FlowSpec]) -> Self {
        Catalogue {
            connection_specs: connections.iter().map(|spec| (*spec).into()).collect(),
            flow_specs: flows.iter().map(|spec| spec.to_json()).collect(),
        }
    }

    /// All that is known.
    #[must_use]
    pub fn all() -> Self {
        let connections: Vec<_> = ConnectionSpec::all().iter().collect();
        let flows: Vec<_> = FlowSpec::all().iter().collect();
        Catalogue::of(&connections, &flows)
    }
}
