import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import axe from 'axe-core';
import {HtmlValidate} from 'html-validate/node';
import type {Browser, Page} from 'puppeteer';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {launchBrowser} from '../../src/render/browser.ts';
import {renderReport} from '../../src/render/index.ts';
import {reportOn} from '../support/report.ts';
import {
  badlyPrinted,
  beyondTheEdge,
  brokenStructure,
  crowdedFigures,
  focusMissed,
  visible,
  watchFocus,
} from './in-page.ts';

const SAMPLES = join(import.meta.dirname, '..', '..', 'samples');
const samples = readdirSync(SAMPLES).filter((name) => /\.pcap(ng)?$/.test(name));
const PAGES = samples.flatMap((sample) => [{sample, locale: 'en'} as const, {sample, locale: 'zh-CN'} as const]);

/** What axe looks at; the elements are the same in the dark, only their colours are not. */
const SCHEMES: readonly [scheme: string, rules: string[]][] = [
  ['light', ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice']],
  ['dark', ['color-contrast', 'link-in-text-block']],
];
/** Of a phone, a tablet and a desk. */
const WIDTHS = [360, 800, 1400];
/** Of an A4 sheet without its margins of 16 mm, at 96 pixels an inch. */
const SHEET = Math.floor(((210 - 2 * 16) / 25.4) * 96);
const HEIGHT = 900;
/** In pixels; what is lower is not read on a phone. */
const SMALLEST_TEXT = 9;

const validator = new HtmlValidate({
  extends: ['html-validate:recommended', 'html-validate:standard'],
  // Messages and packets are shown as they were sent.
  rules: {'no-trailing-whitespace': 'off'},
});

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

test('there are samples', () => {
  expect(samples.length).toBeGreaterThanOrEqual(6);
});

describe.each(PAGES)('$sample in $locale', ({sample, locale}) => {
  let html: string;
  let page: Page;
  beforeAll(async () => {
    const report = await reportOn(sample, readFileSync(join(SAMPLES, sample)));
    const options = {locale, formats: ['html'], timeZone: 'Asia/Shanghai', version: '0.0.0'} as const;
    html = (await renderReport(report, {...options, student: '张三', studentId: '2024001'})).get('html') as string;
    page = await browser.newPage();
    await page.setContent(html);
    await page.evaluate(axe.source);
  });
  afterAll(() => page?.close());

  test('is HTML as the standard has it', async () => {
    const {results} = await validator.validateString(html);
    expect(
      results.flatMap(({messages}) => messages.map(({line, ruleId, message}) => `${line} ${ruleId}: ${message}`)),
    ).toEqual([]);
  });

  test('has ids that are there once, links that lead somewhere and headings in steps', async () => {
    expect(await page.evaluate(brokenStructure)).toEqual([]);
  });

  test.each(SCHEMES)('can be read by everybody when %s', async (value, rules) => {
    await page.setViewport({width: 800, height: HEIGHT});
    await page.emulateMediaFeatures([{name: 'prefers-color-scheme', value}]);
    const options: axe.RunOptions = {runOnly: rules, resultTypes: ['violations']};
    const {violations, passes} = (await page.evaluate(`axe.run(${JSON.stringify(options)})`)) as axe.AxeResults;
    await page.emulateMediaFeatures([]);
    const found = violations.flatMap(({id, nodes}) =>
      nodes.map(({html, failureSummary}) => `${id}: ${html} ${failureSummary}`),
    );
    expect(found).toEqual([]);
    expect(passes.map(({id}) => id)).toContain('color-contrast');
  });

  test.each(WIDTHS)('fits into a window that is %i pixels wide', async (width) => {
    await page.setViewport({width, height: HEIGHT});
    expect(await page.evaluate(beyondTheEdge)).toEqual([]);
  });

  test.each(WIDTHS)('has figures whose texts can be read in a window that is %i pixels wide', async (width) => {
    await page.setViewport({width, height: HEIGHT});
    expect(await page.evaluate(crowdedFigures, SMALLEST_TEXT)).toEqual([]);
  });

  test('is reached with the keyboard, and shows where it is', async () => {
    await page.setViewport({width: 360, height: HEIGHT});
    await page.evaluate(watchFocus);
    const {count} = await page.evaluate(focusMissed);
    expect(count).toBeGreaterThan(20);
    for (let n = 0; n < count; n++) await page.keyboard.press('Tab');
    expect((await page.evaluate(focusMissed)).missed).toEqual([]);
  });

  test('prints whole', async () => {
    await page.setViewport({width: SHEET, height: HEIGHT});
    const onScreen = await page.evaluate(visible);
    await page.emulateMediaType('print');
    const printed = await page.evaluate(visible);
    const found = await page.evaluate(badlyPrinted);
    await page.emulateMediaType();
    expect(printed).toEqual(onScreen);
    expect(found).toEqual([]);
  });
});
