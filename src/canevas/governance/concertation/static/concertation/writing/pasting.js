// What Word, Excel, a mail or a web page puts on the clipboard, as plain blocks: words, bullets, tables, nothing else.
import { Fragment, Slice, isInTable } from "../../design/vendor/prosemirror.min.js";
import { newUid, nodeOf, schema } from "./blocks.js";

const BLOCKS = new Set(["P", "DIV", "H1", "H2", "H3", "H4", "H5", "H6", "LI", "UL", "OL", "TABLE", "BLOCKQUOTE", "PRE",
  "SECTION", "ARTICLE", "HEADER", "FOOTER", "DL", "DT", "DD", "HR", "CENTER", "ADDRESS", "FIGURE", "MAIN", "BODY"]);
const SILENT = new Set(["STYLE", "SCRIPT", "HEAD", "META", "TITLE", "LINK", "XML", "O:P", "TEMPLATE"]);
const SIGN = /^[\s\u00a0]*([·•▪■◦○§Øüv*o–-])[\s\u00a0\u2003]+/;

// The page's policy forbids inline styles even in a document that is only read: they are read under another name.
const unstyled = (html) => html.replace(/<style[\s\S]*?(<\/style\s*>|$)/gi, "").replace(/<[^>]*>/g, (tag) => tag.replace(/\sstyle\s*=/gi, " data-written="));

function levelOf(element) {
  const written = element.getAttribute("data-written") || "";
  const marked = /mso-list:\s*(?!Ignore|none|skip)[^;]*?level(\d)/i.exec(written);
  if (marked) return Number(marked[1]) - 1;
  if (element.tagName !== "LI") return null;
  let depth = -1;
  for (let up = element; up; up = up.parentElement) if (/^[UO]L$/.test(up.tagName)) depth++;
  return Math.max(depth, 0);
}

const ignored = (element) => /mso-list:\s*Ignore|display:\s*none/i.test(element.getAttribute("data-written") || "");

class Reader {
  constructor() { this.blocks = []; this.text = ""; this.level = null; this.keep = false; }

  flush() {
    const text = this.text.replace(/^[ \n]+|[ \n]+$/g, "").replace(/ *\n */g, "\n");
    this.text = "";
    if (!text.replace(/\u00a0/g, " ").trim()) return;
    this.blocks.push(this.level === null ? { uid: newUid(), form: "paragraph", text }
      : { uid: newUid(), form: "bullet", text: this.marked ? text.replace(SIGN, "") : text, level: Math.min(this.level, 8) });
  }

  read(node) {
    for (const child of node.childNodes) {
      if (child.nodeType === Node.TEXT_NODE) this.say(child.data);
      else if (child.nodeType === Node.ELEMENT_NODE) this.element(child);
    }
  }

  say(words) {
    const plain = this.keep ? words : words.replace(/[ \t\r\n]+/g, " ");
    this.text += /(^|[ \n])$/.test(this.text) && !this.keep ? plain.replace(/^ /, "") : plain;
  }

  element(element) {
    const name = element.tagName.toUpperCase();
    if (SILENT.has(name) || ignored(element)) return;
    if (name === "BR") { this.text += "\n"; return; }
    if (name === "TABLE") { this.flush(); this.table(element); return; }
    if (!BLOCKS.has(name)) { this.read(element); return; }
    this.flush();
    const [level, keep, marked] = [this.level, this.keep, this.marked];
    const own = levelOf(element);
    if (own !== null) { this.level = own; this.marked = name !== "LI"; }
    if (name === "PRE") this.keep = true;
    this.read(element);
    this.flush();
    [this.level, this.keep, this.marked] = [level, keep, marked];
  }

