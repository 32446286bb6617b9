import {readFileSync} from 'node:fs';
import {describe, expect, test} from 'vitest';
import {HTTP_QUESTIONS} from '../../../src/assignment/questions/http.ts';
import {TEARDOWN_QUESTIONS} from '../../../src/assignment/questions/teardown.ts';
import {plainLocale} from '../../../src/locales/index.ts';
import {reportOn} from '../../support/report.ts';

describe.each([
  'browser-visit.pcapng',
  'curl-hello.pcap',
  'four-packet-close.pcap',
  'merged-close.pcap',
  'own-web-server.pcapng',
  'six-connections.pcapng',
])('%s', (file) => {
  test.each(['en', 'zh-CN'] as const)('every answer is whole, and its frames are in the capture (%s)', async (tag) => {
    const report = await reportOn(file, readFileSync(new URL(`../../../samples/${file}`, import.meta.url)));
    const locale = plainLocale(tag);
    for (const {id, kind, unit, answer} of [...TEARDOWN_QUESTIONS, ...HTTP_QUESTIONS]) {
      const found = answer(report, locale);
      expect(JSON.stringify(found), id).not.toMatch(/undefined|NaN|null|\[object/);
      if ('because' in found) continue;
      expect(found.value.kind, id).toBe(kind);
      if (found.value.kind === 'number') expect(found.value.unit, id).toBe(unit);
      expect(found.working.length, id).toBeGreaterThan(0);
      expect(found.frames.length, id).toBeGreaterThan(0);
      for (const frame of found.frames) {
        expect(frame, id).toBeGreaterThanOrEqual(1);
        expect(frame, id).toBeLessThanOrEqual(report.capture.packets);
      }
    }
  });
});
