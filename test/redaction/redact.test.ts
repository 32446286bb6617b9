import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, it} from 'vitest';
import {openBytes} from '../../src/capture/index.ts';
import type {Report} from '../../src/model/report.ts';
import {row} from '../../src/model/units.ts';
import {redact} from '../../src/redaction/index.ts';
import {reportMarkdown} from '../../src/render/report.ts';
import {macName} from '../../src/wire/mac.ts';
import {arp, bytes, dns, ethernet, hex, ip, udp} from '../support/craft.ts';
import {ladderPackets} from '../support/ladder.ts';
import {type FilePacket, writePcap} from '../support/pcap-file.ts';
import {available, reportOf, reportOn} from '../support/report.ts';

const SAMPLES = join(import.meta.dirname, '..', '..', 'samples');
const samples = readdirSync(SAMPLES).filter((name) => /\.pcap(ng)?$/.test(name));

/** Everything that is written of a report, but figures' files. */
function outputs(report: Report): string {
  const markdown = (['en', 'zh-CN'] as const).map(
    (locale) => reportMarkdown(report, {locale, timeZone: 'Asia/Shanghai', target: 'md'}).markdown,
  );
  const text = [JSON.stringify(report), ...markdown].join('\n').replaceAll('\\.', '.').toLowerCase();
  // The gap in the middle of a line of the hex dump.
  return text.replace(/\b([0-9a-f]{2}) {2}(?=[0-9a-f]{2} )/g, '$1 ');
}

/** How a MAC address may be spelt. */
function macSpellings(mac: Uint8Array): string[] {
  const digits = Buffer.from(mac).toString('hex');
  const pairs = digits.match(/../g) ?? [];
  return [pairs.join(':'), pairs.join('-'), digits, pairs.join(' '), macName(mac)].map((text) => text.toLowerCase());
}

const ipv4Spellings = (address: Uint8Array): string[] => {
  const pairs = Buffer.from(address).toString('hex').match(/../g) ?? [];
  return [address.join('.'), address.join('-'), [...address].reverse().join('.'), pairs.join(' '), pairs.join('')];
};

/** Written without what the program uses. */
const isPrivate = ([a = 0, b = 0]: Uint8Array): boolean =>
  a === 10 || a === 127 || a >= 224 || (a === 172 && b >= 16 && b < 32) || (a === 192 && b === 168) || a === 169;

/** Read from the frames themselves: addresses at their places in Ethernet, Linux cooked and IPv4 headers. */
async function secretsOf(file: string): Promise<string[]> {
  const data = readFileSync(join(SAMPLES, file));
  const capture = await openBytes(file, data);
  const found = new Set<string>();
  for (let i = 0; i < capture.packets.length; i++) {
    const frame = capture.bytesOf(row(i)).slice();
    const networkAt = capture.packets.get('networkAt', row(i));
    const isEthernet = networkAt === 14;
    const macs = isEthernet ? [frame.slice(0, 6), frame.slice(6, 12)] : networkAt === 16 ? [frame.slice(6, 12)] : [];
    for (const mac of macs) {
      if (((mac[0] ?? 0) & 1) === 0 && mac.some((byte) => byte > 0))
        for (const text of macSpellings(mac)) found.add(text);
    }
    if ((frame[networkAt] ?? 0) >> 4 !== 4) continue;
    for (const at of [networkAt + 12, networkAt + 16]) {
      const address = frame.slice(at, at + 4);
      if (!isPrivate(address)) for (const text of ipv4Spellings(address)) found.add(text);
    }
  }
  capture.close();
  const headers = data.toString('latin1').matchAll(/^(?:set-)?cookie: ([^\r\n]*)|^authorization: \S+ (\S+)/gim);
  for (const [, cookies = '', credentials = ''] of headers) {
    const values = cookies.split(';').map((pair) => pair.slice(pair.indexOf('=') + 1).trim());
    for (const value of [...values, credentials]) if (value.length > 12) found.add(value.toLowerCase());
  }
  return [...found];
}

/** Numbers and everything but strings, in order, with the places; strings by their length where that must stay. */
function skeleton(value: unknown, path = ''): string[] {
  if (typeof value === 'string') return path.endsWith('.hex') ? [`${path}: ${value.length} digits`] : [`${path}: text`];
  if (value === null || typeof value !== 'object') return [`${path}: ${String(value)}`];
  return Object.entries(value).flatMap(([name, child]) => skeleton(child, `${path}.${name}`));
}

