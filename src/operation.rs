//! The operations of Platform's APIs that a dataflow's requests can be: one table, and the look-up of a method and
//! a URL in it. What a request lacks or has too much is for the rules to say.

use crate::placeholder;
use crate::steps::StepId;
use std::ops::Range;

/// The services behind the Platform host, and the streaming host.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Service {
    /// `/data/foundation/flowservice`
    Flow,
    /// `/data/foundation/schemaregistry`
    SchemaRegistry,
    /// `/data/foundation/catalog`
    Catalog,
    /// `/data/foundation/conversion`
    DataPrep,
    /// `/data/foundation/connectors`
    Connectors,
    /// `dcs.adobedc.net/collection`
    Streaming,
}

impl Service {
    /// Every service.
    pub const ALL: [Service; 6] = [
        Service::Flow,
        Service::SchemaRegistry,
        Service::Catalog,
        Service::DataPrep,
        Service::Connectors,
        Service::Streaming,
    ];

    /// The path below the host that every operation of the service starts with.
    #[must_use]
    pub fn base(self) -> &'static str {
        match self {
            Service::Flow => "/data/foundation/flowservice",
            Service::SchemaRegistry => "/data/foundation/schemaregistry",
            Service::Catalog => "/data/foundation/catalog",
            Service::DataPrep => "/data/foundation/conversion",
            Service::Connectors => "/data/foundation/connectors",
            Service::Streaming => "/collection",
        }
    }

    /// What people call it.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Service::Flow => "Flow Service",
            Service::SchemaRegistry => "Schema Registry",
            Service::Catalog => "Catalog",
            Service::DataPrep => "Data Prep",
            Service::Connectors => "Connectors",
            Service::Streaming => "streaming ingestion",
        }
    }
}

/// One operation.
#[derive(Debug)]
pub struct Operation {
    /// The service it belongs to.
    pub service: Service,
    /// The HTTP method.
    pub method: &'static str,
    /// The path below the service's base: `{name}` stands for one segment, `a|b` for one of several.
    pub path: &'static str,
    /// The step it performs, when it is the one request of a step.
    pub step: Option<StepId>,
    /// Does it send a body?
    pub has_body: bool,
    /// Does it need `If-Match`?
    pub needs_if_match: bool,
}

impl Operation {
    const fn step(mut self, step: StepId) -> Self {
        self.step = Some(step);
        self
    }

    const fn if_match(mut self) -> Self {
        self.needs_if_match = true;
        self
    }

    const fn no_body(mut self) -> Self {
        self.has_body = false;
        self
    }

    /// The whole path below the host.
    #[must_use]
    pub fn full_path(&self) -> String {
        format!("{}{}", self.service.base(), self.path)
    }
}

const fn op(service: Service, method: &'static str, path: &'static str) -> Operation {
    // POST, PUT and PATCH carry a body unless said otherwise.
    let has_body = method.as_bytes()[0] == b'P';
    Operation { service, method, path, step: None, has_body, needs_if_match: false }
}

use Service::{Catalog, Connectors, DataPrep, Flow, SchemaRegistry, Streaming};

