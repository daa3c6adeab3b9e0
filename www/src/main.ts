// The beginning: the module starts in its worker, the work of the last time or of a link is opened, and whatever
// changes is drawn.
import { render } from "lit-html";
import "./analysis";
import * as core from "./core";
import { open, redo, undo } from "./document";
import { kept, resume } from "./keep";
import { holdsWork, workOf } from "./link";
import { follow, show } from "./navigation";
import { keepOffline } from "./offline";
import { shell } from "./shell";
import { get, say, type State, subscribe, update, VIEWS, type View } from "./store";

const app = document.getElementById("app")!;

function draw(): void {
  render(shell(get() as State), app);
  const { name, view } = get();
  document.title = name && view !== "start" ? `${name} · preflow` : "preflow";
}

async function start(): Promise<void> {
  const chosen = document.documentElement.dataset.theme;
  if (chosen === "light" || chosen === "dark") update({ theme: chosen });
  subscribe(draw);
  draw();
  await openFirst();
}

/** The work of the link that was followed, or the work of the last time. */
async function openFirst(): Promise<void> {
  if (holdsWork(location.hash)) {
    await openLink(location.href);
    return;
  }
  const [last] = kept();
  const wanted = VIEWS.find((view) => view === location.hash.slice(1));
  if (last && wanted && wanted !== "start") {
    await resume(last);
    update({ view: wanted });
  }
}

async function openLink(address: string): Promise<void> {
  try {
    const work = await workOf(address);
    await open(work);
    history.replaceState(null, "", "#edit");
    update({ view: "edit" });
    say(`${work.name} is open, from a link`);
  } catch {
    history.replaceState(null, "", "#start");
    update({ view: "start", notice: "The link cannot be read: it is cut off, or from another page." });
  }
}

core.ready.then(
  async () => {
    update({ core: "ready" });
    const [templates, formats] = await Promise.all([core.templates(), core.formats()]);
    update({ templates, formats });
  },
  (error: Error) => update({ core: "failed", coreError: error.message }),
);

addEventListener("hashchange", () => {
  if (holdsWork(location.hash)) void openLink(location.href);
  else follow();
});

const KEYS: Record<string, View> = { 1: "start", 2: "edit", 3: "map", 4: "preview", 5: "requests", 6: "share" };

addEventListener("keydown", (event) => {
  if (event.defaultPrevented) return;
  const view = event.altKey && !event.ctrlKey && !event.metaKey ? KEYS[event.key] : undefined;
  if (view && (get().name !== null || view === "start")) {
    event.preventDefault();
    show(view);
    return;
  }
  const isText = event.composedPath().some((target) => target instanceof HTMLElement && (/^(INPUT|TEXTAREA)$/.test(target.tagName) || target.isContentEditable));
  if (isText || !(event.ctrlKey || event.metaKey)) return;
  const key = event.key.toLowerCase();
  if (key === "z" || key === "y") {
    event.preventDefault();
    if (key === "y" || event.shiftKey) redo();
    else undo();
  }
});

void start();
keepOffline();
