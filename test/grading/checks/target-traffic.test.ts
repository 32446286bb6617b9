import {describe, expect, test} from 'vitest';
import {readAssignment} from '../../../src/assignment/read.ts';
import {answer, as, check, HANDSHAKE, query, quoted, reportWith, VISIT, verdictOf} from '../../support/checks.ts';
import {reportOf} from '../../support/report.ts';
import {clientHello} from '../../support/tls.ts';

const LINES = 'checks: [target-traffic]\n';
const withTarget = (target: string) => readAssignment(`target: ${target}\n${LINES}`, 'a.yaml');
const toHost = (host: string) => VISIT.replace('lab.example', host);
const ADDRESS = {id: 1, name: 'lab.example', type: 'A'} as const;

describe('traffic with the target', () => {
  test.each(['lab.example', 'LAB.example.', 'www.lab.example', 'lab.example:80'])(
    'by the Host line %s',
    async (host) => {
      expect(verdictOf(LINES, {report: await reportOf(toHost(host))})).toMatchObject({verdict: 'pass', frames: [1]});
    },
  );

  test('by what DNS answered', async () => {
    const frames = [query(ADDRESS), answer({...ADDRESS, answers: [{type: 'A', ttl: 1, data: '10.0.0.2'}]})];
    expect(verdictOf(LINES, {report: await reportWith(frames, HANDSHAKE)})).toMatchObject({
      verdict: 'pass',
      frames: [3],
    });
  });

  test('by the server name of TLS', async () => {
    const report = await reportOf(`${HANDSHAKE}\nC>S PSH,ACK ${quoted(clientHello('lab.example'))}`);
    expect(report.connections[0]?.serverName).toBe('lab.example');
    expect(verdictOf(LINES, {report}).verdict).toBe('pass');
  });

  test('through a proxy, by the URI that is asked for', async () => {
    const report = await reportOf(toHost('proxy.example').replace('GET /', 'GET http://lab.example/'));
    expect(verdictOf(LINES, {report}).verdict).toBe('pass');
  });

  test.each(['10.0.0.2', '{address: 10.0.0.2, port: 80}', '{port: 80}', 'http://10.0.0.2:80/'])(
    'by the address or port, as in %s',
    async (target) => {
      const {verdicts} = check(withTarget(target), {report: await reportOf(HANDSHAKE)});
      expect(verdicts[0]?.verdict).toBe('pass');
    },
  );

  test('of any site where the assignment has no target', async () => {
    const {verdicts} = check(readAssignment(LINES, 'a.yaml'), {report: await reportOf(toHost('other.example'))});
    expect(verdicts[0]?.verdict).toBe('pass');
  });
});

describe('traffic with others', () => {
  test.each(['other.example', 'notlab.example', 'lab.example.other'])('by the Host line %s', async (host) => {
    expect(verdictOf(LINES, {report: await reportOf(toHost(host))})).toMatchObject({
      verdict: 'fail',
      expected: 'A TCP connection with lab.example.',
      found: `The capture holds TCP connections with others only: ${host}.`,
      frames: [1],
    });
  });

  test('a server that is known by its address is told once, with its port', async () => {
    const visits = [HANDSHAKE, as('C1', toHost('10.0.0.2')), as('C2', toHost('10.0.0.2:80'))];
    expect(verdictOf(LINES, {report: await reportOf(visits.join('\n'))}).found).toBe(
      'The capture holds TCP connections with others only: 10.0.0.2:80.',
    );
  });

  test('a Host line outranks the address', async () => {
    const frames = [query(ADDRESS), answer({...ADDRESS, answers: [{type: 'A', ttl: 1, data: '10.0.0.2'}]})];
    expect(verdictOf(LINES, {report: await reportWith(frames, toHost('other.example'))}).verdict).toBe('fail');
  });

  test('at another port', async () => {
    const {verdicts} = check(withTarget('http://lab.example:8080/'), {report: await reportOf(VISIT)});
    expect(verdicts[0]?.found).toBe('With this host there are only connections to port 80 (frame 1).');
  });

  test('no TCP at all', async () => {
    expect(verdictOf(LINES, {report: await reportWith([query(ADDRESS)])}).found).toBe(
      'The capture holds no TCP connection.',
    );
  });

  test('without a capture it is skipped where that is asked for, else the reason is told', () => {
    const {verdicts} = check('checks: [readable-capture, target-traffic]\n', {});
    expect(verdicts[1]).toMatchObject({verdict: 'skipped', points: 0, maxPoints: 1});
    expect(verdictOf(LINES, {})).toMatchObject({
      check: 'target-traffic',
      verdict: 'fail',
      found: 'None of the files handed in is a packet capture.',
    });
  });

  test('in Chinese', async () => {
    const verdict = verdictOf(`language: zh-CN\n${LINES}`, {report: await reportOf(toHost('other.example'))});
    expect(verdict).toMatchObject({
      expected: '与 lab.example 之间的 TCP 连接。',
      found: '抓包文件中只有与其他主机的 TCP 连接：other.example。',
      hint: '请先开始抓包，再打开网页（目标是 lab.example），等网页显示出来再停止；捕获过滤器不能把它滤掉。',
    });
  });
});
