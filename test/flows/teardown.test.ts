import {describe, expect, test} from 'vitest';
import {shifted, streamOf} from '../support/streams.ts';

const OPEN = `
  C>S SYN seq=100
  S>C SYN,ACK seq=300 ack=101
  C>S ACK seq=101 ack=301
  C>S PSH,ACK seq=101 ack=301 len=99
  S>C PSH,ACK seq=301 ack=200 len=100
  C>S ACK seq=200 ack=401`;

interface Case {
  readonly drawing: string;
  readonly teardown: Record<string, unknown>;
}

/** After six frames client and server stand at 200 and 401. */
const CASES: Record<string, Case> = {
  'four segments': {
    drawing: `
      C>S FIN,ACK seq=200 ack=401
      S>C ACK seq=401 ack=201
      S>C FIN,ACK seq=401 ack=201
      C>S ACK seq=201 ack=402`,
    teardown: {kind: 'four-packet', initiator: 'client', frames: [7, 8, 9, 10], complete: true, finRetransmissions: 0},
  },
  'four segments, begun by the server': {
    drawing: `
      S>C FIN,ACK seq=401 ack=200
      C>S ACK seq=200 ack=402
      +6s
      C>S FIN,ACK seq=200 ack=402
      S>C ACK seq=402 ack=201`,
    teardown: {kind: 'four-packet', initiator: 'server', frames: [7, 8, 9, 10], complete: true},
  },
  'three segments, ACK and FIN merged': {
    drawing: `
      C>S FIN,ACK seq=200 ack=401
      S>C FIN,ACK seq=401 ack=201
      C>S ACK seq=201 ack=402`,
    teardown: {kind: 'three-packet', initiator: 'client', frames: [7, 8, 9], complete: true},
  },
  'the FIN carries data': {
    drawing: `
      S>C FIN,PSH,ACK seq=401 ack=200 len=50
      C>S FIN,ACK seq=200 ack=452
      S>C ACK seq=452 ack=201`,
    teardown: {kind: 'three-packet', initiator: 'server', frames: [7, 8, 9], complete: true},
  },
  'data between ACK and FIN': {
    drawing: `
      C>S FIN,ACK seq=200 ack=401
      S>C ACK seq=401 ack=201
      S>C PSH,ACK seq=401 ack=201 len=300
      C>S ACK seq=201 ack=701
      S>C FIN,PSH,ACK seq=701 ack=201 len=20
      C>S ACK seq=201 ack=722`,
    teardown: {
      kind: 'four-packet',
      initiator: 'client',
      frames: [7, 8, 11, 12],
      complete: true,
      halfClosedBytes: 320,
    },
  },
  'the ACK rides on data': {
    drawing: `
      C>S FIN,ACK seq=200 ack=401
      S>C PSH,ACK seq=401 ack=201 len=300
      S>C FIN,ACK seq=701 ack=201
      C>S ACK seq=201 ack=702`,
    teardown: {kind: 'four-packet', frames: [7, 8, 9, 10], complete: true, piggybacked: true},
  },
  'the last ACK is missing': {
    drawing: `
      C>S FIN,ACK seq=200 ack=401
      S>C ACK seq=401 ack=201
      S>C FIN,ACK seq=401 ack=201`,
    teardown: {kind: 'four-packet', frames: [7, 8, 9], complete: false},
  },
  'the last of three is missing': {
    drawing: `
      C>S FIN,ACK seq=200 ack=401
      S>C FIN,ACK seq=401 ack=201`,
    teardown: {kind: 'three-packet', frames: [7, 8], complete: false},
  },
  'the FINs cross': {
    drawing: `
      C>S FIN,ACK seq=200 ack=401
      S>C FIN,ACK seq=401 ack=200
      C>S ACK seq=201 ack=402
      S>C ACK seq=402 ack=201`,
    teardown: {kind: 'simultaneous', initiator: 'client', frames: [7, 8, 9, 10], complete: true},
  },
  'the FINs cross, and one ACK is missing': {
    drawing: `
      C>S FIN,ACK seq=200 ack=401
      S>C FIN,ACK seq=401 ack=200
      S>C ACK seq=402 ack=201`,
    teardown: {kind: 'simultaneous', frames: [7, 8, 9], complete: false},
  },
  'FIN, then RST of the same side': {
    drawing: `
      C>S FIN,ACK seq=200 ack=401
      S>C PSH,ACK seq=401 ack=201 len=100
      C>S RST seq=201`,
    teardown: {kind: 'fin-then-reset', initiator: 'client', frames: [7, 8, 9], resetFrame: 9},
  },
  'both FINs, then RST instead of the last ACK': {
    drawing: `
      S>C FIN,ACK seq=401 ack=200
      C>S ACK seq=200 ack=402
      C>S FIN,ACK seq=200 ack=402
      S>C RST seq=402`,
    teardown: {kind: 'fin-then-reset', initiator: 'server', frames: [7, 8, 9, 10], resetFrame: 10},
  },
  'RST and no FIN': {
    drawing: 'S>C RST,ACK seq=401 ack=200',
    teardown: {kind: 'reset', initiator: 'server', frames: [7], resetFrame: 7, complete: true},
  },
  'RST after a complete close': {
    drawing: `
      C>S FIN,ACK seq=200 ack=401
      S>C FIN,ACK seq=401 ack=201
      C>S ACK seq=201 ack=402
      S>C RST seq=402`,
    teardown: {kind: 'three-packet', frames: [7, 8, 9], complete: true, resetFrame: 10},
  },
  'one side only': {
    drawing: `
      S>C FIN,ACK seq=401 ack=200
      C>S ACK seq=200 ack=402`,
    teardown: {kind: 'half-closed', initiator: 'server', frames: [7, 8], complete: false},
  },
  'one side only, unacknowledged': {
    drawing: 'S>C FIN,ACK seq=401 ack=200',
    teardown: {kind: 'half-closed', initiator: 'server', frames: [7], complete: false},
  },
  'nobody closes': {
    drawing: '',
    teardown: {kind: 'still-open', frames: [], complete: false},
  },
  'a FIN sent again is no wave': {
    drawing: `
      C>S FIN,ACK seq=200 ack=401
      +1s
      C>S FIN,ACK seq=200 ack=401
      S>C FIN,ACK seq=401 ack=201
      +1s
      S>C FIN,ACK seq=401 ack=201
      C>S ACK seq=201 ack=402`,
    teardown: {kind: 'three-packet', frames: [7, 9, 11], complete: true, finRetransmissions: 2},
  },
  'the file has the answering FIN before the first': {
    drawing: `
      S>C FIN,ACK seq=401 ack=201
      C>S FIN,ACK seq=200 ack=401
      C>S ACK seq=201 ack=402`,
    teardown: {kind: 'three-packet', initiator: 'client', frames: [8, 7, 9], complete: true},
  },
};

