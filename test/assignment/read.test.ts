import {describe, expect, test} from 'vitest';
import {readAssignment} from '../../src/assignment/read.ts';
import {EXIT, LabError} from '../../src/model/errors.ts';

const CHECKS = 'checks: [ping]\n';
const read = (text: string, file = 'labs/lab1.yaml') => readAssignment(text, file);

/** What is wrong with a text, a line each, without the file's name. */
function mistakes(text: string): string[] {
  try {
    read(text, 'a.yaml');
  } catch (error) {
    if (!(error instanceof LabError)) throw error;
    expect([error.code, error.exitCode]).toEqual(['assignment', EXIT.usage]);
    expect(error.message).toContain(error.details.join('\n'));
    return error.details.map((detail) => detail.replace(/^a\.yaml:/, ''));
  }
  throw new Error('nothing is wrong');
}

test('a short assignment has defaults', () => {
  const {duplicates, ...assignment} = read(CHECKS);
  expect(duplicates.then).toBe('flag');
  expect(assignment).toEqual({
    id: 'lab1',
    title: 'lab1',
    language: 'en',
    checks: [{check: 'ping', points: 1, options: {}}],
    handedOut: [],
    tolerance: {time: 0.05, number: 0},
    questions: [],
    partialCredit: 0,
    unanswerable: 'excuse',
    folder: 'labs',
  });
});

test('everything that can be said is read', () => {
  const assignment = read(`
title: 实验一：HTTP 与 TCP
language: zh
target: {host: Lab.Example, address: "2001:DB8:0::1", port: 8080}
window: {from: 2024-09-18, to: 2024-09-20 12:30, timezone: asia/shanghai}
file-name: "http-{id}.pcapng"
checks:
  - ping
  - nothing-cut:
  - http-exchange: {points: 3, status: 200, method: get, path: /lab/*}
  - handshake-complete: {kind: refused}
  - release-captured: 4.5
late: {after: 2024-09-21, points-per-day: 0.5}
duplicates: zero
handed-out: example.pcapng
tolerance: {time: 10%, number: 0.01}
questions: [syn-sequence, {syn-ack-numbers: 2}]
`);
  expect(assignment.duplicates.then).toBe('zero');
  expect(assignment).toMatchObject({
    id: '实验一-http-与-tcp',
    language: 'zh-CN',
    target: {host: 'lab.example', address: '2001:db8::1', port: 8080},
    timeZone: 'Asia/Shanghai',
    window: {fromNs: ns('2024-09-17T16:00:00Z'), toNs: ns('2024-09-20T04:30:00Z')},
    fileName: {example: 'http-20240001.pcapng'},
    checks: [
      {check: 'ping', points: 1, options: {}},
      {check: 'nothing-cut', points: 1, options: {}},
      {check: 'http-exchange', points: 3, options: {status: [200], method: 'GET', path: '/lab/*'}},
      {check: 'handshake-complete', points: 2, options: {handshake: ['refused']}},
      {check: 'release-captured', points: 4.5, options: {}},
    ],
    late: {afterNs: ns('2024-09-21T16:00:00Z'), pointsPerDay: 0.5},
    handedOut: ['example.pcapng'],
    tolerance: {time: 0.1, number: 0.01},
    questions: [
      {question: 'syn-sequence', points: 1},
      {question: 'syn-ack-numbers', points: 2},
    ],
  });
});

test.each([
  ['http://lab.example/', {host: 'lab.example'}],
  ['https://lab.example', {host: 'lab.example'}],
  ['http://lab.example:80/', {host: 'lab.example', port: 80}],
  ['lab.example', {host: 'lab.example'}],
  ['lab.example:8080', {host: 'lab.example', port: 8080}],
  ['192.0.2.1', {address: '192.0.2.1'}],
  ['http://192.0.2.1:8080/', {address: '192.0.2.1', port: 8080}],
  ['"2001:db8::1"', {address: '2001:db8::1'}],
  ['"http://[2001:db8::1]:81/"', {address: '2001:db8::1', port: 81}],
  ['{host: 192.0.2.1}', {address: '192.0.2.1'}],
  ['http://实验.example/', {host: new URL('http://实验.example/').hostname}],
])('the target %s', (target, expected) => {
  expect(read(`target: ${target}\n${CHECKS}`).target).toEqual(expected);
});

