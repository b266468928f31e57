// Two texts side by side, with the words that differ (Myers would be shorter in steps; texts of an item are short).
import { sameBlock } from "./blocks.js";

// The longest common subsequence of two lists, as pairs of places.
function common(one, other, equal) {
  let start = 0, end = 0;
  while (start < one.length && start < other.length && equal(one[start], other[start])) start++;
  while (end < one.length - start && end < other.length - start
    && equal(one[one.length - 1 - end], other[other.length - 1 - end])) end++;
  const [n, m] = [one.length - start - end, other.length - start - end];
  const pairs = Array.from({ length: start }, (_none, at) => [at, at]);
  if (n * m <= 4_000_000) {
    const table = Array.from({ length: n + 1 }, () => new Uint32Array(m + 1));
    for (let i = n - 1; i >= 0; i--) {
      for (let j = m - 1; j >= 0; j--) {
        table[i][j] = equal(one[start + i], other[start + j]) ? table[i + 1][j + 1] + 1 : Math.max(table[i + 1][j], table[i][j + 1]);
      }
    }
    for (let i = 0, j = 0; i < n && j < m;) {
      if (equal(one[start + i], other[start + j])) pairs.push([start + i++, start + j++]);
      else if (table[i + 1][j] >= table[i][j + 1]) i++;
      else j++;
    }
  }
  for (let at = end; at > 0; at--) pairs.push([one.length - at, other.length - at]);
  return pairs;
}

// Rows {mine, theirs}: blocks of the same words, else of the same identifier, else by place; one side may be null.
export function rows(mine, theirs) {
  const out = [];
  let [i, j] = [0, 0];
  const gap = (toI, toJ) => {
    const places = new Map(theirs.slice(j, toJ).map((block, at) => [block.uid, j + at]));
    let waiting = [];
    const byPlace = (left, right) => {
      for (let at = 0; at < Math.max(left.length, right.length); at++) out.push({ mine: left[at] || null, theirs: right[at] || null });
    };
    for (; i < toI; i++) {
      const at = places.get(mine[i].uid);
      if (at === undefined || at < j) { waiting.push(mine[i]); continue; }
      byPlace(waiting, theirs.slice(j, at));
      out.push({ mine: mine[i], theirs: theirs[at] });
      waiting = [];
      j = at + 1;
    }
    byPlace(waiting, theirs.slice(j, toJ));
    j = toJ;
  };
  for (const [a, b] of common(mine, theirs, sameBlock)) {
    gap(a, b);
    out.push({ mine: mine[a], theirs: theirs[b], isSame: true });
    i = a + 1;
    j = b + 1;
  }
  gap(mine.length, theirs.length);
  return out;
}

const cut = (text) => text.match(/\s+|[\p{L}\p{N}_]+|[^\s\p{L}\p{N}_]/gu) || [];

// Both texts in pieces [words, differs].
export function pieces(mine, theirs) {
  const [one, other] = [cut(mine), cut(theirs)];
  const kept = common(one, other, (a, b) => a === b);
  const side = (words, places) => {
    const held = new Set(places);
    const out = [];
    words.forEach((word, at) => {
      const differs = !held.has(at);
      if (out.length && out[out.length - 1][1] === differs) out[out.length - 1][0] += word;
      else out.push([word, differs]);
    });
    return out;
  };
  return [side(one, kept.map(([a]) => a)), side(other, kept.map(([, b]) => b))];
}

// Which side a row is taken from unless the person says otherwise, by what both began from.
export function proposed(row, base) {
  const known = (block) => block && base.find((one) => one.uid === block.uid);
  if (row.mine && row.theirs) {
    const from = known(row.mine) || known(row.theirs);
    if (from && sameBlock(from, row.mine)) return "theirs";
    if (from && sameBlock(from, row.theirs)) return "mine";
    return row.mine.uid === row.theirs.uid ? "" : "both";
  }
  const alone = row.mine || row.theirs;
  const from = known(alone);
  if (!from) return "keep"; // new on one side
  return sameBlock(from, alone) ? "drop" : ""; // taken away by the other: at once where it was not touched
}
