import {type Bytes, bytes, dns, option, u16, u32} from '../../test/support/craft.ts';
import {writePcapng} from '../../test/support/pcap-file.ts';
import {CERTIFICATES} from './certificates.ts';
import {jpeg, png} from './pictures.ts';
import {addEcho, addUdp, Connection, crlf, type Host, noise, Recording} from './recording.ts';

const MSS = 1460;
const HOST = 'www.xjtu.edu.cn';

const BROWSER = [
  'Connection: keep-alive',
  'User-Agent: Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36 Edg/120.0.0.0',
];
const LANGUAGES = ['Accept-Encoding: gzip, deflate', 'Accept-Language: zh-CN,zh;q=0.9'];
const PROTECTED = [
  'X-Frame-Options: SAMEORIGIN',
  'X-XSS-Protection: 1; mode=block',
  'X-Content-Type-Options: nosniff',
  'Referer-Policy: no-referer-when-downgrade',
  'X-Download-Options: noopen',
  'X-Permitted-Cross-Domain-Policies: master-only',
];

/** The six connections to port 80, with the numbers and times that the recording showed of them. */
interface Opened {
  readonly port: number;
  readonly isn: readonly [client: number, server: number];
  /** Seconds: SYN, SYN-ACK, ACK, then server's FIN, its ACK, client's FIN, last ACK. */
  readonly times: readonly [syn: string, synAck: string, ack: string];
  readonly closing: readonly [fin: string, ack: string, fin2: string, ack2: string];
}

const OPENED: readonly Opened[] = [
  {
    port: 13096,
    isn: [2585472687, 535996982],
    times: ['14.441719', '14.453698', '14.454118'],
    closing: ['20.608944', '20.609039', '26.752748', '26.762399'],
  },
  {
    port: 13097,
    isn: [1846093320, 3307112457],
    times: ['14.441865', '14.453698', '14.454196'],
    closing: ['20.609888', '20.609949', '26.752867', '26.762399'],
  },
  {
    port: 13100,
    isn: [3120447961, 988120034],
    times: ['14.516914', '14.528401', '14.528533'],
    closing: ['20.623827', '20.623898', '26.752909', '26.766401'],
  },
  {
    port: 13101,
    isn: [758203114, 2244871090],
    times: ['14.517689', '14.529117', '14.529240'],
    closing: ['20.664218', '20.664323', '26.752988', '26.766401'],
  },
  {
    port: 13102,
    isn: [4018226077, 1522906718],
    times: ['14.518123', '14.529602', '14.529688'],
    closing: ['20.613127', '20.613257', '26.752824', '26.759172'],
  },
  {
    port: 13103,
    isn: [2207715590, 3901544283],
    times: ['14.518505', '14.530021', '14.530102'],
    closing: ['20.622810', '20.622903', '26.752949', '26.766401'],
  },
];

/**
 * A visit to a university's home page from a laptop: ping, look-up, and six parallel connections to port 80 beside one
 * to port 443. The server closes the six after five idle seconds, the browser its side only when the page is closed.
 */
