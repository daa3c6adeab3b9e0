// Calls every function of the package and tells what it gave; the same text wherever it runs.
export async function sample(preflow) {
  const mapping = JSON.stringify({
    version: 0,
    mappings: [{ sourceType: "EXPRESSION", source: "upper(name)", destination: "person.name" }],
  });
  let early;
  try {
    preflow.version();
  } catch (error) {
    early = error.code;
  }
  await preflow.init();
  const document = preflow.newDocument(preflow.templates()[0].name);
  const file = new Blob(['{"name":"ada"}\n{"name":"grace"}\n']);
  const progress = [];
  const done = await preflow.previewFile(file, mapping, { keep: 1 }, (at) => progress.push(at.bytes));
  let unknown;
  try {
    preflow.newDocument("nothing");
  } catch (error) {
    unknown = [error instanceof Error, error.code];
  }
  return JSON.stringify({
    early,
    unknown,
    version: preflow.version(),
    check: preflow.check('{"name": 5}', { name: "a.dataflow.json" }).diagnostics.map((d) => d.code),
    checkText: preflow.checkText(new TextEncoder().encode("{"), "github"),
    preview: preflow.preview(mapping, "name\nada\n").records,
    previewText: preflow.previewText(mapping, '[{"name":"ß"}]'),
    previewBytes: preflow.previewBytes(mapping, '[{"name":"ß"}]').length,
    previewFile: [done.summary, done.records, progress],
    requests: preflow.requests(document).map((request) => [request.step, request.method, request.url]),
    requestsText: preflow.requestsText(document, "curl").length,
    evaluate: preflow.evaluate("n + 0.1", { n: 0.2 }),
    importText: preflow.importText(preflow.requestsText(document, "curl"), "a.sh").document?.length,
    functions: preflow.functions().length,
    specs: preflow.specs().connectionSpecs.length,
    rules: preflow.rules().length,
    documentSchema: preflow.documentSchema().title,
    formats: preflow.formats(),
    inspect: preflow.inspect('{"steps": {"flow": {"name": "{TEAM}"}}}').placeholders.at(-1),
    edit: preflow.edit('{"a": [1] /* one */}', [{ do: "insert", pointer: "/a", index: 1, value: { b: "ß" } }]),
    guide: preflow.guide('{"steps": {"flow": {"scheduleParams": {}}}}').map((field) => field.pointer),
    setField: preflow.setField('{"steps": {"flow": {}}}', "/steps/flow/scheduleParams/startTime", 1),
    fixAll: preflow.fixAll('{"steps": {"flow": {"scheduleParams": {"startTime": "1718000000"}, "flowSpec": {"id": "14518937-270c-4525-bdec-c2ba7cce3860"}}}}'),
    complete: preflow.complete('{"steps": {"flow": {}, ', 23).items.map((item) => item.label),
    completeExpression: preflow.completeExpression("upper(", 6, '{"steps": {}, "samples": {"records": [{"a": 1}]}}').items[0],
    hover: preflow.hover('{"steps": {}}', 3),
    hoverExpression: preflow.hoverExpression("upper(a)", 1)?.title,
    signature: preflow.signature("upper(", 6),
  });
}