/** The bit of a MAC address that tells that it is an invented one. */
const withoutLocalBit = (lines: string[], report: Report): string[] => {
  const places = new Set(
    report.findings.layers.available
      ? report.findings.layers.layers.flatMap(({tree}, layer) =>
          (tree.children ?? []).flatMap((node, at) =>
            (node.children ?? []).flatMap(({field}, bit) =>
              field.endsWith('.lg')
                ? [`.findings.layers.layers.${layer}.tree.children.${at}.children.${bit}.value`]
                : [],
            ),
          ),
        )
      : [],
  );
  return lines.filter((line) => !places.has(line.slice(0, line.indexOf(':'))));
};

describe.each(samples)('%s', (sample) => {
  const whole = reportOn(sample, readFileSync(join(SAMPLES, sample)));

  it('holds none of its addresses, cookies and credentials once it is redacted', async () => {
    const secrets = await secretsOf(sample);
    const before = outputs(await whole);
    const shown = secrets.filter((secret) => before.includes(secret));
    const loopback = /browser-visit|own-web-server/.test(sample);
    expect(shown.length > 0).toBe(!loopback);
    const after = outputs(redact(await whole));
    expect(secrets.filter((secret) => after.includes(secret))).toEqual([]);
  });

  it('keeps its numbers', async () => {
    const {redaction, ...masked} = redact(await whole);
    expect(redaction).toBeDefined();
    const report = await whole;
    expect(withoutLocalBit(skeleton(masked), report)).toEqual(withoutLocalBit(skeleton(report), report));
  });

  it('is the same when redacted twice, also from its file', async () => {
    const once = redact(await whole);
    expect(redact(once)).toBe(once);
    const read = JSON.parse(JSON.stringify(once)) as Report;
    expect(redact(read)).toEqual(once);
  });
});

const CLIENT_MAC = '00:0c:29:c2:89:0b';
const ROUTER_MAC = 'e4:5e:37:d2:86:3d';
const LINK_LOCAL = 'fe80::20c:29ff:fec2:890b';
const GLOBAL = '2606:2800:220:1:248:1893:25c8:1946';
const RESOLVER = '93.184.216.34';

/** A frame with the stations' real addresses. */
function stationed(packet: FilePacket, fromClient: boolean): FilePacket {
  const frame = bytes(hex(fromClient ? ROUTER_MAC : CLIENT_MAC), hex(fromClient ? CLIENT_MAC : ROUTER_MAC));
  return {...packet, bytes: bytes(frame, packet.bytes.subarray(12))};
}

const HEAD = [
  'GET http://alice:open-sesame@example.org/?from=93.184.216.34&mac=00%3A0C%3A29%3AC2%3A89%3A0B HTTP/1.1',
  'Host: example.org',
  'User-Agent: Mozilla/5.0 Chrome/120.0.0.0 Safari/537.36',
  'Authorization: Basic YWxpY2U6b3Blbi1zZXNhbWU=',
  'Proxy-Authorization: Bearer abcdef.0123456789.xyz',
  'Cookie: session=s3cr3t-s3ss10n; theme=dark; id="42-quoted-42"',
  'X-Forwarded-For: 93.184.216.34, 10.1.2.3',
  '',
  '',
].join('\\r\\n');

const BODY = JSON.stringify({
  'Set-Cookie': 'track=never-seen-elsewhere; Path=/',
  Cookie: 'session=s3cr3t-s3ss10n',
  origin: '93.184.216.34',
  from: '2606:2800:0220:0001:0248:1893:25C8:1946',
  host: 'host-93-184-216-34.example.net',
  station: '00-0C-29-C2-89-0B',
  dotted: '000c.29c2.890b',
  run: '000c29c2890b',
  version: 'Server/1.2.3.4 2024-01-02',
  page: 'ftp://bob:swordfish1@93.184.216.34/',
});

