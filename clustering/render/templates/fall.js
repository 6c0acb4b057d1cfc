// Draws the bars of a waterfall beside its table, from what the table says.
const ODDS = [0.1, 1, 10, 50, 90, 99, 99.9].map((p) => [Math.log(p / (100 - p)), `${p}%`]);
const TIMES = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1].map((a) => [Math.log(a), a]);
function drawFall(table) {
  const rows = [...table.tBodies[0].rows];
  if (rows[0].cells[4]) return;
  const [base, gate] = table.dataset.ends.split(" ").map(Number);
  const added = rows.slice(1, -1).map((row) => row.cells[2].textContent.replace("−", "-"));
  const times = added.some((text) => text[0] === "×");
  const sums = [base];
  for (const text of added) sums.push(sums.at(-1) + (times ? Math.log(text.slice(1)) : +text));
  const low = Math.min(gate, ...sums), high = Math.max(gate, ...sums);
  const at = (sum) => Math.round(22 + ((sum - low) / (high - low || 1)) * 256);
  const height = 24 * rows.length, line = (x) => `M${x} 13V${height - 13}`;
  const ways = { grid: "", gate: line(at(gate)), for: "", against: "" };
  ways.end = `M${at(sums.at(-1))} ${height - 19}l7 7l-7 7l-7-7z`;
  for (let k = 1; k < sums.length; k++) {
    const x = at(sums[k - 1]), up = sums[k] > sums[k - 1], wide = at(sums[k]) - x || (up ? 1 : -1);
    ways[up ? "for" : "against"] += `M${x} ${24 * k - 6}v11h${wide}v13h${-wide}v-13`;
  }
  const svg = rows[0].insertCell().appendChild(document.createElementNS("http://www.w3.org/2000/svg", "svg"));
  const add = (name, marks) => {
    const node = svg.appendChild(document.createElementNS(svg.namespaceURI, name));
    for (const mark in marks) node.setAttribute(mark, marks[mark]);
    return node;
  };
  const own = times ? +Math.exp(gate).toFixed(2) : `${+(100 / (1 + Math.exp(-gate))).toFixed(1)}%`;
  const taken = [];
  for (const [mark, text] of [[gate, own], ...(times ? TIMES : ODDS)]) {
    const x = at(mark);
    if (mark < low || mark > high || taken.some((other) => Math.abs(x - other) < 34)) continue;
    taken.push(x);
    ways.grid += line(x);
    add("text", { x, y: 10 }).textContent = text;
  }
  for (const kind in ways) if (ways[kind]) add("path", { class: kind, d: ways[kind] });
  svg.setAttribute("viewBox", `0 0 300 ${height}`);
  svg.setAttribute("height", height);
  svg.setAttribute("aria-hidden", true);
  rows[0].cells[4].rowSpan = rows.length;
  table.tHead.rows[0].insertCell();
}
const drawFalls = () => document.querySelectorAll("details[open] > .fall").forEach(drawFall);
addEventListener("toggle", drawFalls, true);
drawFalls();
