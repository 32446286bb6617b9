import {gunzipSync, gzipSync} from 'node:zlib';
import {describe, expect, it} from 'vitest';
import type {HttpFrameMessage} from '../../src/model/frame-context.ts';
import type {FieldNode} from '../../src/model/tree.ts';
import {http1Tree} from '../../src/wire/http1.ts';
import {bytes, hex} from '../support/craft.ts';

const lines = (nodes: readonly FieldNode[], depth = 0): string[] =>
  nodes.flatMap(({text, children}) => [`${'  '.repeat(depth)}${text}`, ...lines(children ?? [], depth + 1)]);

type Given = Partial<Omit<HttpFrameMessage, 'bytes' | 'body'>> & {readonly body?: Uint8Array | string};

/** The tree of a message whose head and body as sent are given. */
function tree(head: string, sent: Uint8Array | string = '', given: Given = {}) {
  const all = bytes(head, sent);
  const {body = sent, ...rest} = given;
  const found = http1Tree(
    {
      kind: head.startsWith('HTTP/') ? 'response' : 'request',
      bytes: all,
      frames: [{frame: 1, length: all.length}],
      ...(bytes(body).length > 0 ? {body: bytes(body)} : {}),
      ...rest,
    },
    {at: 54},
  );
  return {...found, text: lines(found.nodes)};
}

const OK = (headers: string) => `HTTP/1.1 200 OK\r\n${headers}\r\n`;

