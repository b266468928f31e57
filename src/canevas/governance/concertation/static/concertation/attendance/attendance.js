// The attendance list on a telephone: a note that could not be sent stays marked on its line, is kept for this tab, and
// is sent again: by its button, when the network is back, and from time to time. Without this script the forms post.
"use strict";

(() => {
  const AGAIN = 15000;
  const list = () => document.getElementById("attendance");
  const store = `canevas-attendance-${document.body.dataset.person || ""}-${window.location.pathname}`;
  const waiting = new Map(Object.entries(JSON.parse(sessionStorage.getItem(store) || "{}")));
  const keep = () => sessionStorage.setItem(store, JSON.stringify(Object.fromEntries(waiting)));
  const seatOf = (element) => element?.closest?.(".seat");

  function valuesOf(detail) {
    const values = {};
    for (const [name, value] of Object.entries(detail.requestConfig.parameters)) {
      if (name !== "csrfmiddlewaretoken") values[name] = value;
    }
    return values;
  }

  function show(seat, words) {
    let place = seat.querySelector(".unsent");
    if (!place) {
      place = document.createElement("p");
      place.className = "notice notice-warning unsent";
      place.setAttribute("role", "alert");
      seat.querySelector(".seat-state").after(place);
    }
    const button = document.createElement("button");
    button.type = "button";
    button.className = "secondary";
    button.textContent = list().dataset.retry;
    button.addEventListener("click", () => send(seat.id));
    place.replaceChildren(document.createTextNode(`${words} `), button);
    for (const note of seat.querySelectorAll(".seat-notes button")) {
      note.classList.toggle("waiting", note.value === waiting.get(seat.id)?.note);
    }
  }

  function send(id) {
    const seat = document.getElementById(id);
    const values = waiting.get(id);
    if (!seat || !values) { waiting.delete(id); keep(); return Promise.resolve(); }
    const token = seat.querySelector("input[name=csrfmiddlewaretoken]")?.value;
    return window.htmx.ajax("POST", window.location.pathname, {
      source: seat, target: seat, swap: "outerHTML", values: { ...values, csrfmiddlewaretoken: token } });
  }

  function failed(event, words) {
    const seat = seatOf(event.detail.elt);
    if (seat) {
      waiting.set(seat.id, valuesOf(event.detail));
      keep();
      show(seat, words);
      return;
    }
    const form = event.detail.elt.closest?.("form");  // what was typed stands in it still
    if (!form || !list().contains(form)) return;
    let place = form.querySelector(".unsent");
    if (!place) {
      place = document.createElement("p");
      place.className = "notice notice-warning unsent";
      place.setAttribute("role", "alert");
      form.append(place);
    }
    place.textContent = list().dataset.refused;
  }

  document.addEventListener("htmx:sendError", (event) => failed(event, list().dataset.unsent));
  document.addEventListener("htmx:timeout", (event) => failed(event, list().dataset.unsent));
  document.addEventListener("htmx:responseError", (event) => failed(event, list().dataset.refused));
  document.addEventListener("htmx:beforeSwap", (event) => {  // the line that comes in is what the server has now
    const seat = seatOf(event.detail.target);
    if (!event.detail.isError && seat && waiting.delete(seat.id)) keep();
  });
  document.addEventListener("htmx:afterSwap", () => {
    for (const id of waiting.keys()) {
      const seat = document.getElementById(id);
      if (seat && !seat.querySelector(".unsent")) show(seat, list().dataset.unsent);
    }
  });
  let sending = false;
  async function all() {  // one after the other: a network that is just back is weak, and so may the server's disk be
    if (sending) return;
    sending = true;
    for (const id of [...waiting.keys()]) await send(id).catch(() => {});
    sending = false;
  }
  window.addEventListener("online", all);
  window.setInterval(all, AGAIN);
  window.addEventListener("beforeunload", (event) => { if (waiting.size) event.preventDefault(); });
  for (const id of waiting.keys()) {
    const seat = document.getElementById(id);
    if (seat) show(seat, list().dataset.unsent);
  }
  all();
})();