export function sixConnections(): Uint8Array {
  const laptop: Host = {
    address: '10.164.249.88',
    mac: 'e4:5e:37:d2:86:3d',
    ttl: 128,
    identification: 0xd208,
    tcpChecksum: 'partial',
    ipChecksum: 0,
  };
  // Everything from outside comes through the gateway, whose MAC address it bears.
  const gateway = '38:97:d6:b4:e0:01';
  const outside = (address: string, identification: number | null): Host => ({
    address,
    mac: gateway,
    ttl: 60,
    identification,
    tcpChecksum: 'good',
  });
  const server = outside('202.117.1.13', 0x4e70);
  const resolver = outside('202.117.0.20', 0x11d8);
  const recording = new Recording('1704536919.854873', 'padded-ethernet', laptop);
  pings(recording, laptop, server, resolver);
  const open = new Map(
    OPENED.map(({port, isn}) => [
      port,
      new Connection(recording, {host: laptop, port, isn: isn[0]}, {host: server, port: 80, isn: isn[1]}),
    ]),
  );
  const tls = new Connection(
    recording,
    {host: laptop, port: 13098, isn: 1391830052},
    {host: server, port: 443, isn: 2860017719},
  );
  const connection = (port: number): Connection => open.get(port) as Connection;
  const laterSteps: {time: string; run: (time: string) => void}[] = [];
  const at = (time: string, run: (time: string) => void) => laterSteps.push({time, run});

  for (const {port, times, closing} of OPENED) {
    handshake(at, connection(port), times);
    const [fin, ack, fin2, ack2] = closing;
    at(fin, (time) => connection(port).send(time, 'server', 'FIN,ACK', {window: 198}));
    at(ack, (time) => connection(port).send(time, 'client', 'ACK', {window: 513}));
    at(fin2, (time) => connection(port).send(time, 'client', 'FIN,ACK', {window: 513}));
    at(ack2, (time) => connection(port).send(time, 'server', 'ACK', {window: 198}));
  }
  encrypted(at, tls);

  page(at, connection(13096));
  exchange(
    at,
    connection(13096),
    '14.515139',
    get('/style/xjnew611.css', 'text/css,*/*;q=0.1'),
    css('/* layout */\n', 6180),
    0.0121,
  );
  const stylesheet = get('/_sitegray/_sitegray_d.css', 'text/css,*/*;q=0.1');
  exchange(at, connection(13097), '14.517310', stylesheet, grayCss(), 0.013144);
  const pictures: readonly (readonly [port: number, time: string, name: string, bytes: number])[] = [
    [13100, '14.531204', 'banner1.jpg', 9204],
    [13101, '14.531388', 'banner2.jpg', 7310],
    [13102, '14.531571', 'logo.png', 4876],
    [13103, '14.531702', 'news1.jpg', 6128],
    [13097, '14.560017', 'news2.jpg', 5333],
    [13096, '14.572360', 'foot.png', 2911],
  ];
  for (const [port, time, name, size] of pictures) {
    const type = name.endsWith('png') ? 'image/png' : 'image/jpeg';
    const request = get(`/images/${name}`, 'image/avif,image/webp,image/apng,image/*,*/*;q=0.8');
    exchange(at, connection(port), time, request, picture(type, size), 0.0154);
  }
  laterSteps.sort((a, b) => Number(a.time) - Number(b.time));
  for (const {time, run} of laterSteps) run(time);
  return writePcapng([
    {
      block: 'section',
      options: [
        [2, '12th Gen Intel(R) Core(TM) i5 (with SSE4.2)'],
        [3, '64-bit Windows 11, build 22631'],
        [4, 'Dumpcap (Wireshark) 4.2.0 (v4.2.0-0-g54eedfc63953)'],
      ],
    },
    {
      block: 'interface',
      name: '\\Device\\NPF_{E17A904F-23A2-4F81-9F8B-3E8CDE61A002}',
      description: 'WLAN',
      os: '64-bit Windows 11, build 22631',
      timeResolution: 6,
    },
    ...recording.packets.map((packet) => ({block: 'packet' as const, ...packet})),
    {block: 'statistics', dropped: 0},
  ]);
}

type Schedule = (time: string, run: (time: string) => void) => void;

/** Windows' ping: 32 letters, one identifier, one request a second. */
function pings(recording: Recording, laptop: Host, server: Host, resolver: Host): void {
  const query = {id: 0x9c41, name: HOST, type: 'A' as const};
  addUdp(recording, '0', laptop, resolver, [60412, 53], dns(query));
  addUdp(
    recording,
    '0.011840',
    resolver,
    laptop,
    [53, 60412],
    dns({...query, response: true, answers: [{type: 'A', ttl: 300, data: '202.117.1.13'}]}),
  );
  const letters = bytes('abcdefghijklmnopqrstuvwabcdefghi');
  const rtts = [0.026, 0.145, 0.01, 0.647];
  rtts.forEach((rtt, index) => {
    const sent = 0.0205 + index * 1.0142;
    const fields = {identifier: 1, sequence: 41 + index};
    addEcho(recording, sent.toFixed(6), laptop, server, {type: 'request', ...fields}, letters);
    addEcho(recording, (sent + rtt).toFixed(6), server, laptop, {type: 'reply', ...fields}, letters);
  });
}

const WINDOWS_SYN = bytes(
  option.mss(MSS),
  option.nop(),
  option.windowScale(8),
  option.nop(),
  option.nop(),
  option.sackPermitted(),
);
const SERVER_SYN = bytes(
  option.mss(MSS),
  option.nop(),
  option.nop(),
  option.sackPermitted(),
  option.nop(),
  option.windowScale(7),
);

function handshake(at: Schedule, connection: Connection, times: Opened['times']): void {
  at(times[0], (time) => connection.send(time, 'client', 'SYN', {window: 64240, options: WINDOWS_SYN}));
  at(times[1], (time) =>
    connection.send(time, 'server', 'SYN,ACK', {window: 14600, options: SERVER_SYN, identification: 0}),
  );
  at(times[2], (time) => connection.send(time, 'client', 'ACK', {window: 513}));
}

