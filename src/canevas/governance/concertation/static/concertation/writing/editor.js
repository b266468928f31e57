// The editor of one item: paragraphs, bullets of two levels, tables. It says what changed and decides nothing.
import {
  EditorState, EditorView, InputRule, Plugin, TextSelection, addColumnAfter, addRowAfter, baseKeymap, chainCommands,
  deleteColumn, deleteRow, deleteTable, fixTables, gapCursor, goToNextCell, history, inputRules, isInTable, keymap, redo,
  tableEditing, undo, undoInputRule,
} from "../../design/vendor/prosemirror.min.js";
import { DEEPEST, blocksOf, docOf, newUid, nodeOf, schema } from "./blocks.js";
import { pasting } from "./pasting.js";

const { bullet, hard_break, line, paragraph } = schema.nodes;

// Every block has an identifier of its own, that of the block it was cut from stays with the part that has words.
const identifiers = new Plugin({
  appendTransaction(changes, _before, state) {
    if (!changes.some((change) => change.docChanged)) return null;
    const first = new Map();
    const tr = state.tr;
    const name = (place, node, uid) => tr.setNodeMarkup(place, null, { ...node.attrs, uid });
    state.doc.forEach((node, place) => {
      const uid = node.attrs.uid;
      const known = uid && first.get(uid);
      if (!uid) name(place, node, newUid());
      else if (!known) first.set(uid, { node, place });
      else if (!known.node.content.size && node.content.size) {
        name(known.place, known.node, newUid());
        first.set(uid, { node, place });
      } else name(place, node, newUid());
    });
    return tr.docChanged ? tr.setMeta("addToHistory", false) : null;
  },
});

const blockAt = (state) => (state.selection.$from.depth === 1 ? state.selection.$from.parent : null);

function splitBullet(state, dispatch) {
  const node = blockAt(state);
  if (node?.type !== bullet || !state.selection.$to.sameParent(state.selection.$from)) return false;
  if (!node.content.size) return outdent(state, dispatch);
  const tr = state.tr.deleteSelection();
  tr.split(tr.selection.from, 1, [{ type: bullet, attrs: { level: node.attrs.level, uid: node.attrs.uid } }]);
  dispatch?.(tr.scrollIntoView());
  return true;
}

function selectedBullets(state) {
  const found = [];
  state.doc.nodesBetween(state.selection.from, state.selection.to, (node, place, parent) => {
    if (node.type === bullet && parent === state.doc) found.push({ node, place });
    return parent === null;
  });
  return found;
}

function shift(step) {
  return (state, dispatch) => {
    const found = selectedBullets(state);
    const moved = found.filter(({ node }) => (step > 0 ? node.attrs.level < DEEPEST : node.attrs.level > 0));
    if (!moved.length) return false;
    const tr = state.tr;
    for (const { node, place } of moved) tr.setNodeMarkup(place, null, { ...node.attrs, level: node.attrs.level + step });
    dispatch?.(tr);
    return true;
  };
}

function outdent(state, dispatch) {
  if (shift(-1)(state, dispatch)) return true;
  const found = selectedBullets(state);
  if (!found.length) return false;
  const tr = state.tr;
  for (const { node, place } of found) tr.setNodeMarkup(place, paragraph, { uid: node.attrs.uid });
  dispatch?.(tr);
  return true;
}

function outdentAtStart(state, dispatch) {
  const { $cursor } = state.selection;
  return $cursor?.parent.type === bullet && $cursor.parentOffset === 0 ? outdent(state, dispatch) : false;
}

function turnInto(type) {
  return (state, dispatch) => {
    if (isInTable(state)) return false;
    const tr = state.tr;
    state.doc.nodesBetween(state.selection.from, state.selection.to, (node, place, parent) => {
      if (parent === state.doc && node.isTextblock && node.type !== type) {
        tr.setNodeMarkup(place, type, { uid: node.attrs.uid, ...(type === bullet ? { level: 0 } : {}) });
      }
      return parent === null;
    });
    if (tr.docChanged) dispatch?.(tr);
    return true;
  };
}

function insertTable(state, dispatch) {
  if (isInTable(state)) return false;
  const made = nodeOf({ uid: newUid(), form: "table", cells: [["", ""], ["", ""]] });
  const { $from } = state.selection;
  const empty = $from.depth === 1 && !$from.parent.content.size;
  const place = $from.depth ? (empty ? $from.before(1) : $from.after(1)) : state.selection.to;
  const tr = empty ? state.tr.replaceWith(place, $from.after(1), made) : state.tr.insert(place, made);
  // somewhere to go on writing after it
  if (place + made.nodeSize >= tr.doc.content.size) tr.insert(tr.doc.content.size, paragraph.create({ uid: newUid() }));
  tr.setSelection(TextSelection.near(tr.doc.resolve(place + 3)));
  dispatch?.(tr.scrollIntoView());
  return true;
}

function insertBreak(state, dispatch) {
  if (!state.selection.$from.parent.inlineContent || state.selection.$from.parent.type === line) return false;
  dispatch?.(state.tr.replaceSelectionWith(hard_break.create()).scrollIntoView());
  return true;
}

function nextCellOrRow(state, dispatch, view) {
  if (!isInTable(state)) return false;
  if (goToNextCell(1)(state, dispatch)) return true;
  if (dispatch) {
    addRowAfter(state, dispatch);
    goToNextCell(1)(view.state, view.dispatch);
  }
  return true;
}

