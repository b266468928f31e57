// The page on which minutes are typed: one editor for each item of the agenda, its line of state, what waits in this
// browser, and what others write meanwhile.
import { same } from "./blocks.js";
import { showConflict } from "./conflict.js";
import { openDrafts } from "./drafts.js";
import { openEditor } from "./editor.js";
import { startOffline } from "./offline.js";
import { ItemText, ask, cookie, patience } from "./sending.js";

const data = JSON.parse(document.getElementById("writing-data").textContent);
const words = data.words;
const place = (item, name) => document.querySelector(`#item-${item} [data-writing=${name}]`);
const isFrench = document.documentElement.lang.startsWith("fr");
const EVERY = 5000; // milliseconds between two questions about what others wrote
const HELD = ["away", "later", "token", "signed-out", "kept", "other-person"]; // states of a text that goes when the server answers
const BUSY = 30000; // under the eyes of somebody who just typed nothing is exchanged

function hourOf(at) {
  if (!at) return "";
  const when = new Date(at);
  const minutes = String(when.getMinutes()).padStart(2, "0");
  const hour = isFrench ? `${when.getHours()}\u00a0h\u00a0${minutes}` : `${when.getHours()}:${minutes}`;
  const isToday = when.toDateString() === new Date().toDateString();
  return isToday ? hour : `${when.toLocaleDateString(isFrench ? "fr-FR" : "en-GB")}, ${hour}`;
}
words.panel.when = hourOf;
const fill = (sentence, facts) => sentence.replace(/\{(\w+)\}/g, (_all, name) => facts[name] ?? "");

const texts = new Map();
const editors = new Map();
const pending = new Map(); // what others wrote in an item in which one is typing
const typedAt = new Map();
let editable = data.editable;
let offline = { remember: async () => {} };

// ---- the line of state -----------------------------------------------------------------------------------------
const KINDS = { saved: "done", idle: "", stands: "", typing: "", theirs: "", kept: "progress", away: "progress", later: "progress",
  token: "progress", "signed-out": "late", "other-person": "late", conflict: "late", closed: "late", refused: "late", gone: "late" };

// what a screen reader says aloud: when something goes wrong, and when it is right again; not each saving
const SPOKEN = new Set(["away", "later", "signed-out", "other-person", "conflict", "closed", "refused", "gone", "theirs"]);

function tell(text) {
  const line = place(text.item, "state");
  const { name, by, at, message } = text.state;
  let sentence = name === "refused" && message ? fill(words.refused, { why: message }) : words[name === "token" ? "later" : name] || "";
  if (name === "closed" && message) sentence = fill(words.closed, { why: message });
  sentence = fill(sentence, { by, time: hourOf(at) });
  if (!text.kept) sentence = `${words.not_kept} ${sentence}`;
  if (line.dataset.said !== sentence) {
    line.dataset.said = sentence;
    line.replaceChildren(sentence);
    if (name === "signed-out") line.append(" ", link(data.sign_in, words.sign_in_again));
  }
  line.className = `writing-state ${KINDS[name] ? `is-${KINDS[name]}` : ""} ${text.kept ? "" : "is-late"}`;
  if (line.dataset.state !== name && (SPOKEN.has(name) || SPOKEN.has(line.dataset.state)) && sentence) {
    document.getElementById("writing-said").textContent = `${text.title} : ${sentence}`;
  }
  if (name !== "typing" || !SPOKEN.has(line.dataset.state)) line.dataset.state = name;
  const conflict = place(text.item, "conflict");
  if (text.conflict) {
    showConflict({ place: conflict, text, words: words.panel, settle: (blocks) => text.settle(blocks).then(() => editors.get(text.item).focus()) });
  } else if (!conflict.hidden) { conflict.hidden = true; conflict.replaceChildren(); }
  tellUnsent();
  remember();
}

// What the server has, for the page without a network.
function remember() {
  return offline.remember(Object.fromEntries([...texts].map(([item, one]) => [item, { revision: one.revision, blocks: one.saved }])));
}

function link(address, label) {
  const made = document.createElement("a");
  Object.assign(made, { href: address, target: "_blank", rel: "noopener", textContent: label });
  return made;
}

function button(label, act, classes = "secondary") {
  const made = document.createElement("button");
  Object.assign(made, { type: "button", className: classes, textContent: label });
  made.addEventListener("click", act);
  return made;
}

// ---- what waits in this browser --------------------------------------------------------------------------------
let strays = [];

