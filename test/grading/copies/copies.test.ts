import {describe, expect, it} from 'vitest';
import {findClusters} from '../../../src/grading/copies/index.ts';
import type {ConnectionPrint} from '../../../src/model/class.ts';
import {ladderPackets} from '../../support/ladder.ts';
import type {FilePacket} from '../../support/pcap-file.ts';
import {
  connectionOf,
  inTurn,
  later,
  otherAddresses,
  otherNumbers,
  otherPort,
  SAVED,
  sentFrom,
  snapped,
  trimmed,
  without,
} from '../../support/transform.ts';
import {between, printsOf, type Random, seeded, type VisitOptions, visit} from '../../support/visits.ts';

/** Clusters among captures by student. */
async function clustersOf(captures: Readonly<Record<string, readonly FilePacket[]>>, excluded: ConnectionPrint[] = []) {
  const printed = await Promise.all(
    Object.entries(captures).map(async ([student, packets]) => ({student, prints: await printsOf(packets)})),
  );
  return findClusters(printed, excluded);
}

const students = (clusters: Awaited<ReturnType<typeof clustersOf>>) => clusters.map((cluster) => cluster.students);

const own = (seed: number, options?: VisitOptions) => visit(seeded(seed), options);

/** Client's port 40000; on the wire 13 segments of the server and 10 of the client. */
const ORIGINAL = own(1, {port: 40000, segments: 10, timestamps: true});
/** As of a system without timestamps, and of one that sends no identifications. */
const PLAIN = own(2, {port: 40000, segments: 10, timestamps: false});
const BARE = withoutIds(PLAIN);

const CHANGES: Record<string, (packets: readonly FilePacket[]) => FilePacket[]> = {
  nothing: (packets) => [...packets],
  'the end is cut off': trimmed(0, 4),
  'the beginning is cut off': trimmed(3),
  'only the middle is left': trimmed(9, 14),
  'packets in between are left out': without(1, 3, 4, 8, 9),
  'only what the server sent': sentFrom(80),
  'only what the client sent': sentFrom(40000),
  'only what the server sent in the middle': inTurn(trimmed(9, 14), sentFrom(80)),
  'only the release': trimmed(-3),
  'all of it is later': later(86_400, 123_456_789),
  'packets are cut to their headers': snapped(66),
  'other addresses': otherAddresses(0x5a0711),
  'another port': otherPort(40000, 51234),
  'the ports of both sides, so that roles turn': inTurn(otherPort(80, 60000), otherPort(40000, 80), trimmed(3)),
  'all at once': inTurn(trimmed(5, 15), later(-7200), snapped(54), otherAddresses(0x10203), otherPort(40000, 1025)),
};

