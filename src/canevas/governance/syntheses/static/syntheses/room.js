// The screen of a session by keyboard: a accept, r reject, m other words, n and p next and previous, u take back, digits
// choose among amendments in conflict. Without this script the same buttons and links are there.
"use strict";

(() => {
  const cards = () => [...document.querySelectorAll(".amendment")];
  const chosen = () => document.getElementById("chosen");

  function choose(card) {
    for (const one of cards()) { one.removeAttribute("id"); one.removeAttribute("aria-current"); }
    card.id = "chosen";
    card.tabIndex = -1;
    card.setAttribute("aria-current", "true");
    card.focus();
    card.scrollIntoView({ block: "nearest" });
  }

  function press(act) {
    const button = chosen()?.querySelector(`button[value="${act}"]`);
    if (button) button.form.requestSubmit(button);
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    const typing = event.target.matches("input, textarea, select");
    if (typing) {
      if (event.key === "Escape") { event.preventDefault(); chosen()?.focus(); }
      return;
    }
    const key = event.key.toLowerCase();
    if (key === "a") press("accept");
    else if (key === "r") press("reject");
    else if (key === "u") document.getElementById("undo")?.click();
    else if (key === "n") document.getElementById("next")?.click();
    else if (key === "p") document.getElementById("previous")?.click();
    else if (key === "m") {
      const words = chosen()?.querySelector("details.modify");
      if (!words) return;
      words.open = true;
      words.querySelector("textarea")?.focus();
    } else if (/^[1-9]$/.test(key) && cards()[key - 1]) choose(cards()[key - 1]);
    else return;
    event.preventDefault();
  });
  chosen()?.focus({ preventScroll: true });
})();