function tellUnsent() {
  const waiting = [...texts.values()].filter((text) => text.isUnsent && !["typing", "idle", "stands", "saved"].includes(text.state.name));
  const list = document.getElementById("unsent");
  const count = waiting.length + strays.length;
  document.getElementById("unsent-title").textContent = count === 1 ? words.unsent_one : fill(words.unsent_many, { count });
  document.getElementById("unsent-list").replaceChildren(...waiting.map((text) => {
    const item = document.createElement("li");
    const way = document.createElement("a");
    Object.assign(way, { href: `#item-${text.item}`, textContent: text.title });
    item.append(way);
    return item;
  }), ...strays.map(stray));
  list.hidden = !count;
}

// What pages that are gone left: into the editor where it is free, else into the list.
async function gather() {
  for (const draft of await data.drafts.left()) {
    if (strays.some((one) => one.key === draft.key)) continue;
    const text = draft.session === data.session && texts.get(draft.item);
    const isFree = text && !text.isUnsent && !text.sending;
    if (!draft.settling && same(draft.blocks, draft.baseBlocks)) {
      // what the server has, and a page that was kept may not: nothing waits in it
      if (isFree && draft.base > text.revision) text.recall(draft);
      if (draft.session === data.session) remember().then(() => data.drafts.remove(draft.key)).catch(() => {});
    } else if (isFree) text.takeUp(draft);
    else if (text && same(text.blocks, draft.blocks)) data.drafts.remove(draft.key).catch(() => {});
    else strays.push(draft);
  }
  tellUnsent();
}

// A draft that has no editor to go into: its item is gone, or another draft of the same item went in first.
function stray(draft) {
  const item = document.createElement("li");
  if (draft.session !== data.session) {
    const way = document.createElement("a");
    Object.assign(way, { href: draft.page, textContent: fill(words.elsewhere, { title: draft.title }) });
    item.append(way);
    return item;
  }
  const shown = document.createElement("details");
  const title = document.createElement("summary");
  title.textContent = `${draft.title} (${hourOf(draft.at)})`;
  const area = document.createElement("textarea");
  Object.assign(area, { readOnly: true, rows: 6, value: draft.blocks.map((block) => block.text).join("\n") });
  area.setAttribute("aria-label", draft.title);
  const acts = document.createElement("div");
  acts.className = "acts";
  const away = async () => {
    await data.drafts.remove(draft.key);
    strays = strays.filter((one) => one.key !== draft.key);
    tellUnsent();
  };
  const text = texts.get(draft.item);
  if (text && editable) {
    acts.append(button(words.take_up, async () => {
      await text.send();
      if (text.isUnsent) return;
      text.takeUp(draft);
      strays = strays.filter((one) => one.key !== draft.key);
      tellUnsent();
    }));
  }
  const sure = button(words.discard, () => { if (sure.dataset.asked) away(); else { sure.dataset.asked = "1"; sure.textContent = words.discard_sure; } }, "danger");
  acts.append(sure);
  shown.append(title, area, acts);
  item.append(shown);
  return item;
}

// ---- what others write -----------------------------------------------------------------------------------------
let etag = "";
let asking = 0;
let standing = null; // what the server last said

async function look() {
  clearTimeout(asking);
  asking = setTimeout(look, EVERY * 12); // whatever hangs below, it is asked again
  try { await listen(); } catch { /* no network: asked again later */ }
  clearTimeout(asking);
  asking = setTimeout(look, document.visibilityState === "hidden" ? EVERY * 6 : EVERY);
}

async function listen() {
  const until = patience(EVERY * 4);
  try {
    const answer = await fetch(data.state_url, { redirect: "manual", cache: "no-store", signal: until.signal, headers: {
      Accept: "application/json", ...(etag ? { "If-None-Match": etag } : {}) } });
    if (answer.ok) {
      standing = await answer.json();
      etag = answer.headers.get("ETag") || "";
    } else if (answer.status !== 304) return;
  } finally { until.stop(); }
  // also where nothing changed since: what could not be done about it the last time is done now
  if (await heard(standing)) back();
  await gather(); // a page that was closed meanwhile left something
}

// The server answers again, and to the same person: what waits goes at once.
function back() {
  for (const text of texts.values()) {
    const { name } = text.state;
    if (name === "other-person") text.say(text.isUnsent ? "kept" : "idle");
    if (text.isUnsent && (HELD.includes(name) || (name === "closed" && editable) || (name === "gone" && standing.items[text.item]))) text.send();
    else if (["away", "later", "token", "signed-out"].includes(name)) text.say("idle");
  }
}

