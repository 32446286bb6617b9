import type {Line} from './lines.ts';

/** A line of both, or of one of them. */
export interface Pair {
  readonly ours?: Line;
  readonly theirs?: Line;
}

/**
 * Puts two lists of lines side by side: a longest common subsequence as pairs, and between two such pairs, what is left
 * of one beside what is left of the other.
 */
export function align(ours: readonly Line[], theirs: readonly Line[]): Pair[] {
  let start = 0;
  while (start < ours.length && start < theirs.length && ours[start]?.text === theirs[start]?.text) start++;
  const head = ours.slice(0, start).map((line, index): Pair => ({ours: line, theirs: theirs[index] as Line}));
  return start === ours.length && start === theirs.length
    ? head
    : [...head, ...alignRest(ours.slice(start), theirs.slice(start))];
}

function alignRest(ours: readonly Line[], theirs: readonly Line[]): Pair[] {
  const width = theirs.length + 1;
  // common[i * width + j]: the longest common subsequence of what follows ours[i] and theirs[j].
  const common = new Uint32Array((ours.length + 1) * width);
  const at = (i: number, j: number) => common[i * width + j] as number;
  for (let i = ours.length - 1; i >= 0; i--) {
    for (let j = theirs.length - 1; j >= 0; j--) {
      const same = ours[i]?.text === theirs[j]?.text;
      common[i * width + j] = same ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const pairs: Pair[] = [];
  let left: Line[] = [];
  let right: Line[] = [];
  const flush = () => {
    for (let k = 0; k < Math.max(left.length, right.length); k++) {
      pairs.push({...(left[k] ? {ours: left[k] as Line} : {}), ...(right[k] ? {theirs: right[k] as Line} : {})});
    }
    left = [];
    right = [];
  };
  let i = 0;
  let j = 0;
  while (i < ours.length || j < theirs.length) {
    if (i < ours.length && j < theirs.length && ours[i]?.text === theirs[j]?.text) {
      flush();
      pairs.push({ours: ours[i++] as Line, theirs: theirs[j++] as Line});
    } else if (j >= theirs.length || (i < ours.length && at(i + 1, j) >= at(i, j + 1))) left.push(ours[i++] as Line);
    else right.push(theirs[j++] as Line);
  }
  flush();
  return pairs;
}
