import {describe, expect, it} from 'vitest';
import {httpLineParts} from '../../src/flows/http-lines.ts';
import {row} from '../../src/model/units.ts';
import {compareCapture} from '../conformance/compare.ts';
import {ladder} from '../support/ladder.ts';
import {flowsOf} from '../support/streams.ts';

const HANDSHAKE = `
  C>S SYN seq=100
  S>C SYN,ACK seq=300
  C>S ACK`;

/** What is sent on port 80 from the fourth packet on, and how its segments divide. */
const CASES: readonly (readonly [string, string, readonly string[]])[] = [
  ['whole lines, which are no message', 'C>S PSH,ACK "hello\\r\\nworld\\r\\n"', ['own 14']],
  [
    'a line in three segments',
    `S>C PSH,ACK "hello"
     S>C PSH,ACK "world"
     S>C PSH,ACK "more\\r\\n"
     S>C PSH,ACK "again\\r\\n"`,
    ['waits 5 in 6', 'waits 5 in 6', 'completes 6', 'own 7'],
  ],
  [
    'a line that does not end',
    `S>C PSH,ACK "hello"
     S>C PSH,ACK "world"
     S>C PSH,ACK "more"`,
    ['waits 5 in 6', 'waits 5 tried in 6', 'waits 4 tried in 6'],
  ],
  ['a line alone, without an end', 'C>S PSH,ACK "hello"', ['waits 5']],
  ['a CR that its LF may follow', 'C>S PSH,ACK "hello\\r"', ['waits 6']],
  ['the beginning of a request without a version', 'C>S PSH,ACK "GET /a\\r\\n"', ['waits 8']],
  ['what is no text', 'C>S PSH,ACK "\\u0001xy"', ['own 3']],
  [
    'a repetition of the first segment',
    `C>S PSH,ACK "hello"
     C>S PSH,ACK seq=101 "hello"
     C>S PSH,ACK "\\n"`,
    ['waits 5 in 6', 'repeated 5', 'completes 1'],
  ],
  [
    'what was acknowledged before it came',
    `lost C>S PSH,ACK "GET /b\\r\\n"
     S>C ACK ack=109
     C>S PSH,ACK seq=101 "GET /b\\r\\n"`,
    ['', 'waits 8'],
  ],
];

describe.each(CASES)('on the port of HTTP, %s', (_, drawing, expected) => {
  it('divide like this', async () => {
    const {capture, streams} = await flowsOf(`${HANDSHAKE}\n${drawing}`);
    const divided = expected.map((_text, index) => {
      const parts = streams[0] && httpLineParts(capture, streams[0], row(index + 3));
      return (parts ?? []).map((part) => {
        const frames = part.role === 'waits' ? [part.reassembledIn, part.triedIn] : [];
        const [whole, tried] = frames;
        const where = whole !== undefined ? ` in ${whole}` : tried !== undefined ? ` tried in ${tried}` : '';
        return `${part.role} ${part.length}${where}`;
      });
    });
    expect(divided.map((parts) => parts.join(', '))).toEqual(expected);
  });

  it('as in Wireshark', async () => {
    expect((await compareCapture('drawn', ladder(`${HANDSHAKE}\n${drawing}`))).differences).toEqual([]);
  });
});

describe('no division', () => {
  it.each([
    ['on other ports', `${HANDSHAKE}\n C>S PSH,ACK "hello"`.replace(/\bS\b(?=>| )/g, 'S:4000')],
    ['beside messages', `${HANDSHAKE}\n C>S PSH,ACK "GET / HTTP/1.1\\r\\n\\r\\n"\n S>C PSH,ACK "hello"`],
    ['of a line that is too long', `${HANDSHAKE}\n${'C>S ACK len=1460\n'.repeat(12)}`],
    ['of a message of a kind that is not read', `${HANDSHAKE}\n C>S PSH,ACK "GET /a\\r\\n\\r\\n"`],
  ])('is made %s', async (_, drawing) => {
    const {capture, streams} = await flowsOf(drawing);
    expect(streams[0] && httpLineParts(capture, streams[0], row(3))).toBeUndefined();
  });
});
