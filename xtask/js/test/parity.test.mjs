// The package and the native command give the same bytes.
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import * as preflow from "../../../pkg/dist/node.js";
import { beside, bytes, each, files, native, root } from "./support.mjs";

const NOW = "2026-01-02T03:04:05.678Z";
const SEED = 7;
const FIXED = ["--now", NOW, "--seed", String(SEED)];
const fixed = { now: NOW, seed: SEED };

const isInput = (name) => !/\/expected\.[a-z.]*(txt|json)$/.test(name);
const cases = files("tests/cases", (name) => isInput(name) && !name.includes("/files/"));
const imports = files("tests/imports", isInput);
const previews = files("tests/previews", (name) => name.endsWith(".dataflow.json"));
const examples = files("examples");
// The command reports on them in this order.
const inputs = [...cases, ...imports, ...previews, ...examples].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));

before(() => preflow.init());

/** What went wrong, as the command words it. */
function told(call) {
  try {
    return { stdout: call(), trouble: null };
  } catch (error) {
    if (typeof error.code !== "string" || error.code === "internal") throw error;
    return { stdout: "", trouble: error.message };
  }
}

/** Collects differences; few are shown. */
class Differences {
  found = [];
  seen = 0;

  same(what, ours, theirs) {
    this.seen += 1;
    if (ours !== theirs) this.found.push(`${what}\n  package ${cut(ours, theirs)}\n  native  ${cut(theirs, ours)}`);
  }

  none(atLeast) {
    assert.equal(this.found.length, 0, `${this.found.length} of ${this.seen} differ:\n${this.found.slice(0, 12).join("\n")}`);
    assert.ok(this.seen >= atLeast, `only ${this.seen} were compared`);
  }
}

/** A text around the first difference to another. */
function cut(text, other) {
  const [a, b] = [String(text), String(other)];
  let at = 0;
  while (at < a.length && a[at] === b[at]) at += 1;
  return JSON.stringify(a.slice(Math.max(0, at - 60), at + 200));
}

test("check: every case as JSON, for GitHub and as SARIF", async () => {
  const differences = new Differences();
  const reports = inputs.map((name) => {
    const options = { name, files: beside(name) };
    const texts = ["json", "github", "sarif"].map((format) => preflow.checkText(bytes(name), format, options));
    assert.deepEqual(JSON.parse(texts[0]), preflow.check(bytes(name), options), name);
    return texts;
  });
  const [json, github, sarif] = await each(["json", "github", "sarif"], (format) => native(["check", "--format", format, ...inputs]));

  // The report of many files is the reports of each, one behind the other.
  const inside = (text, from, to) => text.slice(text.indexOf(from) + from.length, text.lastIndexOf(to));
  const summary = { files: 0, steps: 0, errors: 0, warnings: 0, infos: 0 };
  for (const [text] of reports) {
    for (const [key, value] of Object.entries(JSON.parse(text).summary)) summary[key] += value;
  }
  const findings = reports.map(([text]) => inside(text, '"diagnostics":[', '],"summary":')).filter(Boolean);
  const joined = `{"version":1,"diagnostics":[${findings.join(",")}],"summary":${JSON.stringify(summary)}}\n`;
  differences.same("json", joined, json.stdout);
  differences.same("github", reports.map((texts) => texts[1]).join(""), github.stdout);
  // What is no rule has a number in the list of its report alone.
  const results = (text) => inside(text, '"results":[', "]}]}").replaceAll(/"ruleIndex":\d+,/g, "");
  const all = reports.map((texts) => results(texts[2])).filter(Boolean);
  differences.same("sarif", all.join(","), results(sarif.stdout));
  differences.none(3);
  assert.ok(inputs.length > 500, `only ${inputs.length} inputs`);
});

test("check: a report of every folder, by itself", async () => {
  const differences = new Differences();
  const folders = new Map(inputs.map((name) => [dirname(name), name]));
  await each([...folders.values()], async (name) => {
    const { stdout } = await native(["check", "--format", "sarif", name]);
    differences.same(name, preflow.checkText(bytes(name), "sarif", { name, files: beside(name) }), stdout);
  });
  differences.none(150);
});

