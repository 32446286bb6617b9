import {describe, expect, it} from 'vitest';
import {
  chunkSize,
  framing,
  type HttpHead,
  headEnd,
  headerValues,
  parseHead,
  startsRequest,
  startsResponse,
} from '../../src/wire/http1.ts';
import {bytes, hex} from '../support/craft.ts';

const starts = (test: typeof startsRequest, text: string | Uint8Array) => {
  const b = bytes('??', text, '!!');
  return test(b, 2, b.length - 2);
};

describe('a request begins', () => {
  it('with its request line', () => {
    for (const line of [
      'GET / HTTP/1.1\r\n',
      'GET / HTTP/1.0\n',
      'OPTIONS * HTTP/1.1\r\n',
      'CONNECT a:443 HTTP/1.1\r\n',
      'PROPFIND /dav HTTP/1.1\r\nDepth: 1',
      'ANY-token /x HTTP/1.1\r\n',
      'GET http://a/b c HTTP/1.1\r\n',
    ]) {
      expect(starts(startsRequest, line), line).toBe(true);
    }
  });

  it('with what is there of it, when the method is known', () => {
    const line = 'GET /index.html HTTP/1.1\r';
    for (let length = 5; length <= line.length; length++) {
      expect(starts(startsRequest, line.slice(0, length)), `${length}`).toBe(true);
    }
    for (const short of ['', 'G', 'GET', 'GET ', 'ANY /x', 'ANY /x HTTP/1.']) {
      expect(starts(startsRequest, short), short).toBe(false);
    }
  });

  it('with nothing else', () => {
    for (const line of [
      'GET /\r\n',
      'GET key\r\n',
      'GET \x01\x02',
      'GET / SIP/2.0\r\n',
      'OPTIONS rtsp://a RTSP/1.0\r\n',
      'GET / HTTP/1.1 and more\r\n',
      'GET / FTP',
      'get\x00/ HTTP/1.1\r\n',
      'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
      'HTTP/1.1 200 OK\r\n',
      ' GET / HTTP/1.1\r\n',
    ]) {
      expect(starts(startsRequest, line), line).toBe(false);
    }
    expect(starts(startsRequest, hex('1603010200'))).toBe(false);
    expect(startsRequest(bytes('GET / HTTP/1.1\r\n'), 3, 3)).toBe(false);
  });
});

describe('a response begins', () => {
  it('with its status line, or with the version and what follows of it', () => {
    const line = 'HTTP/1.1 404 Not Found\r\n';
    for (let length = 9; length <= line.length; length++) {
      expect(starts(startsResponse, line.slice(0, length)), `${length}`).toBe(true);
    }
    expect(starts(startsResponse, 'HTTP/1.0 200\r\n')).toBe(true);
    expect(starts(startsResponse, 'HTTP/1.1 200 \r\n')).toBe(true);
  });

  it('with nothing else', () => {
    for (const line of ['HTTP/1.1', 'HTTP/1.1 x', 'HTTP/1.1 20 OK\r\n', 'HTTP/1.1 2000\r\n', 'HTTP/x', 'ICY 200 OK']) {
      expect(starts(startsResponse, line), line).toBe(false);
    }
  });
});

