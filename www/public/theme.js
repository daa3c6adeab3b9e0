// Before anything is drawn: the colours that were chosen the last time.
try {
  const chosen = localStorage.getItem("preflow.theme");
  if (chosen) document.documentElement.dataset.theme = chosen;
} catch {
  // Storage may be forbidden; the system's colours are right then.
}
