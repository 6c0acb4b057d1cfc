// Draws the bars of a waterfall beside its table, from what the table says.
const SCALES = {
  odds: [0.001, 0.01, 0.1, 0.5, 0.9, 0.99, 0.999].map((p) => [Math.log(p / (1 - p)), `${100 * p}%`]),
  times: [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1].map((a) => [Math.log(a), `${a}`]),
};
function drawFall(table) {
  const rows = Array.from(table.tBodies[0].rows);
  if (rows[0].cells.length > 4) return;
  const [base, gate] = table.dataset.ends.split(" ").map(Number);
  const added = rows.slice(1, -1).map((row) => row.cells[2].textContent.replace("−", "-"));
  const odds = !added.some((text) => text.startsWith("×"));
  const steps = added.map((text) => (odds ? Number(text) : Math.log(Number(text.slice(1)))));
  const sums = [base];
  for (const step of steps) sums.push(sums[sums.length - 1] + step);
  const low = Math.min(gate, ...sums), high = Math.max(gate, ...sums);
  const at = (sum) => Math.round(22 + ((sum - low) / (high - low || 1)) * 256);
  const height = 24 * rows.length, end = at(sums[sums.length - 1]), y = height - 12;
  const ways = { grid: "", for: "", against: "", gate: `M${at(gate)} 13V${height - 13}`,
    end: `M${end} ${y - 7}l7 7l-7 7l-7-7z` };
  steps.forEach((step, k) => {
    const x = at(sums[k]), up = step > 0, wide = at(sums[k + 1]) - x || (up ? 1 : -1);
    ways[up ? "for" : "against"] += `M${x} ${24 * k + 18}v11h${wide}v13h${-wide}v-13`;
  });
  const make = (name, marks) => {
    const node = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const mark in marks) node.setAttribute(mark, marks[mark]);
    return node;
  };
  const svg = make("svg", { viewBox: `0 0 300 ${height}`, height, "aria-hidden": "true" });
  const taken = [], texts = [];
  const name = odds ? `${+(100 / (1 + Math.exp(-gate))).toPrecision(3)}%` : `${+Math.exp(gate).toPrecision(2)}`;
  for (const [mark, text] of [[gate, name], ...SCALES[odds ? "odds" : "times"]]) {
    const x = at(mark);
    if (mark < low || mark > high || taken.some((other) => Math.abs(x - other) < 34)) continue;
    taken.push(x);
    ways.grid += `M${x} 13V${height - 13}`;
    texts.push(make("text", { x, y: 10 }));
    texts[texts.length - 1].textContent = text;
  }
  for (const kind of ["grid", "gate", "for", "against", "end"]) {
    if (ways[kind]) svg.append(make("path", { class: kind, d: ways[kind] }));
  }
  svg.append(...texts);
  const cell = rows[0].insertCell();
  cell.rowSpan = rows.length;
  cell.append(svg);
  table.tHead.rows[0].insertCell();
}
function drawFalls() {
  for (const table of document.querySelectorAll("details[open] > .fall")) drawFall(table);
}
addEventListener("toggle", drawFalls, true);
drawFalls();