describe('a head', () => {
  it('ends after its empty line, however lines end', () => {
    for (const text of ['A: b\r\n\r\n', 'A: b\n\n', '\r\n', '\n', 'A\r\nB\n\r\n']) {
      const b = bytes(text, 'body\n\n');
      expect(headEnd(b, 0, b.length), JSON.stringify(text)).toBe(text.length);
    }
    expect(headEnd(bytes('A: b\r\nC'), 0, 7)).toBe(-1);
    expect(headEnd(bytes('A\r\n\r\n'), 0, 4)).toBe(-1);
  });

  it('keeps names as they are, trims values, joins folded lines, and drops what is no header', () => {
    const head = parseHead(
      bytes(
        'GET / HTTP/1.1\r\nHoSt:  a \t\r\nX-Fold: a\r\n\t b\r\nno colon\r\n: no name\r\nX-Empty:\r\nX:y:z\r\n\r\nbody: 1\r\n',
      ),
    );
    expect(head).toEqual({
      start: {kind: 'request', method: 'GET', target: '/', version: 'HTTP/1.1'},
      headers: [
        ['HoSt', 'a'],
        ['X-Fold', 'a b'],
        ['X-Empty', ''],
        ['X', 'y:z'],
      ],
    });
  });

  it('is read as UTF-8 where it is, else byte by byte, each line for itself', () => {
    const head = parseHead(bytes('HTTP/1.1 200 Ók\r\nA: 你好\r\nB: caf', hex('e9'), '\r\n\r\n'));
    expect(head?.start).toMatchObject({reason: 'Ók'});
    expect(head?.headers).toEqual([
      ['A', '你好'],
      ['B', 'café'],
    ]);
  });

  it('says nothing of lines that are cut, nor without its first', () => {
    expect(parseHead(bytes('HTTP/1.1 200 O'))).toBeUndefined();
    expect(parseHead(bytes('HTTP/1.1 200 OK\r\nA: b\r\nC: d'))?.headers).toEqual([['A', 'b']]);
    expect(parseHead(bytes('\r\nGET / HTTP/1.1\r\n'))).toBeUndefined();
    expect(parseHead(new Uint8Array(0))).toBeUndefined();
  });

  it('finds a header in any case, all of it', () => {
    const headers = [
      ['Set-Cookie', 'a'],
      ['set-cookie', 'b'],
    ] as const;
    expect(headerValues(headers, 'set-cookie')).toEqual(['a', 'b']);
  });
});

describe('framing (RFC 9112 §6.3)', () => {
  const request = (headers: HttpHead['headers'] = [], method = 'POST'): HttpHead => ({
    start: {kind: 'request', method, target: '/', version: 'HTTP/1.1'},
    headers,
  });
  const response = (status: number, headers: HttpHead['headers'] = []): HttpHead => ({
    start: {kind: 'response', status, reason: '', version: 'HTTP/1.1'},
    headers,
  });
  const LENGTH = [['Content-Length', '5']] as const;
  const kind = (head: HttpHead, method?: string) => framing(head, method).kind;

  it('goes by its rules in order', () => {
    expect(kind(response(200, LENGTH), 'HEAD')).toBe('none');
    for (const status of [100, 103, 204, 304]) expect(kind(response(status, LENGTH), 'GET')).toBe('none');
    expect(kind(response(101), 'GET')).toBe('switch');
    expect(kind(response(200, LENGTH), 'CONNECT')).toBe('switch');
    expect(kind(response(407, LENGTH), 'CONNECT')).toBe('length');
    expect(kind(response(200, [['Transfer-Encoding', 'gzip, Chunked'], ...LENGTH]), 'GET')).toBe('chunked');
    expect(kind(response(200, [['Transfer-Encoding', 'chunked, gzip']]), 'GET')).toBe('close');
    expect(kind(request([['Transfer-Encoding', 'chunked, gzip']]))).toBe('contradictory');
    expect(kind(response(200, [['Transfer-Encoding', 'identity'], ...LENGTH]), 'GET')).toBe('length');
    expect(framing(request(LENGTH), undefined)).toEqual({kind: 'length', length: 5});
    expect(framing(response(200, [['Content-Length', '0']]), 'GET')).toEqual({kind: 'length', length: 0});
    expect(kind(response(200, [...LENGTH, ...LENGTH]))).toBe('length');
    expect(kind(response(200, [...LENGTH, ['content-length', '6']]))).toBe('contradictory');
    for (const value of ['+5', '5.0', '0x5', 'five', '5 5', '9'.repeat(16)]) {
      expect(kind(request([['Content-Length', value]])), value).toBe('contradictory');
    }
    expect(kind(request())).toBe('none');
    expect(kind(response(200))).toBe('close');
    expect(kind(response(200, [['Content-Length', '']]))).toBe('close');
  });
});

it('reads the size of a chunk', () => {
  expect([chunkSize('1a\r\n'), chunkSize('0\r\n'), chunkSize('A;x=y\r\n'), chunkSize('00b \n')]).toEqual([
    26, 0, 10, 11,
  ]);
  for (const line of ['', '\r\n', 'x\r\n', '1x\r\n', '-1\r\n', '1 2\r\n', 'f'.repeat(13)]) {
    expect(chunkSize(line), line).toBeUndefined();
  }
});
