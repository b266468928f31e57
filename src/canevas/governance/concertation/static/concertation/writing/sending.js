// The text of one item on its way to the server: kept in the browser first, sent at each pause, sent again until it is
// there. It never asks the server to write over what it has not seen.
import { distinct, newUid, same } from "./blocks.js";

const PAUSE = 1000; // milliseconds after the last key
const LONGEST = 5000; // of somebody who never pauses
const RETRIES = [2000, 4000, 8000, 15000, 30000];
const KEEPALIVE = 60000; // what a browser sends for a page that is being left, in bytes
const PATIENCE = 30000; // milliseconds before an answer is given up, and one more for each sign sent: a dead line says nothing
const WAITING = ["away", "later", "token", "signed-out"]; // sent again by itself

export function cookie(name) {
  return document.cookie.split("; ").find((one) => one.startsWith(`${name}=`))?.slice(name.length + 1) || "";
}

let isLeft = false;
addEventListener("pagehide", () => { isLeft = true; }, { capture: true });
const leaving = () => isLeft || document.visibilityState === "hidden";

// A signal that gives a request up after that many milliseconds, unless `stop()` comes before.
export function patience(delay) {
  const stopper = new AbortController();
  const timer = setTimeout(() => stopper.abort(), delay);
  return { signal: stopper.signal, stop: () => clearTimeout(timer) };
}

// One request. Gives {kind, data}: ok, conflict, refused, closed, signed-out, other-person, gone, token, later, away.
export async function ask(address, token, body) {
  const text = body && JSON.stringify(body);
  const options = { method: body ? "POST" : "GET", redirect: "manual", cache: "no-store", credentials: "same-origin",
    headers: { Accept: "application/json" } };
  if (body) {
    Object.assign(options, { body: text });
    Object.assign(options.headers, { "Content-Type": "application/json", "X-CSRFToken": token() });
    options.keepalive = leaving() && text.length * 2 < KEEPALIVE;
  }
  const until = patience(PATIENCE + (text ? text.length : 0));
  try { return await heard(await fetch(address, { ...options, signal: until.signal })); } catch { return { kind: "away" }; } finally { until.stop(); }
}

async function heard(answer) {
  if (answer.type === "opaqueredirect" || answer.status === 401) return { kind: "signed-out" };
  const isJson = (answer.headers.get("Content-Type") || "").includes("application/json");
  const data = isJson ? await answer.json() : null;
  if (answer.ok && isJson) return { kind: "ok", data };
  if (data?.kind) return { kind: data.kind, data };
  if (answer.status === 404) return { kind: "gone" };
  if (answer.status === 403) return { kind: "token" };
  if (answer.status === 400 || answer.status === 413) return { kind: "refused", data: { message: "" } };
  return { kind: "later" }; // the server restarts, or is at its limit
}

export class ItemText {
  // `item`: {uid, title, revision, blocks, save_url}. `told(state)` is called at every change of state.
  constructor({ item, drafts, session, user, token, told, shown, renamed, remembered }) {
    Object.assign(this, { item: item.uid, title: item.title, address: item.save_url, drafts, session, user, token, told, shown, renamed, remembered });
    this.revision = item.revision;
    this.saved = this.blocks = item.blocks;
    this.attempts = []; // marks of sendings without an answer: `chain:number`, the last of each chain, which stands for those before it
    this.chain = ""; // of the sendings of this page that began from one revision
    this.count = 0;
    this.replaces = []; // drafts of earlier pages that this one took up
    this.settling = null; // of a conflict that is being settled: the text that stood against another
    this.conflict = null;
    this.state = { name: "idle" };
    this.firstAt = this.tries = this.timer = 0;
    this.sending = null;
    this.writing = false;
    this.kept = true;
    this.hasDraft = false;
  }

  get isUnsent() { return this.settling !== null || !same(this.blocks, this.saved); }

  say(name, more = {}) { this.state = { name, ...more }; this.told(this); }

  // ---- in this browser ---------------------------------------------------------------------------------------
  draft() {
    this.stamp = Math.max(Date.now(), (this.stamp || 0) + 1);
    return { session: this.session, page: location.pathname, item: this.item, title: this.title, base: this.revision, baseBlocks: this.saved,
      blocks: this.blocks, attempts: this.attempts, settling: this.settling,
      replaces: this.replaces, at: this.stamp };
  }

  // Written at once, then for good. While one writing is under way the next waits and takes the newest text.
  async keep(atOnce = false) {
    const draft = this.draft();
    this.hasDraft = true;
    const stashed = this.drafts.stash(draft);
    if (this.writing && !atOnce) { this.again = true; return; }
    this.writing = true;
    try {
      await this.drafts.put(draft);
      this.kept = true;
    } catch {
      this.kept = stashed;
      if (!stashed) this.told(this);
    }
    this.writing = false;
    if (!this.again) return;
    this.again = false;
    if (this.isUnsent) await this.keep();
    else await this.forget();
  }

  // What the server has needs keeping no more, once the page that is shown without it has it too. Until then the draft
  // says what was confirmed: its text is that which it began from.
  async forget() {
    if (!this.hasDraft) return;
    this.hasDraft = this.again = false;
    for (const key of this.replaces) this.drafts.remove(key).catch(() => {});
    this.replaces = [];
    this.drafts.stash(this.draft());
    await this.remembered();
    if (!this.hasDraft) await this.drafts.remove(this.drafts.key(this.item)).catch(() => {});
  }