describe('a copied connection is found', () => {
  describe.each([
    ['with timestamps', ORIGINAL],
    ['without timestamps', PLAIN],
    ['without timestamps and identifications', BARE],
  ])('%s', (_, original) => {
    // A release alone has no data; without identifications and timestamps it looks like an idle connection's ACKs.
    const changes = Object.entries(CHANGES).filter(([name]) => original !== BARE || name !== 'only the release');
    it.each(changes)('when changed so: %s', async (_, change) => {
      const found = await clustersOf({
        'student-1': [...original, ...own(11)],
        'student-2': own(12),
        'student-3': [...own(13), ...change(original)],
      });
      expect(students(found)).toEqual([['student-1', 'student-3']]);
    });
  });

  it.each(Object.entries(SAVED))('when saved as %s', async (_, save) => {
    const found = findClusters(
      [
        {student: 'student-1', prints: await printsOf(ORIGINAL)},
        {student: 'student-2', prints: await printsOf(ORIGINAL, save)},
      ],
      [],
    );
    expect(students(found)).toEqual([['student-1', 'student-2']]);
  });

  it('when one of several is kept', async () => {
    const capture = [...own(21), ...ORIGINAL, ...own(22)].sort(byTime);
    const found = await clustersOf({'student-1': capture, 'student-2': connectionOf(40000)(capture)});
    expect(students(found)).toEqual([['student-1', 'student-2']]);
    expect(found[0]?.evidence).toHaveLength(1);
  });

  it("when another's SYN is put before one's own packets", async () => {
    for (const original of [ORIGINAL, PLAIN, BARE]) {
      const spliced = [...trimmed(0, 1)(original), ...trimmed(1)(otherPort(40001, 40000)(own(31, {port: 40001})))];
      const found = await clustersOf({'student-1': original, 'student-2': spliced});
      expect(students(found)).toEqual([['student-1', 'student-2']]);
      expect(found[0]?.evidence[0]?.same).toContain('isn');
      expect(found[0]?.evidence[0]?.same).not.toContain('sequence');
      expect(found[0]?.evidence[0]?.places['student-2']).toEqual({stream: 0, frames: [1]});
    }
  });

  it('by a SYN alone with another port: its number and its timestamp or identification', async () => {
    const syn = inTurn(trimmed(0, 1), otherPort(40000, 40001));
    for (const original of [withoutIds(ORIGINAL), PLAIN])
      expect(students(await clustersOf({a: original, b: syn(original)}))).toEqual([['a', 'b']]);
    expect(await clustersOf({a: BARE, b: syn(BARE)})).toEqual([]);
  });

  it('by a SYN-ACK alone, which has both initial numbers', async () => {
    const synAck = inTurn(trimmed(1, 2), otherPort(40000, 40001));
    expect(students(await clustersOf({a: BARE, b: synAck(BARE)}))).toEqual([['a', 'b']]);
  });

  it('by a release alone with another port and no identifications, but timestamps', async () => {
    const original = withoutIds(ORIGINAL);
    const release = inTurn(trimmed(-3), otherPort(40000, 40001));
    expect(students(await clustersOf({a: original, b: release(original)}))).toEqual([['a', 'b']]);
  });

  it('when all sequence numbers are changed, but not the timestamps', async () => {
    const changed = otherNumbers(123_456_789);
    expect(students(await clustersOf({a: ORIGINAL, b: changed(ORIGINAL)}))).toEqual([['a', 'b']]);
    const bare = withoutIds(ORIGINAL);
    expect(students(await clustersOf({a: bare, b: changed(bare)}))).toEqual([['a', 'b']]);
  });

  it('when a tenth of a long connection is left', async () => {
    const long = own(41, {segments: 1500});
    const found = await clustersOf({'student-1': long, 'student-2': trimmed(1200, 1425)(long)});
    expect(students(found)).toEqual([['student-1', 'student-2']]);
  });

  it('when parts of it, which have nothing in common, were made of one capture', async () => {
    const found = await clustersOf({a: trimmed(0, 8)(ORIGINAL), b: trimmed(8)(ORIGINAL), c: ORIGINAL});
    expect(students(found)).toEqual([['a', 'b', 'c']]);
  });
});

describe('the evidence', () => {
  it('names what is the same, and where', async () => {
    const found = await clustersOf({
      'student-2': [...own(51), ...inTurn(trimmed(1, 6), otherPort(40000, 40001))(ORIGINAL)],
      'student-1': ORIGINAL,
    });
    expect(found).toEqual([
      {
        students: ['student-1', 'student-2'],
        evidence: [
          {
            same: ['isn', 'sequence', 'ip-id', 'timestamps', 'date', 'payload'],
            places: {
              'student-1': {stream: 0, frames: [2, 3, 4, 5, 6]},
              'student-2': {stream: 1, frames: [2, 3, 4, 5, 6].map((frame) => frame - 1 + own(51).length)},
            },
          },
        ],
      },
    ]);
    expect((await clustersOf({a: ORIGINAL, b: ORIGINAL}))[0]?.evidence[0]?.same).toEqual([
      'isn',
      'sequence',
      'ip-id',
      'timestamps',
      'ports',
      'date',
      'payload',
    ]);
  });

  it('has what a report explains first, then what has most in common', async () => {
    const [short, long, other] = [own(61), own(62, {segments: 6}), own(63)];
    const prints = await printsOf([...short, ...long, ...other].sort(byTime));
    const copied = await printsOf([...trimmed(0, 2)(short), ...long, ...trimmed(0, 3)(other)].sort(byTime));
    const ports = (stream: number) => prints.find((print) => print.stream === stream)?.ports.client;
    const orderOf = (explained?: number) =>
      findClusters(
        [
          {student: 'a', prints: prints.map((print, i) => (i === explained ? {...print, explained: true} : print))},
          {student: 'b', prints: copied},
        ],
        [],
      )[0]?.evidence.map(({places}) => places.a?.stream);
    const [first, second, third] = orderOf() ?? [];
    expect(new Set([first, second, third].map((stream) => ports(stream ?? -1))).size).toBe(3);
    expect(orderOf(third)).toEqual([third, first, second]);
    const strengths = findClusters(
      [
        {student: 'a', prints},
        {student: 'b', prints: copied},
      ],
      [],
    )[0]?.evidence.map(({same, places}) => [same.length, places.a?.frames.length ?? 0]);
    expect(strengths).toEqual(strengths?.toSorted(([a = 0, b = 0], [c = 0, d = 0]) => c - a || d - b));
    expect(strengths?.[0]?.[0]).toBeGreaterThan(strengths?.[2]?.[0] ?? 0);
  });

  it('names initial sequence numbers only where both captures have them', async () => {
    const found = await clustersOf({a: ORIGINAL, b: trimmed(3)(ORIGINAL)});
    expect(found[0]?.evidence[0]?.same).toEqual(['sequence', 'ip-id', 'timestamps', 'ports', 'date']);
  });

  it('puts all who share something together, in the same order whatever the order of the captures', async () => {
    const [x, y, z] = [own(61), own(62), own(63)];
    const printed = await Promise.all(
      [
        ['b', [...x, ...y]] as const,
        ['d', z] as const,
        ['a', x] as const,
        ['c', y] as const,
        ['2023/a', z] as const,
      ].map(async ([student, packets]) => ({student, prints: await printsOf(packets)})),
    );
    const found = findClusters(printed, []);
    expect(students(found)).toEqual([
      ['2023/a', 'd'],
      ['a', 'b', 'c'],
    ]);
    // Which of the two has most in common comes first.
    expect(found[1]?.evidence.map(({places}) => Object.keys(places))).toEqual([
      ['b', 'c'],
      ['a', 'b'],
    ]);
    expect(JSON.stringify(findClusters(printed.toReversed(), []))).toBe(JSON.stringify(found));
  });

  it('takes any text for an id', async () => {
    const found = await clustersOf({['__proto__']: ORIGINAL, constructor: ORIGINAL});
    expect(students(found)).toEqual([['__proto__', 'constructor']]);
    expect(Object.keys(found[0]?.evidence[0]?.places ?? {})).toEqual(['__proto__', 'constructor']);
  });
});

