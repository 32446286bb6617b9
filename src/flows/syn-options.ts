import type {HandshakeOptions} from '../model/report.ts';
import {headerLength, optionsAt} from '../wire/tcp.ts';

const KIND = {end: 0, nop: 1, mss: 2, windowScale: 3, sackPermitted: 4, timestamps: 8} as const;
/** RFC 7323 §2.3: larger shifts count as this. */
const MAX_SHIFT = 14;

/** What a SYN offers; stops where an option leaves the header or the captured bytes. */
export function synOptions(b: Uint8Array, transportAt: number): Omit<HandshakeOptions, 'isn' | 'window'> {
  const end = Math.min(b.length, transportAt + headerLength(b, transportAt));
  let mss: number | undefined;
  let windowScale: number | undefined;
  let sackPermitted = false;
  let timestamps = false;
  let at = optionsAt(transportAt);
  while (at < end) {
    const kind = b[at] as number;
    if (kind === KIND.end) break;
    if (kind === KIND.nop) {
      at++;
      continue;
    }
    const length = b[at + 1] ?? 0;
    if (length < 2 || at + length > end) break;
    if (kind === KIND.mss && length === 4) mss = ((b[at + 2] as number) << 8) | (b[at + 3] as number);
    else if (kind === KIND.windowScale && length === 3) windowScale = Math.min(b[at + 2] as number, MAX_SHIFT);
    else if (kind === KIND.sackPermitted) sackPermitted = true;
    else if (kind === KIND.timestamps && length === 10) timestamps = true;
    at += length;
  }
  return {
    ...(mss === undefined ? {} : {mss}),
    ...(windowScale === undefined ? {} : {windowScale}),
    sackPermitted,
    timestamps,
  };
}
