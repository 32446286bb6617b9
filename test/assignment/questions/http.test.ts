import {describe, expect, test} from 'vitest';
import {questionOf} from '../../../src/assignment/questions/index.ts';
import {plainLocale} from '../../../src/locales/index.ts';
import {reportOf} from '../../support/report.ts';

const {cannotAnswer, questions} = plainLocale('en');

const answer = async (id: string, drawing: string) =>
  questionOf(id)?.answer(await reportOf(drawing), plainLocale('en'));

const opened = (client = 'C') => `
  ${client}>S SYN seq=100
  S>${client} SYN,ACK seq=500 ack=101
  ${client}>S ACK seq=101 ack=501
`;
const message = (...lines: string[]) => JSON.stringify(`${lines.join('\r\n')}\r\n\r\n`);
/** Opening in frames 1 to 3, request in 4, its ACK in 5, response in 6. */
const visit = (request: string, response: string) => `${opened()}
  C>S PSH,ACK ${request}
  S>C ACK
  S>C PSH,ACK ${response}
`;
const body = (head: string, content: string) => JSON.stringify(JSON.parse(head) + content);

const GET = message(
  'GET /lab?n=1 HTTP/1.1',
  'Host: lab.example:8080',
  'User-Agent: curl/8.5.0',
  'Accept-Language: zh-CN,zh;q=0.9, en;q=0.5, de;q=0',
  'Accept-Encoding: gzip, br;q=0.8',
);
const OK = body(
  message(
    'HTTP/1.1 200 OK',
    'Server: nginx/1.18.0 (Ubuntu)',
    'Content-Type: text/html; charset=utf-8',
    'Last-Modified: Mon, 05 Jan 2026 08:00:00 GMT',
    'ETag: W/"5f-1"',
    'Content-Length: 5',
  ),
  'hello',
);
const VISIT = visit(GET, OK);
const TLS_FREE_DATA = `${opened()}\nC>S PSH,ACK len=10`;

describe('the request', () => {
  test.each([
    ['request-method', {value: 'GET'}, []],
    ['request-target', {value: '/lab?n=1'}, [{value: 'http://lab.example:8080/lab?n=1'}]],
    ['request-version', {value: 'HTTP/1.1'}, [{value: '1.1'}]],
    ['request-host', {value: 'lab.example:8080'}, []],
    ['user-agent', {value: 'curl/8.5.0'}, []],
    ['accept-languages', {values: ['zh-CN', 'zh', 'en']}, [{value: 'zh-CN,zh;q=0.9, en;q=0.5, de;q=0'}]],
    ['accept-encodings', {values: ['gzip', 'br']}, [{value: 'gzip, br;q=0.8'}]],
    ['conditional-get', {value: 'no'}, []],
  ])('%s', async (id, value, also) => {
    const found = await answer(id, VISIT);
    expect(found).toMatchObject({value, frames: [4]});
    expect(found && 'also' in found ? found.also : []).toMatchObject(also);
    expect(await answer(id, TLS_FREE_DATA)).toEqual({because: cannotAnswer.noHttp});
    expect(await answer(id, visit(GET, OK).replace(`C>S PSH,ACK ${GET}`, 'C>S ACK'))).toEqual({
      because: cannotAnswer.noRequest,
    });
  });
  test('what is mistaken for the target, a language or the codings', async () => {
    expect(await answer('request-target', VISIT)).toMatchObject({
      mistakes: [{value: {value: '/lab'}}, {value: {value: 'lab.example:8080'}}],
    });
    expect(await answer('accept-languages', VISIT)).toMatchObject({mistakes: [{value: {values: ['zh-CN']}}]});
    const gzipped = OK.replace('Content-Length', 'Content-Encoding: gzip\\r\\nContent-Length');
    expect(await answer('accept-encodings', visit(GET, gzipped))).toMatchObject({
      mistakes: [{value: {values: ['gzip']}}],
    });
  });
  test('its frame is neither its ACK nor the one of the handshake', async () => {
    expect(await answer('request-frame', VISIT)).toMatchObject({
      value: {frames: [4]},
      also: [],
      frames: [4],
      mistakes: [{value: {frames: [5]}}, {value: {frames: [3]}}],
    });
  });
  test('in two segments it is where the second one stands', async () => {
    const cut = `${opened()}
      C>S ACK ${JSON.stringify('GET / HTTP/1.1\r\nHos')}
      C>S PSH,ACK ${JSON.stringify('t: a\r\n\r\n')}
      S>C PSH,ACK ${OK}
    `;
    expect(await answer('request-frame', cut)).toMatchObject({
      value: {frames: [5]},
      also: [{frames: [4, 5]}, {frames: [4]}],
      frames: [4, 5],
      mistakes: [{value: {frames: [3]}}, {value: {frames: [6]}}],
    });
  });
  test('a condition', async () => {
    const conditional = visit(message('GET / HTTP/1.1', 'Host: a', 'If-None-Match: "1"'), OK);
    expect(await answer('conditional-get', conditional)).toMatchObject({
      value: {value: 'yes'},
      mistakes: [{value: {value: 'no'}}],
    });
  });
  test.each(['request-host', 'user-agent', 'accept-languages', 'accept-encodings'] as const)(
    '%s cannot be told where the header field is absent',
    async (id) => {
      const bare = visit(message('GET / HTTP/1.0'), OK);
      expect(await answer(id, bare)).toEqual({because: questions[id].missing});
    },
  );
});

