//! R55: a PATCH to Flow Service is JSON Patch, and changes what is there.

use super::created::objects;
use super::sent::{Sent, nearest};
use super::{Context, Group, Rule};
use crate::dataflow::Body;
use crate::diagnostic::Severity;
use crate::json::Node;
use crate::operation::Service;
use crate::text::FileId;

static RULES: [Rule; 4] = [
    Rule {
        code: "patch-not-an-array",
        number: "R55",
        severity: Severity::Error,
        what: "The body of a PATCH to Flow Service is not an array of operations.",
        why: "Flow Service reads JSON Patch only, also for one operation.",
        example: r#"PATCH /flows/{FLOW_ID} with {"name": "Orders"}"#,
        remedy: r#"Send [{"op": "replace", "path": "/name", "value": "Orders"}]."#,
        source: "OpenAPI file of Flow Service; RFC 6902",
    },
    Rule {
        code: "bad-patch-operation",
        number: "R55",
        severity: Severity::Error,
        what: "A patch operation has an `op` other than add, replace or remove, lacks `op`, `path` or `value`, or its path does not start with a slash.",
        why: "Flow Service refuses the whole patch.",
        example: r#"[{"op": "Replace", "path": "name", "value": "Orders"}]"#,
        remedy: r#"Write `replace` and `/name`."#,
        source: "OpenAPI file of Flow Service; RFC 6902",
    },
    Rule {
        code: "patch-path-not-found",
        number: "R55",
        severity: Severity::Warning,
        what: "A patch replaces or removes what the object shown before does not have.",
        why: "A path that leads nowhere fails; `add` would make the value. The object shown may be abridged, so it is a warning.",
        example: "a flow without scheduleParams is shown, then /scheduleParams/frequency is replaced",
        remedy: "Correct the path, or use `add`.",
        source: "RFC 6902: the target location must exist",
    },
    Rule {
        code: "patch-replaces-other-transformation",
        number: "R55",
        severity: Severity::Error,
        what: "A patch puts a transformation in the place of another one.",
        why: "The other one is lost: a Mapping in the place of Copy ends the incremental load, and two mappings are left.",
        example: r#"{"op": "replace", "path": "/transformations/0", "value": {"name": "Mapping", …}} where the flow has Copy at 0"#,
        remedy: "Use the index at which the flow has the transformation of that name.",
        source: "Sources tutorial on updating dataflows, against the flow it shows",
    },
];

pub(super) static GROUP: Group = Group { rules: &RULES, check };

const OPS: [&str; 3] = ["add", "replace", "remove"];

/// The latest picture of an object: an answer to GET is whole, the body of the creation is what was asked for.
struct Picture<'a> {
    node: &'a Node,
    file: FileId,
    whole: bool,
    /// The members that patches have changed since.
    touched: Vec<&'a str>,
}

/// The member of the object that a patch path leads into.
fn member(path: &str) -> &str {
    path.trim_start_matches('/').split('/').next().unwrap_or_default()
}

fn check(cx: &mut Context<'_>) {
    let all = cx.sent();
    for sent in &all {
        let Some(operation) = sent.found.operation else { continue };
        if operation.service != Service::Flow || operation.method != "PATCH" {
            continue;
        }
        let Some(body) = &sent.exchange.body else { continue };
        let Some(root) = &body.root else { continue };
        if root.is_object() {
            cx.at_value(&RULES[0], body, "")
                .help("put the operation in brackets: `[{\"op\": …, \"path\": …, \"value\": …}]`")
                .say("a PATCH to Flow Service takes an array of operations, not one object");
        }
        let picture = picture(&all, sent);
        let mut settled = true;
        for (i, op) in root.items().iter().enumerate() {
            check_shape(cx, body, op, i);
            if let Some(picture) = picture.as_ref().filter(|_| settled) {
                check_path(cx, sent, body, op, i, picture);
            }
            // Behind an added or removed element the indexes are others.
            settled &= op.get("op").and_then(Node::as_str) == Some("replace");
        }
    }
}

