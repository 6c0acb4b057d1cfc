// Average linkage on a sparse graph: the same joins, in the same order, as
// clustering/graph/linkage.py makes them. Sums are doubles, weights and means single.
function adjacency(nRows, left, right, weight) {
  const starts = new Int32Array(nRows + 1);
  for (let e = 0; e < left.length; e++) {
    starts[left[e] + 1]++;
    starts[right[e] + 1]++;
  }
  for (let row = 0; row < nRows; row++) starts[row + 1] += starts[row];
  const fill = starts.slice();
  const others = new Int32Array(2 * left.length);
  const totals = new Float64Array(2 * left.length);
  for (let e = 0; e < left.length; e++) {
    const a = left[e], b = right[e];
    others[fill[a]] = b;
    totals[fill[a]++] = weight[e];
    others[fill[b]] = a;
    totals[fill[b]++] = weight[e];
  }
  const near = [], sums = [];
  for (let row = 0; row < nRows; row++) {
    near.push(others.subarray(starts[row], starts[row + 1]));
    sums.push(totals.subarray(starts[row], starts[row + 1]));
  }
  return [near, sums];
}
// The highest mean first; ties go to the smaller rows.
class Queue {
  constructor(room) {
    this.size = 0;
    this.means = new Float32Array(room);
    this.lows = new Int32Array(room);
    this.highs = new Int32Array(room);
  }
  before(mean, a, b, at) {
    if (mean !== this.means[at]) return mean > this.means[at];
    return a !== this.lows[at] ? a < this.lows[at] : b < this.highs[at];
  }
  set(at, mean, a, b) {
    this.means[at] = mean;
    this.lows[at] = a;
    this.highs[at] = b;
  }
  move(to, from) {
    this.set(to, this.means[from], this.lows[from], this.highs[from]);
  }
  push(mean, a, b) {
    if (this.size === this.means.length) this.grow();
    let at = this.size++;
    while (at > 0) {
      const up = (at - 1) >> 1;
      if (!this.before(mean, a, b, up)) break;
      this.move(at, up);
      at = up;
    }
    this.set(at, mean, a, b);
  }
  pop() {
    const n = --this.size;
    const mean = this.means[n], a = this.lows[n], b = this.highs[n];
    let at = 0;
    for (let child = 1; child < n; child = 2 * at + 1) {
      const next = child + 1;
      if (next < n && this.before(this.means[next], this.lows[next], this.highs[next], child)) {
        child = next;
      }
      if (this.before(mean, a, b, child)) break;
      this.move(at, child);
      at = child;
    }
    this.set(at, mean, a, b);
  }
  grow() {
    for (const name of ["means", "lows", "highs"]) {
      const longer = new this[name].constructor(2 * this[name].length);
      longer.set(this[name]);
      this[name] = longer;
    }
  }
}
function root(parent, row) {
  while (parent[row] !== row) {
    parent[row] = parent[parent[row]];
    row = parent[row];
  }
  return row;
}
// Who is tied and who must stay apart by the user's word, as clustering/graph/bonds.py.
class Bonds {
  constructor(nRows, must, cannot) {
    this.bundle = Int32Array.from({ length: nRows }, (_, row) => row);
    this.foes = new Map();
    for (const [a, b] of cannot) {
      this.foes.set(a, [...this.foesOf(a), b]);
      this.foes.set(b, [...this.foesOf(b), a]);
    }
    for (const [a, b] of must) this.tie(a, b);
  }
  foesOf(row) {
    return this.foes.get(row) ?? [];
  }
  mayJoin(a, b) {
    const other = root(this.bundle, b);
    return !this.foesOf(root(this.bundle, a)).some((foe) => root(this.bundle, foe) === other);
  }
  tie(a, b) {
    const one = root(this.bundle, a), other = root(this.bundle, b);
    if (one === other) return;
    const low = Math.min(one, other), high = Math.max(one, other);
    this.bundle[high] = low;
    if (this.foes.size) this.foes.set(low, [...this.foesOf(low), ...this.foesOf(high)]);
  }
}
// Returns the joins: rows left and right, and the mean at which they were made.
function linkAverage(
  nRows, left, right, weight, threshold, maxPartners, must = [], cannot = [],
) {
  const least = Math.fround(threshold);
  const bonds = new Bonds(nRows, must, cannot);
  const [near, sums] = adjacency(nRows, left, right, weight);
  const parent = Int32Array.from({ length: nRows }, (_, row) => row);
  const size = new Int32Array(nRows).fill(1);
  const queue = new Queue(2 * left.length + 16);
  const place = new Int32Array(nRows).fill(-1);
  const joins = { left: [], right: [], height: [] };
  const mean = (total, a, b) => {
    const fewer = Math.min(size[a], size[b]);
    const pairs = Math.min(size[a] * size[b], maxPartners * fewer);
    return Math.fround(Math.min(total / pairs, 1));
  };
  for (let e = 0; e < left.length; e++) {
    if (weight[e] >= least) queue.push(weight[e], left[e], right[e]);
  }
  while (queue.size) {
    const height = queue.means[0], a = queue.lows[0], b = queue.highs[0];
    queue.pop();
    if (parent[a] !== a || parent[b] !== b) continue;
    let total = 0; // is this entry still true?
    for (let k = 0; k < near[a].length; k++) {
      if (root(parent, near[a][k]) === b) total += sums[a][k];
    }
    if (mean(total, a, b) !== height || !bonds.mayJoin(a, b)) continue;
    bonds.tie(a, b);
    parent[b] = a;
    size[a] += size[b];
    joins.left.push(a);
    joins.right.push(b);
    joins.height.push(height);
    const others = new Int32Array(near[a].length + near[b].length);
    const totals = new Float64Array(others.length);
    let n = 0;
    for (const part of [a, b]) {
      for (let k = 0; k < near[part].length; k++) {
        const other = root(parent, near[part][k]);
        if (other === a) continue;
        if (place[other] < 0) {
          place[other] = n;
          others[n++] = other;
        }
        totals[place[other]] += sums[part][k];
      }
    }
    near[a] = others.subarray(0, n);
    sums[a] = totals.subarray(0, n);
    near[b] = others.subarray(0, 0);
    sums[b] = totals.subarray(0, 0);
    for (let k = 0; k < n; k++) {
      const other = others[k];
      place[other] = -1;
      const value = mean(totals[k], a, other);
      if (value >= least) queue.push(value, Math.min(a, other), Math.max(a, other));
    }
  }
  return joins;
}
// The groups at a threshold: a higher one stops earlier, at the first join below it.
function labelsAt(nRows, joins, threshold, must = []) {
  const least = Math.fround(threshold);
  const parent = Int32Array.from({ length: nRows }, (_, row) => row);
  for (let k = 0; k < joins.height.length && joins.height[k] >= least; k++) {
    parent[joins.right[k]] = joins.left[k];
  }
  for (const [a, b] of must) {
    const one = root(parent, a), other = root(parent, b);
    parent[Math.max(one, other)] = Math.min(one, other);
  }
  return Int32Array.from(parent, (_, row) => root(parent, row));
}
