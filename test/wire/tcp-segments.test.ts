import {describe, expect, it} from 'vitest';
import {reassemblyNode} from '../../src/wire/tcp-segments.ts';
import {hex} from '../support/craft.ts';

const title = (count: number, first: number, held: number): string => {
  const frames = Array.from({length: count}, (_, i) => ({frame: first + i, length: held}));
  return reassemblyNode({bytes: hex(''), length: count * held, frames}).text;
};

describe('the list of segments', () => {
  it('says where each lies', () => {
    const {text, children} = reassemblyNode({
      bytes: hex('aabbcc'),
      frames: [
        {frame: 4, length: 2},
        {frame: 9, length: 1},
        {frame: 10, length: 0},
      ],
    });
    expect(text).toBe('[3 Reassembled TCP Segments (3 bytes): #4(2), #9(1), #10(0)]');
    expect(children?.map((line) => line.text)).toEqual([
      '[Frame: 4, payload: 0-1 (2 bytes)]',
      '[Frame: 9, payload: 2-2 (1 byte)]',
      '[Frame: 10 (no data)]',
      '[Segment count: 3]',
      '[Reassembled TCP length: 3]',
      '[Reassembled TCP Data: aabbcc]',
    ]);
  });

  it('is cut as Wireshark cuts it, with a mark where there is room for one', () => {
    expect(title(100, 100, 1448)).toMatch(/^\[100 Reassembled .*, #115\(1448\), \]$/);
    expect(title(100, 10, 1388)).toMatch(/^\[ \[…\]100 Reassembled .*, #26\(1388\), #\]$/);
    expect(Buffer.byteLength(title(100, 10, 1388))).toBe(2 + 239);
  });
});
