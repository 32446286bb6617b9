import {gzipSync} from 'node:zlib';
import {describe, expect, it} from 'vitest';
import {httpExchanges} from '../../src/flows/http-exchanges.ts';
import type {StreamExchange} from '../../src/flows/types.ts';
import {type Drawn, type DrawnOptions, drawn} from '../support/segments.ts';

const c = (data: string | Uint8Array, more: Omit<Drawn, 'from' | 'data'> = {}): Drawn => ({from: 'C', data, ...more});
const s = (data: string | Uint8Array, more: Omit<Drawn, 'from' | 'data'> = {}): Drawn => ({from: 'S', data, ...more});
const fin = (from: 'C' | 'S'): Drawn => ({from, flags: ['FIN', 'ACK']});

const get = (target: string, method = 'GET') => `${method} ${target} HTTP/1.1\r\nHost: a\r\n\r\n`;
const ok = (body: string, headers = `Content-Length: ${body.length}\r\n`) => `HTTP/1.1 200 OK\r\n${headers}\r\n${body}`;
const status = (code: number, headers = '') => `HTTP/1.1 ${code} X\r\n${headers}\r\n`;

async function exchanges(segments: readonly Drawn[], options: DrawnOptions = {}): Promise<readonly StreamExchange[]> {
  const {capture, input} = await drawn(segments, options);
  return httpExchanges(capture, input);
}

/** `GET /a → 200 2/2+` : method, target, status, body bytes, `+` where complete. */
const brief = (found: readonly StreamExchange[]): string[] =>
  found.map(({request, response}) => {
    const asked = request ? `${request.method} ${request.target}${request.complete ? '' : ' …'}` : '?';
    return response
      ? `${asked} → ${response.status} ${response.bodyEnd} ${response.bodyBytes}${response.complete ? '' : ' …'}`
      : `${asked} →`;
  });

const text = (bytes: Uint8Array | undefined): string => Buffer.from(bytes ?? []).toString();

describe('an exchange', () => {
  it('tells lines, headers, bytes, frames and time', async () => {
    const [found] = await exchanges([
      c('POST /form?x=1 HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nab'),
      c('cd'),
      s('HTTP/1.1 201 Cre'),
      s('ated\r\nContent-Length:3\r\nX-A:  b c \r\n\r\nx'),
      s('yz'),
    ]);
    expect(found).toMatchObject({
      request: {
        frame: 5,
        firstFrame: 4,
        method: 'POST',
        target: '/form?x=1',
        version: 'HTTP/1.1',
        headers: [
          ['Host', 'a'],
          ['Content-Length', '4'],
        ],
        bodyBytes: 4,
        complete: true,
      },
      response: {
        frame: 8,
        firstFrame: 6,
        status: 201,
        reason: 'Created',
        headers: [
          ['Content-Length', '3'],
          ['X-A', 'b c'],
        ],
        bodyBytes: 3,
        bodyEnd: 'content-length',
        complete: true,
      },
      // From the frame that completes the request to the first of the response.
      timeNs: 1e6,
      requestRows: [3, 4],
      responseRows: [5, 6, 7],
    });
    expect(text(found?.requestBytes(9))).toBe('POST /for');
    expect(text(found?.body('request', 99)?.encoded)).toBe('abcd');
    expect(text(found?.responseBytes(1e6))).toMatch(/^HTTP\/1\.1 201 .*\r\n\r\nxyz$/s);
    expect(found?.body('response', 2)).toMatchObject({cut: true});
  });

  it('repeats on one connection, one after the other or pipelined, empty lines between them or not', async () => {
    const inTurn = [c(get('/a')), s(ok('aa')), c(get('/b')), s(status(404, 'Content-Length: 0\r\n'))];
    expect(brief(await exchanges(inTurn))).toEqual(['GET /a → 200 content-length 2', 'GET /b → 404 content-length 0']);
    const pipelined = [c(`${get('/a')}\r\n${get('/b')}`), c(get('/c')), s(`${ok('aa')}${ok('b')}${ok('')}`)];
    expect(brief(await exchanges(pipelined))).toEqual([
      'GET /a → 200 content-length 2',
      'GET /b → 200 content-length 1',
      'GET /c → 200 content-length 0',
    ]);
  });

  it('is there on any port, and not where other protocols are spoken', async () => {
    expect(await exchanges([s('220 mail ESMTP\r\n'), c('EHLO a\r\n'), s('250 a\r\n')])).toEqual([]);
    expect(await exchanges([c('GET key\r\n'), s('$3\r\nabc\r\n')])).toEqual([]);
    expect(await exchanges([c('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'), s('\0\0\0')])).toEqual([]);
    expect(await exchanges([c('\x16\x03\x01\0\x05\x01\0\0\x01\0'), s('\x16\x03\x03\0\0')])).toEqual([]);
    expect(await exchanges([])).toEqual([]);
  });
});

