// Keeps the files of one build, so that the page works offline after its first load. VERSION and FILES are written
// before this text when the page is built.
const CACHE = `preflow-${VERSION}`;
const HOME = new URL("./", self.location.href).href;

self.addEventListener("install", (event) => {
  event.waitUntil(
    caches
      .open(CACHE)
      .then((cache) => cache.addAll([HOME, ...FILES.filter((file) => file !== "index.html").map((file) => new URL(file, HOME).href)])),
  );
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    (async () => {
      for (const name of await caches.keys()) {
        if (name.startsWith("preflow-") && name !== CACHE) await caches.delete(name);
      }
      await self.clients.claim();
    })(),
  );
});

self.addEventListener("message", (event) => {
  if (event.data === "activate") self.skipWaiting();
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || !request.url.startsWith(HOME)) return;
  const url = request.url.split(/[?#]/)[0];
  const wanted = request.mode === "navigate" || url === `${HOME}index.html` ? HOME : url;
  event.respondWith(
    (async () => (await (await caches.open(CACHE)).match(wanted)) ?? fetch(request))(),
  );
});
