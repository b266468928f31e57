// The workbench: keys, the passage of the open value shown in the original, the folded groups kept as they were.
// Every act is an ordinary form; without this script the page works with the mouse and the Tab key.
const bench = document.getElementById("workbench");
const keys = document.getElementById("keys");
const boxes = JSON.parse(document.getElementById("boxes")?.textContent || "{}");
const quietly = matchMedia("(prefers-reduced-motion: reduce)").matches;
const pane = () => document.getElementById("understood");
const openLine = () => pane().querySelector(".line.is-open");

// ---- the original ----------------------------------------------------------------------------------------------
function showPane(name) {
  for (const button of bench.querySelectorAll("[data-show]")) {
    button.setAttribute("aria-pressed", String(button.dataset.show === name));
  }
  for (const part of bench.querySelectorAll("[data-pane]")) part.hidden = part.dataset.pane !== name;
}

function unmark() {
  for (const mark of bench.querySelectorAll(".doc mark")) {
    const parent = mark.parentNode;
    mark.replaceWith(...mark.childNodes);
    parent.normalize();
  }
  for (const node of bench.querySelectorAll(".doc-found")) node.classList.remove("doc-found");
  for (const drawing of bench.querySelectorAll(".page-picture svg")) drawing.replaceChildren();
}

// The text nodes that hold the node's own words: not its list marker, not the blocks within it.
function ownTexts(element) {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT, (text) => {
    for (let at = text.parentElement; at !== element; at = at.parentElement) {
      if (at.id.startsWith("n-") || at.matches(".doc-marker, ul, table")) return NodeFilter.FILTER_REJECT;
    }
    return NodeFilter.FILTER_ACCEPT;
  });
  const found = [];
  while (walker.nextNode()) found.push(walker.currentNode);
  if (found.length > 1 && element.querySelector(".doc-marker")) found.shift(); // the blank behind the marker
  return found;
}

function markText([node, start, end]) {
  const element = document.getElementById(`n-${node}`);
  if (!element) return null;
  const marks = [];
  let place = 0;
  for (const text of ownTexts(element)) {
    const from = Math.max(start - place, 0);
    const to = end === null ? text.length : Math.min(end - place, text.length);
    place += text.length;
    if (from >= text.length || to <= from) continue;
    const range = document.createRange();
    range.setStart(text, from);
    range.setEnd(text, to);
    const mark = document.createElement("mark");
    range.surroundContents(mark);
    marks.push(mark);
  }
  if (!marks.length) element.classList.add("doc-found");
  return marks[0] || element;
}

function boxOf(node) {
  for (let element = document.getElementById(`n-${node}`), id = node; ;) {
    if (boxes[id]) return boxes[id];
    element = element?.parentElement?.closest("[id^='n-']");
    if (!element) return null;
    id = element.id.slice(2);
  }
}

function drawBox(node) {
  const box = boxOf(node);
  const figure = box && bench.querySelector(`.page-picture[data-page="${box[0]}"]`);
  if (!figure) return null;
  const rectangle = document.createElementNS("http://www.w3.org/2000/svg", "rect");
  const [, left, top, right, bottom] = box;
  for (const [name, value] of Object.entries({
    x: left - 0.006, y: top - 0.003, width: right - left + 0.012, height: bottom - top + 0.006,
  })) rectangle.setAttribute(name, value);
  figure.querySelector("svg").append(rectangle);
  return rectangle;
}

function scrollInto(target) {
  const holder = target?.closest("[data-pane]");
  if (!holder || holder.hidden) return;
  const to = target.getBoundingClientRect();
  const frame = holder.getBoundingClientRect();
  if (to.top >= frame.top + 20 && to.bottom <= frame.bottom - 20) return;
  holder.scrollTo({ top: holder.scrollTop + to.top - frame.top - frame.height / 3, behavior: quietly ? "auto" : "smooth" });
}

function showSource(line) {
  unmark();
  if (!line) return;
  let first = null, drawn = null;
  const done = new Set();
  // From the last to the first, so that marking one passage leaves the places of the others as they are.
  for (const passage of JSON.parse(line.dataset.passages || "[]").sort((a, b) => b[1] - a[1])) {
    first = markText(passage) || first;
    if (!done.has(passage[0])) drawn = drawBox(passage[0]) || drawn;
    done.add(passage[0]);
  }
  scrollInto(drawn);
  scrollInto(first);
}

// ---- going from value to value ---------------------------------------------------------------------------------
function show(pk) {
  if (pk && window.htmx) window.htmx.ajax("GET", `${pane().dataset.url}?line=${pk}`, { target: "#understood", swap: "outerHTML" });
}

function step(direction, everything) {
  const all = everything ? [...pane().querySelectorAll(".line")].map((line) => line.dataset.line)
    : pane().dataset.asked.split(" ").filter(Boolean);
  if (!all.length) return;
  const order = [...pane().querySelectorAll(".line")].map((line) => line.dataset.line);
  const at = order.indexOf(pane().dataset.active || "");
  const rest = direction > 0 ? all.filter((pk) => order.indexOf(pk) > at)
    : all.filter((pk) => order.indexOf(pk) < at).reverse();
  show(rest[0] || (direction > 0 ? all[0] : all[all.length - 1]));
}

function press(verb) {
  const button = openLine()?.querySelector(`button[name="verb"][value="${verb}"]`) ||
    pane().querySelector(`.understood-head button[name="verb"][value="${verb}"]`);
  button?.click();
}

