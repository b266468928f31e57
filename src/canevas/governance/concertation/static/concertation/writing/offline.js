// The page without a network: its shell and what this person last saw of it, kept under the person's own name.
const WHO = "canevas-who";

export function startOffline({ user, page, worker, scope }) {
  if (!("serviceWorker" in navigator) || !("caches" in window)) return { remember: async () => {}, known: async () => null };
  const store = () => caches.open(`canevas-pages-${user}`);
  const knownAddress = `${page}known.json`;
  let latest = null, next = null;
  const write = async () => {
    const items = latest;
    latest = next = null;
    if (items) await (await store()).put(knownAddress, new Response(JSON.stringify(items), { headers: { "Content-Type": "application/json" } }));
  };
  (async () => {
    await (await caches.open(WHO)).put("/who", new Response(user));
    await navigator.serviceWorker.register(worker, { scope });
    // the first visit was loaded before there was a worker: keep what it is made of
    const cache = await store();
    const parts = [...new Set(performance.getEntriesByType("resource").map((one) => one.name.split("#")[0]))].filter(
      (address) => address.startsWith(`${location.origin}/`) && /\.(js|css|svg|png)(\?|$)/.test(address));
    const missing = [];
    for (const part of [page, ...parts]) if (!(await cache.match(part))) missing.push(part);
    await Promise.all(missing.map(async (part) => {
      const answer = await fetch(part, { cache: part === page ? "no-store" : "default" });
      if (!answer.ok || answer.redirected) return;
      const headers = new Headers(answer.headers);
      headers.set("X-Kept", String(Date.now()));
      await cache.put(part, new Response(await answer.blob(), { headers }));
    }));
    document.documentElement.dataset.offline = "ready";
  })().catch(() => { document.documentElement.dataset.offline = "none"; });
  addEventListener("pagehide", () => { write().catch(() => {}); });
  return {
    // `items`: {uid: {revision, blocks}} as the server last confirmed them. Settles when they are written; never, where they
    // cannot be.
    remember(items) {
      latest = items;
      next ||= new Promise((done) => { setTimeout(() => write().then(done, () => {}), 1500); });
      return next;
    },
    async known() {
      try { return await (await (await store()).match(knownAddress))?.json() || null; } catch { return null; }
    },
  };
}