/// Every known operation.
pub static OPERATIONS: &[Operation] = &[
    op(Flow, "GET", "/connections"),
    op(Flow, "POST", "/connections").step(StepId::BaseConnection),
    op(Flow, "GET", "/connections/{connectionId}"),
    op(Flow, "PATCH", "/connections/{connectionId}").if_match(),
    op(Flow, "DELETE", "/connections/{connectionId}"),
    op(Flow, "GET", "/connections/{connectionId}/test"),
    op(Flow, "GET", "/connections/{connectionId}/explore"),
    op(Flow, "POST", "/connections/{connectionId}/explore"),
    op(Flow, "POST", "/connections/{connectionId}/action").no_body(),
    op(Flow, "GET", "/sourceConnections"),
    op(Flow, "POST", "/sourceConnections").step(StepId::SourceConnection),
    op(Flow, "GET", "/sourceConnections/{sourceConnectionId}"),
    op(Flow, "PATCH", "/sourceConnections/{sourceConnectionId}").if_match(),
    op(Flow, "DELETE", "/sourceConnections/{sourceConnectionId}"),
    op(Flow, "POST", "/sourceConnections/{sourceConnectionId}/action").no_body(),
    op(Flow, "GET", "/targetConnections"),
    op(Flow, "POST", "/targetConnections").step(StepId::TargetConnection),
    op(Flow, "GET", "/targetConnections/{targetConnectionId}"),
    op(Flow, "PATCH", "/targetConnections/{targetConnectionId}").if_match(),
    op(Flow, "DELETE", "/targetConnections/{targetConnectionId}"),
    op(Flow, "POST", "/targetConnections/{targetConnectionId}/action").no_body(),
    op(Flow, "GET", "/flows"),
    op(Flow, "POST", "/flows").step(StepId::Flow),
    op(Flow, "GET", "/flows/{flowId}").step(StepId::GetFlow),
    op(Flow, "PATCH", "/flows/{flowId}").if_match(),
    op(Flow, "DELETE", "/flows/{flowId}"),
    op(Flow, "POST", "/flows/{flowId}/action").no_body(),
    op(Flow, "GET", "/runs"),
    op(Flow, "POST", "/runs"),
    op(Flow, "GET", "/runs/{runId}"),
    op(Flow, "PUT", "/runs/{runId}").if_match(),
    op(Flow, "PATCH", "/runs/{runId}").if_match(),
    op(Flow, "POST", "/runs/{runId}/action").no_body(),
    op(Flow, "GET", "/flowSpecs").step(StepId::FlowSpec),
    op(Flow, "POST", "/flowSpecs"),
    op(Flow, "GET", "/flowSpecs/{flowSpecId}").step(StepId::FlowSpec),
    op(Flow, "PUT", "/flowSpecs/{flowSpecId}"),
    op(Flow, "DELETE", "/flowSpecs/{flowSpecId}"),
    op(Flow, "GET", "/connectionSpecs"),
    op(Flow, "POST", "/connectionSpecs"),
    op(Flow, "GET", "/connectionSpecs/{connectionSpecId}"),
    op(Flow, "PUT", "/connectionSpecs/{connectionSpecId}"),
    op(Flow, "DELETE", "/connectionSpecs/{connectionSpecId}"),
    op(Flow, "GET", "/connectionSpecs/{connectionSpecId}/explore"),
    op(
        Flow,
        "POST",
        "/connections|sourceConnections|targetConnections|flows|runs|flowSpecs|connectionSpecs/search",
    ),
    op(SchemaRegistry, "GET", "/stats"),
    op(SchemaRegistry, "GET", "/{container}/behaviors"),
    op(SchemaRegistry, "GET", "/{container}/behaviors/{id}"),
    op(SchemaRegistry, "POST", "/tenant/schemas").step(StepId::TargetSchema),
    op(SchemaRegistry, "POST", "/tenant/classes").step(StepId::AdHocClass),
    op(SchemaRegistry, "POST", "/tenant/fieldgroups|mixins|datatypes|descriptors"),
    op(SchemaRegistry, "GET", "/{container}/schemas|classes|fieldgroups|mixins|datatypes|descriptors|unions"),
    op(
        SchemaRegistry,
        "GET",
        "/{container}/schemas|classes|fieldgroups|mixins|datatypes|descriptors|unions/{id}",
    ),
    op(SchemaRegistry, "PUT", "/{container}/schemas|classes|fieldgroups|mixins|datatypes|descriptors/{id}"),
    op(SchemaRegistry, "PATCH", "/{container}/schemas|classes|fieldgroups|mixins|datatypes|descriptors/{id}"),
    op(
        SchemaRegistry,
        "DELETE",
        "/{container}/schemas|classes|fieldgroups|mixins|datatypes|descriptors/{id}",
    ),
    op(SchemaRegistry, "GET", "/{container}/resources"),
    op(SchemaRegistry, "POST", "/rpc/{procedure}"),
    op(SchemaRegistry, "GET", "/rpc/{procedure}/{id}"),
    op(SchemaRegistry, "POST", "/rpc/{procedure}/{id}"),
    op(SchemaRegistry, "GET", "/sampledata/{id}"),
    op(SchemaRegistry, "POST", "/import"),
    op(Catalog, "GET", "/dataSets"),
    op(Catalog, "POST", "/dataSets").step(StepId::Dataset),
    op(Catalog, "GET", "/dataSets/{dataSetId}"),
    op(Catalog, "PUT", "/dataSets/{dataSetId}"),
    op(Catalog, "PATCH", "/dataSets/{dataSetId}"),
    op(Catalog, "DELETE", "/dataSets/{dataSetId}"),
    op(Catalog, "GET", "/v2/dataSets/{dataSetId}"),
    op(Catalog, "PATCH", "/v2/dataSets/{dataSetId}"),
    op(Catalog, "GET", "/accounts|batches|connections|dataSetFiles|dataSetViews|transforms"),
    op(Catalog, "GET", "/accounts|batches|connections|dataSetFiles|dataSetViews|transforms/{id}"),
    op(Catalog, "GET", "/dataSets/{dataSetId}/views/{viewId}/files"),
    op(Catalog, "GET", "/{resource}/{id}/{part}"),
    op(DataPrep, "GET", "/mappingSets"),
    op(DataPrep, "POST", "/mappingSets").step(StepId::MappingSet),
    op(DataPrep, "POST", "/mappingSets/validate"),
    op(DataPrep, "POST", "/mappingSets/preview"),
    op(DataPrep, "GET", "/mappingSets/{mappingSetId}"),
    op(DataPrep, "PUT", "/mappingSets/{mappingSetId}"),
    op(DataPrep, "DELETE", "/mappingSets/{mappingSetId}"),
    op(DataPrep, "GET", "/mappingSets/{mappingSetId}/mappings"),
    op(DataPrep, "POST", "/mappingSets/{mappingSetId}/mappings"),
    op(DataPrep, "GET", "/mappingSets/{mappingSetId}/mappings/{mappingId}"),
    op(DataPrep, "PUT", "/mappingSets/{mappingSetId}/mappings/{mappingId}"),
    op(DataPrep, "POST", "/languages/el/validate"),
    op(DataPrep, "GET", "/languages/el/functions|operators"),
    op(DataPrep, "GET", "/schemas|samples"),
    op(DataPrep, "POST", "/schemas|samples"),
    op(DataPrep, "GET", "/schemas|samples/{id}"),
    op(DataPrep, "PUT", "/schemas|samples/{id}"),
    op(DataPrep, "POST", "/schemas|samples/upload"),
    op(Connectors, "POST", "/encryption/keys"),
    op(Connectors, "GET", "/encryption/keys"),
    op(Connectors, "GET", "/encryption/keys/{publicKeyId}"),
    op(Connectors, "DELETE", "/encryption/keys/{publicKeyId}"),
    op(Connectors, "POST", "/encryption/customer-keys"),
    op(Connectors, "GET", "/encryption/customer-keys"),
    op(Connectors, "GET", "/landingzone/credentials"),
    op(Connectors, "POST", "/landingzone/credentials").no_body(),
    op(Streaming, "POST", "/{inletId}"),
    op(Streaming, "POST", "/batch/{inletId}"),
    op(Streaming, "GET", "/{inletId}"),
];

