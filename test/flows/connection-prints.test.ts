import {describe, expect, it} from 'vitest';
import {connectionPrints} from '../../src/flows/connection-prints.ts';
import {flowsOf} from '../support/streams.ts';
import {SAVED, snapped, trimmed, without} from '../support/transform.ts';
import {printsOf, seeded, visit} from '../support/visits.ts';

const DRAWING = `
  C>S SYN seq=5000000 ts=100/0
  S>C SYN,ACK seq=4000000000 ts=900/100
  C>S ACK ts=101/900
  C>S PSH,ACK "GET / HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n" ts=102/900
  C>S PSH,ACK seq=5000001 "GET / HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n" ts=302/900
  S>C PSH,ACK "HTTP/1.1 200 OK\\r\\ndate: Mon, 01 Jul 2024 08:00:00 GMT\\r\\nContent-Length: 0\\r\\n\\r\\n" ts=950/302`;

describe('the print of a connection', () => {
  it('holds what its hosts chose, as columns, and a segment sent again once', async () => {
    const [print] = connectionPrints(await flowsOf(DRAWING));
    expect(print).toEqual({
      stream: 0,
      firstFrame: 1,
      ports: {client: 50000, server: 80},
      isn: {client: 5000000, server: 4000000000},
      segments: {
        client: {
          frames: [1, 3, 4],
          sequences: [5000000, 5000001, 5000001],
          acknowledgments: [0, 4000000001, 4000000001],
          lengths: [0, 0, 27],
          ipIds: [1, 3, 4],
          timestamps: [100, 101, 102],
          echoes: [0, 900, 900],
        },
        server: {
          frames: [2, 6],
          sequences: [4000000000, 4000000001],
          acknowledgments: [5000001, 5000028],
          lengths: [0, 75],
          ipIds: [2, 6],
          timestamps: [900, 950],
          echoes: [100, 302],
        },
      },
      dates: ['Mon, 01 Jul 2024 08:00:00 GMT'],
      payload: {client: expect.stringMatching(/^[0-9a-f]{16}$/), server: expect.stringMatching(/^[0-9a-f]{16}$/)},
    });
  });

  it('leaves out identifications that are all the same', async () => {
    const packets = visit(seeded(1), {firstId: 7});
    for (const {bytes} of packets) bytes.set([0x12, 0x34], 18);
    const [print] = await printsOf(packets);
    expect(new Set([...(print?.segments.client.ipIds ?? []), ...(print?.segments.server.ipIds ?? [])])).toEqual(
      new Set([0]),
    );
  });

  it('says nothing of a beginning that was not captured whole', async () => {
    const packets = visit(seeded(1));
    const whole = (await printsOf(packets))[0]?.payload;
    expect(Object.keys(whole ?? {})).toEqual(['client', 'server']);
    expect((await printsOf(snapped(70)(packets)))[0]?.payload).toEqual({});
    expect((await printsOf(trimmed(1)(packets)))[0]?.payload).toEqual({server: whole?.server});
    expect((await printsOf(trimmed(2)(packets)))[0]?.payload).toEqual({});
  });

  it('keeps 32 segments of each side of a long connection', async () => {
    const [print] = await printsOf(visit(seeded(2), {segments: 2000}));
    expect(print?.segments.server.frames).toHaveLength(32);
    expect(print?.segments.client.frames).toHaveLength(32);
    const {frames} = print?.segments.server ?? {frames: []};
    expect(frames.toSorted((a, b) => a - b)).toEqual(frames);
    expect(frames.at(-1)).toBeGreaterThan(1000);
  });

  it('keeps of a part what it keeps of the whole, as far as the part has it', async () => {
    const packets = visit(seeded(3), {segments: 1000});
    const whole = (await printsOf(packets))[0]?.segments.server.sequences ?? [];
    const part = without(700, 701, 702)(packets).slice(300, 1000);
    const kept = (await printsOf(part))[0]?.segments.server.sequences ?? [];
    const [from, to] = [Math.min(...kept), Math.max(...kept)];
    const common = whole.slice(16).filter((sequence) => kept.includes(sequence));
    expect(common.length).toBeGreaterThan(3);
    expect(whole.slice(16).filter((sequence) => sequence >= from && sequence < to).length - common.length).toBeLessThan(
      2,
    );
  });

  it.each(Object.entries(SAVED))('is the same in %s', async (_, save) => {
    const packets = visit(seeded(4), {timestamps: true});
    expect(await printsOf(packets, save)).toEqual(await printsOf(packets));
  });

  it('is made of what is left of a header that was cut', async () => {
    const packets = visit(seeded(5), {timestamps: true});
    const [whole] = await printsOf(packets);
    const [cut] = await printsOf(snapped(52)(packets));
    expect(cut?.segments.client.sequences).toEqual(whole?.segments.client.sequences);
    expect(new Set(cut?.segments.client.timestamps)).toEqual(new Set([0]));
  });

  it('has no identifications over IPv6', async () => {
    const [print] = connectionPrints(await flowsOf('[2001:db8::1]:50000>[2001:db8::2]:80 SYN seq=9'));
    expect(print?.segments.client.ipIds).toEqual([0]);
  });
});