describe('where a body ends (RFC 9112 §6.3)', () => {
  const one = async (response: string, {method = 'GET', closed = false} = {}) =>
    brief(await exchanges([c(get('/', method)), s(response), ...(closed ? [fin('S')] : [])]));

  it('has none after HEAD, 204 and 304, whatever Content-Length says', async () => {
    const length = 'Content-Length: 100\r\n';
    expect(await one(ok('', length), {method: 'HEAD'})).toEqual(['HEAD / → 200 none 0']);
    expect(await one(status(204, length))).toEqual(['GET / → 204 none 0']);
    expect(await one(status(304, length))).toEqual(['GET / → 304 none 0']);
  });

  it('counts Content-Length, which may be repeated', async () => {
    expect(await one(ok('abc'))).toEqual(['GET / → 200 content-length 3']);
    expect(await one(ok('abc', 'Content-Length: 3\r\ncontent-length: 3, 3\r\n'))).toEqual([
      'GET / → 200 content-length 3',
    ]);
    expect(await one(ok('abc', 'Content-Length: 5\r\n'), {closed: true})).toEqual(['GET / → 200 content-length 3 …']);
  });

  it('is not known where lengths contradict each other or are no numbers', async () => {
    for (const lengths of ['3\r\nContent-Length: 4', '3, 4', 'three', '-1', '0x3']) {
      expect(await one(ok('abc', `Content-Length: ${lengths}\r\n`))).toEqual(['GET / → 200 unknown 0 …']);
    }
    const post = 'POST / HTTP/1.1\r\nTransfer-Encoding: gzip\r\n\r\nabc';
    expect(brief(await exchanges([c(post)]))).toEqual(['POST / … →']);
  });

  it('follows the chunks, with extensions and trailers, and these win over Content-Length', async () => {
    const chunked = 'Transfer-Encoding: chunked\r\nContent-Length: 3\r\n';
    const body = '5;a=b\r\nhello\r\n00A\r\n, world...\r\n0\r\nX-Sum: 1\r\n\r\n';
    const [found, next] = await exchanges([c(get('/')), c(get('/2')), s(ok(body, chunked)), s(ok('x'))]);
    expect(found?.response).toMatchObject({bodyBytes: 15, bodyEnd: 'chunked', complete: true});
    expect(text(found?.body('response', 99)?.decoded)).toBe('hello, world...');
    expect(text(found?.body('response', 7)?.encoded)).toBe('hello, ');
    expect(next?.response?.bodyBytes).toBe(1);
  });

  it('breaks off with chunks that do', async () => {
    const chunked = 'Transfer-Encoding: chunked\r\n';
    for (const body of ['5\r\nhel', '5\r\nhello\r\n', '5\r\nhello\r\n0\r\n', '5', 'zz\r\n', '5\r\nhelloXX']) {
      expect(await one(ok(body, chunked), {closed: true}), body).toEqual([
        `GET / → 200 chunked ${body.startsWith('5\r') ? Math.min(5, body.length - 3) : 0} …`,
      ]);
    }
  });

  it('lasts until the FIN, and is incomplete after a reset or at the end of the capture', async () => {
    const response = ok('abcdef', '');
    expect(await one(response, {closed: true})).toEqual(['GET / → 200 close 6']);
    expect(await one(response)).toEqual(['GET / → 200 close 6 …']);
    const [reset] = await exchanges([c(get('/')), s(response), {from: 'S', flags: ['RST']}]);
    expect(reset?.response?.complete).toBe(false);
    const [closed] = await exchanges([c(get('/')), s(response), fin('S')]);
    // It is complete with the FIN's frame.
    expect(closed?.response).toMatchObject({firstFrame: 5, frame: 6});
    expect(await one(ok('ab', 'Transfer-Encoding: gzip\r\n'), {closed: true})).toEqual(['GET / → 200 close 2']);
  });
});

