//! The steps of a dataflow: one file each, one line in the list below.
//!
//! A [`Step`] says what a step is called, which request makes it, what its body must be, how a bare body of its
//! kind is told from others, and what it hands on. Requests, rules, the document schema and the help derive from
//! it.

use crate::json::Node;

macro_rules! steps {
    ($($file:ident $step:ident),* $(,)?) => {
        $(mod $file;)*

        /// Names a step of a dataflow.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum StepId {
            $(#[doc = concat!("See `src/steps/", stringify!($file), ".rs`.")] $step,)*
        }

        /// Every step, in the order they are sent.
        pub static STEPS: &[&Step] = &[$(&$file::STEP),*];
    };
}

steps! {
    base_connection BaseConnection,
    ad_hoc_class AdHocClass,
    ad_hoc_schema AdHocSchema,
    source_connection SourceConnection,
    target_schema TargetSchema,
    dataset Dataset,
    dataset_base_connection DatasetBaseConnection,
    target_connection TargetConnection,
    mapping_set MappingSet,
    flow_spec FlowSpec,
    flow Flow,
    get_flow GetFlow,
    get_base_connection GetBaseConnection,
}

/// What is known of a step.
#[derive(Debug)]
pub struct Step {
    /// Its id.
    pub id: StepId,
    /// Its key in a dataflow document (`sourceConnection`).
    pub name: &'static str,
    /// What people call it (`source connection`).
    pub title: &'static str,
    /// `POST` or `GET`.
    pub method: &'static str,
    /// The path on the Platform host, query included, placeholders for ids.
    pub path: &'static str,
    /// The JSON Schema (draft 2020-12) of its body; none when it sends none.
    pub schema: Option<&'static str>,
    /// Where its body takes something from an earlier step.
    pub needs: &'static [Need],
    /// Pointers that a body of use always has, although its schema does not require them.
    pub expects: &'static [&'static str],
    /// What the answer hands on: placeholder name and a JSONPath into the response.
    pub captures: &'static [(&'static str, &'static str)],
    /// How surely a bare body is one of this step: 0 not at all; the step with the most points is taken.
    pub resembles: fn(&Node) -> u32,
}

/// A place in a body that takes what an earlier step captured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Need {
    /// The JSON pointer of the place; `*` stands for any index.
    pub pointer: &'static str,
    /// The placeholder that the earlier step captured.
    pub capture: &'static str,
}

impl Step {
    /// What an answer to the step's request hands on: placeholder names and values.
    ///
    /// ```
    /// use preflow::{json::{Dialect, parse}, steps::StepId, text::Excerpt};
    /// let answer = parse(&Excerpt::verbatim(r#"["@/dataSets/5ed5639d798a22191b6987b2"]"#, 0), Dialect::Strict);
    /// let given = StepId::Dataset.step().handed_on(&answer.root.unwrap());
    /// assert_eq!(given, [("DATASET_ID", "5ed5639d798a22191b6987b2".to_owned())]);
    /// ```
    #[must_use]
    pub fn handed_on(&self, answer: &Node) -> Vec<(&'static str, String)> {
        let value = |path: &str| {
            let node = keys(path).into_iter().try_fold(answer, |node, key| {
                node.get(key).or_else(|| node.items().get(key.parse::<usize>().ok()?))
            })?;
            let text = node.as_str().or(node.as_number())?;
            // Catalog writes references: `@/dataSets/ID`.
            let id = if text.starts_with("@/") { text.rsplit('/').next() } else { Some(text) };
            id.filter(|id| !id.is_empty()).map(str::to_owned)
        };
        self.captures.iter().filter_map(|(name, path)| Some((*name, value(path)?))).collect()
    }
}