describe('the response', () => {
  test.each([
    ['response-version', {value: 'HTTP/1.1'}, [{value: '1.1'}]],
    ['status-code', {kind: 'number', value: 200}, []],
    ['reason-phrase', {value: 'OK'}, [{value: '200 OK'}]],
    ['status-class', {value: 'success'}, []],
    ['status-meaning', {model: '200 OK: the request succeeded; the body is what was asked for.'}, []],
    ['server-software', {value: 'nginx/1.18.0 (Ubuntu)'}, [{value: 'nginx/1.18.0'}, {value: 'nginx'}]],
    ['content-type', {value: 'text/html; charset=utf-8'}, [{value: 'text/html'}]],
    ['last-modified', {value: 'Mon, 05 Jan 2026 08:00:00 GMT'}, []],
    ['etag', {value: 'W/"5f-1"'}, [{value: '"5f-1"'}, {value: '5f-1'}]],
    ['body-framing', {value: 'content-length'}, []],
  ])('%s', async (id, value, also) => {
    const found = await answer(id, VISIT);
    expect(found).toMatchObject({value, frames: [6]});
    expect(found && 'also' in found ? found.also : []).toMatchObject(also);
    expect(await answer(id, `${opened()}\nC>S PSH,ACK ${GET}`)).toEqual({because: cannotAnswer.noResponse});
  });
  test('its frame is not the ACK of the request', async () => {
    expect(await answer('response-frame', VISIT)).toMatchObject({
      value: {frames: [6]},
      // Frame 6 is the last one: there is no frame 7 to confuse it with.
      mistakes: [{value: {frames: [5]}, says: expect.stringContaining('bare ACK')}],
    });
    expect(await answer('response-frame', `${VISIT}\nC>S ACK`)).toMatchObject({mistakes: [{}, {value: {frames: [7]}}]});
  });
  test('an absent header field', async () => {
    const bare = visit(GET, message('HTTP/1.1 204 No Content'));
    for (const id of ['server-software', 'content-type', 'content-encoding', 'last-modified', 'etag'] as const) {
      expect(await answer(id, bare)).toEqual({because: questions[id].missing});
    }
    expect(await answer('content-encoding', visit(GET, OK.replace('Server: ', 'Content-Encoding: ')))).toMatchObject({
      value: {value: 'nginx/1.18.0 (Ubuntu)'},
    });
  });
  test('a status of no class, without phrase and without meaning', async () => {
    const odd = visit(GET, message('HTTP/1.1 799 ', 'Content-Length: 0'));
    expect(await answer('status-class', odd)).toEqual({because: questions['status-class'].missing});
    expect(await answer('reason-phrase', odd)).toEqual({because: questions['reason-phrase'].missing});
    expect(await answer('status-meaning', odd)).toEqual({because: questions['status-meaning'].missing});
  });
  test.each([
    [304, 'redirection', ['client-error']],
    [404, 'client-error', ['server-error']],
    [503, 'server-error', ['client-error']],
  ])('the class of %i', async (status, is, wrong) => {
    const found = await answer('status-class', visit(GET, message(`HTTP/1.1 ${status} x`, 'Content-Length: 0')));
    expect(found).toMatchObject({value: {value: is}, mistakes: wrong.map((value) => ({value: {value}}))});
  });
  test('bytes of the body are neither those of TCP nor bits', async () => {
    const head = (JSON.parse(OK) as string).length - 5;
    expect(await answer('body-bytes', VISIT)).toMatchObject({
      value: {value: 5, unit: 'bytes'},
      frames: [6],
      mistakes: [{value: {value: head + 5}}, {value: {value: 40}}],
    });
  });
  test('bytes of chunks, without their sizes', async () => {
    const chunked = body(
      message('HTTP/1.1 200 OK', 'Transfer-Encoding: chunked'),
      '3\r\nabc\r\n4\r\ndefg\r\n0\r\n\r\n',
    );
    expect(await answer('body-bytes', visit(GET, chunked))).toMatchObject({value: {value: 7}, frames: [6]});
    expect(await answer('body-framing', visit(GET, chunked))).toMatchObject({
      value: {value: 'chunked'},
      mistakes: [{value: {value: 'content-length'}}],
    });
  });
  test('a 304 has no body, whatever its Content-Length', async () => {
    const unmodified = visit(GET, message('HTTP/1.1 304 Not Modified', 'Content-Length: 900'));
    const found = await answer('body-bytes', unmodified);
    expect(found).toMatchObject({value: {value: 0}});
    expect(found).toMatchObject({
      mistakes: expect.arrayContaining([expect.objectContaining({value: expect.objectContaining({value: 900})})]),
    });
    expect(await answer('body-framing', unmodified)).toMatchObject({value: {value: 'no-body'}});
  });
  test('a body that the end of the connection ends', async () => {
    const closed = `${visit(GET, body(message('HTTP/1.0 200 OK'), 'until the end'))}
      S>C FIN,ACK
      C>S ACK
    `;
    expect(await answer('body-framing', closed)).toMatchObject({value: {value: 'connection-close'}});
    expect(await answer('body-bytes', closed)).toMatchObject({value: {value: 13}});
  });
  test('a body that breaks off', async () => {
    const cut = visit(GET, body(message('HTTP/1.1 200 OK', 'Content-Length: 50'), 'hello'));
    expect(await answer('body-bytes', cut)).toEqual({because: cannotAnswer.noResponse});
    expect(await answer('response-frame', cut)).toEqual({because: cannotAnswer.noResponse});
    expect(await answer('status-code', cut)).toMatchObject({value: {value: 200}});
  });
  test('a body with a gap: its header is proved by the frame in which it stands', async () => {
    const gap = `${visit(GET, message('HTTP/1.1 200 OK', 'Content-Length: 30', 'Server: a'))}
      lost S>C ACK len=10
      S>C ACK len=10
      S>C FIN,ACK len=10
    `;
    for (const id of ['status-code', 'server-software', 'body-framing']) {
      expect(await answer(id, gap)).toMatchObject({frames: [6]});
    }
    expect(await answer('persistent-connection', gap)).toMatchObject({frames: [4, 6]});
  });
});