// Gives whether the answer was for the person of this page.
async function heard(state) {
  if (state.person !== data.person) {
    for (const text of texts.values()) if (text.state.name !== "other-person") text.say("other-person");
    return false;
  }
  if (state.editable !== editable) {
    editable = state.editable;
    for (const editor of editors.values()) editor.allow(editable);
    if (editable) for (const text of texts.values()) text.send();
  }
  const closed = document.getElementById("closed");
  closed.hidden = editable;
  if (closed.textContent !== state.why) closed.textContent = state.why;
  const known = Object.keys(state.items);
  document.getElementById("agenda-changed").hidden = known.length === texts.size && known.every((item) => texts.has(item));
  for (const [item, [revision, by, at]] of Object.entries(state.items)) {
    const text = texts.get(item);
    if (!text || text.sending || text.conflict || revision <= text.revision) continue;
    if (text.isUnsent) { text.send(); continue; } // the answer tells whether it is a conflict
    const isBusy = editors.get(item).view.hasFocus() && Date.now() - (typedAt.get(item) || 0) < BUSY;
    if (isBusy) tellOther(item, by, at);
    else await fetchTheirs(item);
  }
  return true;
}

function tellOther(item, by, at) {
  if (pending.get(item) === at) return;
  pending.set(item, at);
  const notice = place(item, "notice");
  notice.replaceChildren(fill(words.other_writes, { by, time: hourOf(at) }), " ", button(words.show_it, () => fetchTheirs(item)));
  notice.hidden = false;
}

async function fetchTheirs(item) {
  const text = texts.get(item);
  const { kind, data: theirs } = await ask(text.address, () => "");
  if (kind !== "ok" || text.isUnsent || text.sending || theirs.revision <= text.revision) return;
  pending.delete(item);
  place(item, "notice").hidden = true;
  text.take(theirs);
}

// ---- beginning -------------------------------------------------------------------------------------------------
async function begin() {
  const drafts = data.drafts = await openDrafts(data.person);
  offline = startOffline({ user: data.person, page: location.pathname, worker: data.worker_url, scope: location.pathname });
  const known = (await offline.known?.()) || {};
  for (const item of data.items) {
    // a page that was kept may be older than what this browser last saw
    const last = known[item.uid];
    if (last && last.revision > item.revision) Object.assign(item, last);
    const text = new ItemText({
      item, drafts, session: data.session, user: data.person, token: () => cookie(data.csrf_cookie), told: tell,
      shown: (blocks, undoable) => editors.get(item.uid).show(blocks, undoable),
      renamed: (names) => editors.get(item.uid).rename(names), remembered: remember,
    });
    texts.set(item.uid, text);
    place(item.uid, "plain").remove();
    const toolbar = place(item.uid, "toolbar");
    editors.set(item.uid, openEditor({
      place: place(item.uid, "editor"), toolbar, blocks: item.blocks, editable,
      label: fill(words.editor_label, { title: item.title }),
      changed(blocks) {
        typedAt.set(item.uid, Date.now());
        if (same(blocks, text.blocks)) text.blocks = blocks;
        else text.changed(blocks);
      },
    }));
    place(item.uid, "editor").hidden = false;
    toolbar.hidden = !editable;
    editors.get(item.uid).view.dom.addEventListener("blur", () => text.send());
    text.say(item.at ? "stands" : "idle", { by: item.by, at: item.at });
  }
  await gather();
  if (!drafts.isKept) document.getElementById("no-store").hidden = false;
  tellUnsent();
  const flush = () => { for (const text of texts.values()) { if (text.isUnsent) { text.keep(true); text.send(); } } };
  document.addEventListener("visibilitychange", () => { flush(); if (document.visibilityState === "visible") look(); });
  addEventListener("pagehide", flush);
  addEventListener("online", look);
  addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
  addEventListener("focus", () => { if ([...texts.values()].some((text) => text.state.name === "signed-out")) look(); });
  document.documentElement.dataset.writing = "ready";
  look();
}

// The forms under the text are sent at once or not at all: what was typed into them stays there.
for (const failure of ["htmx:sendError", "htmx:responseError", "htmx:timeout"]) {
  document.addEventListener(failure, (event) => {
    const form = event.target.closest?.("form");
    if (!form) return;
    const notice = form.querySelector("[role=alert]") || document.createElement("p");
    notice.className = "notice notice-error";
    notice.setAttribute("role", "alert");
    notice.textContent = words.form_failed;
    form.prepend(notice);
  });
}

begin();