/// Whose host a URL names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Host {
    /// `platform.adobe.io`, or one of its regional names (`platform-va7.adobe.io`).
    Platform,
    /// A stage or integration host of Platform.
    Internal,
    /// `dcs.adobedc.net`
    Streaming,
    /// A placeholder, or a path with no host.
    Open,
    /// Anybody else's.
    Other,
}

/// A URL held against the table.
#[derive(Clone, Debug)]
pub struct Match<'u> {
    /// The operation; none when method and path are not in the table.
    pub operation: Option<&'static Operation>,
    /// The service whose base the path starts with, known or not the rest.
    pub service: Option<Service>,
    /// An operation with the same path and another method, when there is no `operation`.
    pub other_method: Option<&'static Operation>,
    /// An operation whose path ends as this one does, below another base, when there is no `operation`.
    pub elsewhere: Option<&'static Operation>,
    /// The scheme, when one is written.
    pub scheme: Option<&'u str>,
    /// Whose host it is.
    pub host: Host,
    /// The host's bytes in the URL.
    pub host_range: Range<usize>,
    /// The path's bytes in the URL, without the query.
    pub path_range: Range<usize>,
    /// The query, without `?`.
    pub query: Option<&'u str>,
    /// The path parameters by the names of the operation's path.
    pub parameters: Vec<(&'static str, &'u str)>,
}

impl Match<'_> {
    /// Is it one of Platform's own requests, as far as one can see?
    #[must_use]
    pub fn is_platform(&self) -> bool {
        self.operation.is_some()
            || self.service.is_some()
            || matches!(self.host, Host::Platform | Host::Internal | Host::Streaming)
    }
}

