// The keys of the gathering workbench. Every act is an ordinary form: without this script the page works as well.
(() => {
  const press = (form, verb) => document.querySelector(`${form} button[value="${verb}"]`)?.click();
  const into = (selector) => {
    const field = document.querySelector(selector);
    if (!field) return;
    const more = field.closest("details");
    if (more) more.open = true;
    field.focus();
  };
  const go = (rel) => document.querySelector(`.bench-moves a[rel="${rel}"]`)?.click();
  const choose = (place) => {
    const box = document.querySelectorAll('.gathered-members input[type="checkbox"]')[place];
    if (box) { box.checked = !box.checked; box.focus(); }
  };
  const keysAreOn = () => {
    try { return localStorage.getItem("canevas-keys") !== "off"; } catch { return true; }
  };
  const COMMANDS = {
    j: () => go("next"), k: () => go("prev"), Enter: () => press("#take", "take"), e: () => into("#text"),
    d: () => into("#reason"), s: () => press(".gathering-bench", "split"), g: () => into("#to"),
  };
  document.addEventListener("keydown", (event) => {
    if (event.altKey || event.metaKey || event.ctrlKey) return;
    const field = event.target.closest("textarea, select, input:not([type=checkbox])");
    if (field) {
      if (event.key === "Escape") { event.preventDefault(); field.blur(); }
      return;
    }
    if (!keysAreOn() || (event.key === "Enter" && event.target.closest("a, button, summary, input"))) return;
    const command = COMMANDS[event.key] || (/^[1-9]$/.test(event.key) ? () => choose(Number(event.key) - 1) : null);
    if (command) { event.preventDefault(); command(); }
  });
})();