function drawn(): Promise<Report> {
  const response = `HTTP/1.1 200 OK\\r\\nContent-Type: application/json\\r\\nSet-Cookie: token=t0k3n-t0k3n; Path=/; Expires=Wed, 21 Oct 2026 07:28:00 GMT\\r\\nContent-Length: ${BODY.length}\\r\\n\\r\\n${BODY.replaceAll('"', '\\"')}`;
  const client = `[${LINK_LOCAL}]:50000`;
  const server = `[${GLOBAL}]:80`;
  const packets = ladderPackets(`
    ${client}>${server} SYN seq=100 win=64240 mss=1440
    ${server}>${client} SYN,ACK seq=300 ack=101
    ${client}>${server} ACK
    ${client}>${server} PSH,ACK "${HEAD.replaceAll('"', '\\"')}"
    ${server}>${client} PSH,ACK "${response}"
    ${client}>${server} FIN,ACK
    ${server}>${client} FIN,ACK
    ${client}>${server} ACK
  `).map((packet) => stationed(packet, Buffer.from(packet.bytes.subarray(22, 24)).toString('hex') === 'fe80'));
  const before = (number: number, frame: Uint8Array): FilePacket => ({
    time: {seconds: 1_699_999_990 + number, nanos: 0},
    bytes: frame,
  });
  const question = {source: '10.1.2.3', destination: RESOLVER, protocol: 17};
  const ports = {sourcePort: 40000, destinationPort: 53};
  const name = '34.216.184.93.in-addr.arpa';
  const answer = {
    type: 'PTR',
    ttl: 60,
    data: 'host-93-184-216-34.example.net',
  } as const;
  const query = ip(question, udp({...question, ...ports}, dns({id: 7, name, type: 'PTR'})));
  const back = {source: RESOLVER, destination: '10.1.2.3', protocol: 17};
  const reply = ip(
    back,
    udp(
      {...back, sourcePort: 53, destinationPort: 40000},
      dns({id: 7, response: true, name, type: 'PTR', answers: [answer]}),
    ),
  );
  const who = arp({operation: 'request', senderMac: CLIENT_MAC, senderIp: '10.1.2.3', targetIp: '10.1.2.1'});
  const file = writePcap([
    before(1, ethernet({source: CLIENT_MAC, destination: 'ff:ff:ff:ff:ff:ff', type: 0x0806}, who)),
    before(2, ethernet({source: CLIENT_MAC, destination: ROUTER_MAC}, query)),
    before(3, ethernet({source: ROUTER_MAC, destination: CLIENT_MAC}, reply)),
    ...packets,
  ]);
  return reportOn('drawn.pcap', file);
}