/// Finds what a method and a URL ask for.
///
/// ```
/// use preflow::operation::{find, Host};
/// let found = find("GET", "https://platform.adobe.io/data/foundation/flowservice/flows/{FLOW_ID}?x=1");
/// assert_eq!(found.operation.unwrap().path, "/flows/{flowId}");
/// assert_eq!(found.parameters, [("flowId", "{FLOW_ID}")]);
/// assert_eq!((found.host, found.query), (Host::Platform, Some("x=1")));
/// ```
#[must_use]
pub fn find<'u>(method: &str, url: &'u str) -> Match<'u> {
    let scheme_end = url.find("://").filter(|n| url[..*n].bytes().all(|b| b.is_ascii_alphanumeric()));
    let scheme = scheme_end.map(|n| &url[..n]);
    let host_start = scheme_end.map_or(0, |n| n + 3);
    let rest = &url[host_start..];
    let host_end = host_start + rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let path_end = host_end + url[host_end..].find(['?', '#']).unwrap_or(url.len() - host_end);
    let (host_name, path) = (&url[host_start..host_end], &url[host_end..path_end]);
    let query = url[path_end..].strip_prefix('?').map(|q| q.split('#').next().unwrap_or(q));
    let host = host(host_name);
    let mut found = Match {
        operation: None,
        service: Service::ALL.into_iter().find(|s| is_below(s.base(), path)),
        other_method: None,
        elsewhere: None,
        scheme,
        host,
        host_range: host_start..host_end,
        path_range: host_end..path_end,
        query,
        parameters: Vec::new(),
    };
    // A host of nobody we know, and no base of ours: a path that happens to end in `/flows` says nothing.
    if host == Host::Other && found.service.is_none_or(|s| s == Service::Streaming) {
        found.service = None;
        return found;
    }
    if found.service == Some(Service::Streaming) && host == Host::Platform {
        found.service = None;
    }
    if let Some(service) = found.service {
        let below = &path[service.base().len()..];
        let known = || OPERATIONS.iter().filter(move |o| o.service == service);
        let hits = |o: &&Operation| matches(o.path, below).is_some();
        found.operation = best(known().filter(|o| o.method.eq_ignore_ascii_case(method)), below);
        if found.operation.is_none() {
            found.other_method = known().find(hits);
        }
        found.parameters =
            found.operation.and_then(|o| matches(o.path, below)).map(|(p, _)| p).unwrap_or_default();
    } else if matches!(host, Host::Platform | Host::Internal | Host::Open) {
        let by_tail = find_tail(method, path);
        // `{{base}}/flows`: the base is in the placeholder. `platform.adobe.io/flows` is a mistake.
        if host == Host::Open && !path.starts_with("/data/") {
            found.operation = by_tail;
            found.service = by_tail.map(|o| o.service);
        } else {
            found.elsewhere = by_tail;
        }
    }
    found
}

/// The operation that an abbreviated path (`/flows`, `/conversion/mappingSets`) of documentation means.
#[must_use]
pub fn find_tail(method: &str, path: &str) -> Option<&'static Operation> {
    let path = path.split(['?', '#']).next().unwrap_or(path);
    let all = || {
        OPERATIONS.iter().filter(|o| o.service != Service::Streaming && o.method.eq_ignore_ascii_case(method))
    };
    // With the last part of a base in front, or with none; longest first.
    for depth in 0..3 {
        for service in Service::ALL {
            let base = service.base();
            let cut = base.match_indices('/').nth(depth).map_or(base.len(), |(i, _)| i);
            let Some(below) = path.strip_prefix(&base[cut..]) else { continue };
            if is_below("", below)
                && let Some(found) = best(all().filter(|o| o.service == service), below)
            {
                return Some(found);
            }
        }
    }
    // Only a literal first segment says which service the end of a path belongs to.
    let starts = path.match_indices('/').map(|(i, _)| &path[i..]).take(6);
    starts.flat_map(|end| best(all().filter(|o| !o.path.starts_with("/{")), end)).next()
}

fn best<'o>(candidates: impl Iterator<Item = &'o Operation>, path: &str) -> Option<&'o Operation> {
    candidates
        .filter_map(|o| Some((matches(o.path, path)?.1, o)))
        .reduce(|a, b| if b.0 > a.0 { b } else { a })
        .map(|(_, o)| o)
}

