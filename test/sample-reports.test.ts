import {existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {describe, expect, test} from 'vitest';
import {figureFiles, renderReport} from '../src/render/index.ts';
import {reportOn} from './support/report.ts';

const SAMPLES = join(import.meta.dirname, '..', 'samples');
const UPDATE = process.env.UPDATE_GOLDENS === '1';

/** Finished reports for those who have not run anything yet. Their PDFs are written with the others and not compared. */
const REPORTS = [
  {sample: 'curl-hello.pcap', locale: 'en', timeZone: 'UTC'},
  {sample: 'six-connections.pcapng', locale: 'zh-CN', timeZone: 'Asia/Shanghai'},
] as const;

describe.each(REPORTS)('samples/reports has $sample in $locale', ({sample, locale, timeZone}) => {
  const folder = join(SAMPLES, 'reports', `${sample.replace(/\.\w+$/, '')}.${locale}`);
  const {version} = JSON.parse(readFileSync(join(SAMPLES, '..', 'package.json'), 'utf8')) as {version: string};

  async function files(formats: readonly ('md' | 'html' | 'pdf')[]): Promise<Map<string, string | Uint8Array>> {
    const options = {locale, timeZone, version, formats};
    const report = await reportOn(sample, readFileSync(join(SAMPLES, sample)), {version});
    const rendered = [...(await renderReport(report, options))].map(([format, content]) => [
      `report.${format}`,
      content,
    ]);
    const figures = [...figureFiles(report, options)].map(([name, svg]) => [`figures/${name}`, svg]);
    return new Map([...rendered, ...figures] as [string, string | Uint8Array][]);
  }

  test('as it is made today', {timeout: 60_000}, async () => {
    if (UPDATE) {
      rmSync(folder, {recursive: true, force: true});
      for (const [name, content] of await files(['md', 'html', 'pdf'])) {
        mkdirSync(dirname(join(folder, name)), {recursive: true});
        writeFileSync(join(folder, name), content);
      }
    }
    const expected = await files(['md', 'html']);
    for (const [name, content] of expected) {
      const hint = `samples/reports/${name} is not what is made today; if the change is meant: UPDATE_GOLDENS=1 npm test`;
      expect(existsSync(join(folder, name)), hint).toBe(true);
      expect(readFileSync(join(folder, name), 'utf8'), hint).toBe(content);
    }
    expect(readdirSync(join(folder, 'figures'))).toHaveLength(
      [...expected.keys()].filter((name) => name.startsWith('figures/')).length,
    );
    expect(existsSync(join(folder, 'report.pdf'))).toBe(true);
  });
});
