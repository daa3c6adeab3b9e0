// Light, dark, or as the system has it.
import { type State, update } from "./store";

export function setTheme(theme: State["theme"]): void {
  update({ theme });
  const root = document.documentElement;
  if (theme === "system") delete root.dataset.theme;
  else root.dataset.theme = theme;
  try {
    if (theme === "system") localStorage.removeItem("preflow.theme");
    else localStorage.setItem("preflow.theme", theme);
  } catch {
    // It holds until the page is closed.
  }
}