describe('responses that are not the last word', () => {
  it('come before it', async () => {
    const [found] = await exchanges([
      c('PUT / HTTP/1.1\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n'),
      s(status(100)),
      c('ab'),
      s(`${status(103)}${ok('x')}`),
    ]);
    expect(found).toMatchObject({request: {frame: 6}, response: {status: 200, frame: 7, interimFrames: [5, 7]}});
  });

  it('hand the connection over: nothing after 101 or a tunnel is HTTP', async () => {
    const upgrade = [c(get('/ws')), s(status(101)), s('\x81\x05HTTP/1.1 200 OK\r\n\r\n'), c(get('/inside'))];
    expect(brief(await exchanges(upgrade))).toEqual(['GET /ws → 101 none 0']);
    const tunnel = [c(get('a:443', 'CONNECT')), s(ok('', '')), c(get('/inside')), s(ok('inside'))];
    expect(brief(await exchanges(tunnel))).toEqual(['CONNECT a:443 → 200 none 0']);
    const refused = [c(get('a:443', 'CONNECT')), s(status(407, 'Content-Length: 0\r\n')), c(get('/b')), s(ok('b'))];
    expect(brief(await exchanges(refused))).toEqual([
      'CONNECT a:443 → 407 content-length 0',
      'GET /b → 200 content-length 1',
    ]);
  });
});

describe('messages that the capture does not have', () => {
  it('leave a request without response, and a response without request', async () => {
    expect(brief(await exchanges([c(get('/a'))]))).toEqual(['GET /a →']);
    expect(brief(await exchanges([s(ok('abc')), c(get('/b')), s(ok('b'))], {midstream: true}))).toEqual([
      '? → 200 content-length 3',
      'GET /b → 200 content-length 1',
    ]);
  });

  it('are looked for where segments begin when the capture starts inside a body', async () => {
    const found = await exchanges([s('…the end of a page'), c(get('/b')), s(ok('b'))], {midstream: true});
    expect(brief(found)).toEqual(['GET /b → 200 content-length 1']);
  });

  it('make a body incomplete by as much as is missing, and what follows is found', async () => {
    const found = await exchanges([
      c(get('/a')),
      s(ok('abc', 'Content-Length: 9\r\n')),
      s('def', {lost: true}),
      s('ghi'),
      c(get('/b')),
      s(ok('b')),
    ]);
    expect(brief(found)).toEqual(['GET /a → 200 content-length 6 …', 'GET /b → 200 content-length 1']);
    expect(text(found[0]?.body('response', 99)?.encoded)).toBe('abc');
    expect(found[0]?.response).toMatchObject({firstFrame: 5, frame: 6});
  });

  it('break a head off where they begin', async () => {
    const found = await exchanges([
      c(get('/a')),
      s('HTTP/1.1 200 OK\r\nX-A: b\r\nX-C'),
      s('…', {lost: true}),
      s('rest'),
    ]);
    expect(found[0]?.response).toMatchObject({headers: [['X-A', 'b']], bodyEnd: 'unknown', complete: false});
  });

  it('do not shift answers to other questions', async () => {
    const lostAnswer = [c(get('/a')), s(ok('a'), {lost: true}), c(get('/b')), s(ok('b')), c(get('/c')), s(ok('c'))];
    expect(brief(await exchanges(lostAnswer))).toEqual([
      'GET /a →',
      'GET /b → 200 content-length 1',
      'GET /c → 200 content-length 1',
    ]);
    const lostQuestion = [c(get('/a')), s(ok('a')), c(get('/b'), {lost: true}), s(ok('bb')), c(get('/c')), s(ok('c'))];
    expect(brief(await exchanges(lostQuestion))).toEqual([
      'GET /a → 200 content-length 1',
      '? → 200 content-length 2',
      'GET /c → 200 content-length 1',
    ]);
  });

  it('leave pipelined answers behind a hole unpaired: counting proves nothing there', async () => {
    const answers = [s(ok('a'), {lost: true}), s(ok('bb')), s(ok('ccc'))];
    const found = brief(await exchanges([c(`${get('/a')}${get('/b')}${get('/c')}`), ...answers]));
    expect(found).toContain('? → 200 content-length 2');
    expect(found.filter((one) => /^GET .* 200/.test(one))).toEqual([]);
  });
});