// The lines below are Wireshark 4.4's.
describe('the tree of a message', () => {
  it('shows a request', () => {
    const {text, info, protocol} = tree(
      'GET /hello?name=world HTTP/1.1\r\nUser-Agent: curl/7.29.0\r\nHost: 192.168.0.52:8080\r\nAccept: */*\r\n\r\n',
      '',
      {responseFrame: 6, requestUri: 'http://192.168.0.52:8080/hello?name=world'},
    );
    expect(text).toEqual([
      'Hypertext Transfer Protocol',
      '  GET /hello?name=world HTTP/1.1\\r\\n',
      '    Request Method: GET',
      '    Request URI: /hello?name=world',
      '      Request URI Path: /hello',
      '      Request URI Query: name=world',
      '        Request URI Query Parameter: name=world',
      '    Request Version: HTTP/1.1',
      '  User-Agent: curl/7.29.0\\r\\n',
      '  Host: 192.168.0.52:8080\\r\\n',
      '  Accept: */*\\r\\n',
      '  \\r\\n',
      '  [Response in frame: 6]',
      '  [Full request URI: http://192.168.0.52:8080/hello?name=world]',
    ]);
    expect([info, protocol]).toEqual(['GET /hello?name=world HTTP/1.1 ', 'HTTP']);
  });

  it('shows a response with its text', () => {
    const {text, info} = tree(
      'HTTP/1.1 200 \r\nContent-Type: text/plain;charset=UTF-8\r\nContent-Length: 12\r\n\r\n',
      'hello, world',
      {
        requestFrame: 4,
        timeSinceRequestNs: 2_611_000,
        requestTarget: '/hello?name=world',
        requestUri: 'http://192.168.0.52:8080/hello?name=world',
        requestMethod: 'GET',
      },
    );
    expect(text).toEqual([
      'Hypertext Transfer Protocol',
      '  HTTP/1.1 200 \\r\\n',
      '    Response Version: HTTP/1.1',
      '    Status Code: 200',
      '    [Status Code Description: OK]',
      '  Content-Type: text/plain;charset=UTF-8\\r\\n',
      '  Content-Length: 12\\r\\n',
      '    [Content length: 12]',
      '  \\r\\n',
      '  [Request in frame: 4]',
      '  [Time since request: 0.002611000 seconds]',
      '  [Request URI: /hello?name=world]',
      '  [Full request URI: http://192.168.0.52:8080/hello?name=world]',
      '  File Data: 12 bytes',
      'Line-based text data: text/plain (1 lines)',
      '  hello, world',
    ]);
    expect(info).toBe('HTTP/1.1 200   (text/plain)');
  });

  it('says where each line lies', () => {
    const head = 'GET /a?b=c HTTP/1.1\r\nHost: h\r\n\r\n';
    const {nodes} = tree(head);
    const shown = (node: FieldNode): string =>
      head.slice((node.at ?? 0) - 54, (node.at ?? 0) - 54 + (node.length ?? 0));
    const [line, host] = nodes[0]?.children ?? [];
    const [method, uri, version] = line?.children ?? [];
    const [path, query] = uri?.children ?? [];
    const places = [line, method, uri, path, query, version, host].map((node) => node && shown(node));
    expect(places).toEqual(['GET /a?b=c HTTP/1.1\r\n', 'GET', '/a?b=c', '/a', 'b=c', 'HTTP/1.1', 'Host: h\r\n']);
  });

  it('opens credentials and cookies', () => {
    const {text} = tree(
      'GET / HTTP/1.1\r\nAuthorization: Basic dXNlcjpwYXNz\r\nProxy-Authorization: Basic cDpx\r\nCookie: a=1; b=2\r\n\r\n',
    );
    expect(text).toContain('    Credentials: user:pass');
    expect(text).toContain('    Credentials: p:q');
    expect(text.filter((line) => line.includes('Cookie pair'))).toEqual([
      '    Cookie pair: a=1',
      '    Cookie pair: b=2',
    ]);
  });

  it('lists chunks and trailers', () => {
    const {text, info} = tree(
      OK('Transfer-Encoding: chunked\r\nContent-Type: text/html\r\n'),
      '5;x=y\r\nhello\r\n0\r\nX-T: 1\r\nX-U: 2\r\n\r\n',
      {body: 'hello'},
    );
    expect(text[0]).toBe('Hypertext Transfer Protocol, has 2 chunks (including last chunk)');
    expect(text.slice(text.indexOf('  HTTP chunked response'))).toEqual([
      '  HTTP chunked response',
      '    Data chunk (5 octets)',
      '      Chunk size: 5 octets',
      '      Chunk data: 68656c6c6f',
      '      Chunk boundary: 0d0a',
      '    End of chunked encoding',
      '      Chunk size: 0 octets',
      '    trailer-part: X-T: 1\\r\\nX-U: 2\\r\\n',
      '    \\r\\n',
      '  File Data: 5 bytes',
      'Line-based text data: text/html (1 lines)',
      '  hello',
    ]);
    expect(info).toBe('HTTP/1.1 200 OK  (text/html)');
  });

  it('unpacks what is packed, and says so when it can not', () => {
    const packed = gzipSync('<p>hi</p>\nline two\n');
    const head = OK('Content-Encoding: gzip\r\nContent-Type: text/html\r\n');
    const {text} = tree(head, packed, {decodedBody: gunzipSync(packed)});
    expect(text.slice(-5)).toEqual([
      `  Content-encoded entity body (gzip): ${packed.length} bytes -> 19 bytes`,
      '  File Data: 19 bytes',
      'Line-based text data: text/html (2 lines)',
      '  <p>hi</p>\\n',
      '  line two\\n',
    ]);
    const broken = tree(head, 'notgzip');
    expect(broken.text.filter((line) => !/^ {2}\S.*\\n$/.test(line)).slice(-8)).toEqual([
      '  Content-encoded entity body (gzip): 7 bytes',
      '    [Expert Info (Warning/Undecoded): Decompression failed]',
      '      [Decompression failed]',
      '      [Severity level: Warning]',
      '      [Group: Undecoded]',
      '    Data (7 bytes)',
      '      Data: 6e6f74677a6970',
      '      [Length: 7]',
    ]);
    expect(broken.info).toBe('HTTP/1.1 200 OK ');
  });

  it('gives the length of a body of which only the beginning is at hand', () => {
    const {text} = tree(OK('Content-Type: image/webp\r\n'), 'RIFF', {bodyLength: 5_000_000});
    expect(text.slice(-3)).toEqual([
      '  File Data: 5000000 bytes',
      'Media Type',
      '  Media type: image/webp (5000000 bytes)',
    ]);
    const packed = tree(OK('Content-Encoding: gzip\r\nContent-Type: text/html\r\n'), 'xx', {bodyLength: 5_000_000});
    expect(packed.text.at(-1)).toBe('  Content-encoded entity body (gzip): 5000000 bytes');
  });

  it('cuts long lines as Wireshark does', () => {
    const long = 'x'.repeat(300);
    const {text} = tree(`GET /?${long} HTTP/1.1\r\nCookie: a=${long}\r\n\r\n`);
    expect(text[1]).toBe(`   […]GET /?${'x'.repeat(227)}`);
    expect(text[3]).toBe(`    Request URI […]: /?${'x'.repeat(218)}`);
    expect(text.find((line) => line.includes('Cookie pair'))).toMatch(/^ {4}Cookie pair \[…\]: a=x+$/);
    // Not in the middle of a character.
    const wide = tree(`GET / HTTP/1.1\r\nX: ${'你'.repeat(100)}\r\n\r\n`).text[5];
    expect(wide).toMatch(/^ {3}\[…\]X: 你+$/u);
  });
});

