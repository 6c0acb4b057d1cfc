const told = JSON.parse(document.getElementById("data").dataset.told);
const part = (id) => document.getElementById(id);
const OPEN = new Set(["", undefined]);
const formula = /^[=+\-@\t\r\n＝＋－＠]./s;
const plain = (cell) => (cell[0] === "'" && formula.test(cell.slice(1)) ? cell.slice(1) : cell);
const rowOf = (cells, names) => Object.fromEntries(names.map((name, at) => [name, cells[at] ?? ""]));
const pairOf = (row) => [row.left, row.right].sort().join("\n");
const keyOf = (row) => `${pairOf(row)}\n${row.level || "story"}`;
let rows = told.rows.map((cells) => rowOf(cells, told.columns));
let questions = [];
let at = 0;
let unsaved = 0;
const past = [];
function gather() {
  const seen = new Map();
  for (const row of rows) {
    if (!seen.has(keyOf(row)) && told.questions[pairOf(row)]) seen.set(keyOf(row), row);
  }
  questions = Array.from(seen.values());
}
const annotator = () => part("annotator").value.trim();
const mine = (question) => rows.find((row) =>
  keyOf(row) === keyOf(question) && row.annotator === annotator() && !OPEN.has(row.answer));
const isOpen = (question) => !mine(question);
function put(row) {
  const place = rows.findIndex((old) =>
    keyOf(old) === keyOf(row) && (old.annotator === "" || old.annotator === row.annotator));
  if (place < 0) rows.push(row);
  else rows[place] = row;
}
function remember() {
  try {
    localStorage.setItem(told.store, JSON.stringify(rows.filter((row) => !OPEN.has(row.answer))));
    return true;
  } catch {
    return false;
  }
}
function recall() {
  try {
    const kept = JSON.parse(localStorage.getItem(told.store) ?? "[]");
    kept.forEach(put);
    return kept.length;
  } catch {
    return 0;
  }
}
function fill(side, [title, byline, stretches]) {
  const place = part(side);
  place.querySelector("bdi").textContent = title;
  place.querySelector(".byline").textContent = byline;
  const text = place.querySelector(".text");
  text.replaceChildren(...stretches.map((stretch) => {
    if (typeof stretch === "string") return document.createTextNode(stretch);
    const mark = document.createElement("mark");
    mark.textContent = stretch[0];
    return mark;
  }));
  place.scrollTop = 0;
}
function show(words = "") {
  const nOpen = questions.filter(isOpen).length;
  const ended = at < 0;
  part("ask").hidden = ended;
  part("done").hidden = !ended;
  const told_ = ended ? "" : `Pair ${at + 1} of ${questions.length}. `;
  part("said").textContent = `${words}${told_}${nOpen} open.`;
  part("kept").textContent = unsaved ? `${unsaved} answers not saved to a file` : "";
  if (ended) return;
  const [left, right] = told.questions[pairOf(questions[at])];
  fill("left", left);
  fill("right", right);
  const before = mine(questions[at]);
  part("hold").checked = before?.binding === "yes";
  for (const button of document.querySelectorAll("[data-answer]")) {
    button.setAttribute("aria-pressed", String(before?.answer === button.dataset.answer));
  }
}
function nextOpen(from) {
  const later = questions.findIndex((question, place) => place > from && isOpen(question));
  return later >= 0 ? later : questions.findIndex(isOpen);
}
function answer(word) {
  if (at < 0) return;
  const asked = questions[at];
  const twins = questions.filter((question) => question === asked
    || (pairOf(question) === pairOf(asked) && isOpen(question)));
  for (const question of twins) {
    put({ ...question, answer: word, annotator: annotator(), binding: part("hold").checked ? "yes" : "" });
  }
  gather();
  unsaved += 1;
  past.push(at);
  const kept = remember();
  at = nextOpen(at);
  show(kept ? "" : "This browser keeps nothing: save often. ");
}
function back() {
  if (!past.length) return;
  at = past.pop();
  show();
}
function cell(text) {
  const safe = formula.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
function csv() {
  const lines = rows.map((row) => told.columns.map((name) => cell(row[name] ?? "")).join(","));
  return [told.columns.join(","), ...lines, ""].join("\n");
}
function save() {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([csv()], { type: "text/csv" }));
  link.download = "labels.csv";
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  unsaved = 0;
  show("labels.csv was saved. ");
}
function parse(text) {
  const lines = [[""]];
  let quoted = false;
  const body = text.replace(/^\ufeff/, "");
  for (let k = 0; k < body.length; k++) {
    const sign = body[k];
    const line = lines[lines.length - 1];
    if (quoted && sign === '"' && body[k + 1] === '"') { line[line.length - 1] += '"'; k++; }
    else if (sign === '"') quoted = !quoted;
    else if (!quoted && sign === ",") line.push("");
    else if (!quoted && sign === "\n") lines.push([""]);
    else if (quoted || sign !== "\r") line[line.length - 1] += sign;
  }
  return lines.filter((line) => line.length > 1).map((line) => line.map(plain));
}
function load(text, name) {
  const [names = [], ...lines] = parse(text);
  const missing = ["left", "right", "answer"].filter((column) => !names.includes(column));
  if (missing.length) {
    show(`${name} has no column ${missing[0]}; nothing was loaded. `);
    return;
  }
  const known = new Set(["", "skip", "same-text", "same-story", "same-thread", "unrelated"]);
  const given = lines.map((cells) => rowOf(cells, names));
  const wrong = given.findIndex((row) => !known.has(row.answer));
  if (wrong >= 0) {
    show(`${name}, row ${wrong + 2}: ${given[wrong].answer} is no answer; nothing was loaded. `);
    return;
  }
  for (const row of given) {
    if (!OPEN.has(row.answer) || !rows.some((old) => keyOf(old) === keyOf(row))) put(row);
  }
  gather();
  remember();
  at = questions.findIndex(isOpen);
  show(`${given.length} rows were loaded. `);
}
part("load").addEventListener("change", async (event) => {
  const [file] = event.target.files;
  if (file) load(await file.text(), file.name);
  event.target.value = "";
});
for (const button of document.querySelectorAll("[data-answer]")) {
  button.addEventListener("click", () => answer(button.dataset.answer));
}
part("back").addEventListener("click", back);
part("save").addEventListener("click", save);
part("file").addEventListener("submit", (event) => event.preventDefault());
part("annotator").addEventListener("change", () => {
  at = questions.findIndex(isOpen);
  show();
});
addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.id === "annotator") return;
  const button = document.querySelector(`[aria-keyshortcuts="${CSS.escape(event.key)}"]`);
  if (button) {
    event.preventDefault();
    button.click();
  }
});
addEventListener("beforeunload", (event) => {
  if (unsaved) event.preventDefault();
});
const kept = recall();
gather();
at = questions.findIndex(isOpen);
part("live").hidden = false;
show(kept ? `${kept} answers kept by this browser are there again. ` : "");
