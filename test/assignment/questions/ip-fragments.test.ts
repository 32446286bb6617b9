import {describe, expect, test} from 'vitest';
import {plainLocale} from '../../../src/locales/index.ts';
import {answerIn, mistakeOf, reportOnFrames} from '../../support/answers.ts';
import {bytes, ethernet, type Ipv4Fields, icmpEcho, ipv4, tcp} from '../../support/craft.ts';
import {reportOf} from '../../support/report.ts';

const {cannotAnswer} = plainLocale('en');

const ENDS = {source: '10.0.0.1', destination: '10.0.0.2'};
const GET = bytes('GET / HTTP/1.1\r\nHost: a\r\n\r\n');

describe('fragments', () => {
  const ECHO = icmpEcho({type: 'request', identifier: 1, sequence: 1}, new Uint8Array(3000));
  /** Of 3008 bytes: 1480, 1480 and 48. */
  const piece = (from: number, to: number, fields: Partial<Ipv4Fields> = {}) =>
    ethernet(
      {},
      ipv4(
        {
          ...ENDS,
          protocol: 1,
          id: 0xbeef,
          dontFragment: false,
          fragmentOffset: from,
          moreFragments: to < ECHO.length,
          ...fields,
        },
        ECHO.slice(from, to),
      ),
    );
  const PIECES = [piece(0, 1480), piece(1480, 2960), piece(2960, 3008)] as const;

  test('of a ping: how many, which, where and how long', async () => {
    const [first, second, third] = PIECES;
    const report = await reportOnFrames(third, first, second);
    const count = answerIn('fragment-count', report);
    expect(count).toMatchObject({value: {value: 3}, frames: [1, 2, 3]});
    expect(mistakeOf(count, 2)).toContain('last fragment');
    expect(answerIn('fragment-identification', report)).toMatchObject({value: {value: 0xbeef}, frames: [1, 2, 3]});
    const offsets = answerIn('fragment-offsets', report);
    expect(offsets).toMatchObject({value: {values: [0, 1480, 2960], unit: 'bytes'}, frames: [1, 2, 3]});
    expect(mistakeOf(offsets, [0, 185, 370])).toContain('8 bytes');
    expect(mistakeOf(offsets, [0, 1500, 3000])).toContain('IP headers');
    const lengths = answerIn('fragment-lengths', report);
    expect(lengths).toMatchObject({value: {values: [1480, 1480, 48]}, frames: [1, 2, 3]});
    expect(mistakeOf(lengths, [1500, 1500, 68])).toContain('total lengths');
    const payload = answerIn('fragmented-payload', report);
    expect(payload).toMatchObject({value: {value: 3008}, frames: [1, 2, 3]});
    expect(mistakeOf(payload, 3068)).toContain('IP headers');
    expect(mistakeOf(payload, 3028)).toContain('its IP header');
    expect(mistakeOf(payload, 3000)).toContain('8 bytes');
  });
  test('of the largest datagram are all there', async () => {
    const data = new Uint8Array(65_000);
    const message = icmpEcho({type: 'request', identifier: 1, sequence: 1}, data);
    const all = Array.from({length: Math.ceil(message.length / 1480)}, (_, index) => {
      const [from, to] = [index * 1480, (index + 1) * 1480];
      const fields = {
        ...ENDS,
        protocol: 1,
        dontFragment: false,
        fragmentOffset: from,
        moreFragments: to < message.length,
      };
      return ethernet({}, ipv4(fields, message.slice(from, to)));
    });
    const report = await reportOnFrames(...all);
    expect(answerIn('fragment-count', report)).toMatchObject({value: {value: 44}});
    expect(answerIn('fragmented-payload', report)).toMatchObject({value: {value: 65_008}});
  });
  test.each([
    'fragment-count',
    'fragment-identification',
    'fragment-offsets',
    'fragment-lengths',
    'fragmented-payload',
  ])('%s without fragments, with one missing, and with one twice over', async (id) => {
    expect(answerIn(id, await reportOf('C>S SYN seq=100'))).toEqual({because: cannotAnswer.noFragmentedDatagram});
    const missing = await reportOnFrames(PIECES[0], PIECES[2]);
    expect(answerIn(id, missing)).toEqual({because: cannotAnswer.noFragmentedDatagram});
    const overlapping = await reportOnFrames(PIECES[0], piece(1000, 2960), PIECES[2]);
    expect(answerIn(id, overlapping)).toHaveProperty('because');
  });
  test('of a segment are no packets of the connection one by one', async () => {
    const segment = tcp({...ENDS, sourcePort: 50000, destinationPort: 80, sequence: 101, flags: 0x18}, GET);
    const fields = {...ENDS, dontFragment: false};
    const report = await reportOnFrames(
      ethernet({}, ipv4({...fields, moreFragments: true}, segment.slice(0, 24))),
      ethernet({}, ipv4({...fields, fragmentOffset: 24}, segment.slice(24))),
    );
    expect(answerIn('ip-fragmented', report)).toMatchObject({value: {value: 'yes'}, frames: [2]});
    for (const id of ['ip-total-length', 'request-ip-payload', 'ip-identification', 'ip-checksum']) {
      expect(answerIn(id, report)).toEqual({because: cannotAnswer.inFragments});
    }
    expect(answerIn('client-address-private', report)).toMatchObject({frames: [2]});
    // The last piece's frame does not add up to the segment.
    expect(answerIn('request-segment-length', report)).toMatchObject({
      value: {value: GET.length},
      working: [expect.not.stringContaining('−')],
    });
    expect(mistakeOf(answerIn('fragmented-payload', report), 39)).toBeUndefined();
  });
});