describe('a body by its media type', () => {
  const media = (type: string, body: Uint8Array | string) => {
    const {text, info, protocol} = tree(OK(`Content-Type: ${type}\r\n`), body);
    const block = text.findIndex((line) => line.startsWith('  File Data')) + 1;
    return [info.slice('HTTP/1.1 200 OK '.length), protocol, ...text.slice(block)];
  };

  it('is text in its own character set', () => {
    expect(media('text/plain; charset=iso-8859-1', hex('e90d0a'))).toEqual([
      ' (text/plain)',
      'HTTP',
      'Line-based text data: text/plain (1 lines)',
      '  é\\r\\n',
    ]);
    expect(media('text/plain; charset=no-such', hex('6101090a'))).toContain('  a\\001\\t\\n');
  });

  it.each(['<!--', '<![CDATA[', '<!', '<a ', '</', '<?', '<a b="', `<${'a'.repeat(1000)} ${'b'.repeat(1000)}`])(
    'takes no longer than it is long: XML of nothing but %s',
    (piece) => {
      const begun = performance.now();
      media('text/xml', piece.repeat(Math.ceil(1_000_000 / piece.length)));
      media('text/xml', `<a ${piece.repeat(Math.ceil(1_000_000 / piece.length))}`);
      media('text/xml', `<a ${'b'.repeat(1_000_000)}`);
      expect(performance.now() - begun).toBeLessThan(4000);
    },
  );

  it('adds the protocols that hand it on, and those inside', () => {
    const protocols = (type: string, body: Uint8Array | string) =>
      tree(OK(`Content-Type: ${type}\r\n`), body).protocols;
    expect(protocols('text/html', '<?xml version="1.0"?>')).toEqual(['http', 'data-text-lines', 'xml']);
    expect(protocols('text/xml', '<?xml version="1.0"?>')).toEqual(['http', 'xml']);
    // RFC 6960 §4.2.1: a responder by its name, of one common name `x`.
    const name = 'a10e 300c 310a 3008 0603550403 130178';
    const response = hex(`3028 0a0100 a023 3021 06092b0601050507300101 0414 3012 3010 ${name}`);
    expect(protocols('application/ocsp-response', response)).toEqual(['http', 'ocsp', 'ocsp', 'x509sat']);
    expect(protocols('application/ocsp-response', hex('30030a0106'))).toEqual(['http', 'ocsp']);
  });

  it('is a form', () => {
    expect(media('application/x-www-form-urlencoded', 'a=1&b=two%20words+x&%zz')).toEqual([
      ' (application/x-www-form-urlencoded)',
      'HTTP',
      'HTML Form URL Encoded: application/x-www-form-urlencoded',
      '  Form item: "a" = "1"',
      '    Key: a',
      '    Value: 1',
      '  Form item: "b" = "two words x"',
      '    Key: b',
      '    Value: two words x',
      '  Form item: "%zz" = ""',
      '    Key: %zz',
      '    Value: ',
    ]);
  });

  it('is named when its format is known, and counted when not', () => {
    expect(media('application/json', '{}')).toEqual([
      ', JSON (application/json)',
      'HTTP/JSON',
      'JavaScript Object Notation: application/json',
      '  Object',
    ]);
    const xml = ['', 'HTTP/XML', 'eXtensible Markup Language'];
    expect(media('image/svg+xml', '<svg/>').slice(0, 3)).toEqual(xml);
    expect(media('text/html', '<?xml version="1.0"?>').slice(0, 3)).toEqual(xml);
    expect(media('image/x', hex('89504e470d0a1a0a')).slice(0, 3)).toEqual([
      ' (PNG)',
      'HTTP',
      'Portable Network Graphics',
    ]);
    const jpeg = [' (JPEG JFIF image)', 'HTTP', 'JPEG File Interchange Format'];
    expect(media('image/jpeg', hex('ffd8ffe000104a46494600')).slice(0, 3)).toEqual(jpeg);
    expect(media('image/jpeg', hex('ffd8ffdb0043')).slice(0, 3)).toEqual(jpeg);
    expect(media('application/ocsp-request', hex('3000')).slice(0, 3)).toEqual([
      '',
      'OCSP',
      'Online Certificate Status Protocol',
    ]);
    expect(media('image/jpeg', hex('ffd8ffe0aaaaaaaaaaaaaa'))[0]).toBe(' (image/jpeg)');
    expect(media('TEXT/CSV;x', 'a,b\n')).toEqual([
      ' (text/csv)',
      'HTTP',
      'Media Type',
      '  Media type: text/csv; x (4 bytes)',
    ]);
    expect(media('application/octet-stream', hex('00ff'))).toEqual([
      '',
      'HTTP',
      'Data (2 bytes)',
      '  Data: 00ff',
      '  [Length: 2]',
    ]);
  });
});

it('never throws on what is cut or is no message', () => {
  const whole = bytes(
    'POST /a?b HTTP/1.1\r\nCookie: a\r\nAuthorization: Basic eA==\r\nContent-Length: 9\r\nTransfer-Encoding: chunked\r\n' +
      'Content-Type: text/plain; charset=x\r\n\r\n3\r\nabc\r\n0\r\nT: 1\r\n\r\n',
  );
  for (let length = 0; length <= whole.length; length++) {
    const part = whole.subarray(0, length);
    http1Tree({kind: 'request', bytes: part, body: part, frames: []}, {at: 0});
  }
  http1Tree({kind: 'response', bytes: hex('ff00fe0a0d0a'), frames: []}, {at: 0});
});
