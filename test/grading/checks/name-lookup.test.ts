import {expect, test} from 'vitest';
import {answer, check, query, reportWith, VISIT, verdictOf} from '../../support/checks.ts';

const LINES = 'checks: [name-lookup]\n';
const lab = {id: 1, name: 'www.lab.example', type: 'A'} as const;
const other = {id: 2, name: 'other.example', type: 'A'} as const;
const at = (data: string) => [{type: 'A' as const, ttl: 60, data}];

test('a query with an address passes', async () => {
  const report = await reportWith([query(other), query(lab), answer({...lab, answers: at('10.0.0.2')})]);
  expect(verdictOf(LINES, {report})).toMatchObject({verdict: 'pass', frames: [2, 3]});
});

test.each([
  ['no query', [], /^The capture holds no DNS query\.$/, /flushdns/],
  [
    'queries for others',
    [query(other), answer({...other, answers: at('10.0.0.9')})],
    /other names only: other\.example\.$/,
    /flushdns/,
  ],
  ['no answer', [query(lab)], /^The query for www\.lab\.example \(frame 1\) has no answer/, /Start recording earlier/],
  ['no such name', [query(lab), answer({...lab, rcode: 3})], /\(NXDOMAIN, frames 1, 2\)/, /spelled/],
])('%s fails', async (_what, frames, found, hint) => {
  const verdict = verdictOf(LINES, {report: await reportWith(frames, VISIT)});
  expect(verdict).toMatchObject({
    verdict: 'fail',
    expected: 'A DNS query for lab.example, and an answer with its address.',
  });
  expect(verdict.found).toMatch(found);
  expect(verdict.hint).toMatch(hint);
});

test('in Chinese', async () => {
  const report = await reportWith([query(lab)]);
  expect(verdictOf(`language: zh-CN\n${LINES}`, {report}).found).toBe(
    '对 www.lab.example 的查询（第 1 帧）没有抓到应答。',
  );
});

test('without a capture it is skipped', () => {
  expect(check('checks: [readable-capture, name-lookup]\n', {}).verdicts[1]?.verdict).toBe('skipped');
});