impl Need {
    /// The values of a body at the place, each with its own pointer.
    ///
    /// ```
    /// use preflow::{json::{Dialect, parse}, steps::Need, text::Excerpt};
    /// let flow = parse(&Excerpt::verbatim(r#"{"sourceConnectionIds": ["a", "b"]}"#, 0), Dialect::Strict).root.unwrap();
    /// let need = Need { pointer: "/sourceConnectionIds/*", capture: "SOURCE_CONNECTION_ID" };
    /// let pointers: Vec<_> = need.places(&flow).into_iter().map(|(pointer, _)| pointer).collect();
    /// assert_eq!(pointers, ["/sourceConnectionIds/0", "/sourceConnectionIds/1"]);
    /// ```
    #[must_use]
    pub fn places<'n>(&self, body: &'n Node) -> Vec<(String, &'n Node)> {
        self.pointer.split('/').skip(1).fold(vec![(String::new(), body)], |found, key| {
            let step = |(pointer, node): (String, &'n Node)| match key {
                "*" => {
                    let items = node.items().iter().enumerate();
                    items.map(|(i, item)| (format!("{pointer}/{i}"), item)).collect::<Vec<_>>()
                }
                _ => node.get(key).map(|value| (format!("{pointer}/{key}"), value)).into_iter().collect(),
            };
            found.into_iter().flat_map(step).collect()
        })
    }
}

impl StepId {
    /// The step.
    #[must_use]
    pub fn step(self) -> &'static Step {
        STEPS[self as usize]
    }

    /// Its key in a dataflow document.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.step().name
    }
}

/// The step of that key in a dataflow document.
#[must_use]
pub fn by_name(name: &str) -> Option<&'static Step> {
    STEPS.iter().copied().find(|s| s.name == name)
}

/// Every placeholder that stands for a result, and the step that gives it, in order; each once.
#[must_use]
pub fn captures() -> Vec<(&'static str, StepId)> {
    let mut found: Vec<(&str, StepId)> = Vec::new();
    for step in STEPS {
        for (name, _) in step.captures {
            if !found.iter().any(|(n, _)| n == name) {
                found.push((name, step.id));
            }
        }
    }
    found
}

/// What a placeholder stands for that is a result, in a sentence.
#[must_use]
pub fn answered(name: &str) -> Option<String> {
    let of =
        |step: &&Step| step.captures.iter().find(|(n, _)| *n == name).map(|(_, path)| (step.title, *path));
    let (title, path) = STEPS.iter().find_map(of)?;
    Some(format!("What the {title} answers in `{path}`."))
}

/// The step that a bare body is a request of, told by its shape.
#[must_use]
pub fn by_shape(body: &Node) -> Option<&'static Step> {
    let scored = STEPS.iter().map(|s| ((s.resembles)(body), *s));
    // Of equals the earlier step wins, as `max_by_key` takes the last.
    scored.rev().max_by_key(|(points, _)| *points).filter(|(points, _)| *points > 0).map(|(_, step)| step)
}

/// The keys of a JSONPath of the step table, which only name members and indexes: `$.items[0].id`, `$['$id']`.
pub(crate) fn keys(path: &str) -> Vec<&str> {
    path.trim_start_matches('$')
        .split(['.', '['])
        .map(|key| key.trim_end_matches(']').trim_matches('\''))
        .filter(|key| !key.is_empty())
        .collect()
}

/// The points of the pointers that lead somewhere.
fn points(body: &Node, places: &[(&str, u32)]) -> u32 {
    places.iter().filter(|(pointer, _)| body.at(pointer).is_some()).map(|(_, points)| points).sum()
}