const get = (target: string, ...fields: string[]) => message(`GET ${target} HTTP/1.1`, 'Host: a', ...fields);
const EMPTY = message('HTTP/1.1 200 OK', 'Content-Length: 0');
/** Requests in frames 4 and 6 on one connection, 11 on another. */
const SERIAL = `${opened()}
  C>S PSH,ACK ${get('/')}
  S>C PSH,ACK ${EMPTY}
  C>S PSH,ACK ${get('/a.css')}
  S>C PSH,ACK ${EMPTY}
  ${opened('C1')}
  C1>S PSH,ACK ${get('/')}
  S>C1 PSH,ACK ${EMPTY}
`;
/** Requests in frames 7 and 8, responses in 9 and 10. */
const PARALLEL = `${opened()} ${opened('C1')}
  C>S PSH,ACK ${get('/')}
  C1>S PSH,ACK ${get('/b.png')}
  S>C PSH,ACK ${EMPTY}
  S>C1 PSH,ACK ${EMPTY}
`;

describe('several requests', () => {
  test('on the connection', async () => {
    expect(await answer('requests-on-connection', SERIAL)).toMatchObject({
      value: {value: 2},
      frames: [4, 6],
      mistakes: [{value: {value: 3}}],
    });
  });
  test('the last response', async () => {
    expect(await answer('last-response-frame', SERIAL)).toMatchObject({
      value: {frames: [7]},
      frames: [6, 7],
      mistakes: [{value: {frames: [5]}}, {value: {frames: [6]}}, {value: {frames: [8]}}],
    });
    expect(await answer('last-response-frame', VISIT)).toEqual({because: questions['last-response-frame'].missing});
    const unanswered = `${VISIT}\nC>S PSH,ACK ${get('/b')}`;
    expect(await answer('last-response-frame', unanswered)).toEqual({because: cannotAnswer.noResponse});
  });
  test('in the capture', async () => {
    expect(await answer('requests-in-capture', SERIAL)).toMatchObject({
      value: {value: 3},
      frames: [4, 6, 11],
      mistakes: [{value: {value: 2}, says: expect.stringContaining('one connection')}],
    });
    expect(await answer('request-frames', SERIAL)).toMatchObject({
      value: {frames: [4, 6, 11]},
      mistakes: [{value: {frames: [5, 7, 12]}}, {value: {frames: [4, 6, 11, 5, 7, 12]}}],
    });
    expect(await answer('request-targets', PARALLEL)).toMatchObject({
      value: {values: ['/', '/b.png']},
      frames: [7, 8],
      mistakes: [{value: {values: ['/']}}],
    });
    const serial = await answer('request-targets', SERIAL);
    expect(serial).toMatchObject({value: {values: ['/', '/a.css']}});
    expect(serial).not.toHaveProperty('mistakes');
    expect(await answer('http-connections', SERIAL)).toMatchObject({
      value: {value: 2},
      frames: [4, 11],
      mistakes: [{value: {value: 3}}],
    });
  });
  test.each(['requests-in-capture', 'request-frames', 'request-targets', 'http-connections'])(
    '%s cannot be told without requests, or where one breaks off',
    async (id) => {
      expect(await answer(id, TLS_FREE_DATA)).toEqual({because: cannotAnswer.noRequest});
      const cut = `${VISIT}\nC>S PSH,ACK ${JSON.stringify('GET /b HTTP/1.1\r\nHost')}`;
      expect(await answer(id, cut)).toEqual({because: cannotAnswer.requestCut});
    },
  );
  test('one after the other, or in parallel', async () => {
    expect(await answer('serial-or-parallel', SERIAL)).toMatchObject({
      value: {value: 'serial'},
      frames: [4, 5, 6, 7, 11, 12],
      mistakes: [{value: {value: 'parallel'}}],
    });
    expect(await answer('serial-or-parallel', PARALLEL)).toMatchObject({
      value: {value: 'parallel'},
      frames: [7, 8, 9],
      mistakes: [{value: {value: 'serial'}}],
    });
    const say = questions['serial-or-parallel'];
    expect(await answer('serial-or-parallel', VISIT)).toEqual({because: say.missing});
    expect(await answer('serial-or-parallel', `${VISIT}\nC>S PSH,ACK ${get('/b')}`)).toEqual({because: say.unanswered});
  });
});