describe('a drawn capture', () => {
  const report = drawn();

  it('shows everything before, and nothing of it after', async () => {
    const secrets = [
      ...macSpellings(hex(CLIENT_MAC)),
      ROUTER_MAC,
      'e4 5e 37 d2 86 3d',
      'intel_d2:86:3d',
      '000c.29c2.890b',
      '20c:29ff:fec2:890b',
      '29%3ac2%3a89',
      '2606:2800',
      '26 06 28 00',
      '93.184.216.34',
      '34.216.184.93',
      '93-184-216-34',
      'ywxpy2u6',
      'open-sesame',
      'alice',
      'abcdef.0123456789',
      's3cr3t',
      't0k3n',
      '42-quoted-42',
      'never-seen-elsewhere',
      'swordfish',
      'dark',
      // The frame's bytes.
      ...['dark', 'alice', 's3cr3t', '93.184.216.34'].map((text) => Buffer.from(text).toString('hex')),
    ];
    const before = outputs(await report);
    expect(secrets.filter((secret) => !before.includes(secret))).toEqual([]);
    const after = outputs(redact(await report));
    expect(secrets.filter((secret) => after.includes(secret))).toEqual([]);
  });

  it('has the same mask for an address everywhere', async () => {
    const masked = redact(await report);
    const [connection] = masked.connections;
    expect(connection?.client.address).toBe('fe80::ff:fe00:1');
    expect(connection?.server.address).toBe('2001:db8::1');
    expect(masked.lookups[0]).toMatchObject({
      name: '1.113.0.203.in-addr.arpa',
      server: {address: '203.0.113.1'},
      client: {address: '10.1.2.3'},
      answers: [{data: 'host-203-0-113-1.example.net'}],
    });
    const {text = ''} = available(masked.findings.exchange).responseBody ?? {};
    expect(JSON.parse(text)).toEqual({
      'Set-Cookie': 'track=********************; Path=/',
      Cookie: 'session=**************',
      origin: '203.0.113.1',
      from: '2001:db8::1',
      host: 'host-203-0-113-1.example.net',
      station: '02-00-00-00-00-01',
      dotted: '0200.0000.0001',
      run: '020000000001',
      version: 'Server/1.2.3.4 2024-01-02',
      page: 'ftp://***:**********@203.0.113.1/',
    });
    const {layers, hex: digits} = available(masked.findings.layers);
    expect(layers[0]?.tree.text).toBe(
      'Ethernet II, Src: 02:00:00:00:00:01 (02:00:00:00:00:01), Dst: 02:00:00:00:00:02 (02:00:00:00:00:02)',
    );
    expect(digits.slice(0, 24)).toBe('020000000002020000000001');
    expect(digits.slice(44, 76)).toBe('fe80000000000000000000fffe000001');
    expect(digits.slice(76, 108)).toBe('20010db8000000000000000000000001');
  });

  it('keeps the names of cookies, schemes, attributes, versions and lengths', async () => {
    const masked = redact(await report);
    const {request, response} = masked.connections[0]?.http[0] ?? {};
    expect(request?.target).toBe(
      'http://*****:***********@example.org/?from=203.0.113.1&mac=02%3A00%3A00%3A00%3A00%3A01',
    );
    expect(request?.headers).toEqual([
      ['Host', 'example.org'],
      ['User-Agent', 'Mozilla/5.0 Chrome/120.0.0.0 Safari/537.36'],
      ['Authorization', 'Basic ************************'],
      ['Proxy-Authorization', 'Bearer *********************'],
      ['Cookie', 'session=**************; theme=****; id=**************'],
      ['X-Forwarded-For', '203.0.113.1, 10.1.2.3'],
    ]);
    expect(response?.headers[1]).toEqual([
      'Set-Cookie',
      'token=***********; Path=/; Expires=Wed, 21 Oct 2026 07:28:00 GMT',
    ]);
    expect(Buffer.from(available(masked.findings.layers).hex, 'hex').toString('latin1')).toContain(
      '\r\nCookie: session=**************; theme=****; id=**************\r\nX-Forwarded-For: *************, 10.1.2.3\r\n',
    );
  });

  it('says what was masked, in both languages', async () => {
    const masked = redact(await report);
    expect(masked.redaction).toEqual({
      publicIpv4: 1,
      ipv6: 2,
      mac: 2,
      cookies: 5,
      authorizations: 2,
      uriCredentials: 2,
    });
    const shown = outputs(masked);
    expect(shown).toContain(
      '| redacted | 1 public ipv4 address, 2 ipv6 addresses, 2 mac addresses, 5 cookies, 2 authorizations, 2 users in uris |',
    );
    expect(shown).toContain('this report was redacted.');
    expect(shown).toContain(
      '1 个公网 ipv4 地址、2 个 ipv6 地址、2 个 mac 地址、5 个 cookie、2 个认证凭据、2 处 uri 中的用户信息',
    );
    expect(shown).toContain('本报告经过脱敏处理');
  });

  it('tells that the masks of MAC addresses are locally administered, as their bytes say', async () => {
    const [ethernetLayer] = available(redact(await report).findings.layers).layers;
    const bits = (ethernetLayer?.tree.children ?? []).flatMap(({children = []}) => children);
    expect(bits.filter(({field}) => field.endsWith('.lg')).map(({value}) => value)).toEqual([true, true]);
  });

  it('is not changed itself', async () => {
    const before = JSON.stringify(await report);
    redact(await report);
    expect(JSON.stringify(await report)).toBe(before);
  });
});

it('leaves masks out that are addresses of the capture', async () => {
  const report = redact(await reportOf('203.0.113.1:5000>8.8.8.8:80 SYN'));
  expect(report.connections[0]).toMatchObject({client: {address: '203.0.113.1'}, server: {address: '203.0.113.2'}});
  // The ladder's own stations have the first two numbers.
  expect(report.redaction).toMatchObject({publicIpv4: 1, mac: 2});
  expect(available(report.findings.layers).layers[0]?.tree.text).toContain('02:00:00:00:00:03');
});

it('says so where there is nothing to mask', async () => {
  const {redaction} = redact(await reportOf(''));
  expect(redaction).toEqual({publicIpv4: 0, ipv6: 0, mac: 0, cookies: 0, authorizations: 0, uriCredentials: 0});
});