/** What sets the case apart, and nothing that it does not name. */
const OPTIONAL = ['piggybacked', 'halfClosedBytes', 'resetFrame'];

describe.each(Object.entries(CASES))('%s', (_, {drawing, teardown}) => {
  const whole = `${OPEN}\n${drawing}`;

  test('is recognised', async () => {
    const found = (await streamOf(whole)).teardown;
    expect(found).toMatchObject(teardown);
    for (const name of OPTIONAL) expect(name in found, name).toBe(name in teardown);
  });

  test.each([
    ['in the data', 2 ** 32 - 150, 2 ** 32 - 350],
    ['at the FIN', 2 ** 32 - 200, 2 ** 32 - 401],
    ['right after it', 2 ** 32 - 201, 2 ** 32 - 402],
  ])('also where the sequence numbers wrap %s', async (_where, client, server) => {
    expect((await streamOf(shifted(whole, client, server))).teardown).toMatchObject(teardown);
  });

  test('also when data of the connection is sent again at the end', async () => {
    const again = `${whole}\n S>C PSH,ACK seq=301 ack=200 len=100`;
    const {kind, initiator} = (await streamOf(again)).teardown;
    expect(kind).toBe(teardown.kind);
    if (teardown.initiator) expect(initiator).toBe(teardown.initiator);
  });
});

test('the FIN of a long transfer is not taken for acknowledged by what came before it', async () => {
  const {teardown} = await streamOf(`
    C>S SYN seq=100
    S>C SYN,ACK seq=300
    C>S ACK
    S>C ACK seq=301 len=1000
    C>S ACK ack=1301
    S>C ACK seq=3000000301 len=1000
    C>S ACK ack=3000001301
    S>C FIN,ACK seq=3000001301
    C>S ACK ack=3000001302
    C>S FIN,ACK ack=3000001302
    S>C ACK seq=3000001302`);
  expect(teardown).toMatchObject({kind: 'four-packet', frames: [8, 9, 10, 11], complete: true});
  expect(teardown).not.toHaveProperty('halfClosedBytes');
});
