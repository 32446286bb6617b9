import {describe, expect, test} from 'vitest';
import {formatAnswer} from '../../../src/assignment/questions/format-answer.ts';
import type {AnswerValue} from '../../../src/assignment/questions/index.ts';
import {
  address,
  choice,
  frames,
  free,
  mac,
  number,
  numbers,
  text,
  texts,
} from '../../../src/assignment/questions/question.ts';
import {markAnswer} from '../../../src/grading/answers/index.ts';
import {plainLocale} from '../../../src/locales/index.ts';

const VALUES: readonly (readonly [value: AnswerValue, en: string, zh: string])[] = [
  [number(2169630313), '2169630313', '2169630313'],
  [number(0.875), '0.875', '0.875'],
  [number(1234.56789), '1234.568', '1234.568'],
  [number(1, 'bytes'), '1 byte', '1 字节'],
  [number(131072, 'bytes'), '131072 bytes', '131072 字节'],
  [number(3224, 'bits'), '3224 bits', '3224 比特'],
  [number(0.000438, 'seconds'), '0.000438 s (438 µs)', '0.000438 s (438 µs)'],
  [number(0.0026114, 'seconds'), '0.0026114 s (2.6114 ms)', '0.0026114 s (2.6114 ms)'],
  [number(6.144, 'seconds'), '6.144 s', '6.144 s'],
  [number(950, 'bits-per-second'), '950 bit/s', '950 bit/s'],
  [number(1_048_576, 'bits-per-second'), '1.049 Mbit/s', '1.049 Mbit/s'],
  [number(0x0800, 'hex'), '0x0800 (2048)', '0x0800 (2048)'],
  [number(0x12345, 'hex'), '0x00012345 (74565)', '0x00012345 (74565)'],
  [numbers([500, 101]), '500, 101', '500、101'],
  [numbers([1460, 1440], 'bytes'), '1460 bytes, 1440 bytes', '1460 字节、1440 字节'],
  [frames([3]), 'frame 3', '第 3 帧'],
  [frames([7, 2, 1, 3]), 'frames 1–3, 7', '第 1–3、7 帧'],
  [frames([]), 'none', '无'],
  [address('192.168.1.5'), '192.168.1.5', '192.168.1.5'],
  [mac('3c:52:82:0a:b1:0c'), '3c:52:82:0a:b1:0c', '3c:52:82:0a:b1:0c'],
  [text('GET'), 'GET', 'GET'],
  [texts(['gzip', 'br']), 'gzip, br', 'gzip、br'],
  [texts([]), 'none', '无'],
  [choice('client'), 'the client', '客户端'],
];

describe('formatAnswer', () => {
  test.each(VALUES.map((row) => [...row] as [AnswerValue, string, string]))('%j', (value, en, zh) => {
    expect(formatAnswer(value, plainLocale('en'))).toBe(en);
    expect(formatAnswer(value, plainLocale('zh-CN'))).toBe(zh);
  });

  test('a free answer is its model', () => {
    expect(formatAnswer(free('Both.'), plainLocale('en'))).toBe('Both.');
  });

  test.each(['en', 'zh-CN'] as const)('what the key says is right when it is handed in (%s)', (language) => {
    const rules = {language, tolerance: {time: 0, number: 0}, partialCredit: 0};
    for (const [value] of VALUES) {
      const given = formatAnswer(value, plainLocale(language));
      const answer = {value, frames: [1], working: []};
      expect(markAnswer(answer, {}, given, rules).outcome, given).toBe('right');
    }
  });
});
