import {headerLength, optionsAt} from '../wire/tcp.ts';

export const OPTION = {
  end: 0,
  nop: 1,
  mss: 2,
  windowScale: 3,
  sackPermitted: 4,
  sack: 5,
  timestamps: 8,
  fastOpen: 34,
} as const;

/** One option: where its kind byte stands in the packet, and how many bytes it takes with kind and length. */
export interface OptionAt {
  readonly kind: number;
  readonly at: number;
  readonly length: number;
}

/** The options of a header, in order (RFC 9293 §3.1); stops where one leaves the header or the captured bytes. */
export function* optionsOf(b: Uint8Array, transportAt: number): Generator<OptionAt> {
  const end = Math.min(b.length, transportAt + headerLength(b, transportAt));
  let at = optionsAt(transportAt);
  while (at < end) {
    const kind = b[at] as number;
    if (kind === OPTION.end) return;
    if (kind === OPTION.nop) {
      at++;
      continue;
    }
    const length = b[at + 1] ?? 0;
    if (length < 2 || at + length > end) return;
    yield {kind, at, length};
    at += length;
  }
}