describe('persistent-connection', () => {
  const answered = (version: string, ...fields: string[]) =>
    message(`HTTP/${version} 200 OK`, 'Content-Length: 0', ...fields);
  const asked = (version: string, ...fields: string[]) => message(`GET / HTTP/${version}`, 'Host: a', ...fields);
  test.each([
    ['yes', asked('1.1'), answered('1.1')],
    ['no', asked('1.1', 'Connection: close'), answered('1.1')],
    ['no', asked('1.1', 'Connection: keep-alive'), answered('1.1', 'Connection: TE, Close')],
    ['no', asked('1.1'), answered('1.0')],
    ['yes', asked('1.1'), answered('1.0', 'Connection: Keep-Alive')],
    ['yes', asked('1.0', 'Connection: keep-alive'), answered('1.1', 'Connection: keep-alive')],
    ['no', asked('1.0', 'Connection: keep-alive'), answered('1.1')],
    ['no', asked('1.0'), answered('1.0', 'Connection: keep-alive')],
  ])('%s: %s %s', async (is, request, response) => {
    expect(await answer('persistent-connection', visit(request, response))).toMatchObject({
      value: {value: is},
      frames: [4, 6],
      mistakes: [{value: {value: is === 'yes' ? 'no' : 'yes'}}],
    });
  });
  test('not without a response', async () => {
    const found = await answer('persistent-connection', `${opened()}\nC>S PSH,ACK ${GET}`);
    expect(found).toEqual({because: cannotAnswer.noResponse});
  });
});

