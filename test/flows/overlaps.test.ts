import {describe, expect, it} from 'vitest';
import {openBytes} from '../../src/capture/index.ts';
import {deriveFlows} from '../../src/flows/index.ts';
import type {FieldNode} from '../../src/model/tree.ts';
import {row} from '../../src/model/units.ts';
import {dissect} from '../../src/wire/dissect.ts';
import {compareCapture} from '../conformance/compare.ts';
import {ladder} from '../support/ladder.ts';

const HANDSHAKE = `
  C>S SYN seq=100
  S>C SYN,ACK seq=300
  C>S ACK`;
const REQUEST = `${HANDSHAKE}
  C>S PSH,ACK "GET / HTTP/1.1\\r\\nHost: h\\r\\n\\r\\n"
  S>C ACK
  # 301–338, 339–344, 345–350
  S>C ACK "HTTP/1.1 200 OK\\r\\nContent-Length: 12\\r\\n\\r\\n"
  S>C ACK "abcdef"`;
const RECORD = '\\u0017\\u0003\\u0003\\u0000\\u000c';

/** The drawings, by what happens in them, and the segments that Wireshark lists. */
const CASES: readonly (readonly [string, string, readonly string[]])[] = [
  [
    'a segment in the middle comes again after the end',
    `${REQUEST}
    S>C PSH,ACK "ghijkl"
    S>C PSH,ACK seq=340 "abcdef"`,
    ['6: 0-38', '7: 39-44', '9: 39-44 overlap', '8: 45-50'],
  ],
  [
    'it comes again before the end',
    `${REQUEST}
    S>C ACK seq=340 "abcdef"
    S>C PSH,ACK "ghijkl"`,
    ['6: 0-38', '7: 39-44', '8: 39-44 overlap', '9: 45-50'],
  ],
  [
    'the first segment comes again',
    `${REQUEST}
    S>C PSH,ACK "ghijkl"
    S>C PSH,ACK seq=301 "HTTP/1.1 200 OK\\r\\nContent-Length: 12\\r\\n\\r\\n"`,
    ['6: 0-38', '7: 39-44', '8: 45-50'],
  ],
  [
    'another division of the same bytes',
    `${REQUEST}
    S>C PSH,ACK seq=343 "defghijkl"`,
    ['6: 0-38', '7: 39-44', '8: 42-50 overlap'],
  ],
  [
    'other bytes',
    `${REQUEST}
    S>C PSH,ACK "ghijkl"
    S>C PSH,ACK seq=341 "XY"`,
    ['6: 0-38', '7: 39-44', '9: 40-41 overlap conflict', '8: 45-50'],
  ],
  [
    'the last segments as one',
    `${REQUEST}
    S>C PSH,ACK "ghijkl"
    S>C PSH,ACK seq=340 "abcdefghijkl"`,
    ['6: 0-38', '7: 39-44', '9: 39-50 overlap', '8: 45-50'],
  ],
];
const TLS_CASES: typeof CASES = [
  [
    'a TLS record, of which a segment comes again after the end',
    `${HANDSHAKE}
    C>S PSH,ACK "${RECORD}abcd"
    C>S PSH,ACK "efgh"
    C>S PSH,ACK "ijkl"
    C>S PSH,ACK seq=110 "efgh"`,
    ['4: 0-8', '5: 9-12', '7: 9-12 overlap', '6: 13-16'],
  ],
  [
    'a TLS record, of which the first segment comes again',
    `${HANDSHAKE}
    C>S PSH,ACK "${RECORD}abcd"
    C>S PSH,ACK seq=101 "${RECORD}abcd"
    C>S PSH,ACK "efghijkl"
    C>S PSH,ACK seq=101 "${RECORD}abcd"`,
    ['4: 0-8', '6: 9-16'],
  ],
];

async function segmentsOf(file: Uint8Array): Promise<string[]> {
  const capture = await openBytes('drawn.pcap', file);
  const flows = deriveFlows(capture);
  const lists: FieldNode[] = [];
  for (let index = 0; index < capture.packets.length; index++) {
    const {tree} = dissect(capture.bytesOf(row(index)), flows.contextOf(row(index)));
    lists.push(...tree.filter(({field}) => field === 'tcp.segments'));
  }
  const segments = lists.at(-1)?.children?.filter(({field}) => field === 'tcp.segment') ?? [];
  return segments.map(({text, children = []}) => {
    const [, frame, place] = /Frame: (\d+), payload: ([\d-]+)/.exec(text) ?? [];
    const remarks = children.map(({field}) => ` ${field.split('.').at(-1)}`);
    return `${frame}: ${place}${remarks.join('')}`;
  });
}

describe.each([
  ...CASES.map(([name, drawing, listed]) => ({name, drawing, listed})),
  ...TLS_CASES.map(([name, drawing, listed]) => ({name, drawing: drawing.replace(/\bS\b(?=>| )/g, 'S:443'), listed})),
])('of a PDU in several segments, $name', ({drawing, listed}) => {
  it('has its place in the list', async () => {
    expect(await segmentsOf(ladder(drawing))).toEqual(listed);
  });

  it('as in Wireshark', async () => {
    const {differences} = await compareCapture('drawn', ladder(drawing));
    expect(differences.filter(({of}) => of === 'tcp' || of === 'tcp.segments')).toEqual([]);
  });
});