it('unpacks bodies by their coding', async () => {
  const packed = gzipSync('hello, hello, hello');
  const head = `HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: ${packed.length}\r\n\r\n`;
  const [found] = await exchanges([c(get('/')), s(head), s(packed)]);
  const body = found?.body('response', 1000);
  expect(text(body?.decoded)).toBe('hello, hello, hello');
  expect(body).toMatchObject({contentEncoding: 'gzip', cut: false});
  expect(body?.encoded).toEqual(new Uint8Array(packed));
});

const ASKED = `POST /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n${get('/b', 'HEAD')}`;
const TOLD = `${status(100)}${ok('5\r\nhello\r\n0\r\n\r\n', 'Transfer-Encoding: chunked\r\n')}${ok('', 'Content-Length: 7\r\n')}`;

it('is the same however the bytes are divided into segments', async () => {
  const shape = (found: readonly StreamExchange[]) =>
    found.map(({request, response}) => [
      request && {...request, frame: 0, firstFrame: 0},
      response && {...response, frame: 0, firstFrame: 0, interimFrames: response.interimFrames?.length},
    ]);
  const whole = shape(await exchanges([c(ASKED), s(TOLD)]));
  expect(whole).toMatchObject([
    [
      {method: 'POST', bodyBytes: 3},
      {status: 200, bodyBytes: 5, interimFrames: 1},
    ],
    [{method: 'HEAD'}, {status: 200, bodyEnd: 'none'}],
  ]);
  for (let at = 1; at < Math.max(ASKED.length, TOLD.length); at++) {
    const asked = [c(ASKED.slice(0, at)), c(ASKED.slice(at))].filter(({data}) => data !== '');
    const told = [s(TOLD.slice(0, at)), s(TOLD.slice(at))].filter(({data}) => data !== '');
    expect(shape(await exchanges([...asked, ...told])), `divided at ${at}`).toEqual(whole);
  }
  const single = (from: 'C' | 'S', all: string) => Array.from(all, (data): Drawn => ({from, data}));
  expect(shape(await exchanges([...single('C', ASKED), ...single('S', TOLD)]))).toEqual(whole);
  // Backwards.
  const backwards = (from: 'C' | 'S', all: string) =>
    Array.from(all, (data, at): Drawn => ({from, data, at})).reverse();
  expect(shape(await exchanges([...backwards('C', ASKED), ...backwards('S', TOLD)]))).toEqual(whole);
});

it('never throws, and never calls complete what is cut, at any length', async () => {
  for (let length = 0; length < TOLD.length; length++) {
    const found = await exchanges([c(ASKED.slice(0, length)), s(TOLD.slice(0, length)), fin('C')]);
    for (const {request, response} of found) {
      if (request?.method === 'POST' && length < ASKED.indexOf('HEAD')) expect(request.complete).toBe(false);
      const isWhole = response?.bodyEnd === 'chunked' ? length >= TOLD.indexOf('0\r\n\r\n') + 5 : false;
      if (response) expect(response.complete, `${length}`).toBe(isWhole);
    }
  }
});
