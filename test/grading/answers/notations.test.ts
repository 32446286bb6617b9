import {expect, test} from 'vitest';
import type {Answer, AnswerValue} from '../../../src/assignment/questions/index.ts';
import {address, frames, mac, number, numbers, texts, type Unit} from '../../../src/assignment/questions/question.ts';
import {markAnswer} from '../../../src/grading/answers/index.ts';
import {answerOf, RULES} from './table.ts';

const ROUNDS = 300;

/** Numbers in [0, below), the same in every run (mulberry32). */
function randomFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

type Notation<T> = (value: T) => string;

const grouped = (value: number, separator: string): string => String(value).replace(/(?<=\d)(?=(\d{3})+$)/g, separator);
const fullWidth = (text: string): string =>
  text.replace(/[!-~]/g, (one) => String.fromCharCode(one.charCodeAt(0) + 0xfee0));

const COUNTS: readonly Notation<number>[] = [
  String,
  (n) => grouped(n, ','),
  (n) => grouped(n, '，'),
  (n) => grouped(n, ' '),
  (n) => grouped(n, '\u202f'),
  (n) => grouped(n, "'"),
  (n) => fullWidth(String(n)),
  (n) => `0x${n.toString(16)}`,
  (n) => `0x${n.toString(16).toUpperCase().padStart(8, '0')}`,
  (n) => `${n}.`,
  (n) => `"${n}"`,
  (n) => `序号是 ${n}`,
  (n) => `序号为${n}。`,
  (n) => `Seq = ${n}`,
  (n) => `client: ${n}`,
  (n) => `约 ${n}`,
  (n) => `≈${n}`,
  (n) => `approximately ${n}`,
  (n) => `${n} (0x${n.toString(16)})`,
  (n) => `${n - 1} + 1 = ${n}`,
  (n) => `${n} × 1 = ${n}`,
  (n) => `第 3 帧：${n}`,
  (n) => `frame 3: ${grouped(n, ',')}`,
  (n) => `${n / 1e4}万`,
];

const outcome = (answer: Answer, given: string) => markAnswer(answer, {}, given, RULES).outcome;
const pick = <T>(all: readonly T[], random: (below: number) => number): T => all[random(all.length)] as T;

/** Every notation of the right value is right; of another value none is. */
function holds<T>(
  of: (value: T) => AnswerValue,
  notations: readonly Notation<T>[],
  values: (random: (below: number) => number) => {readonly right: T; readonly others: readonly T[]},
): void {
  const random = randomFrom(7);
  for (let round = 0; round < ROUNDS; round += 1) {
    const {right, others} = values(random);
    const answer = answerOf(of(right));
    for (const notation of notations) {
      expect(outcome(answer, notation(right)), `${notation(right)} for ${JSON.stringify(right)}`).toBe('right');
      for (const other of others) {
        expect(outcome(answer, notation(other)), `${notation(other)} for ${JSON.stringify(right)}`).not.toBe('right');
      }
    }
  }
}

/** Of every size, as captures have them: ports, lengths, sequence numbers. */
const anyNumber = (random: (below: number) => number): number => 11 + random(2 ** (4 + random(28)));

test('numbers: no false wrong in any notation, no false right of a neighbour', () => {
  holds(number, COUNTS, (random) => {
    const right = anyNumber(random);
    const others = [right - 1, right + 1, right + 2, right * 10, right + 256, anyNumber(random)];
    return {right, others: others.filter((one) => one !== right)};
  });
});

test('a plain other number is wrong, and never left to a person', () => {
  const random = randomFrom(11);
  for (let round = 0; round < ROUNDS; round += 1) {
    const right = anyNumber(random);
    for (const other of [right - 1, right + 1, right + 7]) {
      for (const given of [String(other), grouped(other, ','), `Seq = ${other}`, `序号是 ${other}。`]) {
        // Thousands may be a number rounded to them.
        if (other % 1000 === 0) continue;
        expect(outcome(answerOf(number(right)), given), `${given} for ${right}`).toBe('wrong');
      }
    }
  }
});