test("check: what options say", async () => {
  const differences = new Differences();
  const name = "examples/broken.md";
  const schema = "examples/hubspot.dataflow.json";
  const profile = "examples/profile.schema.json";
  const asked = [
    [name, ["--select", "R03,comment,blank-before-colon"], { select: ["R03", "comment", "blank-before-colon"] }],
    [name, ["--ignore", "missing-comma,R04"], { ignore: ["missing-comma", "R04"] }],
    [schema, ["--target-schema", profile], { targetSchema: readFileSync(join(root, profile), "utf8") }],
  ];
  await each(asked, async ([name, args, options]) => {
    const { stdout } = await native(["check", "--format", "json", ...args, name]);
    // Findings in files that options bring have the name of the option here, of the file there.
    const theirs = stdout.replaceAll(`"file":"${profile}"`, '"file":"targetSchema"');
    differences.same(args.join(" "), preflow.checkText(bytes(name), "json", { name, files: beside(name), ...options }), theirs);
  });
  differences.none(3);
});

/** The same preview, three ways. */
async function preview(differences, name, args, records, options) {
  const result = await native(["preview", name, "--format", "ndjson", ...FIXED, ...args]);
  const all = { name, files: beside(name), ...fixed, ...options };
  const what = [name, ...args].join(" ");
  const ours = told(() => preflow.previewText(bytes(name), records, all));
  differences.same(what, ours.stdout, result.stdout);
  if (ours.trouble !== null) {
    assert.equal(result.status, 2, what);
    // The command says which file it is.
    const why = ours.trouble.replace(/^there is nothing to preview: /, "");
    assert.ok(result.stderr.includes(why) || result.stderr.includes("mapping"), `${what}: ${ours.trouble}\n${result.stderr}`);
    return;
  }
  const parsed = preflow.preview(bytes(name), records, all);
  assert.deepEqual(parsed.records, ours.stdout.split("\n").filter(Boolean).map((line) => JSON.parse(line)), what);
  assert.equal(parsed.summary.records, parsed.records.length, what);
  assert.equal(parsed.usedTheClock, false, what);
  if (records) await asFile(differences, what, name, records, all, result.stdout);
}

/** As a file whose bytes come in pieces. */
async function asFile(differences, what, name, records, options, expected) {
  let text = "";
  const file = new File([records], options.recordsName);
  const all = { ...options, keep: 2, keepFailing: 2, onText: (more) => void (text += more) };
  const got = await preflow.previewFile(file, bytes(name), all);
  differences.same(`${what}, as a file`, text, expected);
  const lines = expected.split("\n").filter(Boolean);
  assert.equal(got.summary.records, lines.length, what);
  assert.deepEqual(got.records, lines.slice(0, 2).map((line) => JSON.parse(line)), what);
}

test("preview: every preview, example and case with a mapping", async () => {
  const differences = new Differences();
  const mapped = cases.filter((name) => /"(mappingSet|samples)"/.test(readFileSync(join(root, name), "utf8")));
  const documents = [...previews, ...examples.filter((name) => name.endsWith(".dataflow.json")), ...mapped];
  await each(documents, (name) => preview(differences, name, [], undefined, {}));
  differences.none(100);
});

let folder;
after(() => folder && rmSync(folder, { recursive: true, force: true }));

