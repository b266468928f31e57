// Serves the pages on which minutes are typed when there is no network. The network always comes first; what was kept
// is kept under the name of the person signed in, and served to nobody else.
"use strict";
const WHO = "canevas-who";
const PATIENCE = 8000; // milliseconds before a page that was kept is shown instead of one that does not come
const OLDEST = 14 * 24 * 3600 * 1000; // as long as somebody stays signed in
const AWAY = [502, 503, 504];

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

async function person() {
  const found = await (await caches.open(WHO)).match("/who");
  return found ? found.text() : "";
}

async function kept(request) {
  const who = await person();
  if (!who) return undefined;
  const found = await (await caches.open(`canevas-pages-${who}`)).match(request, { ignoreVary: true, ignoreSearch: request.mode === "navigate" });
  return found && Date.now() - Number(found.headers.get("X-Kept")) < OLDEST ? found : undefined;
}

async function keep(request, answer) {
  const named = answer.headers.get("X-Canevas-Person");
  if (named) await (await caches.open(WHO)).put("/who", new Response(named));
  const who = named || await person();
  if (!who) return;
  const headers = new Headers(answer.headers);
  headers.set("X-Kept", String(Date.now()));
  const copy = new Response(await answer.blob(), { status: answer.status, headers });
  await (await caches.open(`canevas-pages-${who}`)).put(request.url.split("?")[0], copy);
}

async function page(event) {
  const fromNetwork = fetch(event.request).then((answer) => {
    if (AWAY.includes(answer.status)) throw new Error("away");
    // a page of a person who is signed in says so; a way to the sign-in, a refusal, are never kept
    if (answer.ok && answer.headers.has("X-Canevas-Person")) event.waitUntil(keep(event.request, answer.clone()));
    return answer;
  });
  const late = new Promise((_resolve, reject) => setTimeout(() => reject(new Error("late")), PATIENCE));
  try {
    return await Promise.race([fromNetwork, late]);
  } catch {
    return (await kept(event.request)) || fromNetwork.catch(() => Response.error());
  }
}

async function part(event) {
  try {
    const answer = await fetch(event.request);
    if (AWAY.includes(answer.status)) throw new Error("away");
    if (answer.ok) event.waitUntil(keep(event.request, answer.clone()));
    return answer;
  } catch {
    return (await kept(event.request)) || Response.error();
  }
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== self.location.origin) return;
  if (request.mode === "navigate" && /\/writing\/$/.test(address.pathname)) event.respondWith(page(event));
  else if (/\.(js|css|svg|png)$/.test(address.pathname)) event.respondWith(part(event));
});