test.each([
  ['2024-09-18', '2024-09-18T00:00:00Z'],
  ['2024-9-8 8:05', '2024-09-08T08:05:00Z'],
  ['2024-09-18T08:00:30+08:00', '2024-09-18T00:00:30Z'],
  ['2024-02-29 23:59', '2024-02-29T23:59:00Z'],
])('the time %s', (time, expected) => {
  expect(read(`timezone: UTC\nwindow: {from: "${time}"}\n${CHECKS}`).window).toEqual({fromNs: ns(expected)});
});

test('checks may be a block', () => {
  const {checks} = read('checks:\n  ping: 2\n  nothing-cut:\n  http-exchange: {method: POST}\n');
  expect(checks.map(({check, points}) => [check, points])).toEqual([
    ['ping', 2],
    ['nothing-cut', 1],
    ['http-exchange', 2],
  ]);
});

describe('a mistake has its place, and what was meant', () => {
  test.each([
    ['', "1:1 The file is empty: 'labshark init' writes one to start from."],
    ['- ping', '1:1 Here stands a list instead of a block of `name: value` lines.'],
    [`titel: x\n${CHECKS}`, "1:1 There is no 'titel' here: did you mean 'title'?"],
    [`id: a b\n${CHECKS}`, "1:5 The id names a folder: letters, digits and single hyphens, at most 60, e.g. 'a-b'."],
    [`language: fr\n${CHECKS}`, "1:11 'fr' cannot stand here: it is one of en, zh-CN."],
    ['checks:\n  - pin', "2:5 There is no check 'pin': did you mean 'ping'?"],
    ['checks:\n  - {http-exhange: 2}', "2:6 There is no check 'http-exhange': did you mean 'http-exchange'?"],
    ['checks:\n  ping: {status: 200}', "2:10 There is no 'status' here: there is points."],
    ['checks: [ping, ping]', "1:16 'ping' is named twice."],
    ['checks:\n  - http-exchange: {method: GTE}', "2:29 'GTE' cannot stand here: did you mean 'GET'?"],
    ['checks:\n  - http-exchange: {path: lab}', '2:27 A path begins with /, e.g. /lab/ or /lab/*.'],
    ['checks:\n  - http-exchange: {status: 20}', '2:29 The least that can stand here is 100.'],
    [
      'checks:\n  - release-captured: {kind: [four-pack]}',
      "2:31 'four-pack' cannot stand here: did you mean 'four-packet'?",
    ],
    ['checks: [{ping: -1}]', '1:17 The least that can stand here is 0.'],
    ['checks: []', '1:1 The assignment asks for nothing: name checks, or questions.'],
    [
      'checks: [ping, file-name]',
      '1:16 The check \'file-name\' needs to know the name: add a line such as file-name: "http-{id}.pcapng".',
    ],
    [
      'checks: {time-window: 1}',
      "1:10 The check 'time-window' needs to know the times: add window: with from: and to:.",
    ],
    [`window: {from: 2024-02-30}\n${CHECKS}`, '1:16 There is no day 2024-02-30.'],
    [
      `window: {from: 2024-02-20 24:00}\n${CHECKS}`,
      "1:16 '2024-02-20 24:00' has no time of the day: write 00:00 to 23:59.",
    ],
    [
      `window: {from: 2024-02-20}\n${CHECKS}`,
      '1:16 The time needs a time zone: add a line such as `timezone: Asia/Shanghai` to the file.',
    ],
    [`window: {from: 2024-02-20, to: 2024-02-19, timezone: UTC}\n${CHECKS}`, '1:32 The window ends before it begins.'],
    [`timezone: Asia/Beijing\n${CHECKS}`, "1:11 There is no time zone 'Asia/Beijing': did you mean 'Asia/Shanghai'?"],
    [`late: {points-per-day: 1}\n${CHECKS}`, "1:7 'after' is missing here."],
    [`target: ftp://lab.example/\n${CHECKS}`, "1:9 A target is visited with http:// or https://, not with 'ftp://'."],
    [`target: {}\n${CHECKS}`, '1:9 The target is empty: name its host, its address or its port.'],
    [
      `target: {host: 300.1.1.1}\n${CHECKS}`,
      "1:16 '300.1.1.1' is no host name: write it as in http://HOST/, e.g. www.site.example.",
    ],
    [`target: {port: 70000}\n${CHECKS}`, '1:16 The most that can stand here is 65535.'],
    [`file-name: "http-{ID}.pcapng"\n${CHECKS}`, '1:12 Nothing is known of {ID}: did you mean {id}?'],
    [
      `file-name: {pattern: "("}\n${CHECKS}`,
      '1:22 The pattern is no regular expression (Unterminated group): a template such as "http-{id}.pcapng" is simpler.',
    ],
    [`file-name: {pattern: "^a$", example: b}\n${CHECKS}`, "1:22 The example 'b' does not match the pattern."],
    [`tolerance: {time: 5 %%}\n${CHECKS}`, "1:19 '5 %%' is no share: write 5% or 0.05."],
    [`tolerance: {time: 5}\n${CHECKS}`, '1:19 5 is no share: write 5% or 0.05.'],
    [`tolerance: {time: -1}\n${CHECKS}`, '1:19 -1 is no share: write 5% or 0.05.'],
  ])('%j', (text, mistake) => {
    expect(mistakes(text)).toEqual([mistake]);
  });

  test('a target has no path, and is told where to ask for it', () => {
    expect(mistakes(`target: http://lab.example/a?b\n${CHECKS}`)[0]).toContain('http-exchange: {path: /a?b}');
  });

  test('syntax has its place too', () => {
    expect(mistakes('title: x\ntitle: y\n')).toEqual([
      "2:1 The name in the line 'title: y' stands here twice: keep one of them.",
    ]);
    expect(mistakes('a: [')[0]).toMatch(/^1:5 /);
  });

  test.each([
    [
      `title: Lab 1: a web visit\n${CHECKS}`,
      `1:8 In the line 'title: Lab 1: a web visit' a colon stands within the text: put the text in quotes, as in title: "Lab 1: a web visit".`,
    ],
    [
      `title: x\nlanguage：en\n${CHECKS}`,
      "2:9 In the line 'language：en' write the colon as ':' with a space after it.",
    ],
    ['language：en\n', "1:9 In the line 'language：en' write the colon as ':' with a space after it."],
    [
      'checks:\n  - handshake-complete：2\n',
      "2:23 In the line '- handshake-complete：2' write the colon as ':' with a space after it.",
    ],
    ['checks:\n\t- ping\n', "2:1 The line '- ping' begins with a tab: use spaces, not tabs."],
    [
      `title: @x\n${CHECKS}`,
      "1:8 In the line 'title: @x' the text begins with a sign of its own meaning: put the text in quotes.",
    ],
    [
      `title: "x\n${CHECKS}`,
      "2:15 In the line 'checks: [ping]', or before it, a quote or bracket is opened and not closed.",
    ],
    ['\n\r\r\n\0\0\0\x1c:: [', '1:1 This is no text file in UTF-8. Name the assignment, or save it as UTF-8.'],
  ])('%j is told in plain words, and once', (text, mistake) => {
    expect(mistakes(text)).toEqual([mistake]);
  });

  test('all mistakes are listed, in the order of the file', () => {
    const places = mistakes(
      'title: [1]\nwidnow: 3\nchecks:\n  - pin\n  - http-exchange: {statsu: 3, method: GTE}\nlanguage: fr\n',
    );
    expect(places.map((one) => one.split(' ')[0])).toEqual(['1:8', '2:1', '4:5', '5:21', '5:40', '6:11']);
  });

  test('aliases that multiply are refused', () => {
    const lines = ['a: &a [x, x, x, x, x, x, x, x, x, x]'];
    for (const [from, to] of ['ab', 'bc', 'cd', 'de'].map((pair) => [...pair])) {
      lines.push(`${to}: &${to} [${Array.from({length: 10}, () => `*${from}`).join(', ')}]`);
    }
    expect(mistakes(lines.join('\n')).length).toBeGreaterThan(0);
  });
});

function ns(time: string): bigint {
  return BigInt(Date.parse(time)) * 1_000_000n;
}