function into(selector) {
  const field = openLine()?.querySelector(selector);
  if (!field) return;
  const more = field.closest("details");
  if (more) more.open = true;
  field.focus();
  if (field.matches("textarea")) field.setSelectionRange(field.value.length, field.value.length);
}

const COMMANDS = {
  j: () => step(1), ArrowDown: () => step(1), k: () => step(-1), ArrowUp: () => step(-1),
  J: () => step(1, true), K: () => step(-1, true),
  Enter: () => press(openLine()?.querySelector('[value="restore"]') ? "restore" : "save"),
  e: () => into("textarea, .editor-field input, .editor-field select"), s: () => into("textarea"),
  m: () => press("merge"), d: () => press("drop"), n: () => into("#edit-kind"), t: () => into("#edit-item"),
  a: () => into(".suggestions button, #edit-axis, #edit-find"), c: () => press("confirm-sure"), u: () => press("undo"),
  o: () => bench.querySelector("[data-pane]:not([hidden])").focus(), "?": () => keys.showModal(),
};

function keysAreOn() {
  try { return localStorage.getItem("canevas-keys") !== "off"; } catch { return true; }
}

document.addEventListener("keydown", (event) => {
  const field = event.target.closest("textarea, input, select");
  if (keys.open || event.altKey || event.metaKey) return;
  if (field?.closest(".editor")) {
    if (event.key === "Escape") { event.preventDefault(); openLine().focus(); return; }
    if (event.key === "Enter" && field.matches("textarea")) {
      event.preventDefault();
      press(event.ctrlKey ? "split" : "save");
    }
    return;
  }
  if (field || event.ctrlKey || !keysAreOn()) return;
  if (event.key === "o" && event.target.closest(".original")) { event.preventDefault(); openLine()?.focus(); return; }
  const inOriginal = event.target.closest("[data-pane]");
  if (inOriginal && event.key.startsWith("Arrow")) return;
  if (event.key === "Enter" && event.target.closest("a, button, summary")) return;
  const command = COMMANDS[event.key];
  if (command) { event.preventDefault(); command(); }
});

// ---- what a new right side keeps -------------------------------------------------------------------------------
let folded = new Map();
let scrolled = 0;

function ready() {
  for (const button of pane().querySelectorAll("[data-help]")) button.hidden = false;
  for (const group of pane().querySelectorAll("details.group")) {
    if (folded.has(group.id)) group.open = folded.get(group.id) || group.open;
  }
  const line = openLine();
  if (line) { line.closest("details").open = true; }
  pane().scrollTop = scrolled;
  showSource(line);
}

const sideBySide = () => getComputedStyle(pane()).overflowY === "auto";

function toOpenLine() {
  const line = openLine();
  line.focus({ preventScroll: true });
  if (!sideBySide()) { line.scrollIntoView({ block: "nearest" }); return; }
  const to = line.getBoundingClientRect();
  const frame = pane().getBoundingClientRect();
  pane().scrollTop += to.top - frame.top - Math.max((frame.height - to.height) / 3, 110);
}

document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.target.id !== "understood") return;
  folded = new Map([...pane().querySelectorAll("details.group")].map((group) => [group.id, group.open]));
  scrolled = pane().scrollTop;
});
document.addEventListener("htmx:afterSettle", () => {
  ready();
  const line = openLine();
  const refused = pane().querySelector("[role=alert]");
  if (line) {
    toOpenLine();
    history.replaceState(null, "", `?line=${line.dataset.line}`);
  }
  if (refused) refused.scrollIntoView({ block: "nearest" });
});
// The verb "split" tells where the cursor is.
document.addEventListener("htmx:configRequest", (event) => {
  const area = event.detail.elt.closest?.(".editor")?.querySelector("textarea");
  if (area && event.detail.parameters.verb === "split" && !area.value.includes("\n")) {
    event.detail.parameters.at = String(area.selectionStart);
  }
});
for (const failure of ["htmx:sendError", "htmx:responseError"]) {
  document.addEventListener(failure, () => {
    const notice = document.createElement("p");
    notice.className = "notice notice-error";
    notice.setAttribute("role", "alert");
    notice.textContent = keys.dataset.failure;
    pane().prepend(notice);
  });
}
document.addEventListener("click", (event) => {
  const shown = event.target.closest("[data-show]");
  if (shown) { showPane(shown.dataset.show); showSource(openLine()); }
  if (event.target.closest("[data-help]")) keys.showModal();
  if (event.target.closest("[data-to-source]")) {
    event.preventDefault();
    showSource(openLine());
    bench.querySelector("[data-pane]:not([hidden])").focus();
  }
});
// Pointing at a value, or going to it with Tab, shows where it is written.
document.addEventListener("focusin", (event) => {
  const line = event.target.closest(".line[data-passages]");
  if (line) showSource(line);
});

if (bench) {
  const on = document.getElementById("keys-on");
  on.checked = keysAreOn();
  on.addEventListener("change", () => {
    try { localStorage.setItem("canevas-keys", on.checked ? "on" : "off"); } catch { /* private window */ }
  });
  if (bench.querySelector("[data-pane=pages]")) showPane("pages");
  ready();
  if (openLine()) {
    if (sideBySide()) bench.scrollIntoView({ block: "start" });
    toOpenLine();
    showSource(openLine());
  }
}
