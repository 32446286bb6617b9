import type {HandshakeOptions} from '../model/report.ts';
import {OPTION, optionsOf} from './tcp-options.ts';

/** RFC 7323 §2.3: larger shifts count as this. */
const MAX_SHIFT = 14;

/** What a SYN offers. */
export function synOptions(b: Uint8Array, transportAt: number): Omit<HandshakeOptions, 'isn' | 'window'> {
  let mss: number | undefined;
  let windowScale: number | undefined;
  let sackPermitted = false;
  let timestamps = false;
  for (const {kind, at, length} of optionsOf(b, transportAt)) {
    if (kind === OPTION.mss && length === 4) mss = ((b[at + 2] as number) << 8) | (b[at + 3] as number);
    else if (kind === OPTION.windowScale && length === 3) windowScale = Math.min(b[at + 2] as number, MAX_SHIFT);
    else if (kind === OPTION.sackPermitted && length === 2) sackPermitted = true;
    else if (kind === OPTION.timestamps && length === 10) timestamps = true;
  }
  return {
    ...(mss === undefined ? {} : {mss}),
    ...(windowScale === undefined ? {} : {windowScale}),
    sackPermitted,
    timestamps,
  };
}