/// Is its connection spec the data lake's?
fn is_data_lake(body: &Node) -> bool {
    let id = body.at("/connectionSpec/id").and_then(Node::as_str);
    id.is_some_and(|id| id.eq_ignore_ascii_case(crate::spec::DATA_LAKE))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::{Dialect, parse};
    use crate::text::Excerpt;

    #[test]
    fn paths_name_their_keys() {
        assert_eq!(keys("$.items[0].id"), ["items", "0", "id"]);
        assert_eq!(keys("$['$id']"), ["$id"]);
        assert_eq!(keys("$[0]"), ["0"]);
    }

    #[test]
    fn needs_name_captures_of_earlier_steps() {
        for step in STEPS {
            for need in step.needs {
                let from = captures().into_iter().find(|(name, _)| *name == need.capture);
                assert!(from.is_some_and(|(_, id)| id < step.id), "{}: {}", step.name, need.capture);
            }
        }
    }

    #[test]
    fn bodies_are_told_apart_by_their_shape() {
        for (text, name) in [
            (
                r#"{"name": "a", "auth": {"specName": "Basic Authentication", "params": {}}, "connectionSpec": {"id": "x"}}"#,
                "baseConnection",
            ),
            (r#"{"auth": {"params": {}}, "connectionSpec": {}}"#, "baseConnection"),
            (
                r#"{"type": "object", "title": "a", "allOf": [{"$ref": "https://ns.adobe.com/xdm/data/adhoc"}, {"properties": {"_adhoc": {}}}]}"#,
                "adHocClass",
            ),
            (
                r#"{"type": "object", "title": "a", "allOf": [{"$ref": "https://ns.adobe.com/acme/classes/47b1"}]}"#,
                "adHocSchema",
            ),
            (r#"{"title": "a", "allOf": [{"$ref": "{AD_HOC_CLASS_ID}"}]}"#, "adHocSchema"),
            (
                r#"{"title": "a", "allOf": [{"$ref": "https://ns.adobe.com/xdm/context/profile"}]}"#,
                "targetSchema",
            ),
            (
                r#"{"title": "a", "allOf": [{"$ref": "https://ns.adobe.com/acme/classes/1"}, {"$ref": "https://ns.adobe.com/acme/mixins/1"}]}"#,
                "targetSchema",
            ),
            (
                r#"{"name": "a", "baseConnectionId": "x", "data": {"format": "tabular"}, "params": {"tableName": "t"}, "connectionSpec": {"id": "cfc0fee1-7dc0-40ef-b73e-d8b134c436f5"}}"#,
                "sourceConnection",
            ),
            (
                r#"{"name": "a", "baseConnectionId": "x", "data": {"format": "tabular", "schema": {"id": "s"}}, "params": {"path": "t"}}"#,
                "sourceConnection",
            ),
            (
                r#"{"name": "a", "providerId": "x", "connectionSpec": {"id": "96479064-7b8a-4d69-b9ed-21c5683837ea"}, "data": {"format": "json"}}"#,
                "sourceConnection",
            ),
            (r#"{"name": "a", "schemaRef": {"id": "s", "contentType": "c"}}"#, "dataset"),
            (
                r#"{"name": "a", "schemaRef": {"id": "s"}, "tags": {"unifiedProfile": ["enabled:true"]}}"#,
                "dataset",
            ),
            (
                r#"{"name": "a", "connectionSpec": {"id": "c604ff05-7f1a-43c0-8e18-33bf874cb11c", "version": "1.0"}}"#,
                "datasetBaseConnection",
            ),
            (
                r#"{"name": "a", "data": {"schema": {"id": "s"}}, "params": {"dataSetId": "d"}, "connectionSpec": {"id": "c604ff05-7f1a-43c0-8e18-33bf874cb11c"}}"#,
                "targetConnection",
            ),
            (
                r#"{"name": "a", "baseConnectionId": "x", "data": {"format": "parquet_xdm", "schema": {"id": "s"}}, "params": {"dataSetId": "d"}, "connectionSpec": {"id": "cfc0fee1-7dc0-40ef-b73e-d8b134c436f5"}}"#,
                "targetConnection",
            ),
            (r#"{"version": 0, "xdmSchema": "s", "xdmVersion": "1.0", "mappings": []}"#, "mappingSet"),
            (
                r#"{"outputSchema": {"schemaRef": {"id": "s"}}, "mappings": [{"sourceType": "ATTRIBUTE", "source": "a", "destination": "b"}]}"#,
                "mappingSet",
            ),
            (
                r#"{"name": "a", "flowSpec": {"id": "f"}, "sourceConnectionIds": ["s"], "targetConnectionIds": ["t"], "transformations": [], "scheduleParams": {}}"#,
                "flow",
            ),
            (r#"{"name": "a", "flowSpec": {"id": "f"}}"#, "flow"),
            (r#"{"name": "a"}"#, ""),
            ("[1]", ""),
            (r#"{"flowId": "a", "params": {"startTime": 1}}"#, ""),
        ] {
            let body = parse(&Excerpt::verbatim(text, 0), Dialect::Strict).root.unwrap();
            assert_eq!(by_shape(&body).map_or("", |s| s.name), name, "{text}");
        }
    }

    #[test]
    fn the_table_is_in_the_order_of_the_ids() {
        for (i, step) in super::STEPS.iter().enumerate() {
            assert_eq!(step.id as usize, i, "{}", step.name);
            assert_eq!(step.id.name(), step.name);
        }
    }
}
