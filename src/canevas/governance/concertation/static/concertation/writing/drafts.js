// What was typed and not yet confirmed by the server, kept in this browser, for one person. A draft:
// {key, user, session, item, client, title, base, baseBlocks, blocks, attempts, settling, at}.
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
  });
  return {
    put: (draft) => run("readwrite", (store) => store.put(draft)),
    remove: (key) => run("readwrite", (store) => store.delete(key)),
    all: () => run("readonly", (store) => store.getAll()),
  };
}

const inStorage = {
  async put(draft) { localStorage.setItem(PREFIX + draft.key, JSON.stringify(draft)); },
  async remove(key) { localStorage.removeItem(PREFIX + key); },
  async all() {
    return Object.keys(localStorage).filter((key) => key.startsWith(PREFIX)).map((key) => JSON.parse(localStorage.getItem(key)));
  },
};

export async function openDrafts(user) {
  const client = newUid();
  let store = null;
  try {
    store = inDatabase(await opened());
    await store.all();
  } catch {
    try { localStorage.setItem(`${NAME}?`, "1"); localStorage.removeItem(`${NAME}?`); store = inStorage; } catch { store = null; }
  }
  const living = await pagesAlive(client);
  const nowhere = () => Promise.reject(new Error("nowhere"));
  return {
    client,
    isKept: store !== null,
    key: (item) => `${user}/${item}/${client}`,
    put: (draft) => (store ? store.put({ ...draft, user, client, key: `${user}/${draft.item}/${client}` }) : nowhere()),
    remove: (key) => (store ? store.remove(key) : Promise.resolve()),
    // Drafts of this person that no other open page is still working on, the newest first.
    async left() {
      if (!store) return [];
      const others = await living();
      const mine = (await store.all()).filter((draft) => draft.user === user && !others.has(draft.client));
      return mine.filter((draft) => draft.client !== client).sort((one, other) => other.at - one.at);
    },
  };
}

// Which pages are still open: by a lock that each holds as long as it lives, else by asking them.
async function pagesAlive(client) {
  if (navigator.locks) {
    navigator.locks.request(PREFIX + client, () => new Promise(() => {}));
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
