// The table editor: a line is opened, saved and moved by keyboard, dragged by its handle, and the focus stays where one
// works after the table was drawn anew. Without this script the forms and links do the same.
"use strict";

(() => {
  const editor = () => document.getElementById("table-editor");

  function ready() {
    const here = editor();
    if (!here) return;
    here.classList.add("can-drag");
    const box = here.querySelector("textarea[autofocus]");
    const line = here.dataset.focus && document.getElementById(here.dataset.focus);
    if (box) { box.focus(); box.setSelectionRange(box.value.length, box.value.length); }
    else if (line) (line.querySelector("a.line-open, summary") || line).focus();
    here.dataset.focus = "";
  }

  function send(values) {
    const here = editor();
    window.htmx.ajax("POST", here.dataset.url, {
      target: "#table-editor", select: "#table-editor", swap: "outerHTML", values: { seen: here.dataset.seen, ...values } });
  }

  // A refusal is shown in the page, like what was saved.
  document.addEventListener("htmx:beforeSwap", (event) => {
    if ([409, 422].includes(event.detail.xhr.status)) { event.detail.shouldSwap = true; event.detail.isError = false; }
  });
  document.addEventListener("htmx:afterSettle", ready);
  document.addEventListener("DOMContentLoaded", ready);

  document.addEventListener("keydown", (event) => {
    const form = event.target.closest?.(".line-form");
    if (form && event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      (form.querySelector("button:not(.secondary)") || form.querySelector("button")).click();
    } else if (form && event.key === "Escape") {
      const leave = form.querySelector("a.leave");
      const box = form.querySelector("textarea");
      if (leave && (!box || box.value === box.defaultValue)) { event.preventDefault(); leave.click(); }
    } else if (event.altKey && ["ArrowUp", "ArrowDown"].includes(event.key) && event.target.matches?.("a.line-open")) {
      event.preventDefault();
      const line = event.target.closest(".line").dataset.line;
      send({ act: event.key === "ArrowUp" ? "up" : "down", line });
    }
  });

  // dragging: the place under the pointer is marked; nothing moves before it is dropped
  document.addEventListener("pointerdown", (event) => {
    const line = event.target.closest?.(".handle")?.closest("li.line");
    if (!line || event.button > 0) return;
    event.preventDefault();
    const handle = event.target;
    let there = null;
    handle.setPointerCapture(event.pointerId);
    line.classList.add("dragged");

    function unmark() {
      for (const one of document.querySelectorAll(".drop-behind, .drop-first")) one.classList.remove("drop-behind", "drop-first");
    }
    function move(step) {
      unmark();
      there = null;
      const under = document.elementsFromPoint(step.clientX, step.clientY).find((one) => !line.contains(one));
      const cell = under?.closest("td[data-row]");
      if (!cell) return;
      const others = [...cell.querySelectorAll("li.line")].filter((one) => one !== line);
      const above = others.filter((one) => {
        const edges = one.getBoundingClientRect();
        return edges.top + edges.height / 2 < step.clientY;
      }).pop();
      there = { row: cell.dataset.row, column: cell.dataset.column, after: above ? above.dataset.line : "" };
      if (above) above.classList.add("drop-behind");
      else cell.querySelector("ul").classList.add("drop-first");
    }
    function drop(step) {
      handle.removeEventListener("pointermove", move);
      handle.removeEventListener("pointerup", drop);
      handle.removeEventListener("pointercancel", drop);
      line.classList.remove("dragged");
      unmark();
      if (step.type === "pointerup" && there) send({ act: "place", line: line.dataset.line, ...there });
    }
    handle.addEventListener("pointermove", move);
    handle.addEventListener("pointerup", drop);
    handle.addEventListener("pointercancel", drop);
  });
  ready();
})();
