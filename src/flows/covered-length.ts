/** Length of the union of half-open spans; those that end before they begin count nothing. Sorts `spans`. */
export function coveredLength(spans: [start: number, end: number][]): number {
  let covered = 0;
  let reached = Number.NEGATIVE_INFINITY;
  for (const [start, end] of spans.sort((a, b) => a[0] - b[0])) {
    if (end <= Math.max(start, reached)) continue;
    covered += end - Math.max(start, reached);
    reached = end;
  }
  return covered;
}
