// Blocks as the register keeps them, and as the editor shows them. A block: {uid, form, text, level?, cells?}.
import { Schema, tableNodes } from "../../design/vendor/prosemirror.min.js";

export const DEEPEST = 1; // two levels of bullets are offered; deeper ones of a file are kept

export function newUid() {
  // crypto.randomUUID is not there on a plain http address of the office network
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

const tables = tableNodes({ tableGroup: "block", cellContent: "line+", cellAttributes: {} });
const uid = { uid: { default: null } };

export const schema = new Schema({
  nodes: {
    doc: { content: "block+" },
    paragraph: {
      group: "block", content: "inline*", attrs: uid,
      parseDOM: [{ tag: "p" }, { tag: "div", priority: 20 }],
      toDOM: () => ["p", 0],
    },
    bullet: {
      group: "block", content: "inline*", attrs: { ...uid, level: { default: 0 } },
      parseDOM: [{ tag: "p[data-level]", priority: 80, getAttrs: (dom) => ({ level: Number(dom.dataset.level) || 0 }) }],
      toDOM: (node) => ["p", { class: "bullet", "data-level": node.attrs.level }, 0],
    },
    line: {
      content: "inline*",
      parseDOM: [{ tag: "p", context: "table_cell/", priority: 70 }, { tag: "p.line", priority: 75 }],
      toDOM: () => ["p", { class: "line" }, 0],
    },
    table: { ...tables.table, attrs: uid },
    table_row: tables.table_row,
    table_cell: { ...tables.table_cell, parseDOM: [{ tag: "td" }, { tag: "th" }], toDOM: () => ["td", 0] },
    table_header: { ...tables.table_header, parseDOM: [] },
    text: { group: "inline" },
    hard_break: {
      inline: true, group: "inline", selectable: false, parseDOM: [{ tag: "br" }], toDOM: () => ["br"],
      leafText: () => "\n",
    },
  },
});
const types = schema.nodes;

function inline(text) {
  const nodes = [];
  text.split("\n").forEach((line, place) => {
    if (place) nodes.push(types.hard_break.create());
    if (line) nodes.push(schema.text(line));
  });
  return nodes;
}

export function nodeOf(block) {
  if (block.form === "bullet") return types.bullet.create({ uid: block.uid, level: block.level || 0 }, inline(block.text));
  if (block.form !== "table") return types.paragraph.create({ uid: block.uid }, inline(block.text));
  const rows = block.cells.map((row) => types.table_row.create(null, row.map((cell) => types.table_cell.create(
    null, cell.split("\n").map((line) => types.line.create(null, line ? schema.text(line) : null))))));
  return types.table.create({ uid: block.uid }, rows);
}

export function docOf(blocks) {
  return types.doc.create(null, blocks.length ? blocks.map(nodeOf) : [types.paragraph.create({ uid: newUid() })]);
}

const wordsOf = (node) => node.textBetween(0, node.content.size, "\n", (leaf) => (leaf.type === types.hard_break ? "\n" : ""));

function cellsOf(table) {
  const rows = [];
  table.forEach((row) => {
    const cells = [];
    row.forEach((cell) => {
      cells.push(wordsOf(cell));
      for (let more = 1; more < (cell.attrs.colspan || 1); more++) cells.push("");
    });
    rows.push(cells);
  });
  const width = Math.max(...rows.map((row) => row.length));
  return rows.map((row) => [...row, ...Array(width - row.length).fill("")]);
}

// What the editor shows, as the register would keep it: empty paragraphs are no text.
export function blocksOf(doc) {
  const blocks = [];
  doc.forEach((node) => {
    if (node.type === types.table) {
      const cells = cellsOf(node);
      blocks.push({ uid: node.attrs.uid, form: "table", text: tableText(cells), cells });
      return;
    }
    const text = wordsOf(node);
    if (!text.trim()) return;
    if (node.type === types.bullet) blocks.push({ uid: node.attrs.uid, form: "bullet", text, level: node.attrs.level });
    else blocks.push({ uid: node.attrs.uid, form: "paragraph", text });
  });
  return blocks;
}

export function tableText(cells) {
  return cells.map((row) => row.map((cell) => cell.split(/\s+/).filter(Boolean).join(" ")).join("\t").trimEnd()).join("\n").trimEnd();
}

const content = (block) => JSON.stringify(block.form === "table" ? ["table", block.cells]
  : [block.form, block.text, block.form === "bullet" ? block.level || 0 : 0]);
export const sameBlock = (one, other) => content(one) === content(other);
export const same = (one, other) => one.length === other.length && one.every((block, place) => sameBlock(block, other[place]));

// Each block under an identifier of its own: a merged text may have taken one from both sides.
export function distinct(blocks) {
  const seen = new Set();
  return blocks.map((block) => {
    const kept = seen.has(block.uid) ? { ...block, uid: newUid() } : block;
    seen.add(kept.uid);
    return kept;
  });
}