  // What the server confirmed to an earlier page, where this one was shown as it stood before.
  recall(draft) {
    this.revision = draft.base;
    this.saved = this.blocks = draft.blocks;
    this.shown(draft.blocks);
    this.say("saved", { at: draft.at });
  }

  // What an earlier page left: its text goes on here, on the revision that it began from.
  takeUp(draft) {
    Object.assign(this, { revision: draft.base, saved: draft.baseBlocks, blocks: draft.blocks, attempts: draft.attempts || [], chain: "",
      settling: draft.settling || null, replaces: [draft.key, ...(draft.replaces || [])].slice(0, 20), conflict: null });
    this.keep(true).then(() => { if (this.kept) this.drafts.remove(draft.key).catch(() => {}); });
    this.shown(this.blocks);
    this.say("kept");
    this.send();
  }

  changed(blocks) {
    this.blocks = blocks;
    this.firstAt ||= Date.now();
    this.keep();
    if (this.conflict) { this.told(this); return; }
    if (["closed", "refused", "gone"].includes(this.state.name)) this.say("typing");
    if (["idle", "saved", "stands", "theirs"].includes(this.state.name)) this.say("typing");
    if (this.tries && this.timer) return; // nobody answers: it is sent again in a while, not at every key
    this.later(Math.min(PAUSE, Math.max(0, this.firstAt + LONGEST - Date.now())));
  }

  later(delay) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), delay);
  }

  // ---- to the server -----------------------------------------------------------------------------------------
  async send() {
    clearTimeout(this.timer);
    this.timer = 0;
    if (this.sending || this.conflict || ["other-person"].includes(this.state.name)) return this.sending;
    if (!this.isUnsent) { this.firstAt = 0; this.forget(); if (!["saved", "stands", "theirs"].includes(this.state.name)) this.say("idle"); return null; }
    this.sending = this.deliver().catch(() => this.failed()).finally(() => { this.sending = null; this.follow?.(); });
    return this.sending;
  }

  async deliver() {
    this.chain ||= newUid().replaceAll("-", "");
    const nonce = `${this.chain}:${this.count += 1}`;
    const sent = this.blocks;
    const before = this.attempts;
    this.follow = null;
    this.attempts = [...before.filter((one) => !one.startsWith(`${this.chain}:`)).slice(-200), nonce];
    const kept = this.keep(true); // the mark of this sending is kept before it leaves: its answer may be lost
    if (!leaving()) await Promise.race([kept, new Promise((done) => setTimeout(done, 300))]);
    const body = { as: this.user, base_revision: this.revision, blocks: sent, client_id: this.drafts.client, nonce, unanswered: before };
    if (this.settling) body.mine = this.settling;
    const { kind, data } = await ask(this.address, this.token, body);
    if (WAITING.includes(kind)) { this.sendAgain(); this.say(kind); return; }
    this.tries = 0;
    if (kind === "ok") this.confirmed(sent, data);
    else if (kind === "conflict") { this.conflict = data; this.answered(); this.keep(); this.say("conflict"); }
    else this.say(kind, { message: data?.message });
  }

  sendAgain() {
    this.tries += 1;
    this.follow = () => this.later(RETRIES[Math.min(this.tries, RETRIES.length) - 1]);
  }

  // An answer that makes no sense, a page that fails at showing one: the text is still here, and goes again.
  failed() {
    this.sendAgain();
    try { this.say("later"); } catch { /* it is said at the next change */ }
  }

  answered() { this.attempts = []; this.chain = ""; }

  confirmed(sent, data) {
    const names = {};
    data.uids.forEach((uid, place) => { if (sent[place] && sent[place].uid !== uid) names[sent[place].uid] = uid; });
    const named = (blocks) => blocks.map((block) => (names[block.uid] ? { ...block, uid: names[block.uid] } : block));
    if (Object.keys(names).length) this.renamed(names);
    this.revision = data.revision;
    this.saved = named(sent);
    this.blocks = named(this.blocks);
    this.answered();
    this.settling = null;
    this.firstAt = 0;
    this.at = data.at;
    if (this.isUnsent) {
      this.firstAt = Date.now();
      this.keep();
      this.say("typing");
      this.follow = () => this.later(PAUSE);
    } else {
      this.forget();
      this.say("saved", { at: data.at });
    }
  }

  // Somebody else's text, where nothing of one's own waits.
  take(data) {
    this.answered();
    this.revision = data.revision;
    this.saved = this.blocks = data.blocks;
    this.shown(data.blocks);
    this.say("theirs", { by: data.by, at: data.at });
  }

  // A conflict ends: `blocks` is what the person chose with both texts before them.
  settle(blocks) {
    const chosen = distinct(blocks);
    this.settling = this.blocks;
    this.revision = this.conflict.revision;
    this.saved = this.conflict.blocks;
    this.conflict = null;
    this.blocks = chosen;
    this.shown(chosen, true);
    this.keep();
    this.say("typing");
    return this.send();
  }
}