/** The home page: eleven segments, as many bytes as the recording's acknowledgment numbers tell. */
function page(at: Schedule, connection: Connection): void {
  const request = `${[
    'GET / HTTP/1.1',
    `Host: ${HOST}`,
    ...BROWSER.slice(0, 1),
    'Upgrade-Insecure-Requests: 1',
    ...BROWSER.slice(1),
    'Accept: text/html,application/xhtml+xml,application/xml;q=0.9,image/webp,*/*;q=0.8',
    ...LANGUAGES,
  ].join('\r\n')}\r\n`;
  const cookie = `Cookie: visit=${'0'.repeat(459 - request.length - 'Cookie: visit=\r\n\r\n'.length)}\r\n\r\n`;
  at('14.454207', (time) => connection.send(time, 'client', 'PSH,ACK', {window: 513, payload: request + cookie}));
  at('14.474690', (time) => connection.send(time, 'server', 'ACK', {window: 123}));
  const head = (length: number) =>
    crlf(
      'HTTP/1.1 200 OK',
      'Date: Sat, 06 Jan 2024 10:28:54 GMT',
      'Server: *****',
      ...PROTECTED,
      'Last-Modified: Sat, 06 Jan 2024 08:12:40 GMT',
      'Accept-Ranges: bytes',
      `Content-Length: ${String(length).padStart(5, '0')}`,
      'Cache-Control: max-age=600',
      'Keep-Alive: timeout=5, max=100',
      'Connection: Keep-Alive',
      'Content-Type: text/html',
      'Content-Language: zh-CN',
    ).replace(/Content-Length: 0+/, 'Content-Length: ');
  const total = 14_730;
  const length = total - head(10_000).length;
  const text = '<!DOCTYPE html><html><head><meta charset="utf-8"><title>HTTP</title></head><body>';
  const line = '<p class="news">A line of a long page.</p>\n';
  const body = `${`${text}${line.repeat(400)}`.slice(0, length - 14)}</body></html>`;
  respond(at, connection, '14.474727', bytes(head(length), body), 0.0001, '14.497313');
}

const get = (target: string, accept: string): string =>
  crlf(
    `GET ${target} HTTP/1.1`,
    `Host: ${HOST}`,
    ...BROWSER,
    `Accept: ${accept}`,
    `Referer: http://${HOST}/`,
    ...LANGUAGES,
  );

const ok = (type: string, length: number, ...more: string[]): string =>
  crlf(
    'HTTP/1.1 200 OK',
    'Date: Sat, 06 Jan 2024 10:28:54 GMT',
    'Server: *****',
    ...PROTECTED,
    ...more,
    'Accept-Ranges: bytes',
    `Content-Length: ${length}`,
    'Cache-Control: max-age=3600',
    'Expires: Sat, 06 Jan 2024 11:28:54 GMT',
    'Keep-Alive: timeout=5, max=100',
    'Connection: Keep-Alive',
    `Content-Type: ${type}`,
    'Content-Language: zh-CN',
  );

function css(comment: string, length: number): Bytes {
  const rule = '.news { margin: 0 auto; line-height: 1.6; }\n';
  return bytes(
    ok('text/css', length, 'Last-Modified: Fri, 09 Jun 2023 02:11:05 GMT'),
    (comment + rule.repeat(200)).slice(0, length),
  );
}

/** 20 bytes of style behind 862 bytes of head. */
function grayCss(): Bytes {
  const body = 'html{filter:none}  \n';
  const more = (policy: string) => [
    `Content-Security-Policy: default-src 'self' data: blob: *.conac.cn *.xjtu.edu.cn *.gov.cn *.${policy}`,
    'Last-Modified: Wed, 19 Dec 2012 05:54:24 GMT',
    'ETag: "14-4d12e3f16c400-gzip"',
  ];
  const missing = 882 - body.length - ok('text/css', body.length, ...more('')).length;
  return bytes(ok('text/css', body.length, ...more('edu.cn '.repeat(60).slice(0, missing))), body);
}

const picture = (type: string, length: number): Bytes =>
  bytes(
    ok(type, length, 'Last-Modified: Fri, 05 Jan 2024 09:40:00 GMT'),
    type === 'image/png' ? png(length) : jpeg(length),
  );

function exchange(
  at: Schedule,
  connection: Connection,
  time: string,
  request: string,
  response: Uint8Array,
  seconds: number,
): void {
  at(time, (now) => connection.send(now, 'client', 'PSH,ACK', {window: 512, payload: request}));
  at(later(time, seconds - 0.0000001), (now) => connection.send(now, 'server', 'ACK', {window: 131}));
  respond(at, connection, later(time, seconds), response, 0.0001);
}

