import {readFileSync} from 'node:fs';
import {describe, expect, test} from 'vitest';
import {QUESTIONS} from '../../../src/assignment/questions/index.ts';
import {plainLocale} from '../../../src/locales/index.ts';
import {reportOn} from '../../support/report.ts';

const SAMPLES = [
  'curl-hello.pcap',
  'own-web-server.pcapng',
  'six-connections.pcapng',
  'four-packet-close.pcap',
  'merged-close.pcap',
  'browser-visit.pcapng',
];

describe.each(SAMPLES)('on %s', (sample) => {
  test.each(['en', 'zh-CN'] as const)('in %s every sentence is whole and every frame exists', async (tag) => {
    const report = await reportOn(sample, readFileSync(`samples/${sample}`));
    const locale = plainLocale(tag);
    const found = QUESTIONS.filter(({layer}) => layer === 'ip' || layer === 'dns-icmp').map((one) =>
      one.answer(report, locale),
    );
    expect(found.length).toBeGreaterThan(40);
    expect(JSON.stringify(found)).not.toMatch(/undefined|NaN|null|\[object|Infinity/);
    const answers = found.filter((one) => 'value' in one);
    expect(answers.length).toBeGreaterThan(15);
    for (const {frames, working} of answers) {
      expect(frames.length).toBeGreaterThan(0);
      expect(working.length).toBeGreaterThan(1);
      for (const frame of frames) expect(frame >= 1 && frame <= report.capture.packets).toBe(true);
    }
  });
});
