const page = document.getElementById("data");
const told = JSON.parse(page.dataset.told);
told.titles = told.titles.split("\n");
told.places = told.places.replace(/^t-/gm, "threads/t-").split("\n");
// Counts by left row (3 bytes each), then right rows and millionths of probability by link.
function unpacked(text, nRows) {
  const bytes = Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
  const three = (at) => bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16);
  const n = bytes.length / 6 - nRows / 2;
  const left = new Int32Array(n), right = new Int32Array(n), weight = new Float32Array(n);
  let at = 0;
  for (let row = 0; row < nRows; row++) {
    for (let k = three(3 * row); k > 0; k--) left[at++] = row;
  }
  for (let link = 0; link < n; link++) {
    right[link] = three(3 * (nRows + link));
    weight[link] = three(3 * (nRows + n + link)) / 1e6;
  }
  return { left, right, weight };
}
const links = unpacked(page.textContent.trim(), told.rows);
function regroup(threshold) {
  const joins = linkAverage(
    told.rows, links.left, links.right, links.weight, threshold, told.partners,
    told.must, told.cannot,
  );
  return labelsAt(told.rows, joins, threshold, told.must);
}
const joins = linkAverage(
  told.rows, links.left, links.right, links.weight, told.low, told.partners,
  told.must, told.cannot,
);
const copies = new Map(told.copies);
function groupsOf(labels) {
  const groups = new Map();
  labels.forEach((label, row) => {
    if (!groups.has(label)) groups.set(label, []);
    groups.get(label).push(row);
  });
  return groups;
}
const nArticles = (rows) => rows.reduce((sum, row) => sum + (copies.get(row) ?? 1), 0);
function countsOf(groups) {
  const sizes = Array.from(groups.values(), nArticles);
  const several = sizes.filter((size) => size > 1);
  return {
    stories: sizes.length,
    several: several.length,
    inside: several.reduce((sum, size) => sum + size, 0),
    alone: sizes.length - several.length,
    largest: sizes.reduce((most, size) => Math.max(most, size), 0),
  };
}
const base = labelsAt(told.rows, joins, told.base, told.must);
const baseGroups = groupsOf(base);
const baseCounts = countsOf(baseGroups);
const grouped = (count) => String(count).replace(/\B(?=(\d{3})+$)/g, "\u202f");
function titleLink(row) {
  const name = document.createElement("bdi");
  name.textContent = told.titles[row];
  if (!told.places[row]) return name;
  const link = document.createElement("a");
  link.href = told.places[row];
  link.append(name);
  return link;
}
// Groups of the one side that the other side has in several parts, most articles first.
function changesFrom(whole, labels) {
  const found = [];
  for (const rows of whole.values()) {
    const parts = new Map();
    for (const row of rows) {
      if (!parts.has(labels[row])) parts.set(labels[row], []);
      parts.get(labels[row]).push(row);
    }
    if (parts.size > 1) found.push({ rows, parts: Array.from(parts.values()) });
  }
  return found.sort((a, b) => nArticles(b.rows) - nArticles(a.rows) || a.rows[0] - b.rows[0]);
}
function listChanges(changes, splits) {
  const list = document.getElementById("changes");
  list.replaceChildren();
  for (const { rows, parts } of changes.slice(0, 40)) {
    const item = document.createElement("li");
    const head = document.createElement("p");
    const verb = splits ? "falls into" : "would be made of";
    head.append(titleLink(rows[0]), ` (${grouped(nArticles(rows))} articles) ${verb}`);
    const inner = document.createElement("ul");
    for (const part of parts.slice(0, 8)) {
      const line = document.createElement("li");
      const n = nArticles(part);
      line.append(titleLink(part[0]), ` (${grouped(n)} ${n === 1 ? "article" : "articles"})`);
      inner.append(line);
    }
    if (parts.length > 8) {
      const line = document.createElement("li");
      line.textContent = `and ${grouped(parts.length - 8)} more parts`;
      inner.append(line);
    }
    item.append(head, inner);
    list.append(item);
  }
}
function headline(changes, splits, chosen) {
  if (chosen === told.base) return "This is the threshold of this run.";
  if (!changes.length) return "No story changes.";
  const n = grouped(changes.length);
  const one = changes.length === 1;
  if (splits) return `${n} ${one ? "story falls" : "stories fall"} apart.`;
  return `${n} ${one ? "story comes" : "stories come"} together from several.`;
}
function show(chosen) {
  const labels = labelsAt(told.rows, joins, chosen, told.must);
  const groups = groupsOf(labels);
  const counts = countsOf(groups);
  for (const [name, count] of Object.entries(counts)) {
    const row = document.getElementById(`n-${name}`);
    const step = count - baseCounts[name];
    row.cells[1].textContent = grouped(baseCounts[name]);
    row.cells[2].textContent = grouped(count);
    row.cells[3].textContent = step ? `${step > 0 ? "+" : "−"}${grouped(Math.abs(step))}` : "";
  }
  const splits = chosen > told.base;
  const changes = splits ? changesFrom(baseGroups, labels) : changesFrom(groups, base);
  const words = headline(changes, splits, chosen);
  document.getElementById("said").textContent = words;
  document.getElementById("more").textContent =
    changes.length > 40 ? `The 40 largest of ${grouped(changes.length)}.`
      : changes.length ? "" : "None, as long as the slider stands here.";
  listChanges(changes, splits);
  const text = chosen.toFixed(2);
  document.getElementById("chosen").textContent = text;
  document.getElementById("head-chosen").textContent = `at ${text}`;
  document.getElementById("line").textContent = `[stories]\nlink_probability = ${text}`;
  slider.setAttribute("aria-valuetext", `${text}: ${words}`);
}
const slider = document.getElementById("slider");
let waiting = 0;
slider.addEventListener("input", () => {
  cancelAnimationFrame(waiting);
  waiting = requestAnimationFrame(() => {
    show(Number(slider.value));
    history.replaceState(null, "", `#p=${Number(slider.value).toFixed(2)}`);
  });
});
function fromAddress() {
  const asked = Number((/^#p=([\d.]+)$/.exec(location.hash) ?? [])[1]);
  slider.value = asked >= told.low && asked <= told.high ? asked : told.base;
  show(asked >= told.low && asked <= told.high ? asked : told.base);
}
addEventListener("hashchange", fromAddress);
document.getElementById("reset").addEventListener("click", () => {
  slider.value = told.base;
  show(told.base);
  history.replaceState(null, "", location.pathname);
});
document.getElementById("live").hidden = false;
fromAddress();
