// Keeps static files and the page for when there is no network. Never a page with anything of anybody's in it.
const KEEPS = {{ keeps|safe }};
const STORE = "gatepost " + KEEPS.join(" ");
const OFFLINE = KEEPS[KEEPS.length - 1];

const forgetAll = async (but) =>
  Promise.all((await caches.keys()).filter((name) => name !== but).map((name) => caches.delete(name)));

const fill = async () => {
  const store = await caches.open(STORE);
  // Without cookies: what is kept is what somebody sees who has not signed in.
  return Promise.all(
    KEEPS.map(async (address) => {
      const answer = await fetch(address, { credentials: "omit", cache: "reload" });
      if (answer.ok) await store.put(address, answer);
    }),
  );
};

self.addEventListener("install", (event) => event.waitUntil(fill().then(() => self.skipWaiting())));
self.addEventListener("activate", (event) => event.waitUntil(forgetAll(STORE).then(() => self.clients.claim())));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (address.origin !== self.location.origin) return;
  if (request.method === "POST" && address.pathname === "{% url "account_logout" %}") {
    event.waitUntil(forgetAll("").then(fill));
  } else if (request.method === "GET" && request.mode === "navigate") {
    event.respondWith(fetch(request).catch(async () => (await caches.match(OFFLINE)) || Response.error()));
  } else if (request.method === "GET" && KEEPS.includes(address.pathname) && address.pathname !== OFFLINE) {
    event.respondWith(caches.match(request, { ignoreSearch: true }).then((found) => found || fetch(request)));
  }
});
