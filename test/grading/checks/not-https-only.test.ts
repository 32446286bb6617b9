import {expect, test} from 'vitest';
import {as, check, GET, HANDSHAKE, OK, quoted, verdictOf} from '../../support/checks.ts';
import {reportOf} from '../../support/report.ts';
import {clientHello} from '../../support/tls.ts';

const LINES = 'checks: [not-https-only]\n';
const TLS = `${HANDSHAKE}\nC>S PSH,ACK ${quoted(clientHello('lab.example'))}`
  .replaceAll('>S ', '>S:443 ')
  .replaceAll('S>C', 'S:443>C');
const HTTP = [HANDSHAKE, GET, OK].join('\n');

test('HTTP beside TLS passes', async () => {
  expect(verdictOf(LINES, {report: await reportOf([TLS, as('C1', HTTP)].join('\n'))})).toMatchObject({
    verdict: 'pass',
    frames: [5],
  });
});

test('TLS only fails', async () => {
  expect(verdictOf(LINES, {report: await reportOf(TLS)})).toMatchObject({
    verdict: 'fail',
    found: 'The only connection with the target is encrypted with TLS (frame 1): the HTTP messages cannot be read.',
    frames: [1],
  });
  const two = await reportOf([TLS, as('C1', TLS)].join('\n'));
  expect(verdictOf(`language: zh-CN\n${LINES}`, {report: two}).found).toBe(
    '与目标之间传数据的 2 条连接都用 TLS 加了密（第 1、5 帧），看不到 HTTP 报文。',
  );
});

test('without traffic to the target it is skipped', async () => {
  const report = await reportOf(HTTP.replace('lab.example', 'other.example'));
  const {verdicts} = check('checks: [target-traffic, not-https-only]\n', {report});
  expect(verdicts.map(({verdict}) => verdict)).toEqual(['fail', 'skipped']);
});