  table(element) {
    const rows = [...element.rows];
    // A table of one cell is a frame that some programs put around everything.
    if (rows.length === 1 && rows[0].cells.length === 1) { this.read(rows[0].cells[0]); this.flush(); return; }
    const cells = [];
    rows.forEach((row, y) => {
      cells[y] ||= [];
      let x = 0;
      for (const cell of row.cells) {
        while (cells[y][x] !== undefined) x++;
        const reader = new Reader();
        reader.read(cell);
        reader.flush();
        const words = reader.blocks.map((block) => block.text).join("\n").replace(/\t/g, " ");
        for (let down = 0; down < Math.min(cell.rowSpan || 1, rows.length - y); down++) {
          for (let right = 0; right < Math.min(cell.colSpan || 1, 40); right++) {
            (cells[y + down] ||= [])[x + right] = down || right ? "" : words;
          }
        }
        x += Math.min(cell.colSpan || 1, 40);
      }
    });
    const width = Math.max(0, ...cells.map((row) => row.length));
    const whole = cells.map((row) => Array.from({ length: width }, (_none, x) => row[x] ?? ""));
    const shown = whole.filter((row) => row.some((cell) => cell.trim()));
    if (width && shown.length) this.blocks.push({ uid: newUid(), form: "table", cells: shown, text: "" });
  }
}

export function blocksFromHtml(html) {
  const reader = new Reader();
  reader.read(new DOMParser().parseFromString(unstyled(html), "text/html").body);
  reader.flush();
  return reader.blocks;
}

// Plain text: a line is a paragraph, a dash a bullet, tabulations a table.
export function blocksFromText(text) {
  const blocks = [];
  let rows = [];
  const close = () => {
    if (!rows.length) return;
    const width = Math.max(...rows.map((row) => row.length));
    blocks.push({ uid: newUid(), form: "table", text: "", cells: rows.map((row) => [...row, ...Array(width - row.length).fill("")]) });
    rows = [];
  };
  for (const line of text.replace(/\r\n?/g, "\n").split("\n")) {
    const bullet = /^(\s*)(?:[-*•▪·]|\u2022)[ \t]+(.*)$/.exec(line);
    if (!bullet && line.includes("\t") && line.trim()) { rows.push(line.split("\t")); continue; }
    close();
    if (bullet) blocks.push({ uid: newUid(), form: "bullet", text: bullet[2], level: bullet[1].replace(/\t/g, "  ").length >= 2 ? 1 : 0 });
    else if (line.trim()) blocks.push({ uid: newUid(), form: "paragraph", text: line });
  }
  close();
  return blocks;
}

function sliceOf(blocks) {
  if (!blocks.length) return Slice.empty;
  const open = (block) => (block.form === "table" ? 0 : 1);
  return new Slice(Fragment.from(blocks.map(nodeOf)), open(blocks[0]), open(blocks[blocks.length - 1]));
}

// In a cell, paragraphs and bullets are lines; out of one, lines are paragraphs.
function fitted(slice, inTable) {
  let tables = false;
  const parts = [];
  slice.content.forEach((node) => {
    if (node.type.spec.tableRole) tables = true;
    parts.push(node);
  });
  if (tables || !parts.length || parts[0].isInline) return slice;
  const wanted = inTable ? schema.nodes.line : schema.nodes.paragraph;
  const changed = parts.map((node) => ((inTable && node.isTextblock) || node.type === schema.nodes.line
    ? wanted.create(inTable ? null : { uid: newUid() }, node.content) : node));
  return new Slice(Fragment.from(changed), Math.min(slice.openStart, 1), Math.min(slice.openEnd, 1));
}

export const pasting = {
  transformPasted: (slice, view) => fitted(slice, isInTable(view.state)),
  clipboardTextParser: (text, _context, _plain, view) => (
    view && isInTable(view.state) && !text.includes("\t")
      ? new Slice(Fragment.from(text.replace(/\r\n?/g, "\n").split("\n").map((line) => schema.nodes.line.create(
        null, line ? schema.text(line) : null))), 1, 1)
      : sliceOf(blocksFromText(text))),
  transformPastedHTML: (html) => (/data-pm-slice/.test(html) ? unstyled(html) : serialised(blocksFromHtml(html))),
};

function serialised(blocks) {
  const escape = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/\n/g, "<br>").replace(/ {2}/g, " &#32;");
  return blocks.map((block) => {
    if (block.form === "table") {
      return `<table><tbody>${block.cells.map((row) => `<tr>${row.map((cell) => `<td>${cell.split("\n").map(
        (line) => `<p>${escape(line)}</p>`).join("")}</td>`).join("")}</tr>`).join("")}</tbody></table>`;
    }
    return block.form === "bullet" ? `<p data-level="${block.level}">${escape(block.text)}</p>` : `<p>${escape(block.text)}</p>`;
  }).join("");
}
