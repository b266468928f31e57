// A conflict before one's eyes: my text, the other's, what differs, and a choice for each place.

import { pieces, proposed, rows } from "./differing.js";

function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null) element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}

function said(block, parts, nothing) {
  if (!block) return make("p", { class: "quiet" }, nothing);
  const shown = parts.map(([words, differs]) => (differs ? make("mark", { class: "differs" }, words) : words));
  return make(block.form === "table" ? "pre" : "p", { class: block.form, "data-level": block.level ?? null }, ...shown);
}

// Fills `place`; `settle(blocks)` is called with what was chosen.
export function showConflict({ place, text, words, settle }) {
  const { conflict, blocks: mine, saved: base } = text;
  const id = `conflict-${text.item}`;
  const kept = new Map([...place.querySelectorAll("input:checked")].map((input) => [input.dataset.of, input.value]));
  const all = rows(mine, conflict.blocks);
  const choices = [];
  const body = all.filter((row) => !row.isSame).map((row, number) => {
    const [left, right] = row.mine && row.theirs ? pieces(row.mine.text, row.theirs.text)
      : [[[row.mine?.text || "", true]], [[row.theirs?.text || "", true]]];
    const key = `${row.mine?.uid || ""}/${row.theirs?.uid || ""}`;
    const options = row.mine && row.theirs ? [["mine", words.mine_here], ["theirs", words.theirs_here], ["both", words.both_here]]
      : [["keep", words.keep_here], ["drop", words.drop_here]];
    const first = kept.get(key) || proposed(row, base);
    const fields = options.map(([value, label]) => make("label", {}, make("input", {
      type: "radio", name: `${id}-${number}`, value, "data-of": key, checked: value === first, required: true }), ` ${label}`));
    const group = make("fieldset", { class: "choice" }, make("legend", { class: "only-spoken" }, words.choose_here), ...fields);
    choices.push({ row, group });
    return make("div", { class: "conflict-row" },
      make("div", { class: "side" }, make("span", { class: "side-name" }, words.mine), said(row.mine, left, words.nothing)),
      make("div", { class: "side" }, make("span", { class: "side-name" }, conflict.by || words.theirs), said(row.theirs, right, words.nothing)),
      group);
  });

  const chosen = () => {
    const value = new Map(choices.map(({ row, group }) => [row, group.querySelector("input:checked")?.value]));
    if ([...value.values()].includes(undefined)) return null;
    return all.flatMap((row) => {
      if (row.isSame) return [row.theirs];
      const choice = value.get(row);
      if (choice === "both") return [row.mine, row.theirs];
      if (choice === "drop") return [];
      return [choice === "mine" || (choice === "keep" && row.mine) ? row.mine : row.theirs];
    });
  };
  const act = (label, classes, blocks) => {
    const button = make("button", { type: "button", class: classes }, label);
    button.addEventListener("click", () => {
      const taken = blocks();
      if (taken) { settle(taken); return; }
      warning.hidden = false;
      choices.find(({ group }) => !group.querySelector("input:checked")).group.querySelector("input").focus();
    });
    return button;
  };
  const warning = make("p", { class: "notice notice-warning", role: "alert", hidden: true }, words.choose_all);
  const title = make("h3", { id, tabindex: "-1" }, words.title.replace("{who}", conflict.by || words.somebody).replace("{when}", words.when(conflict.at)));
  place.replaceChildren(make("section", { class: "conflict", "aria-labelledby": id }, title, make("p", {}, words.explained),
    ...body, warning, make("div", { class: "acts" },
      act(words.take_choice, "", chosen), act(words.take_mine, "secondary", () => mine),
      act(words.take_theirs, "secondary", () => conflict.blocks))));
  place.hidden = false;
}