describe('nothing is found', () => {
  it('among those who visited one server at one time', async () => {
    const visits = Object.fromEntries(
      Array.from({length: 40}, (_, i) => [`student-${i}`, own(100 + i, {segments: 5})]),
    );
    expect(await clustersOf(visits)).toEqual([]);
    // So that it could have been: all have the same Date and begin alike.
    const prints = await Promise.all(Object.values(visits).map((packets) => printsOf(packets)));
    expect(new Set(prints.map(([print]) => JSON.stringify([print?.dates, print?.payload])))).toHaveLength(1);
  });

  it('among connections of one student', async () => {
    expect(
      await clustersOf({a: [...ORIGINAL, ...inTurn(otherPort(40000, 40001), later(9))(ORIGINAL)], b: own(71)}),
    ).toEqual([]);
    const twice = {student: 'a', prints: await printsOf(ORIGINAL)};
    expect(findClusters([twice, twice], [])).toEqual([]);
  });

  it('in what was handed out, trimmed or not, beside which the rest still counts', async () => {
    const handedOut = await printsOf([...ORIGINAL, ...own(81)].sort(byTime));
    expect(await clustersOf({a: ORIGINAL, b: trimmed(5)(ORIGINAL), c: own(81)}, handedOut)).toEqual([]);
    const found = await clustersOf(
      {a: [...ORIGINAL, ...own(82)], b: [...ORIGINAL, ...own(82)], c: ORIGINAL},
      handedOut,
    );
    expect(students(found)).toEqual([['a', 'b']]);
    expect(found[0]?.evidence.map(({places}) => places.a?.stream)).toEqual([1]);
  });

  it('in numbers that count from 0, with the identifications, ports and times of a simulator', async () => {
    for (const isn of [0, 1, 64_000])
      expect(
        await clustersOf({
          a: own(91, {isn, clock: 1, firstId: 1, port: 49153, timestamps: true, segments: 4}),
          b: own(91, {isn, clock: 1, firstId: 1, port: 49153, timestamps: true, segments: 4}),
        }),
      ).toEqual([]);
  });

  it('in numbers that have grown large from 0', async () => {
    const long = ladderPackets(`
      C>S SYN seq=0
      S>C SYN,ACK seq=0 ack=1
      C>S ACK seq=9000000 ack=8000000 len=100
      S>C ACK seq=8000000 ack=9000100 len=100`);
    expect(await clustersOf({a: long, b: long})).toEqual([]);
    expect(await clustersOf({a: trimmed(0, 3)(long), b: sentFrom(50000)(long)})).toEqual([]);
  });

  it.each([
    ['timestamps and identifications', true, 5000],
    ['identifications', false, 5000],
    ['timestamps', true, 0],
    ['neither', false, 0],
  ])(
    'in an idle connection of a computer that two students used one after the other: with %s',
    async (_, clocks, id) => {
      const keepAlive = (at: number) =>
        ladderPackets(
          `C>S ACK seq=900000000 ack=800000001${clocks ? ` ts=${at}/${at + 7}` : ''} len=1
         S>C ACK seq=800000001 ack=900000001${clocks ? ` ts=${at + 9}/${at}` : ''}`,
          {firstId: id + (id && at)},
        );
      const captures = {a: [...keepAlive(3000), ...own(95)], b: [...own(96), ...keepAlive(9000)]};
      if (id === 0) captures.a = withoutIds(captures.a);
      if (id === 0) captures.b = withoutIds(captures.b);
      expect(await clustersOf(captures)).toEqual([]);
    },
  );

  it('in one equal number alone', async () => {
    const [a, b] = [own(92, {timestamps: false, port: 40000}), own(93, {timestamps: false, port: 40001})];
    (b[0] as FilePacket).bytes.set((a[0] as FilePacket).bytes.subarray(38, 42), 38);
    expect((await printsOf(a))[0]?.isn.client).toBe((await printsOf(b))[0]?.isn.client);
    expect(await clustersOf({a, b})).toEqual([]);
  });

  it('in one equal number with a port that everybody has', async () => {
    const visits = Array.from({length: 12}, (_, i) => own(200 + i, {timestamps: false, port: 5000}));
    for (const [syn] of visits) (syn as FilePacket).bytes.set([0x12, 0x34, 0x56, 0x78], 38);
    const captures = Object.fromEntries(visits.map((packets, i) => [`student-${i}`, packets]));
    expect(await clustersOf(captures)).toEqual([]);
  });

  it('in no captures', () => {
    expect(findClusters([], [])).toEqual([]);
    expect(findClusters([{student: 'a', prints: []}], [])).toEqual([]);
  });
});

