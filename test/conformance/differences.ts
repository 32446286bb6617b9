/** A difference that stays, because Wireshark is wrong there or only a preference differs. */
export interface ListedDifference {
  readonly because: string;
  /** Whether two lines that stand side by side differ in this way only. One of them may be missing. */
  readonly covers: (ours: string | undefined, theirs: string | undefined, layer: string) => boolean;
}

export const LISTED: readonly ListedDifference[] = [];
