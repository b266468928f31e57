// The agenda: items are dragged by their handle (mouse, pen, finger), what happened is said to screen readers, and the
// button that was pressed keeps the focus after the list was drawn anew. Without this script the buttons still work.
"use strict";

(() => {
  const agenda = () => document.getElementById("agenda");
  const items = () => [...document.querySelectorAll(".agenda-items > li")];
  let pressed = "";

  function ready() {
    const here = agenda();
    if (!here) return;
    // on the root, as htmx gives the classes of what it draws back what the server wrote
    document.documentElement.classList.add("can-drag");
    const said = document.getElementById("agenda-said");
    if (said && here.dataset.said) said.textContent = here.dataset.said;
    const button = pressed && document.getElementById(pressed);
    if (button && !button.disabled) button.focus();
    else if (button) (button.parentElement.querySelector("button:not([disabled])") || button).focus();
    pressed = "";
  }

  function send(order) {
    const here = agenda();
    const values = { act: "order", order: order.join(","), seen: here.dataset.seen };
    window.htmx.ajax("POST", here.dataset.url, { target: "#agenda", swap: "outerHTML", values });
  }

  function drag(event) {
    const row = event.target.closest(".handle")?.parentElement;
    if (!row || event.button > 0) return;
    event.preventDefault();
    const handle = event.target;
    const before = items().map((one) => one.dataset.uid).join();
    let origin = event.clientY;
    handle.setPointerCapture(event.pointerId);
    row.classList.add("dragged");

    // the neighbour changes place, never the row itself: it would lose the pointer
    function swap(other, isAbove) {
      const top = row.offsetTop;
      if (isAbove) row.after(other);
      else row.before(other);
      origin += row.offsetTop - top;
    }

    function move(step) {
      const shift = () => row.style.setProperty("transform", `translateY(${step.clientY - origin}px)`);
      shift();
      const middle = (one) => { const box = one.getBoundingClientRect(); return box.top + box.height / 2; };
      const above = row.previousElementSibling;
      const below = row.nextElementSibling;
      if (above && !("pinned" in above.dataset) && middle(row) < middle(above)) swap(above, true);
      else if (below && middle(row) > middle(below)) swap(below, false);
      shift();
    }

    function drop(step) {
      handle.removeEventListener("pointermove", move);
      handle.removeEventListener("pointerup", drop);
      handle.removeEventListener("pointercancel", drop);
      row.classList.remove("dragged");
      row.style.removeProperty("transform");
      const order = items().map((one) => one.dataset.uid);
      if (step.type === "pointerup" && order.join() !== before) send(order);
      else if (step.type === "pointercancel" && order.join() !== before) window.location.reload();
    }

    handle.addEventListener("pointermove", move);
    handle.addEventListener("pointerup", drop);
    handle.addEventListener("pointercancel", drop);
  }

  document.addEventListener("pointerdown", drag);
  document.addEventListener("htmx:beforeRequest", (event) => {
    const button = event.detail.requestConfig?.triggeringEvent?.submitter;
    pressed = button?.id || "";
  });
  document.addEventListener("htmx:afterSwap", ready);
  document.addEventListener("DOMContentLoaded", ready);
  ready();
})();