function temporary(name, content) {
  folder ??= mkdtempSync(join(tmpdir(), "preflow-parity-"));
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const NUMBERS = [
  "0", "-0", "0.0", "-0.0", "1", "-1", "0.1", "0.2", "0.30000000000000004", "1.0", "1.10", "100", "1e2", "1E2", "1e+2", "1e-2",
  "123456789012345678901234567890", "9007199254740991", "9007199254740992", "9007199254740993", "-9007199254740993",
  "9223372036854775807", "9223372036854775808", "-9223372036854775808", "-9223372036854775809", "18446744073709551615",
  "18446744073709551616", "2147483647", "2147483648", "-2147483648", "-2147483649", "4294967296", "1e400", "-1e400", "1e-400",
  "1.7976931348623157e308", "1.7976931348623159e308", "5e-324", "2.2250738585072011e-308", "4.35", "2.675", "1.005", "0.1e1",
  "123456.789e3", "3.141592653589793238462643383279502884197", "1e21", "1e20", "1e22", "1e-7", "1e-6", "0.000001", "0.0000001",
  "12345678.9", "1234567890.1234567", "1.0E10", "100000000000000000000", "99999999999999999999.99", "0.1234567890123456789",
];

const TEXTS = [
  "", " ", "a", "Ä ö ß ẞ ŉ", "İstanbul ı", "ﬀ ﬁ", "Σίσυφος ΣΊΣΥΦΟΣ", "e\u0301 é", "한국어", "日本語テキスト", "👩‍👩‍👧‍👦 👍🏽", "\u{1D400}\u{10FFFF}", "\u0000\u0001\u001f\u007f\u0085",
  "\u2028\u2029", "\ufeffbom", "a\u200db", "𝒳y", "ʼn ǆ ǅ Ǆ", "tab\tnew\nline\r\n", '"quotes" \\ / \\u0041', "ⅷ Ⅷ ⓐ", "ᾳ ᾼ", "-12.50", "1,234.5", "0x1F", "1e3", "NaN", "Infinity", "true",
  "2024-02-29T23:59:59.999+02:00", "user@example.com", "https://user:pass@host.example:8080/p%20a/th?q=1&r=%C3%A4#frag",
];

const SET = (pairs) =>
  JSON.stringify({
    version: 0,
    mappings: pairs.map(([source, destination, sourceType = "EXPRESSION"]) => ({ sourceType, source, destination })),
  });

test("preview: numbers and texts of every kind, in JSON, NDJSON and CSV", async () => {
  const differences = new Differences();
  const mapping = SET([
    ["n", "copied", "ATTRIBUTE"],
    ["n + 0", "added"],
    ["n * 3", "times"],
    ["n / 7", "divided"],
    ["n % 4", "rest"],
    ["-n", "negated"],
    ["n == 0", "isZero"],
    ["n > 9007199254740992", "isLarge"],
    ["to_string(n)", "text"],
    ["to_integer(n)", "integer"],
    ["round(n)", "rounded"],
    ["abs(n)", "absolute"],
    ["s", "string", "ATTRIBUTE"],
    ["upper(s)", "upper"],
    ["lower(s)", "lower"],
    ["size(s)", "size"],
    ["sha256(s)", "sha"],
    ["md5(s)", "md5"],
    ["crc32(s)", "crc"],
    ["s.length()", "length"],
    ["substr(s, 0, 2)", "start"],
    ["reverse(s)", "backwards"],
    ["uuid()", "id"],
    ["now()", "now"],
  ]);
  const name = temporary("hard.json", mapping);
  const count = Math.max(NUMBERS.length, TEXTS.length);
  const rows = Array.from({ length: count }, (_, i) => {
    const text = JSON.stringify(TEXTS[i % TEXTS.length]);
    return `{"n":${NUMBERS[i % NUMBERS.length]},"s":${text}}`;
  });
  const quoted = (text) => `"${text.replaceAll('"', '""')}"`;
  const lines = Array.from({ length: count }, (_, i) => `${NUMBERS[i % NUMBERS.length]},${quoted(TEXTS[i % TEXTS.length])}`);
  const kinds = [
    ["r.ndjson", rows.join("\n")],
    ["r.json", `[${rows.join(",\n")}]`],
    ["in.json", `{"data":{"rows":[${rows.join(",")}]}}`, ["--select", "$.data.rows[*]"], { select: "$.data.rows[*]" }],
    ["r.csv", `n,s\r\n${lines.join("\r\n")}\r\n`],
    ["semicolon.csv", `n;s\n1,5;"a;b"\n2;"c""d\n\ne"\n;\n7\n8;9;10\n`],
    ["r.tsv", "n\ts\n1\ta b\n2\t\"c\td\"\n"],
    ["bom.csv", "\ufeffn,s\n1,ä\n"],
    ["bad.ndjson", `{"n":1}\n{"n":\n[]\n"x"\n\n{"n":1e}\n{"s":"\\ud800"}\n{"n":2}`],
    ["latin1.csv", Buffer.from("n,s\n1,caf\u00e9\n2,ok\n", "latin1")],
    ["utf16.csv", Buffer.from("\ufeffn,s\n1,x\n", "utf16le")],
    ["utf16.ndjson", Buffer.from('\ufeff{"n":1}\n', "utf16le")],
    ["bom.ndjson", '\ufeff{"n":1,"s":"x"}\n'],
    ["empty.csv", ""],
    ["cut.json", '[{"n":1},{"n":2'],
  ];
  await each(kinds, async ([file, content, args = [], options = {}]) => {
    const path = temporary(file, content);
    const given = { ...options, recordsName: path, files: {} };
    for (const more of [[], ["--strict-arithmetic", "--zone", "Europe/Berlin"]]) {
      const settings = more.length > 0 ? { strictArithmetic: true, zone: "Europe/Berlin" } : {};
      const result = await native(["preview", name, "--format", "ndjson", ...FIXED, "--records", path, ...args, ...more]);
      const all = { name, ...fixed, ...given, ...settings };
      const data = new Uint8Array(Buffer.from(content));
      const what = [file, ...more].join(" ");
      const ours = told(() => preflow.previewText(mapping, data, all));
      differences.same(what, ours.stdout, result.stdout);
      if (ours.trouble !== null) {
        assert.ok(result.stderr.includes(ours.trouble), `${what}: ${ours.trouble}\n${result.stderr}`);
        await assert.rejects(preflow.previewFile(new Blob([data]), mapping, all), { code: "unreadable-records", message: ours.trouble });
        continue;
      }
      let text = "";
      await preflow.previewFile(new Blob([data]), mapping, { ...all, onText: (some) => void (text += some) });
      differences.same(`${what}, as a file`, text, result.stdout);
    }
  });
  differences.none(50);
});

test("requests: every case, in every format", async () => {
  const differences = new Differences();
  const formats = preflow.formats().requests.map((format) => format.name);
  const isCall = (name) => !name.includes("/rules/");
  const pairs = inputs.flatMap((name, index) => {
    const wanted = isCall(name) ? formats : [formats[index % formats.length]];
    return wanted.map((format) => [name, format]);
  });
  await each(pairs, async ([name, format]) => {
    const { stdout, stderr, status } = await native(["requests", "--format", format, "--set", "TENANT_ID=acme", name]);
    const options = { name, files: beside(name), set: { TENANT_ID: "acme" } };
    const ours = preflow.requests(bytes(name), options);
    // Where there is no request, the command says so in place of an empty list.
    assert.equal(ours.length === 0, status === 2, `${name}: ${stderr}`);
    if (ours.length === 0) return;
    const text = preflow.requestsText(bytes(name), format, options);
    differences.same(`${name} ${format}`, text, stdout);
    if (format === "json") assert.deepEqual(ours, JSON.parse(text), name);
  });
  differences.none(300);
});

test("import: every text", async () => {
  const differences = new Differences();
  const isProse = (name) => /\.(md|sh|txt|postman_collection\.json)$/.test(name);
  const names = [...imports, ...examples, ...cases.filter(isProse), ...cases.filter((_, index) => index % 10 === 0)];
  await each([...new Set(names)], async (name) => {
    const { stdout, stderr } = await native(["import", name]);
    const { document, diagnostics } = preflow.importText(bytes(name), name);
    differences.same(name, document ?? "", stdout);
    if (document === null) assert.ok(stderr.includes(diagnostics[0]?.message ?? "no request"), `${name}: ${stderr}`);
  });
  differences.none(150);
});

test("templates and reference", async () => {
  const differences = new Differences();
  const templates = preflow.templates();
  const listed = await native(["new", "--list", "--format", "json"]);
  assert.deepEqual(templates, JSON.parse(listed.stdout));
  await each(templates, async ({ name }) => {
    differences.same(name, preflow.newDocument(name), (await native(["new", name])).stdout);
  });
  for (const name of ["functions", "specs", "rules"]) {
    const { stdout } = await native([name, "--format", "json"]);
    assert.deepEqual(preflow[name](), JSON.parse(stdout), name);
  }
  assert.deepEqual(preflow.documentSchema(), JSON.parse(readFileSync(join(root, "docs/dataflow.schema.json"), "utf8")));
  differences.none(50);
});

/** The lines of a file of JSON values. */
const lines = (name) => readFileSync(join(root, name), "utf8").split("\n").filter(Boolean);

/** The text of a member that is an object, as it stands: parsing it would lose digits. */
function member(line, before, behind) {
  const start = line.indexOf(before) + before.length;
  return line.slice(start, line.indexOf(behind, start));
}

function expressions() {
  const all = [];
  const add = (expr, record = "{}") => all.push([expr, record]);
  for (const name of ["language", "methods"]) {
    for (const line of lines(`tests/vectors/${name}.ndjson`)) {
      add(JSON.parse(line).expr, member(line, '"record":', ',"ok":'));
    }
  }
  const isByChance = /\b(uuid|guid|random)/i;
  for (const { examples } of preflow.functions()) {
    for (const { expression, record } of examples) {
      if (!isByChance.test(expression)) add(expression, JSON.stringify(record ?? {}));
    }
  }
  for (const name of ["chosen", "random"]) {
    for (const line of lines(`tests/vectors/dates/${name}.ndjson`)) {
      const { pattern, text, epoch } = JSON.parse(line);
      if (text !== undefined) add("date(t, p)", JSON.stringify({ t: text, p: pattern }));
      else add("dformat(e, p)", JSON.stringify({ e: epoch * 1000, p: pattern }));
      if (epoch !== undefined) add("format(date(e), p)", JSON.stringify({ e: String(epoch), p: pattern }));
    }
  }
  for (const name of ["cases", "random"]) {
    for (const line of lines(`tests/vectors/regex/${name}.ndjson`)) {
      const { pattern, text, replacement } = JSON.parse(line);
      const record = JSON.stringify({ t: text, p: pattern, r: replacement });
      for (const call of ["t.matches(p)", "t.replaceAll(p, r)", "t.split(p, 2)"]) {
        add(call, record);
      }
    }
  }
  const arithmetic = ["n", "n + 1", "n - 0.1", "n * n", "n / 3", "n % 7", "-n", "n + ''", "n == 1", "n < 0.3", "to_string(n)", "to_integer(n)", "to_float(n)", "round(n)", "floor(n)", "ceil(n)", "abs(n)", "n.toString()"];
  for (const n of NUMBERS) {
    for (const expr of arithmetic) add(expr, `{"n":${n}}`);
    for (const literal of [n, `${n}L`, `${n}b`, `${n}H`, `${n}f`, `${n}d`]) add(`${literal} + 0`);
    add("to_decimal(n) * 3", `{"n":"${n}"}`);
    add("n * 3", `{"n":"${n}"}`);
  }
  const onText = ["s", "s.length()", "upper(s)", "lower(s)", "size(s)", "sha1(s)", "sha256(s)", "sha512(s)", "md5(s)", "crc32(s)", "reverse(s)", "trim(s)", "s.charAt(0)", "s.hashCode()", "s.toUpperCase()", "s.codePointAt(0)", "s.substring(1)", "s.split('')", "s.matches('(?iu)\\\\p{L}+')", "s.replaceAll('\\\\w', '_')", "url_encode(s)", "get_url_host(s)", "get_url_path(s)", "concat(s, 'x', s)", "s == s.toLowerCase()", "compareTo(s, 'm')", "s.compareTo('m')", "date(s)", "explode(s, ' ')"];
  for (const s of TEXTS) for (const expr of onText) add(expr, JSON.stringify({ s }));
  const zones = ["Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "Pacific/Apia", "America/Sao_Paulo", "+05:45", "UTC", "GMT+2", "Antarctica/Troll"];
  const moments = ["2024-03-31T01:30:00Z", "2024-10-27T00:59:59Z", "1900-01-01T00:00:00Z", "2011-12-30T12:00:00Z", "2100-07-01T00:00:00Z", "-0001-01-01T00:00:00Z", "1969-12-31T23:59:59.999Z", "2038-01-19T03:14:08Z"];
  for (const zone of zones) {
    for (const moment of moments) {
      add("zone_date_to_utc(m)", JSON.stringify({ m: moment }));
      add("zone_date_to_zone(date(m), z)", JSON.stringify({ m: moment, z: zone }));
      add("format(zone_date_to_zone(date(m), z), 'yyyy-MM-dd HH:mm:ss VV xxx zzzz')", JSON.stringify({ m: moment, z: zone }));
    }
  }
  for (const expr of ["now()", "now('yyyy')", "timestamp()", "format(now(), 'EEEE d MMMM uuuu HH:mm:ss.SSS xxx')", "date_diff(date('2024-02-29'), now(), 'days')", "add_to_date(now(), 'month', 13)", "1 +", "", "(", "f(", "'abc", "a.b.c", "a?.b", "nosuch(1)", "1/0", "0.0/0", "null + 1", "[1,2,3][5]", "{'a':1}.a", "9223372036854775807 + 1", "2147483647 + 1", "'a' * 2", "1..5", "true && 'x'", "for (x : [1,2]) { x }"]) {
    add(expr);
  }
  return all;
}

test("evaluate: every vector and example, and numbers, dates, patterns and hashes besides", async () => {
  const differences = new Differences();
  // Patterns are slow to read, and know neither zone nor arithmetic.
  const noPatterns = expressions().filter(([, record]) => !record.includes('"p":'));
  for (const [args, options, all] of [
    [[], {}, expressions()],
    [["--zone", "America/New_York", "--strict-arithmetic"], { zone: "America/New_York", strictArithmetic: true }, noPatterns],
  ]) {
    const asked = all.map(([expr, record], id) => `{"id":${id},"expr":${JSON.stringify(expr)},"record":${record}}\n`);
    const { stdout } = await native(["eval", "--batch", ...FIXED, ...args], asked.join(""));
    const answers = stdout.split("\n").filter(Boolean);
    assert.equal(answers.length, all.length);
    for (const [id, [expr, record]] of all.entries()) {
      const what = `${expr} on ${record}`;
      const answer = JSON.parse(answers[id]);
      const ours = preflow.evaluate(expr, record, { ...fixed, ...options });
      if (ours.ok) {
        const unknown = ours.unknown === null ? "" : `,"unknown":${JSON.stringify(ours.unknown)}`;
        differences.same(what, `{"id":${id},"ok":true,"value":${ours.text}${unknown}}`, answers[id]);
        assert.deepEqual(ours.value, JSON.parse(ours.text), what);
      } else {
        // A batch says in its error where in the expression it is.
        differences.same(what, ours.error, String(answer.error).replace(/^at \d+: /, ""));
        assert.equal(answer.ok, false, what);
      }
    }
  }
  differences.none(10_000);
});

test("evaluate: what is by chance comes from the seed", async () => {
  for (const seed of [0, 1, 42, Number.MAX_SAFE_INTEGER]) {
    const { stdout } = await native(["eval", "--now", NOW, "--seed", String(seed), "uuid()"]);
    assert.equal(`${preflow.evaluate("uuid()", {}, { now: NOW, seed }).text}\n`, stdout);
  }
});
