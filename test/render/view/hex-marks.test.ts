import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {reportMarkdown} from '../../../src/render/report.ts';
import {reportOn} from '../../support/report.ts';

const SAMPLES = join(import.meta.dirname, '..', '..', '..', 'samples');
const OPTIONS = {locale: 'en', target: 'html', timeZone: 'UTC'} as const;
const dumpOf = async (sample: string) => {
  const report = await reportOn(sample, readFileSync(join(SAMPLES, sample)));
  return [...(reportMarkdown(report, OPTIONS).page.dumps?.get('dump-1') ?? [])];
};

test('the captured bytes are named field by field, the GET where it is', async () => {
  const marks = await dumpOf('curl-hello.pcap');
  const titled = (title: string) => marks.find((mark) => mark.title === title);
  expect(titled('IPv4: Time to Live: 64')).toMatchObject({at: 24, length: 1, layer: 1});
  expect(titled('TCP: Source Port: 58626')).toMatchObject({at: 36, length: 2, layer: 2});
  expect(titled('HTTP: Request Method: GET')).toMatchObject({at: 68, length: 3, layer: 3});
});

test.each(readdirSync(SAMPLES).filter((name) => /\.pcap/.test(name)))(
  'every byte of %s has one name',
  async (sample) => {
    const marks = await dumpOf(sample);
    let next = 0;
    for (const {at, length, title} of marks) {
      expect(at).toBe(next);
      expect(title).not.toBe('');
      next = at + length;
    }
    expect(next).toBeGreaterThan(54);
  },
);
