// The tables hold every figure; the sliders only point at a row.
const plain = (cell) => cell.firstChild.textContent.trim();
function sentence(row, heads) {
  const told = Array.from(row.cells).slice(1).map((cell, at) => [heads[at + 1], plain(cell)]);
  const counts = told.slice(0, 4).map(([head, text]) => `${head.toLowerCase()} ${text}`);
  const scores = new Map(told.slice(4));
  const f1 = scores.get("F1");
  const end = f1
    ? `F1 ${f1} (${scores.get("from")} to ${scores.get("to")}), precision ${scores.get("Precision")}, recall ${scores.get("Recall")}`
    : `stability ${scores.get("Stability")}, cohesion ${scores.get("Cohesion")}`;
  return `${counts.join(", ")}; ${end}.`;
}
for (const section of document.querySelectorAll("section.key")) {
  const table = section.querySelector("table");
  const heads = Array.from(table.tHead.rows[0].cells, (cell) => cell.textContent);
  const slider = section.querySelector("input");
  const show = () => {
    const rows = table.tBodies[0].rows;
    for (const row of rows) row.classList.remove("at");
    const row = rows[Number(slider.value)];
    row.classList.add("at");
    const value = plain(row.cells[0]);
    const words = sentence(row, heads);
    section.querySelector(".chosen").textContent = value;
    section.querySelector(".said").textContent = words;
    section.querySelector(".live .lines").textContent =
      `[${section.dataset.table}]\n${section.dataset.name} = ${value}`;
    slider.setAttribute("aria-valuetext", `${value}: ${words}`);
  };
  slider.addEventListener("input", show);
  section.querySelector(".live").hidden = false;
  show();
}
