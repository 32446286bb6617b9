/** Zero-based index of a packet in a PacketTable. */
export type Row = number & {readonly __brand: 'Row'};
/** One-based packet number, as Wireshark's frame.number. */
export type FrameNumber = number & {readonly __brand: 'FrameNumber'};

export const row = (index: number): Row => index as Row;
export const frameOf = (index: Row): FrameNumber => (index + 1) as FrameNumber;
export const rowOf = (frame: FrameNumber): Row => (frame - 1) as Row;

/** A point in time: whole seconds since the Unix epoch (may be negative) and 0 … 999 999 999 nanoseconds. */
export interface Instant {
  readonly seconds: number;
  readonly nanos: number;
}

/** `later - earlier` in nanoseconds; exact while they lie less than 104 days apart. */
export const elapsedNs = (earlier: Instant, later: Instant): number =>
  (later.seconds - earlier.seconds) * 1e9 + (later.nanos - earlier.nanos);

/** ISO 8601 in UTC with nanoseconds, e.g. `2024-09-18T07:01:32.461594000Z`. */
export function isoTime({seconds, nanos}: Instant): string {
  const date = new Date(seconds * 1000);
  if (Number.isNaN(date.getTime())) return `@${seconds}.${String(nanos).padStart(9, '0')}`;
  return `${date.toISOString().slice(0, -5)}.${String(nanos).padStart(9, '0')}Z`;
}
