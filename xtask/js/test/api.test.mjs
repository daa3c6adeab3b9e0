// What callers of the package meet: results, errors with codes, strange input, and life after a trap.
import assert from "node:assert/strict";
import { openAsBlob, readFileSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import { Worker } from "node:worker_threads";
import * as preflow from "../../../pkg/dist/node.js";
import * as core from "../../../pkg/dist/preflow.js";
import { bytes, codeOf, dist, root } from "./support.mjs";

const exported = Object.keys(preflow).filter((name) => name !== "init");
const text = (name) => readFileSync(join(root, name), "utf8");
const MAPPING = '{"version":0,"mappings":[{"sourceType":"ATTRIBUTE","source":"id","destination":"id"}]}';
const mappingOf = (source) => JSON.stringify({ version: 0, mappings: [{ sourceType: "EXPRESSION", source, destination: "x" }] });

/** A text with edits made. */
const made = (text, edits) => edits.reduceRight((now, { start, end, insert }) => now.slice(0, start) + insert + now.slice(end), text);

const early = {};
for (const name of exported) early[name] = await codeOf(() => preflow[name]("{}", "json"));

test("before init() every function says so", () => {
  for (const name of exported) assert.equal(early[name], "not-initialised", name);
});

test("init() fails with a code, and can be tried again", async () => {
  // The instance of a worker is its own.
  const program = `
    import { parentPort } from "node:worker_threads";
    import * as preflow from ${JSON.stringify(`file://${join(dist, "node.js")}`)};
    const codes = [];
    for (const source of [new Uint8Array([1, 2, 3]), "http://127.0.0.1:1/preflow_bg.wasm", 5]) {
      try { await preflow.init(source); codes.push("none"); } catch (error) { codes.push(error.code); }
    }
    await Promise.all([preflow.init(), preflow.init()]);
    parentPort.postMessage([codes, preflow.version()]);`;
  const worker = new Worker(new URL(`data:text/javascript,${encodeURIComponent(program)}`));
  const [codes, version] = await new Promise((resolve, reject) => worker.on("message", resolve).on("error", reject));
  assert.deepEqual(codes, ["not-initialised", "not-initialised", "not-initialised"]);
  assert.equal(version, JSON.parse(text("pkg/package.json")).version);
});

before(() => preflow.init());

test("every function gives what its type says", async () => {
  const document = text("examples/hubspot.dataflow.json");
  const files = { "hubspot.ndjson": text("examples/hubspot.ndjson"), "profile.schema.json": text("examples/profile.schema.json") };
  const seen = new Set();
  const call = (name, ...given) => {
    seen.add(name);
    return preflow[name](...given);
  };

  const report = call("check", text("examples/broken.md"), { name: "broken.md" });
  assert.equal(report.version, 1);
  assert.ok(report.summary.errors > 0);
  assert.ok(report.diagnostics.every((d) => d.file === "broken.md" && d.range.start.line > 0));
  assert.deepEqual(JSON.parse(call("checkText", text("examples/broken.md"), "json", { name: "broken.md" })), report);

  const shown = call("preview", document, null, { files, limit: 2 });
  assert.equal(shown.records.length, 2);
  assert.equal(Object.getPrototypeOf(shown.records[0].data), Object.prototype);
  assert.equal(call("previewText", document, undefined, { files, limit: 2 }).trimEnd().split("\n").length, 2);
  const same = call("previewBytes", document, undefined, { files, limit: 2 });
  assert.equal(new TextDecoder().decode(same), call("previewText", document, undefined, { files, limit: 2 }));
  const file = await call("previewFile", new Blob([files["hubspot.ndjson"]]), document, { files, limit: 2 });
  assert.deepEqual(file.records, shown.records);

  assert.deepEqual([shown.summary.reasons, shown.summary.otherReasons], [[], 0]);
  assert.deepEqual([shown.records[0].origins, shown.records[0].source], [undefined, undefined]);
  const traced = preflow.preview(document, null, { files, limit: 2, trace: true }).records[0];
  assert.equal(traced.origins.length, 5);
  const { origins: _, source, ...mapped } = traced;
  assert.deepEqual(mapped, shown.records[0]);
  assert.deepEqual(source, JSON.parse(files["hubspot.ndjson"].split("\n", 1)[0]));
  const table = call("mappingTable", document, { files });
  for (const { pointer, mapping, reads } of traced.origins) {
    assert.ok(pointer.startsWith("/") && table.mappings[mapping].destination !== "", pointer);
    assert.ok(reads.every((path) => table.fields.some((field) => field.path === path)), String(reads));
  }
  assert.equal(table.pointer, "/steps/mappingSet/mappings");
  assert.deepEqual(table.newMapping, { sourceAttribute: "", destinationXdmPath: "", identity: false, version: 0 });
  assert.ok(table.records > 1 && table.target.fields.some((field) => field.path === "person" && field.mappedInside > 0));
  assert.deepEqual(call("targetFields", document, "person.name", { files }).fields.map((f) => f.name), ["firstName", "fullName", "lastName"]);
  assert.equal(preflow.targetFields(document, "nothing", { files }), null);
  for (const format of ["json", "csv"]) {
    const brought = call("importMappings", call("exportMappings", document, format), document);
    assert.deepEqual([brought.mappings.length, brought.diagnostics], [table.mappings.length, []]);
    assert.equal(brought.mappings[0].sourceAttribute, table.mappings[0].source);
  }

  const requests = call("requests", document, { files });
  assert.equal(requests.at(-1).method, "POST");
  assert.equal(requests.at(-1).body.flowSpec.id.length, 36);
  assert.match(call("requestsText", document, "curl", { files }), /^curl|\ncurl/);
  assert.equal(call("requests", document, { files, step: "flow" }).length, 1);

  const value = call("evaluate", "upper(name)", { name: "ada" });
  assert.deepEqual([value.ok, value.value, value.text, value.error], [true, "ADA", '"ADA"', null]);
  assert.equal(call("importText", text("examples/broken.md"), "broken.md").document.startsWith("{"), true);
  const [template] = call("templates");
  assert.ok(call("newDocument", template.name).includes("steps"));
  assert.ok(call("functions").some((f) => f.name === "concat"));
  assert.ok(call("specs").flowSpecs.length > 0);
  assert.ok(call("rules").length > 60);
  assert.equal(call("documentSchema").type, "object");
  assert.deepEqual(call("formats").check.map((f) => f.name), ["json", "sarif", "github"]);

  const typed = `// \u{1f600}\n${document.replace("\"frequency\": \"minute\"", "\"frequency\": \"\"")}`;
  const at = typed.indexOf("\"frequency\": \"") + 14;
  const found = call("complete", typed, at, { files });
  assert.deepEqual([found.start, found.end, found.isIncomplete], [at, at, false]);
  assert.deepEqual(found.items[0], { label: "once", kind: "value", detail: null, about: null, insert: '"once"', start: at - 1, end: at + 1, isSnippet: false, rank: 1 });
  assert.equal(call("hover", typed, at - 5, { files }).title, "Frequency");
  assert.equal(preflow.hover(typed, 1), null);
  const inside = call("completeExpression", "concat('\u{1f600}', Prop", 17, document, { files });
  assert.deepEqual([inside.start, inside.end, inside.items[0].label, inside.items[0].kind], [13, 17, "Vid", "field"]);
  assert.equal(call("hoverExpression", "'\u{1f600}' + Vid", 8, document, { files }).lines[0], "For example 3234574");
  const { name: called, parameters, active } = call("signature", "substr(a, ", 10);
  assert.deepEqual([called, parameters.map((p) => p.label), active], ["substr", ["INPUT", "START_INDEX", "LENGTH"], 1]);

  const written = `\ufeff// \u{1f600}\n${document.replace('"frequency": "minute"', '"frequency": "once"').replace('"tabular"', '"tabluar"')}`;
  const cut = ({ start, end }) => written.slice(start, end);
  const inspection = call("inspect", written, { files });
  assert.deepEqual([inspection.kind, inspection.name, inspection.summary.errors > 1], ["document", "HubSpot contacts", true]);
  const slip = inspection.diagnostics.find((d) => d.code === "format-not-for-source");
  assert.deepEqual([cut(slip), slip.isHere, slip.fixTitle], ['"tabluar"', true, 'Replace `"tabluar"` by `"tabular"`']);
  assert.equal(made(written, slip.fix), written.replace("tabluar", "tabular"));
  assert.deepEqual(Object.keys(slip), [...Object.keys(report.diagnostics[0]), "start", "end", "isHere", "fix", "fixTitle"]);
  const step = inspection.steps.find((s) => s.name === "sourceConnection");
  assert.deepEqual([cut(step).slice(0, 18), step.isWritten, step.errors, step.method], ['"sourceConnection"', true, 1, "POST"]);
  const secret = inspection.placeholders.find((p) => p.name === "HUBSPOT_CLIENT_SECRET");
  assert.deepEqual([secret.isSecret, secret.value, secret.from, secret.uses, secret.places.map(cut)], [true, null, null, 1, ["{HUBSPOT_CLIENT_SECRET}"]]);

  const schedule = "/steps/flow/scheduleParams";
  const interval = call("guide", written, { files }).find((field) => field.pointer === `${schedule}/interval`);
  assert.deepEqual([interval.isAllowed, interval.kind, cut(interval)], [false, "number", String(interval.value)]);
  const changed = made(written, call("edit", written, [{ do: "set", pointer: `${schedule}/frequency`, value: "day" }, { do: "remove", pointer: "/name" }]));
  assert.equal(preflow.inspect(changed, { files }).name, null);
  assert.ok(changed.startsWith("\ufeff// \u{1f600}\n{\n  \"flowSpec\"") && changed.includes('"frequency": "day"'));
  const daily = written.replace('"frequency": "once"', '"frequency": "day"');
  const once = made(daily, call("setField", daily, `${schedule}/frequency`, "once", { files }));
  assert.ok(once.includes('"frequency": "once"') && !once.includes('"interval"'));
  const fixed = call("fixAll", written, { files });
  assert.ok(fixed.text.startsWith("\ufeff// \u{1f600}") && fixed.mended >= 2);
  assert.equal(preflow.fixAll(fixed.text, { files }), null);
  assert.match(call("version"), /^\d+\.\d+\.\d+$/);
  assert.deepEqual([...seen].sort(), [...exported].sort(), "a function is missing here");
});

test("offsets count as JavaScript does", () => {
  const document = '{"name": "\ud83d\ude00 \u00e9", "steps": {"mappingSet": {"mappings": [{"source": "\ud83d\ude00", "destination": "a"}, {"source": "b", "destination": "c"}]}}}';
  const { mappings } = preflow.mappingTable(document);
  assert.deepEqual(mappings.map((m) => document.slice(m.start, m.end)), ['{"source": "\ud83d\ude00", "destination": "a"}', '{"source": "b", "destination": "c"}']);
});

test("only the failing records are handed on, and all are counted", async () => {
  const document = JSON.stringify({
    steps: { mappingSet: { mappings: [{ sourceType: "ATTRIBUTE", source: "n", destination: "n" }] } },
    targetSchema: { type: "object", required: ["n"], properties: { n: { type: "integer", minimum: 5 } } },
  });
  const lines = Array.from({ length: 500 }, (_, i) => JSON.stringify(i % 100 === 0 ? { n: i === 0 ? 1 : null } : { n: 7 })).join("\n");
  const numbers = [1, 101, 201, 301, 401];
  const reasons = [
    { reason: "`n` is required and has no value", destination: "n", records: 4, first: 101 },
    { reason: "`n` must be at least 5", destination: "n", records: 1, first: 1 },
  ];
  let told = "";
  const onText = (text) => { told += text; };
  const options = { only: "failing", onText, keep: 3 };
  const file = await preflow.previewFile(new Blob([lines]), document, options);
  assert.deepEqual(file.records.map((r) => r.record), numbers.slice(0, 3));
  assert.deepEqual(file.failing.map((r) => r.record), numbers);
  assert.deepEqual(told.trimEnd().split("\n").map((line) => JSON.parse(line).record), numbers);
  assert.deepEqual([file.summary.records, file.summary.rejected, file.summary.reasons], [500, 5, reasons]);
  const shown = preflow.preview(document, lines, { only: "failing" });
  assert.deepEqual([shown.records.map((r) => r.record), shown.summary], [numbers, file.summary]);
});

const asked = {
  "bad-argument": [
    () => preflow.check(),
    () => preflow.check(null),
    () => preflow.check({}),
    () => preflow.check(new ArrayBuffer(3)),
    () => preflow.checkText("{}"),
    () => preflow.preview(MAPPING, 5),
    () => preflow.previewFile("text", MAPPING),
    () => preflow.previewFile(new Blob([]), 5),
    () => preflow.importText("{}", 5),
    () => preflow.newDocument(5),
    () => preflow.mappingTable(5),
    () => preflow.targetFields("{}"),
    () => preflow.importMappings({}),
    () => preflow.importMappings("", 5),
    () => preflow.exportMappings("{}"),
    () => preflow.evaluate("1", "not json"),
    () => preflow.evaluate("1", "[1]"),
    () => preflow.evaluate("1", 5),
    () => preflow.inspect(new Uint8Array(3)),
    () => preflow.edit("{}"),
    () => preflow.edit("{}", {}),
    () => preflow.edit("{}", [1]),
    () => preflow.edit("{}", [{ pointer: "/a", value: 1 }]),
    () => preflow.edit("{}", [{ do: "put", pointer: "/a", value: 1 }]),
    () => preflow.edit("{}", [{ do: "set", value: 1 }]),
    () => preflow.edit("{}", [{ do: "set", pointer: "/a", value: undefined }]),
    () => preflow.edit("[]", [{ do: "insert", pointer: "", index: -1, value: 1 }]),
    () => preflow.setField("{}", 5, 1),
    () => preflow.setField("{}", "/a", 1n),
    () => preflow.complete(5, 0),
    () => preflow.complete("{}", "0"),
    () => preflow.hover("{}"),
    () => preflow.completeExpression("a", 1, 5),
    () => preflow.signature(null, 0),
  ],
  "bad-options": [
    () => preflow.check("{}", { nmae: "x" }),
    () => preflow.check("{}", []),
    () => preflow.check("{}", "name"),
    () => preflow.check("{}", () => {}),
    () => preflow.check("{}", { name: 5 }),
    () => preflow.check("{}", { files: { a: 5 } }),
    () => preflow.preview(MAPPING, "", { recordsname: "x" }),
    () => preflow.preview(MAPPING, "", { now: "yesterday" }),
    () => preflow.preview(MAPPING, "", { zone: "Mars/Base" }),
    () => preflow.preview(MAPPING, "", { limit: -1 }),
    () => preflow.complete("{}", 1, { nmae: "x" }),
    () => preflow.inspect("{}", { nmae: "x" }),
    () => preflow.guide("{}", { nmae: "x" }),
    () => preflow.setField("{}", "/a", 1, { nmae: "x" }),
    () => preflow.fixAll("{}", { nmae: "x" }),
    () => preflow.hoverExpression("a", 0, null, { nmae: "x" }),
    () => preflow.preview(MAPPING, "", { only: "good" }),
    () => preflow.preview(MAPPING, "", { trace: 1 }),
    () => preflow.mappingTable("{}", { nmae: "x" }),
    () => preflow.requests("{}", { set: { a: 1 } }),
    () => preflow.evaluate("1", {}, { seed: -1 }),
    () => preflow.evaluate("1", {}, { seed: 1.5 }),
    () => preflow.evaluate("1", {}, { Now: "2026-01-01T00:00:00Z" }),
    () => preflow.previewFile(new Blob([]), MAPPING, { keeep: 1 }),
    () => preflow.previewFile(new Blob([]), MAPPING, { keep: -1 }),
    () => preflow.previewFile(new Blob([]), MAPPING, { signal: {} }),
    () => preflow.previewFile(new Blob([]), MAPPING, { onText: 5 }),
    () => preflow.previewFile(new Blob([]), MAPPING, {}, 5),
    () => preflow.previewFile(new Blob([]), MAPPING, "x"),
  ],
  "unknown-format": [() => preflow.checkText("{}", "xml"), () => preflow.checkText("{}", ""), () => preflow.requestsText("{}", "human"), () => preflow.exportMappings("{}", "xml")],
  "unknown-code": [() => preflow.check("{}", { select: ["no-such-code"] }), () => preflow.check("{}", { ignore: ["R99"] })],
  "unknown-step": [() => preflow.requests("{}", { step: "nothing" })],
  "unknown-template": [() => preflow.newDocument("nothing"), () => preflow.newDocument("")],
  "no-such-place": [
    () => preflow.edit("{}", [{ do: "remove", pointer: "/a" }]),
    () => preflow.edit('{"a":1}', [{ do: "set", pointer: "/a/b", value: 1 }]),
    () => preflow.edit("[1]", [{ do: "move", pointer: "", from: 0, to: 1 }]),
    () => preflow.setField("[1]", "/a", 1),
  ],
  "key-exists": [() => preflow.edit('{"a":1,"b":2}', [{ do: "rename", pointer: "/a", key: "b" }])],
  "not-json": [() => preflow.edit("hello", [{ do: "set", pointer: "/a", value: 1 }]), () => preflow.edit("{}", [{ do: "setText", pointer: "/a", text: "{" }])],
  "no-mapping-set": [() => preflow.mappingTable(""), () => preflow.exportMappings('{"steps":{}}', "csv"), () => preflow.preview(""), () => preflow.previewText("{}", "[]"), () => preflow.previewFile(new Blob([]), "hello")],
  "no-samples": [() => preflow.preview(MAPPING), () => preflow.previewText(MAPPING, null)],
  "unreadable-records": [
    () => preflow.preview(MAPPING, Uint8Array.of(0xff, 0xfe, 0x31, 0x00)),
    () => preflow.previewFile(new Blob([Uint8Array.of(0xff, 0xfe, 0x31, 0x00)]), MAPPING),
    () => preflow.preview(MAPPING, "{}", { select: "$[" }),
  ],
  "unreadable-file": [
    () => {
      const file = new Blob(["{}"]);
      file.stream = () => new ReadableStream({ start: (to) => to.error(new Error("gone")) });
      return preflow.previewFile(file, MAPPING);
    },
  ],
  aborted: [
    () => preflow.previewFile(new Blob(['{"id":1}']), MAPPING, { signal: AbortSignal.abort() }),
    () => {
      const stop = new AbortController();
      const much = new Blob(Array(8).fill('{"id":1}\n'.repeat(1 << 17)));
      return preflow.previewFile(much, MAPPING, { signal: stop.signal }, () => stop.abort());
    },
  ],
};

for (const [code, calls] of Object.entries(asked)) {
  test(`errors: ${code}`, async () => {
    for (const call of calls) assert.equal(await codeOf(call), code, String(call));
  });
}

test("errors: every code of the types is met here", () => {
  const types = readFileSync(join(dist, "preflow.d.ts"), "utf8");
  const codes = types.match(/export type ErrorCode = ([^;]*);/)[1].match(/[a-z-]+(?=")/g);
  assert.deepEqual([...Object.keys(asked), "internal", "not-initialised"].sort(), codes.sort());
});

test("any argument whatever gives an answer or an error with a code", async () => {
  const cyclic = {};
  cyclic.self = cyclic;
  const strange = [
    undefined, null, true, 0, -1, NaN, 1n, "", "x", "\ud800", Symbol("s"), [], {}, cyclic, { a: 1n }, new Date(0), /x/, () => 1, new Map(),
    new Uint8Array(0), new Uint8Array(3), new Uint8ClampedArray(3), new ArrayBuffer(3), new DataView(new ArrayBuffer(1)), Object.create(null),
    new String("text"), Promise.resolve("x"), new Uint8Array(new SharedArrayBuffer(4)), { toJSON: () => undefined }, new Blob(["{}"]),
  ];
  const firsts = ["{}", MAPPING, "id", new Blob(['{"id":1}'])];
  for (const name of exported) {
    for (const odd of strange) {
      for (const given of [[odd], ...firsts.flatMap((first) => [[first, odd], [first, MAPPING, odd], [first, MAPPING, {}, odd], [first, "json", odd], [first, undefined, odd]])]) {
        const code = await codeOf(() => preflow[name](...given));
        const isCoded = code === undefined || /^[a-z-]+$/.test(code);
        assert.ok(isCoded && code !== "internal", `${name}(${given.map((g) => typeof g)}): ${code}`);
      }
    }
  }
});

test("options that are undefined are left out, and the caller's own errors are the caller's", async () => {
  const none = { name: undefined, select: undefined, ignore: undefined, flowSpec: undefined, targetSchema: undefined, readyToSend: undefined, files: undefined };
  assert.deepEqual(preflow.check("{}", none), preflow.check("{}"));
  assert.ok(preflow.evaluate("1", {}, { now: undefined, seed: undefined, zone: undefined, strictArithmetic: undefined }).ok);
  const mine = new Error("mine");
  const fail = () => {
    throw mine;
  };
  assert.throws(() => preflow.check("{}", { get name() { return fail(); } }), mine);
  for (const error of [mine, new RangeError("mine")]) {
    const throws = () => {
      throw error;
    };
    await assert.rejects(preflow.previewFile(new Blob(['{"id":1}']), MAPPING, { onText: throws }), error);
    await assert.rejects(preflow.previewFile(new Blob(['{"id":1}']), MAPPING, {}, throws), error);
  }
  assert.ok(preflow.evaluate("1").ok);
});

test("bytes in other encodings are read or refused, as the text tells", () => {
  const document = text("examples/hubspot.dataflow.json");
  const clean = preflow.check(document);
  const utf8 = new TextEncoder().encode(document);
  assert.deepEqual(preflow.check(utf8), clean);
  assert.deepEqual(preflow.check(Buffer.from(utf8)), clean);
  assert.deepEqual(preflow.check(new Uint8Array([0xef, 0xbb, 0xbf, ...utf8])).summary, clean.summary);
  for (const refused of [Buffer.from(`\ufeff${document}`, "utf16le"), Buffer.from(document, "utf16le"), Buffer.from('{"name":"caf\u00e9"}', "latin1"), new Uint8Array(100), Uint8Array.of(0xff)]) {
    const { diagnostics } = preflow.check(refused);
    assert.equal(diagnostics[0]?.code, "unreadable-text", String(refused.subarray(0, 4)));
  }
  // Texts of JavaScript are UTF-16: a half of a pair becomes the replacement character.
  assert.equal(preflow.evaluate("'\ud800'").value, "\ufffd");
  assert.equal(preflow.evaluate("s", '{"s":"\ud800"}').value, "\ufffd");
  // In JSON it is written as an escape, which is no JSON to the command either.
  assert.throws(() => preflow.evaluate("s", { s: "\ud800x" }), { code: "bad-argument" });
  assert.throws(() => preflow.evaluate("s", '{"s":"\\ud800"}'), { code: "bad-argument" });
  assert.equal(preflow.check("\udc00").diagnostics.length, 1);
  for (const empty of ["", " ", "\n", new Uint8Array(0), "\ufeff"]) {
    assert.equal(preflow.check(empty).diagnostics[0].code, "empty-file");
    assert.equal(preflow.importText(empty).document, null);
    assert.deepEqual(preflow.requests(empty), []);
  }
});

test("files that a document names may be texts or bytes", () => {
  const document = JSON.stringify({ steps: { mappingSet: JSON.parse(MAPPING) }, samples: { file: "./r.csv" } });
  const options = (content) => ({ files: { "r.csv": content } });
  const asText = preflow.preview(document, null, options("id\n1\n"));
  assert.equal(asText.records[0].data.id, "1");
  assert.deepEqual(preflow.preview(document, null, options(Buffer.from("id\n1\n"))), asText);
  assert.throws(() => preflow.preview(document, null, options(Buffer.from("\ufeffid\n1\n", "utf16le"))), { code: "unreadable-records" });
  assert.throws(() => preflow.preview(document), { code: "unreadable-records" });
});

test("offsets beyond a text and within a pair are the nearest ones there are", () => {
  const text = '{"steps": {"\u{1f600}';
  for (const offset of [-1, 0, 1.5, NaN, Infinity, 1e300, text.length - 1, text.length, text.length + 1]) {
    const { start, end, items } = preflow.complete(text, offset);
    for (const item of [{ start, end }, ...items]) {
      assert.ok(0 <= item.start && item.start <= item.end && item.end <= text.length, `${offset}: ${JSON.stringify(item)}`);
    }
    preflow.hover(text, offset);
    preflow.signature(text, offset);
    preflow.completeExpression(text, offset);
  }
});

const nested = (depth, open = "[", close = "]") => open.repeat(depth) + close.repeat(depth);

test("deep nesting, evil patterns and very much of everything end in good time", async () => {
  const depth = 10_000;
  for (const deep of [nested(depth), nested(depth, '{"a":', "}").replace(":}", ":1}"), `{"steps":{"mappingSet":${nested(depth)}}}`, nested(depth, "[", "")]) {
    preflow.check(deep);
    preflow.importText(deep);
    preflow.inspect(deep);
    preflow.guide(deep);
    preflow.fixAll(deep);
    await codeOf(() => preflow.edit(deep, [{ do: "set", pointer: "/a/a", value: 1 }]));
    preflow.complete(deep, depth);
    preflow.hover(deep, depth);
    preflow.importMappings(deep);
    preflow.requests(deep);
    await codeOf(() => preflow.mappingTable(deep));
    assert.ok(["unreadable-records", undefined].includes(await codeOf(() => preflow.preview(MAPPING, deep))));
    assert.ok(["unreadable-records", undefined].includes(await codeOf(() => preflow.previewFile(new Blob([deep]), MAPPING))));
    assert.equal(await codeOf(() => preflow.evaluate("a", deep)), "bad-argument");
  }
  for (const expression of [nested(depth, "(", ")"), "-".repeat(depth) + "1", "!".repeat(depth) + "true", nested(depth), `${"a.".repeat(depth)}a`, `1${" + 1".repeat(depth)}`, `${"f(".repeat(depth)}1${")".repeat(depth)}`, `${"a ? ".repeat(depth)}1`, "'".repeat(depth + 1), `a${"[0]".repeat(depth)}`, `a${"[a".repeat(depth)}`, `1${" ? 1 : 1".repeat(depth)}`, `a${".b()".repeat(depth)}`]) {
    const { ok, error } = preflow.evaluate(expression, { a: null });
    assert.ok(ok || error, expression.slice(0, 20));
    preflow.check(mappingOf(expression));
    preflow.completeExpression(expression, expression.length / 2);
    preflow.hoverExpression(expression, expression.length / 2);
    preflow.signature(expression, expression.length);
    preflow.preview(mappingOf(expression), '[{"a":1}]');
  }
  const evil = ["(a+)+$", "(a|aa)+$", "(a|a?)+$", "(.*a){30}", "^(([a-z])+.)+[A-Z]([a-z])+$", "((a*)*)*b", "(?=(a+))a*b\\1", "a{1,1000}{1,1000}"];
  for (const pattern of evil) {
    preflow.evaluate("t.matches(p)", { t: `${"a".repeat(5000)}!`, p: pattern });
    preflow.evaluate("t.replaceAll(p, 'x')", { t: `${"a".repeat(5000)}!`, p: pattern });
    preflow.check(mappingOf(`matches_regex(t, '${pattern.replaceAll("\\", "\\\\")}')`));
  }
  for (const expression of ["10H.pow(100000)", "1H.shiftLeft(2000000000)", "'a'.repeat(2000000000)", "9e999999999b * 9e999999999b", "1b.setScale(2000000000)", "lpad('a', 2000000000, 'b')", "x = 'a'; while (true) { x = x + x }", "[0].length", "concat(s,s,s,s,s,s,s,s)"]) {
    preflow.evaluate(expression, { s: "a".repeat(100_000) });
  }
  const many = { version: 0, mappings: Array.from({ length: 10_000 }, (_, i) => ({ sourceType: "ATTRIBUTE", source: `a${i}`, destination: `b.c${i}` })) };
  assert.ok(preflow.check(JSON.stringify(many)).diagnostics.length < 10_000);
  assert.equal(Object.keys(preflow.preview(JSON.stringify(many), '[{"a0":1,"a9999":2}]').records[0].data.b).length, 2);
});

test("memory does not grow from call to call", () => {
  const document = text("examples/hubspot.dataflow.json");
  const files = { "hubspot.ndjson": text("examples/hubspot.ndjson"), "profile.schema.json": text("examples/profile.schema.json") };
  const round = () => {
    preflow.check(document, { files });
    preflow.preview(document, null, { files });
    preflow.requests(document, { files });
    preflow.inspect(document, { files });
    preflow.guide(document, { files });
    preflow.setField(document, "/steps/flow/scheduleParams/frequency", "once", { files });
    preflow.fixAll(document, { files });
    preflow.complete(document, document.indexOf("personalEmail"), { files });
    preflow.hover(document, document.indexOf("personalEmail"), { files });
    assert.throws(() => preflow.check("{}", { nmae: 1 }));
    preflow.evaluate("matches_regex(a, 'b+')", { a: "bbb" });
  };
  const memory = () => core.initSync().memory.buffer.byteLength;
  for (let i = 0; i < 20; i += 1) round();
  const before = memory();
  for (let i = 0; i < 100; i += 1) round();
  assert.equal(memory(), before);
});

/** Takes from the module all memory that it could still get. */
function starve() {
  const { memory } = core.initSync();
  for (let pages = 1 << 15; pages >= 1; pages /= 2) {
    try {
      memory.grow(pages);
      pages *= 2;
    } catch {
      // Less, then.
    }
  }
}

test("a trap is an error with the code `internal`, and the next call works", () => {
  const large = `{"a":"${"x".repeat(16 << 20)}"}`;
  for (let i = 0; i < 3; i += 1) {
    starve();
    assert.throws(() => preflow.check(large), (error) => error.code === "internal" && error.cause instanceof Error);
    assert.equal(preflow.evaluate("1 + 1").value, 2);
    assert.equal(preflow.check(text("examples/broken.md")).version, 1);
  }
});

test("a trap in the middle of a file ends its preview and those beside it, and the next one works", async () => {
  const line = '{"id":1}\n'.repeat(1 << 16);
  const much = new Blob(Array(20).fill(line));
  const slow = preflow.previewFile(much, MAPPING, {}).catch((error) => error);
  let isFirst = true;
  const trapped = preflow.previewFile(new Blob([line, line, line, `{"id":"${"x".repeat(16 << 20)}"}`]), MAPPING, { keep: 0 }, () => {
    if (isFirst) starve();
    isFirst = false;
  });
  await assert.rejects(trapped, { code: "internal" });
  assert.equal((await slow).code, "internal");
  const again = await preflow.previewFile(much, MAPPING);
  assert.equal(again.summary.records, 20 << 16);
  // Nothing of the old instance speaks up later.
  await new Promise((resolve) => setTimeout(resolve, 200));
});

test("a file of Node is read as its bytes come", async () => {
  const path = join(root, "examples/salesforce.csv");
  const blob = await openAsBlob(path);
  const progress = [];
  const mapping = mappingOf("Id");
  const result = await preflow.previewFile(blob, mapping, { recordsName: "salesforce.csv" }, (at) => progress.push(at));
  assert.equal(progress.at(-1).bytes, blob.size);
  assert.deepEqual(result.records, preflow.preview(mapping, bytes("examples/salesforce.csv")).records);
});
