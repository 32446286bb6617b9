import {describe, expect, test} from 'vitest';
import {readAssignment} from '../../../src/assignment/read.ts';
import {check, GET, HANDSHAKE, NOT_MODIFIED, OK, quoted, verdictOf} from '../../support/checks.ts';
import {reportOf} from '../../support/report.ts';
import {clientHello} from '../../support/tls.ts';

const lines = (options = '') => `checks: [{http-exchange: {${options}}}]\n`;
const drawn = (...parts: string[]) => reportOf([HANDSHAKE, ...parts].join('\n'));

describe('passes', () => {
  test.each(['', 'method: GET', 'path: /', 'path: /*', 'status: [200, 304]', 'method: get, path: /, status: 200'])(
    'with {%s}',
    async (options) => {
      expect(verdictOf(lines(options), {report: await drawn(GET, OK)})).toMatchObject({
        verdict: 'pass',
        points: 2,
        frames: [4, 5],
      });
    },
  );

  test('when one of several is the one that is asked for', async () => {
    const report = await drawn(GET, OK, GET.replace('GET /', 'GET /lab/a?b=1'), OK);
    expect(verdictOf(lines('path: /lab/*'), {report}).frames).toEqual([6, 7]);
    expect(verdictOf(lines('path: "/lab/a?b=1"'), {report}).frames).toEqual([6, 7]);
  });
});

describe('fails, and says why', () => {
  test.each(['method: POST', 'path: /lab', 'status: 404'])('with {%s}', async (options) => {
    expect(verdictOf(lines(options), {report: await drawn(GET, OK)})).toMatchObject({
      verdict: 'fail',
      found: 'The complete exchanges are others: GET / → 200 (frame 5).',
      frames: [4, 5],
    });
  });

  test('no response', async () => {
    const verdict = verdictOf(lines(), {report: await drawn(GET)});
    expect(verdict).toMatchObject({
      verdict: 'fail',
      found: 'The request GET / (frame 4) has no response in the capture.',
    });
  });

  test('half a response', async () => {
    const half = OK.replace('Length: 2', 'Length: 20');
    expect(verdictOf(lines(), {report: await drawn(GET, half)}).found).toMatch(
      /^The exchange GET \/ .* is not complete/,
    );
  });

  test('no request', async () => {
    const assignment = readAssignment(`target: 10.0.0.2\n${lines()}`, 'a.yaml');
    const {verdicts} = check(assignment, {report: await drawn(OK)});
    expect(verdicts[0]?.found).toBe('The response in frame 4 has no request in the capture.');
  });

  test('no HTTP', async () => {
    const assignment = readAssignment(`target: 10.0.0.2\n${lines()}`, 'a.yaml');
    const {verdicts} = check(assignment, {report: await drawn()});
    expect(verdicts[0]?.found).toBe('No connection with the target carries an HTTP request.');
  });

  test('only what the browser had in its cache', async () => {
    const verdict = verdictOf(lines('status: 200'), {report: await drawn(GET, NOT_MODIFIED)});
    expect(verdict.hint).toMatch(/Clear the cache/);
    expect(verdictOf(lines(), {report: await drawn(GET, NOT_MODIFIED)}).verdict).toBe('pass');
  });

  test('in Chinese, with what is asked for', async () => {
    const asked = lines('method: GET, path: /lab, status: [200, 304]');
    expect(verdictOf(`language: zh-CN\n${asked}`, {report: await drawn(GET, OK)})).toMatchObject({
      expected: '发往目标的一个完整的 HTTP 请求（GET /lab）和对应的完整响应，状态码是 200 或 304。',
      found: '完整的请求和响应是另外的：GET / → 200（第 5 帧）。',
    });
  });
});

test('where all is encrypted it is skipped', async () => {
  const report = await drawn(`C>S PSH,ACK ${quoted(clientHello('lab.example'))}`);
  const {verdicts} = check('checks: [not-https-only, http-exchange]\n', {report});
  expect(verdicts.map(({verdict}) => verdict)).toEqual(['fail', 'skipped']);
  expect(verdicts[1]?.hint).toContain('(not-https-only)');
});

test('a request that opens a way through a proxy is no visit', async () => {
  const connect = GET.replace('GET /', 'CONNECT lab.example:80');
  const report = await drawn(connect, 'S>C PSH,ACK "HTTP/1.1 200 OK\\r\\n\\r\\n"');
  expect(verdictOf(lines(), {report}).verdict).toBe('fail');
});
