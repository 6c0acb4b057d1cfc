"use strict";
function sortBy(table, column, header) {
  const falling = header.getAttribute("aria-sort") === "ascending";
  const key = (row) => {
    const cell = row.cells[column];
    return cell.dataset.order ?? cell.textContent.replace(/\u202f/g, "").trim();
  };
  const rows = Array.from(table.tBodies[0].rows);
  const compare = new Intl.Collator("en", { numeric: true }).compare;
  rows.sort((a, b) => {
    const [left, right] = [key(a), key(b)];
    if (!left || !right) return left ? -1 : right ? 1 : 0;
    return falling ? compare(right, left) : compare(left, right);
  });
  for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
  header.setAttribute("aria-sort", falling ? "descending" : "ascending");
  table.tBodies[0].append(...rows);
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
for (const input of document.querySelectorAll("input[data-filters]")) {
  const rows = Array.from(document.getElementById(input.dataset.filters).tBodies[0].rows);
  const status = document.getElementById("shown");
  const texts = new Map(rows.map((row) => [row, row.textContent.toLowerCase()]));
  input.closest("[hidden]").hidden = false;
  input.addEventListener("input", () => {
    const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const row of rows) {
      row.hidden = !words.every((word) => texts.get(row).includes(word));
      shown += row.hidden ? 0 : 1;
    }
    status.textContent = words.length ? `${shown} of ${rows.length}` : "";
  });
}
function openTarget() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  for (let node = target; node; node = node.parentElement) {
    if (node.tagName === "DETAILS") node.open = true;
  }
}
addEventListener("hashchange", openTarget);
addEventListener("beforeprint", () => {
  for (const fold of document.querySelectorAll("details:not(.why)")) fold.open = true;
});
openTarget();