const typedBullet = new InputRule(/^[-*] $/, (state, _match, start, end) => {
  const node = blockAt(state);
  return node?.type === paragraph ? state.tr.delete(start, end).setNodeMarkup(
    state.selection.$from.before(1), bullet, { uid: node.attrs.uid, level: 0 }) : null;
});

export const COMMANDS = {
  paragraph: turnInto(paragraph), bullet: turnInto(bullet), deeper: shift(1), shallower: outdent, table: insertTable,
  "row-add": addRowAfter, "row-remove": deleteRow, "column-add": addColumnAfter, "column-remove": deleteColumn,
  "table-remove": deleteTable, undo, redo,
};
const IN_TABLE = new Set(["row-add", "row-remove", "column-add", "column-remove", "table-remove"]);

function keys() {
  let leaving = false; // after Escape, Tab goes on to the next field, as everywhere else on the page
  const stay = (command) => (state, dispatch, view) => {
    if (leaving) { leaving = false; return false; }
    return command(state, dispatch, view);
  };
  return keymap({
    Enter: chainCommands(splitBullet), "Shift-Enter": insertBreak, Backspace: chainCommands(undoInputRule, outdentAtStart),
    Tab: stay(chainCommands(nextCellOrRow, shift(1))), "Shift-Tab": stay(chainCommands(goToNextCell(-1), shift(-1))),
    Escape: () => { leaving = true; return true; },
    "Mod-z": undo, "Mod-y": redo, "Mod-Shift-z": redo, "Mod-Shift-8": turnInto(bullet), "Mod-Shift-7": turnInto(paragraph),
    "Mod-Alt-t": insertTable,
  });
}

// The browser moves the caret (End, an arrow) and tells of it a moment later. A key that comes in between, from quick
// fingers on a slow machine, would act where the caret was: look at it first.
function seeCaret(view, event) {
  if (!event.isComposing && event.keyCode !== 229 && view.hasFocus()) view.domObserver.flush();
  return false;
}

// `place`: where it stands; `toolbar`: buttons with data-command. `changed(blocks)` is called at every change that a
// person made. Gives {view, show(blocks), rename(map), read(), focus()}.
export function openEditor({ place, toolbar, blocks, label, editable, changed }) {
  let allowed = editable;
  const plugins = [identifiers, keys(), inputRules({ rules: [typedBullet] }), keymap(baseKeymap), history(), gapCursor(),
    tableEditing()];
  const fresh = (said) => EditorState.create({ doc: docOf(said), plugins });
  const view = new EditorView(place, {
    state: fresh(blocks), ...pasting, editable: () => allowed, handleDOMEvents: { keydown: seeCaret },
    attributes: () => ({ role: "textbox", "aria-multiline": "true", "aria-label": label, lang: "fr", spellcheck: "true",
      class: "writing-text", "aria-readonly": String(!allowed) }),
    dispatchTransaction(tr) {
      const state = view.state.apply(tr);
      const fixed = tr.docChanged ? fixTables(state) : null;
      view.updateState(fixed ? state.apply(fixed) : state);
      if (tr.docChanged && !tr.getMeta("shown")) changed(blocksOf(view.state.doc));
      refresh();
    },
  });

  function refresh() {
    if (!toolbar) return;
    const inside = isInTable(view.state);
    const here = blockAt(view.state)?.type;
    for (const button of toolbar.querySelectorAll("[data-command]")) {
      const name = button.dataset.command;
      // only what can be done here is shown: a phone has no room for the rest
      if (IN_TABLE.has(name)) button.hidden = !inside;
      else if (name === "undo" || name === "redo") button.disabled = !COMMANDS[name](view.state);
      else button.hidden = inside || (["deeper", "shallower"].includes(name) && here !== bullet);
    }
    for (const [name, type] of [["paragraph", paragraph], ["bullet", bullet]]) {
      toolbar.querySelector(`[data-command=${name}]`)?.setAttribute("aria-pressed", String(here === type));
    }
  }

  toolbar?.addEventListener("mousedown", (event) => { if (event.target.closest("button")) event.preventDefault(); });
  toolbar?.addEventListener("click", (event) => {
    const button = event.target.closest("[data-command]");
    if (!button) return;
    COMMANDS[button.dataset.command](view.state, view.dispatch, view);
    view.focus();
  });
  refresh();

  return {
    view,
    read: () => blocksOf(view.state.doc),
    focus: () => view.focus(),
    // Another text, from elsewhere. `undoable`: the person asked for it and may take it back.
    show(said, undoable = false) {
      if (!undoable) view.updateState(fresh(said));
      else view.dispatch(view.state.tr.replaceWith(0, view.state.doc.content.size, docOf(said).content));
      refresh();
    },
    rename(names) {
      const tr = view.state.tr.setMeta("shown", true).setMeta("addToHistory", false);
      view.state.doc.forEach((node, at) => {
        if (names[node.attrs.uid]) tr.setNodeMarkup(at, null, { ...node.attrs, uid: names[node.attrs.uid] });
      });
      if (tr.docChanged) view.dispatch(tr);
    },
    allow(yes) { allowed = yes; view.setProps({}); refresh(); },
  };
}
