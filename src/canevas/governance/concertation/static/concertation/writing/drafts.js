// What was typed and not yet confirmed by the server, kept in this browser, for one person. A draft:
// {key, user, session, item, client, title, base, baseBlocks, blocks, attempts, settling, replaces, at}.
// `client` is one open page: two pages of one person on one item do not write over each other's draft.
import { newUid } from "./blocks.js";

const NAME = "canevas-writing";
const PREFIX = `${NAME}:`;

function opened() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => request.result.createObjectStore("drafts", { keyPath: "key" });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
    request.onblocked = () => reject(new Error("blocked"));
  });
}

function inDatabase(database) {
  const run = (mode, act) => new Promise((resolve, reject) => {
    const transaction = database.transaction("drafts", mode, { durability: "strict" });
    const request = act(transaction.objectStore("drafts"));
    transaction.oncomplete = () => resolve(request.result);
    transaction.onabort = transaction.onerror = () => reject(transaction.error || request.error);
    transaction.commit?.(); // so that it is done even when the page is gone the next moment
  });
  return {
    put: (draft) => run("readwrite", (store) => store.put(draft)),
    remove: (key) => run("readwrite", (store) => store.delete(key)),
    all: () => run("readonly", (store) => store.getAll()),
  };
}

// What is written at once, before the database has it; and in its place where there is none.
const atOnce = {
  put: (draft) => localStorage.setItem(PREFIX + draft.key, JSON.stringify(draft)),
  remove: (key) => localStorage.removeItem(PREFIX + key),
  all: () => Object.keys(localStorage).filter((key) => key.startsWith(PREFIX)).map((key) => JSON.parse(localStorage.getItem(key))),
};

const quietly = (act) => { try { return act(); } catch { return null; } };

export async function openDrafts(user) {
  const client = newUid();
  let database = null;
  try {
    database = inDatabase(await opened());
    await database.all();
  } catch { database = null; }
  const isWritable = quietly(() => { localStorage.setItem(`${NAME}?`, "1"); localStorage.removeItem(`${NAME}?`); return true; });
  const living = await pagesAlive(client);
  const named = (draft) => ({ ...draft, user, client, key: `${user}/${draft.item}/${client}` });
  return {
    client,
    isKept: database !== null || isWritable === true,
    key: (item) => `${user}/${item}/${client}`,
    // At once, at every key. Gives whether it is written.
    stash(draft) { return quietly(() => { atOnce.put(named(draft)); return true; }) === true; },
    // For good; what was stashed is then needed no more, unless something newer was typed.
    async put(draft) {
      const whole = named(draft);
      if (!database) { atOnce.put(whole); return; }
      await database.put(whole);
      const stashed = quietly(() => JSON.parse(localStorage.getItem(PREFIX + whole.key)));
      if (stashed && stashed.at <= whole.at) atOnce.remove(whole.key);
    },
    async remove(key) {
      quietly(() => atOnce.remove(key));
      if (database) await database.remove(key);
    },
    // Drafts of this person that no other open page is still working on, the newest first; those that a newer one
    // took up go.
    async left() {
      const others = await living();
      const found = new Map();
      for (const draft of [...(database ? await database.all() : []), ...(quietly(atOnce.all) || [])]) {
        const isMine = draft.user === user && draft.client !== client && !others.has(draft.client);
        if (isMine && !(found.get(draft.key)?.at > draft.at)) found.set(draft.key, draft);
      }
      for (const draft of [...found.values()]) {
        for (const key of draft.replaces || []) if (found.delete(key)) this.remove(key).catch(() => {});
      }
      return [...found.values()].sort((one, other) => other.at - one.at);
    },
  };
}

// Which pages are still open: by a lock that each holds as long as it lives, else by asking them.
async function pagesAlive(client) {
  if (navigator.locks) {
    navigator.locks.request(PREFIX + client, () => new Promise((done) => { addEventListener("pagehide", done); }));
    return async () => new Set((await navigator.locks.query()).held.map((lock) => lock.name)
      .filter((name) => name.startsWith(PREFIX)).map((name) => name.slice(PREFIX.length)));
  }
  if (typeof BroadcastChannel === "undefined") return async () => new Set();
  const channel = new BroadcastChannel(NAME);
  const heard = new Set();
  channel.onmessage = ({ data }) => {
    if (data === "who") channel.postMessage(client);
    else heard.add(data);
  };
  return async () => {
    heard.clear();
    channel.postMessage("who");
    await new Promise((done) => setTimeout(done, 400));
    return new Set(heard);
  };
}
