import {byteCount, hexBytes, label} from './bits.ts';
import type {Layer, Unit} from './layer.ts';

/** Bytes that no decoder claims. */
export function dataLayer({b, at, end, wireEnd}: Pick<Unit, 'b' | 'at' | 'end' | 'wireEnd'>): Layer {
  const length = end - at;
  if (length <= 0) {
    // Nothing was captured of what was there.
    return {name: 'data', protocols: [], nodes: [], shortage: wireEnd > at ? 'cut' : undefined};
  }
  return {
    name: 'data',
    protocols: ['data'],
    nodes: [
      {
        field: 'data',
        text: `Data (${byteCount(length)})`,
        at,
        length,
        children: [
          {field: 'data.data', text: label('Data', hexBytes(b, at, end)), at, length},
          {field: 'data.len', text: `[Length: ${length}]`, value: length},
        ],
      },
    ],
  };
}
