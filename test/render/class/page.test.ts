import type {Browser, Page} from 'puppeteer';
import {afterAll, beforeAll, beforeEach, describe, expect, it} from 'vitest';
import type {
  AnswerResult,
  CheckVerdict,
  ClassResult,
  StatementResult,
  StudentResult,
  VerdictKind,
} from '../../../src/model/class.ts';
import {launchBrowser} from '../../../src/render/browser.ts';
import {classPage} from '../../../src/render/class/index.ts';

const CHECKS = [
  {id: 'handshake-complete', title: 'Handshake <complete>'},
  {id: 'http-exchange', title: 'HTTP exchange'},
  {id: 'name-lookup', title: 'Name lookup'},
];
const QUESTIONS = [
  {id: 'syn-sequence', ask: 'Which number has the <SYN>?'},
  {id: 'why', ask: 'Why?'},
];
const KINDS: readonly VerdictKind[] = ['pass', 'fail', 'skipped', 'error'];

/** Of student n: verdicts that differ, 0 to 30 points. */
function student(n: number, more: Partial<StudentResult> = {}): StudentResult {
  const verdicts = CHECKS.map(({id}, index): CheckVerdict => {
    const verdict = KINDS[(n >> (index * 2)) % 4] ?? 'pass';
    return {check: id, verdict, points: verdict === 'pass' ? 10 : 0, maxPoints: 10, found: `found "${n}"`};
  });
  const score = verdicts.reduce((sum, {points}) => sum + points, 0);
  return {id: `s${n}`, source: `folder ${n}`, score, maxScore: 30, verdicts, remarks: [], ...more};
}

const classOf = (students: readonly StudentResult[]): ClassResult => ({
  schema: 1,
  generator: {name: 'labshark', version: '0.0.0'},
  assignment: 'lab-1',
  students,
  clusters: [
    {
      students: ['s1', 's2'],
      evidence: [{same: ['isn', 'ip-id'], places: {s2: {stream: 3, frames: [5, 9]}, s1: {stream: 0, frames: [1, 7]}}}],
    },
  ],
});

const pageOf = (result: ClassResult, locale: 'en' | 'zh-CN' = 'en') =>
  classPage(result, {
    locale,
    title: 'Lab 1 & 2',
    checks: CHECKS,
    questions: QUESTIONS,
    page: ({id}) => `students/${id}/feedback.html`,
  });

const STUDENTS = [
  ...Array.from({length: 499}, (_, n) => student(n)),
  student(0, {id: '<img src=x onerror=alert(1)>', name: '"><script>alert(2)</script>', source: '', verdicts: []}),
];