fn check_shape(cx: &mut Context<'_>, body: &Body, op: &Node, i: usize) {
    if !op.is_object() {
        return;
    }
    for key in ["op", "path"] {
        if op.get(key).is_none() {
            cx.at_value(&RULES[1], body, &format!("/{i}")).say(format!("the patch operation has no `{key}`"));
        }
    }
    let name = op.get("op").and_then(Node::as_str);
    if let (Some(name), Some(node)) = (name, op.get("op"))
        && !OPS.contains(&name)
        && super::sent::is_literal(name)
    {
        let near = nearest(name, OPS);
        let standard = ["move", "copy", "test"].contains(&name);
        let mut report = cx.at_value(&RULES[1], body, &format!("/{i}/op"));
        if standard {
            report = report.severity(Severity::Warning);
        }
        if let Some(near) = near {
            report = report.help(format!("write `{near}`")).fix(node.span, format!("\"{near}\""));
        }
        report.say(format!("`{name}` is not an operation of Flow Service: it knows add, replace and remove"));
    }
    if matches!(name, Some("add" | "replace")) && op.get("value").is_none() {
        cx.at_value(&RULES[1], body, &format!("/{i}"))
            .say(format!("the patch operation `{}` has no `value`", name.unwrap_or_default()));
    }
    if let Some(path) = op.get("path").and_then(Node::as_str)
        && !path.starts_with('/')
        && super::sent::is_literal(path)
    {
        let span = op.get("path").map_or(op.span, |n| n.span);
        let fixed = format!("/{}", path.replace('.', "/"));
        cx.at_value(&RULES[1], body, &format!("/{i}/path"))
            .help(format!("write `{fixed}`"))
            .fix(span, format!("\"{fixed}\""))
            .say(format!("the patch path `{path}` does not start with a slash"));
    }
}

fn check_path(
    cx: &mut Context<'_>,
    sent: &Sent<'_>,
    body: &Body,
    op: &Node,
    i: usize,
    picture: &Picture<'_>,
) {
    let (Some(name), Some(path)) =
        (op.get("op").and_then(Node::as_str), op.get("path").and_then(Node::as_str))
    else {
        return;
    };
    if picture.touched.contains(&member(path)) {
        return;
    }
    let at = format!("/{i}/path");
    let there = picture.node.at(path);
    if picture.whole && name != "add" && OPS.contains(&name) && path.starts_with('/') && there.is_none() {
        cx.at_value(&RULES[2], body, &at)
            .related(picture.file, picture.node.span, "the object as it was shown before")
            .say(format!("{} has no `{path}` to {name}", sent.title().replace("PATCH ", "")));
    }
    let is_transformation =
        path.strip_prefix("/transformations/").is_some_and(|n| n.parse::<usize>().is_ok());
    let new = op.at("/value/name").and_then(Node::as_str);
    let old = there.and_then(|t| t.get("name"));
    if let (true, "replace", Some(new), Some(old)) = (is_transformation, name, new, old)
        && let Some(old_name) = old.as_str()
        && !cx.may_equal(new, old_name)
    {
        let items = picture.node.get("transformations").map_or(&[] as &[Node], Node::items);
        let right = items.iter().position(|t| t.get("name").and_then(Node::as_str) == Some(new));
        let mut report = cx.at_value(&RULES[3], body, &at).related(
            picture.file,
            old.span,
            format!("`{path}` is the transformation `{old_name}`"),
        );
        if let Some(right) = right {
            let span = op.get("path").map_or(op.span, |n| n.span);
            report = report
                .help(format!("the transformation `{new}` is at `/transformations/{right}`"))
                .fix(span, format!("\"/transformations/{right}\""));
        }
        report.say(format!("this puts `{new}` in the place of `{old_name}`"));
    }
}

/// What the bundle shows of the object before the request changes it.
fn picture<'a>(all: &[Sent<'a>], patch: &Sent<'a>) -> Option<Picture<'a>> {
    let id = patch.found.parameters.first()?.1;
    let collection = patch.found.operation?.path.split('/').nth(1)?;
    let mut latest: Option<Picture<'a>> = None;
    for sent in all.iter().take_while(|s| s.index < patch.index) {
        if sent.flow_service_id(collection) == Some(id) {
            if let (true, Some(body), Some(root)) = (sent.is("GET"), &sent.exchange.response, sent.response())
            {
                let shown = objects(root).first().copied();
                let of_node = |node| Picture { node, file: body.file, whole: true, touched: Vec::new() };
                latest = shown.map(of_node).or(latest);
            } else if let (true, Some(picture)) = (sent.is("PATCH"), latest.as_mut()) {
                let ops = sent.body().map_or(&[] as &[Node], Node::items);
                picture.touched.extend(ops.iter().filter_map(|op| op.get("path")?.as_str()).map(member));
            }
        } else if sent.asks("POST", Service::Flow, &format!("/{collection}"))
            && sent.response().and_then(|r| r.get("id")).and_then(Node::as_str) == Some(id)
            && let (Some(body), Some(node)) = (&sent.exchange.body, sent.body())
        {
            latest = Some(Picture { node, file: body.file, whole: false, touched: Vec::new() });
        }
    }
    latest
}
