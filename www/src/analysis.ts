// Asks the core whenever what it was asked about has changed and someone looks at the answer.
import * as core from "./core";
import type { Inspection } from "./core-types";
import { checkOptions, previewOptions } from "./options";
import { type Answer, get, type State, subscribe, update } from "./store";

/** How long typing pauses before the core is asked. */
const PAUSE = 120;

interface Job {
  key: "inspection" | "guide" | "table" | "preview" | "previewBefore" | "requests" | "requestsText";
  isWanted(state: State): boolean;
  /** What the answer depends on; compared one by one. */
  inputs(state: State): unknown[];
  ask(state: State): Promise<unknown>;
}

const isIn = (...views: State["view"][]) => (state: State) => views.includes(state.view);
const ofText = (state: State) => [state.name, state.text, state.files];
const ofRecords = (state: State) => [state.records, state.select];

const JOBS: Job[] = [
  { key: "inspection", isWanted: () => true, inputs: ofText, ask: ({ text }) => core.inspect(text, checkOptions()) },
  {
    key: "guide", isWanted: (state) => isIn("edit")(state) && state.ui.form, inputs: ofText,
    ask: ({ text }) => core.guide(text, checkOptions()),
  },
  { key: "table", isWanted: isIn("map", "preview"), inputs: ofText, ask: ({ text }) => core.mappingTable(text, checkOptions()) },
  {
    key: "preview", isWanted: isIn("map", "preview"), inputs: (state) => [...ofText(state), ...ofRecords(state)],
    ask: (state) => core.preview("preview", state.text, state.records?.text ?? null, traced()),
  },
  {
    key: "previewBefore", isWanted: (state) => isIn("preview")(state) && state.ui.compare,
    inputs: (state) => [state.before, state.name, state.files, ...ofRecords(state)],
    ask: (state) => core.preview("before", state.before.text, state.records?.text ?? null, traced()),
  },
  {
    key: "requests", isWanted: isIn("requests"), inputs: ofText,
    ask: ({ text }) => core.requests(text, checkOptions()),
  },
  {
    key: "requestsText", isWanted: isIn("requests"),
    inputs: (state) => [...ofText(state), state.ui.format, state.ui.request, state.secrets],
    ask: (state) => core.requestsText(state.text, state.ui.format, requestOptions(state)),
  },
];

/** As many records as a person looks through; files of any size are mapped by another way. */
const MOST = 1000;

function traced() {
  return { ...previewOptions(), limit: MOST, now: moment, trace: true };
}

// One moment for the whole session: two previews then differ only by what was edited.
const moment = new Date().toISOString();

export function requestOptions({ ui, secrets }: State) {
  const set = Object.fromEntries(Object.entries(secrets).filter(([, value]) => value !== ""));
  return { ...checkOptions(), set, ...(ui.request && { step: ui.request }) };
}

const asked = new Map<Job, unknown[]>();
let timer: ReturnType<typeof setTimeout> | undefined;

function isSame(a: unknown[] | undefined, b: unknown[]): boolean {
  return a !== undefined && a.length === b.length && a.every((value, index) => value === b[index]);
}

function due(state: State): Job[] {
  if (state.core !== "ready" || state.name === null) return [];
  return JOBS.filter((job) => job.isWanted(state) && !isSame(asked.get(job), job.inputs(state)));
}

async function run(job: Job): Promise<void> {
  const state = get() as State;
  const inputs = job.inputs(state);
  asked.set(job, inputs);
  let answer: Answer<unknown>;
  try {
    answer = { value: await job.ask(state), error: null, isOld: false };
  } catch (error) {
    if ((error as core.CoreError).code === core.REPLACED) return;
    answer = { value: null, error: (error as Error).message, isOld: false };
  }
  // What was typed meanwhile has moved places: the next answer, which is on its way, has them right.
  answer.isOld = !isSame(job.inputs(get() as State), inputs);
  if (answer.isOld && job.key === "inspection") return;
  if (job.key === "inspection") keepSteps(answer as Answer<Inspection>);
  update({ [job.key]: answer } as Partial<State>);
}

/** While a text is broken its steps cannot be read: those that it had stay in sight. */
function keepSteps({ value }: Answer<Inspection>): void {
  const before = get().inspection.value?.steps.filter(({ isWritten }) => isWritten) ?? [];
  if (value?.kind !== "document" || value.summary.errors === 0 || value.steps.some(({ isWritten }) => isWritten) || before.length === 0) return;
  value.steps = get().inspection.value?.steps ?? value.steps;
}

function soon(state: State, changed: ReadonlySet<keyof State>): void {
  const jobs = due(state);
  if (jobs.length === 0) return;
  clearTimeout(timer);
  const start = () => due(get() as State).forEach((job) => void run(job));
  if (changed.has("text") && asked.size > 0) timer = setTimeout(start, PAUSE);
  else start();
}

subscribe(soon);
subscribe((state, changed) => {
  if (changed.has("inspection") && state.inspection.value) update({ summary: state.inspection.value.summary });
});