/** Full segments close behind each other, every second one acknowledged. */
function respond(
  at: Schedule,
  connection: Connection,
  time: string,
  response: Uint8Array,
  gap: number,
  lastAt?: string,
): void {
  const count = Math.ceil(response.length / MSS);
  for (let index = 0; index < count; index++) {
    const last = index === count - 1;
    const when = last && lastAt !== undefined ? lastAt : later(time, index * gap);
    const payload = response.subarray(index * MSS, (index + 1) * MSS);
    at(when, (now) => connection.send(now, 'server', last ? 'PSH,ACK' : 'ACK', {window: 123, payload}));
    if (index % 2 === 1 || last) {
      at(later(when, 0.0000585), (now) => connection.send(now, 'client', 'ACK', {window: 513}));
    }
  }
}

const later = (time: string, seconds: number): string => (Number(time) + seconds).toFixed(7);

/** TLS 1.2 as far as it can be seen from outside: hellos, certificate, key exchange, records of noise. */
function encrypted(at: Schedule, tls: Connection): void {
  handshake(at, tls, ['14.442104', '14.453698', '14.454251']);
  const record = (type: number, body: Uint8Array) => bytes(type, 3, 3, u16(body.length), body);
  const message = (type: number, body: Uint8Array) => bytes(type, 0, u16(body.length), body);
  const name = bytes(HOST);
  const serverName = bytes(u16(0), u16(name.length + 5), u16(name.length + 3), 0, u16(name.length), name);
  const suites = bytes(...[0x1301, 0x1302, 0x1303, 0xc02b, 0xc02f, 0xc02c, 0xc030, 0x009c, 0x009d, 0x002f].map(u16));
  const helloHead = bytes(3, 3, noise(32, 1), 32, noise(32, 2), u16(suites.length), suites, 1, 0);
  const padding = 711 - 5 - 4 - helloHead.length - 2 - serverName.length - 4;
  const extensions = bytes(serverName, u16(21), u16(padding), new Uint8Array(padding));
  const clientHello = bytes(helloHead, u16(extensions.length), extensions);
  const hello = bytes(22, 3, 1, u16(clientHello.length + 4), message(1, clientHello));
  at('14.454479', (time) => tls.send(time, 'client', 'PSH,ACK', {window: 513, payload: hello}));
  at('14.474650', (time) => tls.send(time, 'server', 'ACK', {window: 126}));
  const serverHello = record(22, message(2, bytes(3, 3, noise(32, 3), 0, u16(0xc02f), 0)));
  // An ECDHE key on secp256r1, signed with RSA and SHA-256 (RFC 8422 §5.4).
  const key = bytes(3, u16(0x17), 65, 4, noise(64, 5), u16(0x0401), u16(256), noise(256, 11));
  const keyExchange = record(22, message(12, key));
  const done = record(22, message(14, new Uint8Array(0)));
  const chain = bytes(
    ...CERTIFICATES.map((one) => Buffer.from(one, 'base64')).flatMap((der) => [0, u16(der.length), der]),
  );
  const certificate = record(22, message(11, bytes(0, u16(chain.length), chain)));
  const flight = bytes(serverHello, certificate, keyExchange, done);
  at('14.474720', (time) => tls.send(time, 'server', 'ACK', {window: 126, payload: flight.subarray(0, 1460)}));
  at('14.474722', (time) => tls.send(time, 'server', 'ACK', {window: 126, payload: flight.subarray(1460, 2920)}));
  at('14.474724', (time) => tls.send(time, 'server', 'ACK', {window: 126, payload: flight.subarray(2920, 4096)}));
  at('14.475169', (time) => tls.send(time, 'client', 'ACK', {window: 513}));
  at('14.488859', (time) => tls.send(time, 'server', 'PSH,ACK', {window: 126, payload: flight.subarray(4096)}));
  at('14.489237', (time) => tls.send(time, 'client', 'ACK', {window: 511}));
  const changed = record(20, Uint8Array.of(1));
  const finish = bytes(record(22, message(16, bytes(65, 4, noise(64, 6)))), changed, record(22, noise(40, 7)));
  at('14.489657', (time) => tls.send(time, 'client', 'PSH,ACK', {window: 511, payload: finish}));
  const ticket = record(22, message(4, bytes(u32(300), u16(208), noise(208, 8))));
  at('14.500143', (time) =>
    tls.send(time, 'server', 'PSH,ACK', {window: 134, payload: bytes(ticket, changed, record(22, noise(40, 9)))}),
  );
  at('14.541870', (time) => tls.send(time, 'client', 'ACK', {window: 510}));
  at('34.521458', (time) => tls.send(time, 'server', 'PSH,ACK', {window: 134, payload: record(21, noise(26, 10))}));
  at('34.562310', (time) => tls.send(time, 'client', 'ACK', {window: 510}));
}
