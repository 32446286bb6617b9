import {expect, test} from 'vitest';
import {failureOf} from '../../../src/cli/check/failure.ts';
import {plainLocale} from '../../../src/locales/index.ts';

const LIMITS = {timeMs: 90_000, memoryMb: 512};
const outOfMemory = Object.assign(new Error('terminated'), {code: 'ERR_WORKER_OUT_OF_MEMORY'});

test.each([
  ['time', new DOMException('', 'TimeoutError'), 'it took more than 90 seconds', '用时超过 90 秒'],
  ['memory', outOfMemory, 'it took more than 512 MB of memory', '占用的内存超过 512 MB'],
  ['crash', new TypeError('x is undefined'), 'labshark failed: x is undefined', 'labshark 出错：x is undefined'],
])('%s', (kind, error, english, chinese) => {
  const failure = failureOf(error, LIMITS);
  expect(failure.kind).toBe(kind);
  expect(plainLocale('en').failure(failure)).toBe(english);
  expect(plainLocale('zh-CN').failure(failure)).toBe(chinese);
});