describe('a cache and a login', () => {
  /** The second request, in frame 7, is answered with 304 in frame 8. */
  const AGAIN = `${visit(get('/'), OK)}
    C>S PSH,ACK ${get('/', 'If-Modified-Since: Mon, 05 Jan 2026 08:00:00 GMT', 'If-None-Match: W/"5f-1"')}
    S>C PSH,ACK ${message('HTTP/1.1 304 Not Modified')}
  `;
  test('what the second request asks, and where it has it from', async () => {
    expect(await answer('if-modified-since', AGAIN)).toMatchObject({
      value: {value: 'Mon, 05 Jan 2026 08:00:00 GMT'},
      frames: [6, 7],
    });
    expect(await answer('if-none-match', AGAIN)).toMatchObject({
      value: {value: 'W/"5f-1"'},
      also: [{value: '5f-1'}],
      frames: [6, 7],
    });
    for (const id of ['if-modified-since', 'if-none-match'] as const) {
      expect(await answer(id, VISIT)).toEqual({because: questions[id].missing});
    }
  });
  test('which response says so, and why it is empty', async () => {
    expect(await answer('not-modified-frames', AGAIN)).toMatchObject({
      value: {frames: [8]},
      mistakes: [{value: {frames: [7]}}],
    });
    expect(await answer('why-no-body', AGAIN)).toMatchObject({
      value: {model: expect.stringContaining('with 304 in frame 8')},
      frames: [7, 8],
    });
    for (const id of ['not-modified-frames', 'why-no-body'] as const) {
      expect(await answer(id, VISIT)).toEqual({because: questions[id].missing});
    }
  });
  test('a login', async () => {
    const login = `${visit(
      get('/'),
      message('HTTP/1.1 401 Unauthorized', 'WWW-Authenticate: Basic realm="lab"', 'Content-Length: 0'),
    )}
      C>S PSH,ACK ${get('/', 'Authorization: Basic eDp5')}
      S>C PSH,ACK ${EMPTY}
    `;
    expect(await answer('authentication-scheme', login)).toMatchObject({
      value: {value: 'Basic'},
      also: [{value: 'Basic realm="lab"'}],
      frames: [6],
    });
    expect(await answer('authorized-request-frame', login)).toMatchObject({
      value: {frames: [7]},
      mistakes: [{value: {frames: [4]}}],
    });
    for (const id of ['authentication-scheme', 'authorized-request-frame'] as const) {
      expect(await answer(id, VISIT)).toEqual({because: questions[id].missing});
    }
  });
});
