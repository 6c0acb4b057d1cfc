// Sorting, filtering and shortening of tables.
const few = (table) => Number(table.dataset.few) || Infinity;
function shorten(table) {
  let shown = 0, fits = 0;
  for (const row of table.tBodies[0].rows) {
    const fit = row.dataset.out !== "1";
    fits += fit ? 1 : 0;
    row.hidden = !fit || shown >= few(table);
    shown += row.hidden ? 0 : 1;
  }
  const button = document.querySelector(`[data-all=${table.id || "none"}]`);
  if (button) {
    button.parentElement.hidden = shown === fits;
    button.textContent = `Show all ${fits}`;
  }
  return fits;
}
function sortBy(table, column, header) {
  const cells = Array.from(table.tBodies[0].rows, (row) => row.cells[column]);
  const number = header.classList.contains("n");
  // Numbers begin with the largest, words with A, dates with the earliest.
  const before = header.getAttribute("aria-sort");
  const falling = before ? before === "ascending" : number;
  const key = (cell) => cell.dataset.order ?? cell.textContent.replace(/\u202f/g, "").trim();
  const compare = new Intl.Collator("en", { numeric: true }).compare;
  const keyed = cells.map((cell) => [key(cell), cell.parentElement]);
  keyed.sort(([left], [right]) => {
    if (!left || !right) return left ? -1 : right ? 1 : 0;
    return falling ? compare(right, left) : compare(left, right);
  });
  for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
  header.setAttribute("aria-sort", falling ? "descending" : "ascending");
  table.tBodies[0].append(...keyed.map(([, row]) => row));
  shorten(table);
}
for (const table of document.querySelectorAll("table.sortable")) {
  Array.from(table.tHead.rows[0].cells).forEach((header, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = header.textContent;
    header.replaceChildren(button);
    button.addEventListener("click", () => sortBy(table, column, header));
  });
  shorten(table);
}
for (const button of document.querySelectorAll("[data-all]")) {
  button.addEventListener("click", () => {
    const table = document.getElementById(button.dataset.all);
    const next = table.tBodies[0].rows[few(table)];
    table.dataset.few = "0";
    shorten(table);
    next?.querySelector("a")?.focus();
  });
}
addEventListener("beforeprint", () => {
  for (const table of document.querySelectorAll("table[data-few]")) {
    for (const row of table.tBodies[0].rows) row.hidden = row.dataset.out === "1";
  }
});
addEventListener("afterprint", () => document.querySelectorAll("table[data-few]").forEach(shorten));
for (const button of document.querySelectorAll("[data-folds]")) {
  const folds = document.getElementById(button.dataset.folds).querySelectorAll("details");
  button.parentElement.hidden = false;
  button.addEventListener("click", () => {
    const open = button.textContent === "Open all";
    for (const fold of folds) fold.open = open;
    button.textContent = open ? "Close all" : "Open all";
  });
}
// A row's data: a and z are its first and last day, o and l its outlets and languages.
for (const bar of document.querySelectorAll("[data-filters]")) {
  const table = document.getElementById(bar.dataset.filters);
  const rows = Array.from(table.tBodies[0].rows);
  const texts = new Map(rows.map((row) => [row, row.textContent.toLowerCase()]));
  const status = bar.querySelector("[role=status]");
  const value = (name) => bar.querySelector(`[name=${name}]`)?.value ?? "";
  const has = (list, wanted) => !wanted || ` ${list} `.includes(` ${wanted} `);
  const apply = () => {
    const words = value("words").toLowerCase().split(/\s+/).filter(Boolean);
    const [from, to, outlet, language] = ["from", "to", "outlet", "language"].map(value);
    for (const row of rows) {
      const { a, z, o, l } = row.dataset;
      const inTime = !(from || to) || (a && (!from || z >= from) && (!to || a <= to));
      const fits = inTime && has(o, outlet) && has(l, language)
        && words.every((word) => texts.get(row).includes(word));
      if (fits) delete row.dataset.out;
      else row.dataset.out = "1";
    }
    const fits = shorten(table);
    const chosen = words.length || from || to || outlet || language;
    status.textContent = chosen ? `${fits} of ${rows.length}` : "";
  };
  bar.hidden = false;
  bar.addEventListener("input", apply);
  bar.querySelector("button").addEventListener("click", () => {
    for (const field of bar.querySelectorAll("input, select")) field.value = "";
    apply();
  });
  addEventListener("pageshow", apply);
}
