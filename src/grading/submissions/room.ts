/** How much may still be unpacked: for a submission, and above it for the whole class. */
export interface Room {
  bytes: number;
  files: number;
  readonly within?: Room;
}

export interface Limits {
  /** Zips within zips within … of one submission. */
  readonly depth: number;
  readonly bytesPerSubmission: number;
  readonly bytesInAll: number;
  readonly filesPerSubmission: number;
  readonly filesInAll: number;
}

/** More than any lab hands in, less than what fills a disk. */
export const LIMITS: Limits = {
  depth: 4,
  bytesPerSubmission: 2 * 2 ** 30,
  bytesInAll: 64 * 2 ** 30,
  filesPerSubmission: 5000,
  filesInAll: 200_000,
};

/** Takes the room of one file; false, and nothing taken, when there is not enough. */
export function take(room: Room, bytes: number): boolean {
  const all: Room[] = [];
  for (let one: Room | undefined = room; one; one = one.within) all.push(one);
  if (all.some((one) => one.bytes < bytes || one.files < 1)) return false;
  for (const one of all) {
    one.bytes -= bytes;
    one.files -= 1;
  }
  return true;
}
