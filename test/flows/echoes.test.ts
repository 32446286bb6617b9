import {describe, expect, it} from 'vitest';
import {pingSeries} from '../../src/flows/echoes.ts';
import {bytes, ethernet, icmpEcho, ipv4, ipv6, u16} from '../support/craft.ts';
import {captureOf} from '../support/datagrams.ts';

const A = '10.0.0.1';
const B = '10.0.0.2';
const DATA = new Uint8Array(32).fill(0x61);

interface Drawn {
  readonly identifier?: number;
  readonly sequence: number;
  readonly from?: string;
  readonly to?: string;
}

const request = ({identifier = 1, sequence, from = A, to = B}: Drawn, data = DATA) =>
  ethernet(
    {},
    ipv4({source: from, destination: to, protocol: 1}, icmpEcho({type: 'request', identifier, sequence}, data)),
  );
const reply = ({identifier = 1, sequence, from = B, to = A}: Drawn, ttl = 57) =>
  ethernet(
    {},
    ipv4({source: from, destination: to, protocol: 1, ttl}, icmpEcho({type: 'reply', identifier, sequence}, DATA)),
  );

const series = async (frames: Parameters<typeof captureOf>[0]) => pingSeries(await captureOf(frames));

describe('a series of pings', () => {
  it('pairs requests with replies and sums them up', async () => {
    const found = await series([
      {at: 0, frame: request({sequence: 1})},
      {at: 10, frame: reply({sequence: 1})},
      {at: 1000, frame: request({sequence: 2})},
      {at: 2000, frame: request({sequence: 3})},
      {at: 2030, frame: reply({sequence: 3})},
    ]);
    expect(found).toEqual([
      {
        source: A,
        destination: B,
        identifier: 1,
        sent: 3,
        received: 2,
        payloadBytes: 32,
        rtt: {minNs: 10e6, averageNs: 20e6, maxNs: 30e6},
        echoes: [
          {sequence: 1, requestFrame: 1, replyFrame: 2, rttNs: 10e6, ttl: 57},
          {sequence: 2, requestFrame: 3},
          {sequence: 3, requestFrame: 4, replyFrame: 5, rttNs: 30e6, ttl: 57},
        ],
      },
    ]);
  });

  it('is told from others by its ends and its identifier', async () => {
    const found = await series([
      request({sequence: 1}),
      request({sequence: 1, identifier: 2}),
      request({sequence: 1, to: '10.0.0.3'}),
      reply({sequence: 1, identifier: 2}),
    ]);
    expect(found.map(({destination, identifier, received}) => [destination, identifier, received])).toEqual([
      [B, 1, 0],
      [B, 2, 1],
      ['10.0.0.3', 1, 0],
    ]);
  });

  it('ends with a pause or with numbers that fall, since Windows has one identifier for all', async () => {
    const sequences = async (...at: [ms: number, sequence: number][]) =>
      (await series(at.map(([ms, sequence]) => ({at: ms, frame: request({sequence})})))).map(({echoes}) =>
        echoes.map(({sequence}) => sequence),
      );
    expect(await sequences([0, 5], [1000, 6], [11_500, 7])).toEqual([[5, 6], [7]]);
    expect(await sequences([0, 5], [1000, 6], [2000, 1])).toEqual([[5, 6], [1]]);
    // 65535 is followed by 0.
    expect(await sequences([0, 65_535], [1000, 0])).toEqual([[65_535, 0]]);
  });

  it('counts a packet once that was captured twice', async () => {
    const [found, ...others] = await series([
      {at: 0, frame: request({sequence: 1})},
      {at: 0, frame: request({sequence: 1})},
      {at: 3, frame: reply({sequence: 1})},
      {at: 3, frame: reply({sequence: 1})},
    ]);
    expect(found).toMatchObject({sent: 1, received: 1, echoes: [{requestFrame: 1, replyFrame: 3}]});
    expect(others).toEqual([]);
  });

  it('counts data by the IP header, not by the padding of the frame, and all fragments of it', async () => {
    const padded = bytes(request({sequence: 1}, new Uint8Array(4)), new Uint8Array(14));
    expect((await series([padded]))[0]?.payloadBytes).toBe(4);
    const whole = icmpEcho({type: 'request', identifier: 1, sequence: 1}, new Uint8Array(2000));
    const fragment = (offset: number, end: number, id = 9) =>
      ethernet(
        {},
        ipv4(
          {
            source: A,
            destination: B,
            protocol: 1,
            id,
            dontFragment: false,
            moreFragments: end < whole.length,
            fragmentOffset: offset,
          },
          whole.subarray(offset, end),
        ),
      );
    const other = fragment(1600, 2008, 10);
    const found = await series([fragment(0, 800), other, fragment(800, 1600), fragment(1600, 2008)]);
    expect(found[0]?.payloadBytes).toBe(2000);
  });

  it('may be ICMPv6', async () => {
    const echo = (type: number, source: string, destination: string) =>
      ethernet(
        {},
        ipv6(
          {source, destination, nextHeader: 58, hopLimit: 61},
          bytes(type, 0, u16(0), u16(5), u16(1), new Uint8Array(56)),
        ),
      );
    const found = await series([echo(128, '2001:db8::1', '2001:db8::2'), echo(129, '2001:db8::2', '2001:db8::1')]);
    expect(found).toMatchObject([
      {source: '2001:db8::1', identifier: 5, payloadBytes: 56, echoes: [{replyFrame: 2, ttl: 61}]},
    ]);
  });

  it('needs a request, and never throws on cut packets', async () => {
    expect(await series([reply({sequence: 1})])).toEqual([]);
    const frame = request({sequence: 1});
    for (let length = 0; length < frame.length; length++) {
      const found = await series([frame.subarray(0, length)]);
      expect(found.length).toBeLessThanOrEqual(1);
    }
  });
});