describe('the page of a class', () => {
  it.each(['en', 'zh-CN'] as const)('is one file without anything from elsewhere, in %s', (locale) => {
    const html = pageOf(classOf(STUDENTS), locale);
    expect(html.match(/<script>/g)).toHaveLength(1);
    expect(html).not.toMatch(/<img|<link|url\(|@import|\bhttps?:/);
    expect(html).toContain('&lt;script&gt;alert(2)');
    expect(html).not.toMatch(/undefined|NaN|\[object/);
  });

  it('tells how many handed in, the middle and the spread', () => {
    const scores = [30, 20, 0].map((score, n) => student(n, {score}));
    const html = pageOf(classOf([...scores, student(9, {score: 0, source: ''})]));
    expect(html).toContain('3 of 4 students handed in something. Average of');
    expect(html).toContain('Average of the 3 that were graded: 16.67 of 30 points (55.56 %), median 20.');
    expect(
      [...html.matchAll(/<th scope="row">(\d+–\d+) %<\/th><td class="number">(\d+)/g)].map((m) => `${m[1]}: ${m[2]}`),
    ).toEqual([
      '0–9: 1',
      ...['10–19', '20–29', '30–39', '40–49', '50–59'].map((range) => `${range}: 0`),
      '60–69: 1',
      '70–79: 0',
      '80–89: 0',
      '90–100: 1',
    ]);
  });

  it('names no maximum where not all have the same, and tells percent of their own', () => {
    const html = pageOf(classOf([student(1, {score: 10, maxScore: 20}), student(2, {score: 29, maxScore: 100})]));
    expect(html).toContain('19.5 points (39.5 % of each one&#x27;s own maximum), median 19.5.');
    expect(html).toContain('<th scope="row">20–29 %</th><td class="number">1</td>');
    expect(html).toContain('<th scope="row">50–59 %</th><td class="number">1</td>');
    expect(pageOf(classOf([student(1, {score: 0, source: ''})]))).not.toContain('Average');
  });

  it('shows answers, what a person has to read, and claims that the capture contradicts', () => {
    const answers: AnswerResult[] = [
      {question: 'syn-sequence', outcome: 'wrong', given: '1', expected: '100', frames: [1], points: 0, maxPoints: 2},
      {
        question: 'why',
        outcome: 'to-read',
        given: '<b>because</b>',
        expected: 'so <that>',
        points: 0,
        maxPoints: 3,
        comment: 'free text',
      },
    ];
    const statements: StatementResult[] = [
      {quote: 'four <packets>', place: 'report.docx, line 3', outcome: 'contradicts', frames: [7], why: 'three'},
      {quote: 'port 80', place: 'report.docx, line 4', outcome: 'agrees', frames: [1], why: 'so it is'},
    ];
    const html = pageOf(
      classOf([student(1, {name: 'Student <one>', capture: 'a.pcap', answers, statements}), student(2)]),
    );
    expect(html).toContain('title="Which number has the &lt;SYN&gt;?"');
    expect(html).toContain('title="wrong: 1 → 100"');
    expect(html).toContain(
      '<th scope="row">Q1</th><td>Which number has the &lt;SYN&gt;?</td><td class="number">1</td><td class="number">0</td>',
    );
    expect(html).toContain('<option value="wrong:syn-sequence">who did not get: Q1</option>');
    expect(html).toMatch(/data-marks="[^"]*wrong:syn-sequence/);
    expect(html).toContain(
      [
        '<tr><th scope="row"><a href="students/s1/feedback.html">s1</a> <span class="name">Student &lt;one&gt;</span></th>',
        '<td>Q2 <span class="maximum">Why?</span></td><td class="number">3</td>',
        '<td class="given">&lt;b&gt;because&lt;/b&gt;</td><td class="given">so &lt;that&gt;</td><td>free text</td></tr>',
      ].join(''),
    );
    expect(html).toContain('<td class="given">four &lt;packets&gt;</td><td>contradicts</td><td>three</td>');
    expect(html).not.toContain('so it is');
    expect(html).toContain('claims that agree with the captures: 1;');
  });

  it('shows real frames of shared connections, and how many more connections there are below them', () => {
    const evidence = Array.from({length: 7}, (_, stream) => ({
      same: ['isn'] as const,
      places: {s1: {stream, frames: [512, 516, 520]}, s2: {stream, frames: [1, 2, 3, 9]}},
    }));
    const html = pageOf({
      ...classOf([student(1)]),
      clusters: [{students: ['s1', 's2'], evidence, sameFiles: [['s1', 's2']]}],
    });
    expect(html).toContain('<th scope="rowgroup" rowspan="7">s1, s2</th>');
    expect(html).toContain('s1: tcp.stream 0, frames 512, 516, 520<br>s2: tcp.stream 0, frames 1–3, 9<br>');
    expect(html).toContain('<tr><td colspan="2">and 2 more connections, which class.json lists</td></tr>');
    expect(html).toContain('<tr><td colspan="2">The files of s1, s2 are the same byte for byte');
    const ten = [
      {same: ['isn'] as const, places: {s1: {stream: 0, frames: Array.from({length: 16}, (_, i) => 3 * i)}}},
    ];
    const cut = pageOf({...classOf([]), clusters: [{students: ['s1', 's2'], evidence: ten}]}, 'zh-CN');
    expect(cut).toContain('第 0、3、6、9、12、15、18、21、24、27、… 帧');
    expect(cut).toContain('rowspan="1"');
  });

  it('says once that answers have nothing to be compared with', () => {
    const answers = ['syn-sequence', 'why'].map(
      (question): AnswerResult => ({question, outcome: 'to-read', given: 'g', points: 0, maxPoints: 2, comment: 'c'}),
    );
    const html = pageOf(classOf([student(1, {answers})]));
    expect(html).toContain('<td colspan="5">No capture of this student could be read');
    expect(html).toContain('2 answers (4 points) are to be read in the feedback.');
    expect(html).not.toContain('<td class="given">');
  });

  it('of nobody is a page all the same', () => {
    expect(pageOf({...classOf([]), clusters: []})).toContain('No two captures share a connection.');
  });
});

describe('in a browser', () => {
  let browser: Browser;
  let page: Page;
  const problems: string[] = [];
  beforeAll(async () => {
    browser = await launchBrowser();
  }, 60_000);
  afterAll(() => browser?.close());
  beforeEach(async () => {
    page = await browser.newPage();
    problems.length = 0;
    page.on('console', (message) => problems.push(message.text()));
    page.on('pageerror', (error) => problems.push(String(error)));
    await page.setContent(pageOf(classOf(STUDENTS)));
  });
  const firstIds = (n: number) =>
    page.$$eval(
      '#class tbody tr:not([hidden]) th',
      (cells, most) => cells.slice(0, most).map((one) => one.textContent),
      n,
    );
  const clear = () =>
    page.evaluate(
      "{ const box = document.getElementById('filter'); box.value = ''; box.dispatchEvent(new Event('input')); }",
    );
  const shown = () => page.$eval('#count', (output) => output.textContent);

  it('500 rows sort by number, back again, and by verdict', async () => {
    await page.click('#class thead th:nth-child(3) button');
    expect(await page.$eval('#class thead th:nth-child(3)', (head) => head.getAttribute('aria-sort'))).toBe(
      'ascending',
    );
    const scores = () =>
      page.$$eval('#class tbody td.number', (cells) => cells.map((one) => parseFloat(one.textContent ?? '')));
    expect(await scores()).toEqual((await scores()).sort((a, b) => a - b));
    await page.click('#class thead th:nth-child(3) button');
    expect(await scores()).toEqual((await scores()).sort((a, b) => b - a));
    await page.click('#class thead th:nth-child(1) button');
    expect(await firstIds(4)).toEqual(['<img src=x onerror=alert(1)>', 's0', 's1', 's2']);
    await page.click('#class thead th:nth-child(4) button');
    expect(await page.$eval('#class tbody td.verdict', (cell) => cell.className)).toContain('fail');
    expect(problems).toEqual([]);
  });

  it('rows are found by text and by what was missed', async () => {
    expect(await shown()).toBe('500 shown');
    await page.type('#filter', 'S499');
    expect(await shown()).toBe('0 shown');
    await clear();
    await page.type('#filter', 's42');
    expect(await firstIds(9)).toEqual(['s42', ...Array.from({length: 8}, (_, n) => `s${420 + n}`)]);
    await page.select('#only', 'fail:handshake-complete');
    // Of s42 and s420 to s429 those that leave 1 when divided by 4.
    expect(await firstIds(9)).toEqual(['s421', 's425', 's429']);
    await clear();
    await page.select('#only', 'shared');
    expect(await firstIds(9)).toEqual(['s1', 's2']);
    expect(problems).toEqual([]);
  });

  it.each([360, 800, 1400])('only its tables scroll sideways, %d wide', async (width) => {
    await page.setViewport({width, height: 800});
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
  });

  it('of many checks and questions is no wider than it must be, and who a row is about stays in sight', async () => {
    const title = (n: number) => `The ${n}th thing that is checked, in several words`;
    const many = {
      checks: Array.from({length: 12}, (_, n) => ({id: `c${n}`, title: title(n)})),
      questions: Array.from({length: 20}, (_, n) => ({id: `q${n}`, ask: `What of ${n}, in a whole sentence?`})),
    };
    const students = [student(1, {name: 'Name', remarks: ['A remark of some length. '.repeat(9)]})];
    await page.setViewport({width: 1200, height: 800});
    await page.setContent(classPage(classOf(students), {locale: 'en', title: 'Lab', page: () => undefined, ...many}));
    const box = '#class th.question';
    expect(await page.$eval(box, (head) => head.getBoundingClientRect().width)).toBeLessThan(60);
    expect(await page.$eval('#class', (table) => table.scrollWidth)).toBeLessThan(2600);
    expect(await page.$eval('#class td.remarks', (cell) => cell.getBoundingClientRect().width)).toBeGreaterThan(350);
    const lefts = () =>
      page.$$eval('#class tbody :is(th, td)', (cells) =>
        cells.slice(0, 3).map((cell) => Math.round(cell.getBoundingClientRect().left)),
      );
    const before = await lefts();
    await page.$eval('.table', (region) => region.scrollBy(400, 0));
    const after = await lefts();
    expect(before[2]).toBe((after[2] ?? 0) + 400);
    expect(after.slice(0, 2)).toEqual(before.slice(0, 2));
  });

  it('everything can be done from the keyboard', async () => {
    const focused = () => page.evaluate('document.activeElement.outerHTML.slice(0, 90)');
    await page.keyboard.press('Tab');
    expect(await focused()).toContain('id="filter"');
    await page.keyboard.type('s7');
    await page.keyboard.press('Tab');
    expect(await focused()).toContain('id="only"');
    await page.keyboard.press('Tab');
    expect(await focused()).toContain('role="region"');
    await page.keyboard.press('Tab');
    expect(await focused()).toContain('<button');
    await page.keyboard.press('Enter');
    expect(await page.$eval('#class thead th', (head) => head.getAttribute('aria-sort'))).toBe('ascending');
    expect((await firstIds(2))[0]).toBe('s7');
    for (let tabs = 0; tabs < 6 + QUESTIONS.length; tabs++) await page.keyboard.press('Tab');
    expect(await focused()).toContain('href="students/s7/feedback.html"');
  });
});