const BYTES: readonly Notation<number>[] = [
  ...COUNTS.filter((notation) => !/[.。"]$|\)$|^第|万/.test(notation(12))).map(
    (notation): Notation<number> =>
      (n) =>
        `${notation(n)} bytes`,
  ),
  (n) => `${n} B`,
  (n) => `${n}字节`,
  (n) => `${n} 个字节`,
  (n) => `${n * 8} bits`,
  (n) => `${n * 8} 比特`,
  (n) => `${n / 1024} KiB`,
  (n) => `${n / 1024} KB`,
  (n) => `${n / 1000} kB`,
  (n) => `${n / 1000} KB`,
];

test('bytes: in every unit, and never in a wrong one', () => {
  const bytes = (n: number) => number(n, 'bytes');
  holds(bytes, BYTES, (random) => {
    const right = anyNumber(random);
    return {right, others: [right - 1, right + 1, right * 8].filter((one) => one !== right)};
  });
  const random = randomFrom(3);
  for (let round = 0; round < ROUNDS; round += 1) {
    const right = anyNumber(random);
    for (const given of [`${right} bits`, `${right} KB`, `${right} ms`, `${right} MiB`, `${right} bit/s`]) {
      expect(outcome(answerOf(bytes(right)), given), given).not.toBe('right');
    }
  }
});

const decimals = (value: number, places: number): string => value.toFixed(places);
const TIMES: readonly Notation<number>[] = [
  (ns) => decimals(ns / 1e9, 9),
  (ns) => `${decimals(ns / 1e9, 9)} s`,
  (ns) => `${decimals(ns / 1e9, 9)}秒`,
  (ns) => `${decimals(ns / 1e6, 6)} ms`,
  (ns) => `${decimals(ns / 1e6, 6)} 毫秒`,
  (ns) => `${decimals(ns / 1e3, 3)} µs`,
  (ns) => `${decimals(ns / 1e3, 3)} μs`,
  (ns) => `${decimals(ns / 1e3, 3)}us`,
  (ns) => `${ns} ns`,
  (ns) => `${ns} 纳秒`,
  (ns) => `${grouped(ns, ',')} ns`,
  (ns) => `约 ${(ns / 1e6).toPrecision(3)} ms`,
  (ns) => `RTT ≈ ${Number((ns / 1e9).toPrecision(2))} s`,
  (ns) => `RTT (ms): ${(ns / 1e6).toPrecision(4)}`,
  (ns) => `${(ns / 1e9).toExponential(3)} s`,
  (ns) => fullWidth(`${decimals(ns / 1e6, 6)}ms`),
];

test('durations: in every unit and rounded, and never beyond the tolerance', () => {
  const seconds = (ns: number) => number(ns / 1e9, 'seconds');
  holds(seconds, TIMES, (random) => {
    const right = 1000 + random(10 ** (4 + random(6)));
    // More than the tolerance and the coarsest rounding above take together.
    return {right, others: [right * 2, Math.ceil(right * 1.12), Math.floor(right * 0.88), right * 1000]};
  });
});

const LISTS: readonly Notation<readonly number[]>[] = [
  (list) => list.join(', '),
  (list) => list.join('、'),
  (list) => list.join('；'),
  (list) => list.join('\n'),
  (list) => list.join(' and '),
  (list) => list.join('和'),
  (list) => list.map((one) => grouped(one, ',')).join('; '),
  (list) => `Seq = ${list[0]}, Ack = ${list[1]}`,
  (list) => `序号是 ${list[0]}，确认号是 ${list[1]}。`,
  (list) => `Seq=${list[0]} Ack=${list[1]}`,
  (list) => list.map((one) => `0x${one.toString(16)}`).join(', '),
  (list) => list.map((one) => `${one} (0x${one.toString(16)})`).join(', '),
  (list) => `Frame 2: ${list.join(', ')}`,
];

test('lists of numbers: every separator, and never the wrong order', () => {
  holds(
    (list: readonly number[]) => numbers(list),
    LISTS,
    (random) => {
      const right = [2000 + anyNumber(random), 2000 + anyNumber(random)] as const;
      const others = [
        [right[1], right[0]],
        [right[0], right[1] + 1],
        [right[0] - 1, right[1]],
        [right[0], right[0]],
      ];
      return {right, others: right[0] === right[1] ? [] : others};
    },
  );
});

const runsOf = (list: readonly number[], dash: string): string => {
  const sorted = [...list].sort((a, b) => a - b);
  const parts: number[][] = [];
  for (const one of sorted) {
    const last = parts.at(-1);
    if (last && last.at(-1) === one - 1) last.push(one);
    else parts.push([one]);
  }
  return parts.map((part) => (part.length > 1 ? `${part[0]}${dash}${part.at(-1)}` : String(part[0]))).join('、');
};
const FRAMES: readonly Notation<readonly number[]>[] = [
  (list) => list.join(', '),
  (list) => list.join('、'),
  (list) => [...list].reverse().join(' '),
  (list) => `frames ${list.join(', ')}`,
  (list) => `第 ${list.join('、')} 帧`,
  (list) => list.map((one) => `第${one}帧`).join('和'),
  (list) => list.map((one) => `#${one}`).join(' '),
  (list) => runsOf(list, '-'),
  (list) => runsOf(list, '～'),
  (list) => `第 ${runsOf(list, '–')} 帧`,
  (list) => runsOf(list, ' to '),
  (list) => runsOf(list, '到'),
];

test('frames: lists and ranges in any order, and never one more, one less or one beside', () => {
  holds(
    (list: readonly number[]) => frames(list),
    FRAMES,
    (random) => {
      const first = 1 + random(5000);
      const right = [...new Set(Array.from({length: 1 + random(5)}, () => first + random(8)))];
      const top = Math.max(...right);
      const others = [[...right, top + 1], right.map((one) => one + 1), [...right.slice(1), top + 5]];
      return {right, others};
    },
  );
});

const hex2 = (byte: number): string => byte.toString(16).padStart(2, '0');
const MACS: readonly Notation<readonly number[]>[] = [
  (bytes) => bytes.map(hex2).join(':'),
  (bytes) => bytes.map(hex2).join(':').toUpperCase(),
  (bytes) => bytes.map(hex2).join('-').toUpperCase(),
  (bytes) => bytes.map(hex2).join(''),
  (bytes) =>
    bytes
      .map(hex2)
      .join('')
      .replace(/(.{4})(?=.)/g, '$1.'),
  (bytes) => bytes.map(hex2).join(' '),
  (bytes) => `Maker_${bytes.slice(3).map(hex2).join(':')} (${bytes.map(hex2).join(':')})`,
  (bytes) => `MAC 地址：${fullWidth(bytes.map(hex2).join(':'))}`,
];

test('MAC addresses: every notation, and never of another byte', () => {
  const of = (bytes: readonly number[]) => mac(bytes.map(hex2).join(':'));
  holds(of, MACS, (random) => {
    const right = Array.from({length: 6}, () => random(256));
    return {
      right,
      others: [right.map((byte, at) => (at === 5 ? byte ^ 1 : byte)), [...right].reverse()].filter(
        (one) => one.join() !== right.join(),
      ),
    };
  });
});

const IPV6: readonly Notation<readonly number[]>[] = [
  (groups) => groups.map((one) => one.toString(16)).join(':'),
  (groups) => groups.map((one) => one.toString(16).padStart(4, '0')).join(':'),
  (groups) =>
    groups
      .map((one) => one.toString(16))
      .join(':')
      .toUpperCase(),
  (groups) => compressed(groups),
  (groups) => `[${compressed(groups)}]:443`,
  (groups) => `${compressed(groups)}/64`,
  (groups) => `地址是${compressed(groups)}。`,
];
const compressed = (groups: readonly number[]): string =>
  groups
    .map((one) => one.toString(16))
    .join(':')
    .replace(/(^|:)0(:0)+(:|$)/, '::');

test('addresses: IPv4 and IPv6 in every notation, and never a neighbour', () => {
  const v6 = (groups: readonly number[]) => address(compressed(groups));
  holds(v6, IPV6, (random) => {
    const right = Array.from({length: 8}, () => (random(2) === 0 ? 0 : random(65536)));
    right[0] = 0x2001;
    return {right, others: [right.map((one, at) => (at === 7 ? one ^ 1 : one))]};
  });
  const v4 = (octets: readonly number[]) => address(octets.join('.'));
  const dotted: Notation<readonly number[]>[] = [
    (octets) => octets.join('.'),
    (octets) => fullWidth(octets.join('.')),
    (octets) => `${octets.join('.')}:80`,
    (octets) => `${octets.join('.')}/24`,
    (octets) => `IP 地址是${octets.join('.')}。`,
  ];
  holds(v4, dotted, (random) => {
    const right = Array.from({length: 4}, () => random(255));
    return {right, others: [right.map((one, at) => (at === 3 ? one + 1 : one))]};
  });
});

test('texts: any order and separator, and never one less', () => {
  const words = ['gzip', 'deflate', 'br', 'zstd', 'identity', 'compress'];
  const separators = [', ', ',', '、', '；', '\n', ' and ', '和', ' '];
  const notations = separators.map(
    (separator): Notation<readonly string[]> =>
      (list) =>
        list.join(separator),
  );
  holds(
    (list: readonly string[]) => texts(list),
    notations,
    (random) => {
      const right = words.filter(() => random(2) === 0);
      const list = right.length === 0 ? [pick(words, random)] : right;
      const others = [list.slice(1), [...list, 'x-other']].filter((one) => one.length > 0);
      return {right: list, others};
    },
  );
});

test('the same answer is marked the same, and no input throws', () => {
  const random = randomFrom(5);
  const alphabet = [
    ...'0123456789abcxfh.,:;-+×=~()/ \n万亿千个字节秒是不或和第帧°µ',
    'ms',
    'bytes',
    ' or ',
    ' to ',
    '0x',
    '::',
  ];
  const units: readonly (Unit | undefined)[] = [undefined, 'bytes', 'seconds', 'hex', 'bits-per-second'];
  const values: AnswerValue[] = [
    ...units.map((unit) => number(4096, unit)),
    numbers([1, 2]),
    frames([1, 2]),
    address('::1'),
    mac('00:00:00:00:00:01'),
    texts(['a', 'b']),
  ];
  for (let round = 0; round < 2000; round += 1) {
    const given = Array.from({length: 1 + random(12)}, () => pick(alphabet, random)).join('');
    const answer = answerOf(pick(values, random));
    expect(markAnswer(answer, {}, given, RULES)).toEqual(markAnswer(answer, {}, given, RULES));
  }
});
