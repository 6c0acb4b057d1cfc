function sortBy(table, column, header) {
  const falling = header.getAttribute("aria-sort") === "ascending";
  const key = (row) => {
    const cell = row.cells[column];
    return cell.dataset.order ?? cell.textContent.replace(/\u202f/g, "").trim();
  };
  const compare = new Intl.Collator("en", { numeric: true }).compare;
  const keyed = Array.from(table.tBodies[0].rows, (row) => [key(row), row]);
  keyed.sort(([left], [right]) => {
    if (!left || !right) return left ? -1 : right ? 1 : 0;
    return falling ? compare(right, left) : compare(left, right);
  });
  for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
  header.setAttribute("aria-sort", falling ? "descending" : "ascending");
  table.tBodies[0].append(...keyed.map(([, row]) => row));
}
for (const table of document.querySelectorAll("table.sortable")) {
  Array.from(table.tHead.rows[0].cells).forEach((header, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = header.textContent;
    header.replaceChildren(button);
    button.addEventListener("click", () => sortBy(table, column, header));
  });
}
// A row's data: a and z are its first and last day, o and l its outlets and languages.
for (const bar of document.querySelectorAll("[data-filters]")) {
  const rows = Array.from(document.getElementById(bar.dataset.filters).tBodies[0].rows);
  const texts = new Map(rows.map((row) => [row, row.textContent.toLowerCase()]));
  const status = bar.querySelector("[role=status]");
  const value = (name) => bar.querySelector(`[name=${name}]`)?.value ?? "";
  const has = (list, wanted) => !wanted || ` ${list} `.includes(` ${wanted} `);
  const apply = () => {
    const words = value("words").toLowerCase().split(/\s+/).filter(Boolean);
    const [from, to, outlet, language] = ["from", "to", "outlet", "language"].map(value);
    let shown = 0;
    for (const row of rows) {
      const { a, z, o, l } = row.dataset;
      const inTime = !(from || to) || (a && (!from || z >= from) && (!to || a <= to));
      const fits = inTime && has(o, outlet) && has(l, language)
        && words.every((word) => texts.get(row).includes(word));
      row.hidden = !fits;
      shown += fits ? 1 : 0;
    }
    const chosen = words.length || from || to || outlet || language;
    status.textContent = chosen ? `${shown} of ${rows.length}` : "";
  };
  bar.hidden = false;
  bar.addEventListener("input", apply);
  bar.querySelector("button").addEventListener("click", () => {
    for (const field of bar.querySelectorAll("input, select")) field.value = "";
    apply();
  });
  addEventListener("pageshow", apply);
}