describe('a class', () => {
  it.each([1, 2, 3])('without copies has no clusters (seed %i)', async (seed) => {
    const random = seeded(seed);
    const captures = Object.fromEntries(
      Array.from({length: 40}, (_, i) => [`student-${i}`, classCapture(random)] as const),
    );
    expect(await clustersOf(captures)).toEqual([]);
  });

  it.each([4, 5, 6, 7])(
    'has exactly the clusters of who copied from whom, whatever was changed (seed %i)',
    async (seed) => {
      const random = seeded(seed);
      const captures: Record<string, FilePacket[]> = {};
      const expected: string[][] = [];
      const done: string[] = [];
      for (let i = 10; i < 40; i++) {
        const capture = classCapture(random);
        captures[`student-${i}`] = capture;
        if (random() < 0.4) continue;
        const {name, copy} = randomCopy(random, capture);
        captures[`copy-${i}`] = [...classCapture(random), ...copy];
        expected.push([`copy-${i}`, `student-${i}`]);
        done.push(`copy-${i}: ${name}`);
      }
      expect(expected.length).toBeGreaterThan(5);
      expect(students(await clustersOf(captures)), done.join('\n')).toEqual(expected);
    },
  );
});

function classCapture(random: Random): FilePacket[] {
  return Array.from({length: between(random, 1, 5)}, () => visit(random)).flat();
}

/** One connection of a capture after a random choice of changes; at least three packets are left. */
function randomCopy(random: Random, capture: readonly FilePacket[]): {name: string; copy: FilePacket[]} {
  const connections = new Map<number, FilePacket[]>();
  for (const packet of capture) {
    const [source, destination] = [34, 36].map((at) => ((packet.bytes[at] ?? 0) << 8) | (packet.bytes[at + 1] ?? 0));
    const port = Math.max(source ?? 0, destination ?? 0);
    connections.set(port, [...(connections.get(port) ?? []), packet]);
  }
  const [port, packets] = [...connections][between(random, 0, connections.size)] as [number, FilePacket[]];
  const from = between(random, 0, packets.length - 3);
  const changes = {
    trimmed: trimmed(from, between(random, from + 3, packets.length + 1)),
    addresses: otherAddresses(between(random, 1, 2 ** 20)),
    port: otherPort(port, between(random, 1025, 65536)),
    snapped: snapped(between(random, 54, 200)),
    later: later(between(random, -1e6, 1e6), between(random, 0, 1e9)),
    without: without(1),
  };
  const chosen = Object.entries(changes).filter(() => random() < 0.5);
  return {
    name: `${chosen.map(([name]) => name).join(', ')} of port ${port} from packet ${from}`,
    copy: inTurn(...chosen.map(([, change]) => change))(packets),
  };
}

function withoutIds(packets: readonly FilePacket[]): FilePacket[] {
  return packets.map((packet) => {
    const bytes = packet.bytes.slice();
    bytes.set([0, 0], 18);
    return {...packet, bytes};
  });
}

function byTime({time: a}: FilePacket, {time: b}: FilePacket): number {
  return a.seconds - b.seconds || a.nanos - b.nanos;
}
