// The little that pages need beyond links and forms. Every page works without it.
"use strict";

// A menu closes when one leaves it: Escape, a click elsewhere, the focus gone on.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const open = document.querySelector("details.menu[open]");
  if (open) { open.open = false; open.querySelector("summary").focus(); }
});
for (const type of ["click", "focusin"]) {
  document.addEventListener(type, (event) => {
    for (const menu of document.querySelectorAll("details.menu[open]")) {
      if (!menu.contains(event.target)) menu.open = false;
    }
  });
}

// Pages that are kept for work without a network belong to one person. Those of others go as soon as somebody else is
// signed in in this browser, all of them once nobody is. What was typed and not sent stays, under its writer's name.
(async () => {
  const person = document.body.dataset.person;
  if (person === undefined || !("caches" in window)) return;
  for (const name of await caches.keys()) {
    if (name === "canevas-who" ? !person : name.startsWith("canevas-pages-") && name !== `canevas-pages-${person}`) {
      await caches.delete(name);
    }
  }
  if (person && await caches.has("canevas-who")) {
    await (await caches.open("canevas-who")).put("/who", new Response(person));
  }
})().catch(() => {});