fn is_below(base: &str, path: &str) -> bool {
    path.strip_prefix(base).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// The path parameters and how many segments are literally the pattern's.
fn matches<'u>(pattern: &'static str, path: &'u str) -> Option<(Vec<(&'static str, &'u str)>, usize)> {
    let path = path.strip_suffix('/').unwrap_or(path);
    let (mut parameters, mut literal) = (Vec::new(), 0);
    let (mut wanted, mut given) = (pattern.split('/'), path.split('/'));
    loop {
        match (wanted.next(), given.next()) {
            (None, None) => return Some((parameters, literal)),
            (Some(want), Some(have)) => {
                if let Some(name) = want.strip_prefix('{').and_then(|w| w.strip_suffix('}')) {
                    if have.is_empty() {
                        return None;
                    }
                    parameters.push((name, have));
                } else if want.split('|').any(|w| w == have) {
                    literal += 1;
                } else if placeholder::name(have).is_none() {
                    return None;
                }
            }
            _ => return None,
        }
    }
}

fn host(name: &str) -> Host {
    let name = name.rsplit('@').next().unwrap_or(name);
    let bare = name.split(':').next().unwrap_or(name).to_ascii_lowercase();
    match bare.as_str() {
        "platform.adobe.io" => Host::Platform,
        "dcs.adobedc.net" => Host::Streaming,
        "platform-stage.adobe.io" | "platform-int.adobe.io" => Host::Internal,
        _ if bare.starts_with("platform-") && bare.ends_with(".adobe.io") => Host::Platform,
        "" => Host::Open,
        _ if placeholder::is_open(name) || name.starts_with('$') => Host::Open,
        _ => Host::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(method: &str, url: &str) -> Option<&'static str> {
        find(method, url).operation.map(|o| o.path)
    }

    #[test]
    fn literal_segments_win_over_parameters() {
        let conversion = "https://platform.adobe.io/data/foundation/conversion";
        assert_eq!(
            path("POST", &format!("{conversion}/mappingSets/validate")),
            Some("/mappingSets/validate")
        );
        assert_eq!(
            path("GET", &format!("{conversion}/mappingSets/abc")),
            Some("/mappingSets/{mappingSetId}")
        );
        assert_eq!(
            path("GET", &format!("{conversion}/mappingSets/{{ID}}/")),
            Some("/mappingSets/{mappingSetId}")
        );
    }

    #[test]
    fn unknown_paths_say_what_they_are_near_to() {
        let lost = find("POST", "https://platform.adobe.io/data/foundation/mappingSets");
        assert!(lost.operation.is_none() && lost.service.is_none());
        assert_eq!(
            lost.elsewhere.map(Operation::full_path).as_deref(),
            Some("/data/foundation/conversion/mappingSets")
        );
        let method = find("PUT", "https://platform.adobe.io/data/foundation/flowservice/flows");
        assert!(method.operation.is_none());
        assert_eq!(method.other_method.map(|o| o.path), Some("/flows"));
        assert!(!find("POST", "https://example.com/flows").is_platform());
        assert!(!find("GET", "https://example.com/collection/x").is_platform());
    }

    #[test]
    fn hosts_are_told_apart() {
        for (url, host) in [
            ("http://platform.adobe.io/x", Host::Platform),
            ("https://platform-va7.adobe.io/x", Host::Platform),
            ("https://platform-int.adobe.io/x", Host::Internal),
            ("https://{{PLATFORM_GATEWAY}}/data", Host::Open),
            ("{{url}}/flows", Host::Open),
            ("/flows", Host::Open),
            ("https://dcs.adobedc.net/collection/1", Host::Streaming),
            ("https://api.mailchimp.com/", Host::Other),
        ] {
            assert_eq!(find("GET", url).host, host, "{url}");
        }
        assert_eq!(path("POST", "{{base}}/flows"), Some("/flows"));
    }

    #[test]
    fn documentation_abbreviates_paths() {
        let tail = |m, p| find_tail(m, p).map(Operation::full_path);
        assert_eq!(
            tail("POST", "/schemaregistry/tenant/schemas").as_deref(),
            Some("/data/foundation/schemaregistry/tenant/schemas")
        );
        assert_eq!(
            tail("POST", "/tenant/schemas").as_deref(),
            Some("/data/foundation/schemaregistry/tenant/schemas")
        );
        assert_eq!(
            tail("GET", "/flowSpecs?property=name==\"CRMToAEP\"").as_deref(),
            Some("/data/foundation/flowservice/flowSpecs")
        );
        assert_eq!(
            tail("POST", "/data/foundation/flowservice/flows").as_deref(),
            Some("/data/foundation/flowservice/flows")
        );
        assert_eq!(tail("POST", "/users"), None);
    }
}
