import {bench, describe} from 'vitest';
import {findClusters} from '../../src/grading/copies/index.ts';
import type {ConnectionPrint, PrintedSegments} from '../../src/model/class.ts';
import {between, type Random, seeded} from '../support/visits.ts';

const STUDENTS = 1000;
const CONNECTIONS = 200;
/** Of each side: a visit of about 30 packets. */
const SEGMENTS = 15;

const random = seeded(1);
const captures = Array.from({length: STUDENTS}, (_, n) => ({
  student: `student-${n}`,
  prints: Array.from({length: CONNECTIONS}, (_, stream) => print(random, stream)),
}));
/** Every tenth has copied from the one before. */
const copied = captures.map(({student, prints}, n) => ({
  student,
  prints: n % 10 === 9 ? (captures[n - 1]?.prints ?? []) : prints,
}));

describe(`shared connections of ${STUDENTS} students with ${CONNECTIONS} connections each`, () => {
  bench('nobody copied', () => void findClusters(captures, []), {iterations: 2, warmupIterations: 0, time: 0});
  bench('every tenth copied', () => void findClusters(copied, []), {iterations: 2, warmupIterations: 0, time: 0});
});

function print(random: Random, stream: number): ConnectionPrint {
  const any = () => between(random, 0, 2 ** 32);
  const segments = (): PrintedSegments => {
    const columns = {
      sequences: [any()],
      acknowledgments: [any()],
      ipIds: [any() & 0xffff],
      timestamps: [any()],
      echoes: [any()],
    };
    for (let i = 1; i < SEGMENTS; i++)
      for (const column of Object.values(columns)) column.push((column[i - 1] as number) + 500);
    return {frames: columns.sequences.map((_, i) => i + 1), lengths: columns.sequences.map(() => 500), ...columns};
  };
  return {
    stream,
    firstFrame: 1,
    ports: {client: between(random, 32768, 60999), server: 443},
    isn: {client: any(), server: any()},
    segments: {client: segments(), server: segments()},
    dates: [],
    payload: {},
  };
}
