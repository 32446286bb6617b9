import {describe, expect, test} from 'vitest';
import {shifted, streamOf} from '../support/streams.ts';

const KINDS: Record<string, {drawing: string; kind: string; frames: object; more?: object}> = {
  'three segments': {
    drawing: `
      C>S SYN seq=100 win=64240 mss=1460 ws=7 sack ts=1/0
      S>C SYN,ACK seq=300 ack=101 win=28960 mss=1400 ws=8 sack ts=9/1
      C>S ACK seq=101 ack=301`,
    kind: 'three-way',
    frames: {syn: 1, synAck: 2, ack: 3},
    more: {
      synRetransmissions: 0,
      rttNs: 2e6,
      client: {isn: 100, window: 64240, mss: 1460, windowScale: 7, sackPermitted: true, timestamps: true},
      server: {isn: 300, window: 28960, mss: 1400, windowScale: 8, sackPermitted: true, timestamps: true},
    },
  },
  'the ACK carries the request': {
    drawing: `
      C>S SYN seq=100
      S>C SYN,ACK seq=300 ack=101
      C>S PSH,ACK seq=101 ack=301 "GET / HTTP/1.1\\r\\n\\r\\n"`,
    kind: 'three-way',
    frames: {syn: 1, synAck: 2, ack: 3},
  },
  'the SYN is sent three times; the round trip counts from the last': {
    drawing: `
      C>S SYN seq=100
      +1s
      C>S SYN seq=100
      +2s
      C>S SYN seq=100
      S>C SYN,ACK seq=300 ack=101
      C>S ACK seq=101 ack=301`,
    kind: 'three-way',
    frames: {syn: 1, synAck: 4, ack: 5},
    more: {synRetransmissions: 2, rttNs: 2e6},
  },
  'the file has the SYN-ACK before the SYN': {
    drawing: `
      S>C SYN,ACK seq=300 ack=101
      C>S SYN seq=100
      C>S ACK seq=101 ack=301`,
    kind: 'three-way',
    frames: {syn: 2, synAck: 1, ack: 3},
  },
  refused: {
    drawing: `
      C>S SYN seq=100
      S>C RST,ACK seq=0 ack=101`,
    kind: 'refused',
    frames: {syn: 1},
    more: {resetFrame: 2},
  },
  unanswered: {
    drawing: `
      C>S SYN seq=100
      +1s
      C>S SYN seq=100`,
    kind: 'unanswered',
    frames: {syn: 1},
    more: {synRetransmissions: 1},
  },
  'simultaneous open': {
    drawing: `
      C>S SYN seq=100
      S>C SYN seq=300
      C>S SYN,ACK seq=100 ack=301
      S>C SYN,ACK seq=300 ack=101`,
    kind: 'simultaneous-open',
    frames: {syn: 1, synAck: 4, ack: 3},
  },
  'without the ACK': {
    drawing: `
      C>S SYN seq=100
      S>C SYN,ACK seq=300 ack=101`,
    kind: 'incomplete',
    frames: {syn: 1, synAck: 2},
  },
  'without the SYN': {
    drawing: `
      S>C SYN,ACK seq=300 ack=101
      C>S ACK seq=101 ack=301`,
    kind: 'incomplete',
    frames: {synAck: 1, ack: 2},
  },
  'not captured': {
    drawing: `
      C>S PSH,ACK seq=101 ack=301 "GET / HTTP/1.1\\r\\n\\r\\n"
      S>C ACK seq=301 ack=119`,
    kind: 'not-captured',
    frames: {},
  },
};

describe.each(Object.entries(KINDS))('%s', (_, {drawing, kind, frames, more = {}}) => {
  test('is recognised', async () => {
    const {handshake} = await streamOf(drawing);
    expect(handshake).toMatchObject({kind, frames, ...more});
    expect(Object.keys(handshake.frames).sort()).toEqual(Object.keys(frames).sort());
  });

  test('also where the sequence numbers wrap', async () => {
    const wrapped = await streamOf(shifted(drawing, 2 ** 32 - 101, 2 ** 32 - 301));
    expect(wrapped.handshake).toMatchObject({kind, frames});
  });
});

describe('who is the client', () => {
  const client = async (drawing: string) => {
    const stream = await streamOf(drawing);
    return `${stream.client.address}:${stream.client.port} ${stream.rolesFrom}`;
  };

  test('the sender of the SYN, whatever the ports', async () => {
    expect(await client('10.0.0.9:80>10.0.0.8:50000 SYN seq=1')).toBe('10.0.0.9:80 syn');
  });

  test('the receiver of the SYN-ACK', async () => {
    expect(await client('S>C SYN,ACK seq=1 ack=5')).toBe('10.0.0.1:50000 syn');
  });

  test('the sender of an HTTP request, or the receiver of a response', async () => {
    expect(await client('10.0.0.9:8080>10.0.0.8:50000 PSH,ACK seq=1 ack=1 "GET /x HTTP/1.1\\r\\n\\r\\n"')).toBe(
      '10.0.0.9:8080 http',
    );
    expect(await client('10.0.0.9:50000>10.0.0.8:80 PSH,ACK seq=1 ack=1 "HTTP/1.1 200 OK\\r\\n\\r\\n"')).toBe(
      '10.0.0.8:80 http',
    );
  });

  test('else the higher port', async () => {
    expect(await client('10.0.0.9:80>10.0.0.8:50000 ACK seq=1 ack=1')).toBe('10.0.0.8:50000 port');
  });
});

describe('what windows are multiplied with', () => {
  const multiplier = async (client: string, server: string) =>
    (
      await streamOf(`
        C>S SYN seq=100 ${client}
        S>C SYN,ACK seq=300 ack=101 ${server}
        C>S ACK seq=101 ack=301`)
    ).windowMultiplier;

  test('each side has its own factor, when both SYNs offer one', async () => {
    expect(await multiplier('ws=8', 'ws=7')).toEqual({client: 256, server: 128});
    expect(await multiplier('ws=0', 'ws=7')).toEqual({client: 1, server: 128});
  });

  test('nothing is scaled when one of them does not', async () => {
    expect(await multiplier('ws=8', '')).toEqual({client: 1, server: 1});
    expect(await multiplier('', 'ws=7')).toEqual({client: 1, server: 1});
  });

  test('shifts above 14 count as 14', async () => {
    expect(await multiplier('ws=15', 'ws=7')).toEqual({client: 2 ** 14, server: 128});
  });

  test('without the handshake it is unknown', async () => {
    expect((await streamOf('C>S ACK seq=1 ack=1')).windowMultiplier).toEqual({});
  });
});
