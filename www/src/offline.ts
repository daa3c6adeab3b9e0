// The service worker: it keeps the page's files, so that the page works offline after its first load.
import { get, update } from "./store";

/** Begins with a newer version; the work is kept. */
export function renew(): void {
  navigator.serviceWorker.addEventListener("controllerchange", () => location.reload());
  get().fresh?.postMessage("activate");
}

export function keepOffline(): void {
  if (!import.meta.env.PROD || !("serviceWorker" in navigator)) return;
  // After the page is up: what is needed first comes first.
  const register = async () => {
    try {
      const registration = await navigator.serviceWorker.register(new URL("service-worker.js", document.baseURI));
      await navigator.serviceWorker.ready;
      update({ where: { ...get().where, offline: true } });
      registration.addEventListener("updatefound", () => {
        const fresh = registration.installing;
        fresh?.addEventListener("statechange", () => {
          if (fresh.state === "installed" && navigator.serviceWorker.controller) update({ notice: "A newer version of the page is ready.", fresh });
        });
      });
    } catch {
      // No secure origin, or storage is forbidden: the page works, online.
    }
  };
  if (document.readyState === "complete") void register();
  else addEventListener("load", () => void register(), { once: true });
}
