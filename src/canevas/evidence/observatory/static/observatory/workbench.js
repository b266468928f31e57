// Keys of the workbench; the open value is shown in the sheet. Every act is an ordinary form or link: without this
// script the page works with the mouse and the Tab key.
const keys = document.getElementById("keys");
const open = document.getElementById("open");
const answers = () => [...(open?.querySelectorAll("[data-answer]") || [])];

function keysAreOn() {
  try { return localStorage.getItem("canevas-keys") !== "off"; } catch { return true; }
}

const COMMANDS = {
  j: () => document.querySelector("a[rel=next]")?.click(), k: () => document.querySelector("a[rel=prev]")?.click(),
  Enter: () => answers()[0]?.click(), 0: () => open?.querySelector("[data-nothing]")?.click(),
  e: () => open?.querySelector("select, input:not([type=hidden])")?.focus(),
  o: () => document.querySelector(".sheet-scroll")?.focus(), "?": () => keys.showModal(),
};

document.addEventListener("keydown", (event) => {
  if (keys.open || event.altKey || event.metaKey || event.ctrlKey || !keysAreOn()) return;
  if (event.target.closest("input, select, textarea")) {
    if (event.key === "Escape") open?.focus();
    return;
  }
  if (event.key === "Enter" && event.target.closest("a, button, summary")) return;
  const command = /^[1-9]$/.test(event.key) ? () => answers()[Number(event.key) - 1]?.click() : COMMANDS[event.key];
  if (command) { event.preventDefault(); command(); }
});
for (const button of document.querySelectorAll("[data-help]")) {
  button.hidden = false;
  button.addEventListener("click", () => keys.showModal());
}
const found = document.querySelector(".sheet-cells .is-value") || document.querySelector(".sheet-cells td.is-active");
const frame = found?.closest(".sheet-scroll");
if (frame) {
  frame.scrollTop = found.offsetTop - frame.clientHeight / 3;
  frame.scrollLeft = found.offsetLeft - frame.clientWidth / 3;
}
if (open && location.hash === "#open") open.focus({ preventScroll: true });
