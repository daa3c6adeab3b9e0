// Which view is shown: the fragment of the address says it, so that going back works.
import { get, update, VIEWS, type View } from "./store";

function named(): View {
  const name = location.hash.slice(1);
  return VIEWS.find((view) => view === name) ?? "start";
}

/** Shows a view. */
export function show(view: View): void {
  if (get().view === view) return;
  update({ view });
  if (named() !== view || location.hash.includes("=")) history.pushState(null, "", `#${view}`);
}

export function follow(): void {
  const view = named();
  update({ view: view !== "start" && get().name === null ? "start" : view });
}
