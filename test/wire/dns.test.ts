import {describe, expect, it} from 'vitest';
import type {FrameContext} from '../../src/model/frame-context.ts';
import type {FieldNode} from '../../src/model/tree.ts';
import {type DnsMessage, parseDns, rcodeName, typeName} from '../../src/wire/dns.ts';
import {readName} from '../../src/wire/dns-names.ts';
import {type DnsTreeOptions, dnsTree} from '../../src/wire/dns-tree.ts';
import {type Bytes, bytes, dns, dnsName, hex, u16, u32} from '../support/craft.ts';

interface Record {
  readonly name?: Uint8Array;
  readonly type: number;
  readonly class?: number;
  readonly ttl?: number;
  readonly data: Uint8Array;
}

/** Points at the question's name. */
const POINTER = u16(0xc00c);

const record = ({name = POINTER, type, class: network = 1, ttl = 300, data}: Record): Bytes =>
  bytes(name, u16(type), u16(network), u32(ttl), u16(data.length), data);

interface Message {
  readonly flags?: number;
  readonly name?: string;
  readonly type?: number;
  readonly class?: number;
  readonly answers?: readonly Record[];
  readonly authority?: readonly Record[];
  readonly additional?: readonly Record[];
}

function message({flags = 0x8180, name = 'example.org', type = 1, class: network = 1, ...given}: Message): Bytes {
  const {answers = [], authority = [], additional = []} = given;
  return bytes(
    u16(0x0609),
    u16(flags),
    u16(1),
    u16(answers.length),
    u16(authority.length),
    u16(additional.length),
    dnsName(name),
    u16(type),
    u16(network),
    ...[...answers, ...authority, ...additional].map(record),
  );
}

const SOA = bytes(
  dnsName('ns1.example.org'),
  dnsName('hostmaster.example.org'),
  ...[2024010101, 7200, 3600, 1209600, 86400].map(u32),
);
const SVCB = bytes(
  u16(1),
  0,
  u16(1),
  u16(6),
  hex('02'),
  'h2',
  hex('02'),
  'h3',
  u16(3),
  u16(2),
  u16(8443),
  u16(4),
  u16(4),
  hex('01020304'),
);

const parse = (b: Uint8Array): DnsMessage => {
  const found = parseDns(b, 0, b.length);
  if (!found) throw new Error('no message');
  return found;
};

describe('a name', () => {
  const read = (b: Uint8Array, at: number) => readName(b, 0, at, b.length);

  it('is its labels, up to the end or to a pointer', () => {
    const b = bytes(dnsName('b.example'), hex('0161'), u16(0xc000), 0);
    expect(read(b, 0)).toEqual({text: 'b.example', labels: 2, length: 9, next: 11});
    expect(read(b, 11)).toEqual({text: 'a.b.example', labels: 3, length: 11, next: 15});
    expect(read(b, 15)).toEqual({text: '<Root>', labels: 1, length: 6, next: 16});
  });

  it('shows control characters by their numbers, and UTF-8', () => {
    expect(read(bytes(hex('0561000a62ff00')), 0)?.text).toBe('a\\000\\nbÿ');
    expect(read(bytes(6, '你好', 0), 0)?.text).toBe('你好');
  });

  it('that goes in a circle is called so', () => {
    for (const circle of ['c000', '0161c000', '0161c002', 'c002c000']) {
      expect(read(hex(circle), 0)?.text).toBe('<Name contains a pointer that loops>');
    }
  });

  it('that breaks off or has labels of an unknown kind is none', () => {
    for (const broken of ['', '03', '0361', '0161', 'c0', '4161', '80']) expect(read(hex(broken), 0)).toBeUndefined();
  });
});

describe('a message', () => {
  it('has sections of records with their data as text', () => {
    const found = parse(
      message({
        answers: [
          {type: 5, data: dnsName('web.example.org')},
          {type: 1, data: hex('c0000201')},
          {type: 28, data: hex('20010db8000000000000000000000001')},
          {type: 15, data: bytes(u16(10), dnsName('mail.example.org'))},
          {type: 16, data: bytes(6, 'v=spf1', 5, ' -all')},
          {type: 33, data: bytes(u16(1), u16(2), u16(5060), dnsName('sip.example.org'))},
          {type: 65, data: SVCB},
          {type: 257, data: bytes(0, 5, 'issue', 'ca.example')},
          {type: 65280, data: hex('010203')},
        ],
        authority: [{type: 6, data: SOA}],
      }),
    );
    expect(found).toMatchObject({id: 0x0609, response: true, opcode: 0, rcode: 0, malformed: false});
    expect(found.questions).toMatchObject([{name: 'example.org', type: 1, class: 1}]);
    expect(found.answers.map(({type, data}) => `${typeName(type)} ${data}`)).toEqual([
      'CNAME web.example.org',
      'A 192.0.2.1',
      'AAAA 2001:db8::1',
      'MX 10 mail.example.org',
      'TXT v=spf1 -all',
      'SRV 1 2 5060 sip.example.org',
      'HTTPS 1 . alpn=h2,h3 port=8443 ipv4hint=1.2.3.4',
      'CAA 0 issue "ca.example"',
      'TYPE65280 010203',
    ]);
    expect(found.answers.every(({name, ttl}) => name === 'example.org' && ttl === 300)).toBe(true);
    expect(found.authority[0]?.data).toBe('ns1.example.org');
  });

  it('quotes data that are not what the type demands as they are', () => {
    const found = parse(
      message({
        answers: [
          {type: 1, data: hex('0102')},
          {type: 5, data: hex('0361')},
        ],
      }),
    );
    expect(found.answers.map(({data}) => data)).toEqual(['0102', '0361']);
  });

  it('has more response codes with an OPT record', () => {
    const opt = {name: hex('00'), type: 41, class: 1232, ttl: 0x01000000, data: new Uint8Array(0)};
    expect(rcodeName(parse(message({additional: [opt]})).rcode)).toBe('BADVERS');
    expect(rcodeName(parse(message({flags: 0x8183})).rcode)).toBe('NXDOMAIN');
    expect(rcodeName(14)).toBe('RCODE14');
  });

  it('keeps what could be read when it is cut, and never throws', () => {
    const whole = message({
      answers: [
        {type: 1, data: hex('c0000201')},
        {type: 6, data: SOA},
      ],
      additional: [{type: 65, data: SVCB}],
    });
    for (let end = 0; end < whole.length; end++) {
      const found = parseDns(whole, 0, end);
      if (end < 12) expect(found).toBeUndefined();
      else expect(found?.malformed).toBe(true);
    }
  });

  it('never throws on lengths that lie', () => {
    const whole = message({
      answers: [
        {type: 33, data: bytes(u16(1), u16(2), u16(3), dnsName('a'))},
        {type: 65, data: SVCB},
        {type: 47, data: bytes(dnsName('a'), hex('000440000008'))},
      ],
    });
    for (let at = 0; at < whole.length; at++) {
      for (const byte of [0x00, 0x3f, 0xc0, 0xff]) {
        const lying = Uint8Array.from(whole);
        lying[at] = byte;
        parseDns(lying, 0, lying.length);
        dnsTree(lying, 0, lying.length, CONTEXT);
      }
    }
  });
});

const CONTEXT: FrameContext = {
  frame: 1,
  time: {seconds: 0, nanos: 0},
  sincePreviousNs: 0,
  sinceFirstNs: 0,
  capturedLength: 0,
  originalLength: 0,
  linkType: 1,
};

const flat = (nodes: readonly FieldNode[], depth = 0): string[] =>
  nodes.flatMap(({text, children}) => [`${'  '.repeat(depth)}${text}`, ...flat(children ?? [], depth + 1)]);

function tree(b: Uint8Array, pair?: FrameContext['dns'], options?: DnsTreeOptions) {
  const found = dnsTree(b, 0, b.length, pair ? {...CONTEXT, dns: pair} : CONTEXT, options);
  return {...found, text: flat(found.nodes)};
}

/** The lines of one record or question, by the beginning of its title. */
function entry(text: readonly string[], title: string): string[] {
  const from = text.findIndex((line) => line.startsWith(`    ${title}`));
  const length = text.slice(from + 1).findIndex((line) => !line.startsWith('      '));
  return text.slice(from, length < 0 ? undefined : from + 1 + length).map((line) => line.slice(4));
}

// The lines below are Wireshark 4.4's.
describe('the tree of a message', () => {
  it('shows a query', () => {
    const asked = dns({id: 0x0609, name: 'www.example.org', type: 'AAAA', edns: 1232});
    const {text, info, protocol} = tree(asked, {responseFrame: 9});
    expect(text).toEqual([
      'Domain Name System (query)',
      '  Transaction ID: 0x0609',
      '  Flags: 0x0100 Standard query',
      '    0... .... .... .... = Response: Message is a query',
      '    .000 0... .... .... = Opcode: Standard query (0)',
      '    .... ..0. .... .... = Truncated: Message is not truncated',
      '    .... ...1 .... .... = Recursion desired: Do query recursively',
      '    .... .... .0.. .... = Z: reserved (0)',
      '    .... .... ...0 .... = Non-authenticated data: Unacceptable',
      '  Questions: 1',
      '  Answer RRs: 0',
      '  Authority RRs: 0',
      '  Additional RRs: 1',
      '  Queries',
      '    www.example.org: type AAAA, class IN',
      '      Name: www.example.org',
      '      [Name Length: 15]',
      '      [Label Count: 3]',
      '      Type: AAAA (28) (IP6 Address)',
      '      Class: IN (0x0001)',
      '  Additional records',
      '    <Root>: type OPT',
      '      Name: <Root>',
      '      Type: OPT (41) ',
      '      UDP payload size: 1232',
      '      Higher bits in extended RCODE: 0x00',
      '      EDNS0 version: 0',
      '      Z: 0x0000',
      '        0... .... .... .... = DO bit: Cannot handle DNSSEC security RRs',
      '        .000 0000 0000 0000 = Reserved: 0x0000',
      '      Data length: 0',
      '  [Response In: 9]',
    ]);
    expect([info, protocol]).toEqual(['Standard query 0x0609 AAAA www.example.org OPT', 'DNS']);
  });

  it('shows a response', () => {
    const {text, info} = tree(message({flags: 0x8583, authority: [{type: 6, ttl: 900, data: SOA}]}), {
      requestFrame: 5,
      timeNs: 1_001_000,
    });
    expect(info).toBe('Standard query response 0x0609 No such name A example.org SOA ns1.example.org');
    expect(text.slice(2, 13)).toEqual([
      '  Flags: 0x8583 Standard query response, No such name',
      '    1... .... .... .... = Response: Message is a response',
      '    .000 0... .... .... = Opcode: Standard query (0)',
      '    .... .1.. .... .... = Authoritative: Server is an authority for domain',
      '    .... ..0. .... .... = Truncated: Message is not truncated',
      '    .... ...1 .... .... = Recursion desired: Do query recursively',
      '    .... .... 1... .... = Recursion available: Server can do recursive queries',
      '    .... .... .0.. .... = Z: reserved (0)',
      '    .... .... ..0. .... = Answer authenticated: Answer/authority portion was not authenticated by the server',
      '    .... .... ...0 .... = Non-authenticated data: Unacceptable',
      '    .... .... .... 0011 = Reply code: No such name (3)',
    ]);
    expect(entry(text, 'example.org: type SOA')).toEqual([
      'example.org: type SOA, class IN, mname ns1.example.org',
      '  Name: example.org',
      '  Type: SOA (6) (Start Of a zone of Authority)',
      '  Class: IN (0x0001)',
      '  Time to live: 900 (15 minutes)',
      `  Data length: ${SOA.length}`,
      '  Primary name server: ns1.example.org',
      "  Responsible authority's mailbox: hostmaster.example.org",
      '  Serial Number: 2024010101',
      '  Refresh Interval: 7200 (2 hours)',
      '  Retry Interval: 3600 (1 hour)',
      '  Expire limit: 1209600 (14 days)',
      '  Minimum TTL: 86400 (1 day)',
    ]);
    expect(text.slice(-2)).toEqual(['  [Request In: 5]', '  [Time: 0.001001000 seconds]']);
  });

  it('shows records by their types', () => {
    const {text, info} = tree(
      message({
        answers: [
          {type: 1, ttl: 0x80000000, data: hex('c0000201')},
          {type: 15, data: bytes(u16(10), dnsName('mail.example.org'))},
          {name: dnsName('_sip._tcp.example.org'), type: 33, data: bytes(u16(1), u16(2), u16(5060), dnsName('sip'))},
          {type: 65, data: SVCB},
          {type: 47, data: bytes(dnsName('a.example.org'), hex('000440000008'))},
        ],
      }),
    );
    expect(info).toBe(
      'Standard query response 0x0609 A example.org A 192.0.2.1 MX 10 mail.example.org SRV 1 2 5060 sip HTTPS NSEC a.example.org',
    );
    expect(entry(text, 'example.org: type A, class IN, addr 192.0.2.1').slice(4)).toEqual([
      '  Time to live: 2147483648 (24855 days, 3 hours, 14 minutes, 8 seconds)',
      '    [Expert Info (Warning/Protocol): The uppermost bit of the TTL is set (RFC 2181, section 8)]',
      '      [The uppermost bit of the TTL is set (RFC 2181, section 8)]',
      '      [Severity level: Warning]',
      '      [Group: Protocol]',
      '  Data length: 4',
      '  Address: 192.0.2.1',
    ]);
    expect(entry(text, 'example.org: type MX, class IN, preference 10, mx mail.example.org').slice(-2)).toEqual([
      '  Preference: 10',
      '  Mail Exchange: mail.example.org',
    ]);
    const service = '_sip._tcp.example.org: type SRV, class IN, priority 1, weight 2, port 5060, target sip';
    expect(entry(text, service).slice(1, 4)).toEqual(['  Service: _sip', '  Protocol: _tcp', '  Name: example.org']);
    expect(entry(text, 'example.org: type HTTPS').slice(6)).toEqual([
      '  SvcPriority: 1',
      '  TargetName: <Root>',
      '  SvcParam: alpn=h2,h3',
      '    SvcParamKey: alpn (1)',
      '    SvcParamValue length: 6',
      '    ALPN length: 2',
      '    ALPN: h2',
      '    ALPN length: 2',
      '    ALPN: h3',
      '  SvcParam: port=8443',
      '    SvcParamKey: port (3)',
      '    SvcParamValue length: 2',
      '    Port: 8443',
      '  SvcParam: ipv4hint=1.2.3.4',
      '    SvcParamKey: ipv4hint (4)',
      '    SvcParamValue length: 4',
      '    IP: 1.2.3.4',
    ]);
    expect(entry(text, 'example.org: type NSEC').slice(6)).toEqual([
      '  Next Domain Name: a.example.org',
      '  RR type in bit map: A (Host Address)',
      '  RR type in bit map: AAAA (IP6 Address)',
    ]);
  });

  it('shows options', () => {
    const data = hex('000a0008 0102030405060708 00080007 0001180 00a0000 000f0002 0012 000b0000');
    const {text} = tree(message({additional: [{name: hex('00'), type: 41, class: 4096, ttl: 0x8000, data}]}));
    expect(entry(text, '<Root>: type OPT').slice(6, 9)).toEqual([
      '  Z: 0x8000',
      '    1... .... .... .... = DO bit: Accepts DNSSEC security RRs',
      '    .000 0000 0000 0000 = Reserved: 0x0000',
    ]);
    expect(entry(text, '<Root>: type OPT').slice(10)).toEqual([
      '  Option: COOKIE',
      '    Option Code: COOKIE (10)',
      '    Option Length: 8',
      '    Option Data: 0102030405060708',
      '    Client Cookie: 0102030405060708',
      '    Server Cookie: <MISSING>',
      '  Option: CSUBNET - Client subnet',
      '    Option Code: CSUBNET - Client subnet (8)',
      '    Option Length: 7',
      '    Option Data: 000118000a0000',
      '    Family: IPv4 (1)',
      '    Source Netmask: 24',
      '    Scope Netmask: 0',
      '    Client Subnet: 10.0.0.0',
      '  Option: Extended DNS Error',
      '    Option Code: Extended DNS Error (15)',
      '    Option Length: 2',
      '    Option Data: 0012',
      '    Info Code: Prohibited (18)',
      '  Option: EDNS TCP Keepalive',
      '    Option Code: EDNS TCP Keepalive (11)',
      '    Option Length: 0',
      '    Option Data: <MISSING>',
    ]);
  });

  it('shows multicast DNS with its bits of the class', () => {
    const asked = message({flags: 0, name: '_http._tcp.local', type: 12, class: 0x8001});
    const {text, info, protocol} = tree(asked, undefined, {service: 'mdns'});
    expect([info, protocol]).toEqual(['Standard query 0x0609 PTR _http._tcp.local, "QU" question', 'MDNS']);
    expect(text[0]).toBe('Multicast Domain Name System (query)');
    expect(entry(text, '_http._tcp.local').slice(-2)).toEqual([
      '  .000 0000 0000 0001 = Class: IN (0x0001)',
      '  1... .... .... .... = "QU" question: True',
    ]);
    const told = message({answers: [{name: dnsName('h.local'), type: 1, class: 0x8001, data: hex('0a000001')}]});
    expect(tree(told, undefined, {service: 'mdns'}).info).toMatch(/ A, cache flush 10\.0\.0\.1$/);
    const instance = bytes(7, 'My Site', dnsName('_http._tcp.local'));
    const srv = message({
      answers: [{name: instance, type: 33, data: bytes(u16(0), u16(0), u16(80), dnsName('h.local'))}],
    });
    expect(tree(srv, undefined, {service: 'mdns'}).text).toContain('      Instance: My Site');
  });

  it('remarks on queries without an answer and on what was sent again', () => {
    const asked = dns({id: 1, name: 'a', type: 'A'});
    const told = dns({id: 1, name: 'a', type: 'A', response: true});
    expect(tree(asked, {}).text).toContain('      [DNS response missing]');
    expect(tree(asked).text.join()).not.toContain('missing');
    expect(tree(asked, {repeatOf: 3}).text.slice(-2)).toEqual([
      '  [Retransmitted request. Original request in: 3]',
      '  [Retransmission: True]',
    ]);
    expect(tree(told, {repeatOf: 4}).text.slice(-2)).toEqual([
      '  [Retransmitted response. Original response in: 4]',
      '  [Retransmission: True]',
    ]);
    expect(tree(told, {}).text.at(-1)).toBe('  [Unsolicited: True]');
  });

  it('ends where the message does, and says whether it was cut', () => {
    const whole = message({answers: [{type: 1, data: hex('c0000201')}]});
    for (let end = 0; end < whole.length; end++) {
      expect(dnsTree(whole, 0, end, CONTEXT).shortage, `${end}`).toBe('malformed');
      expect(dnsTree(whole, 0, end, CONTEXT, {wireEnd: whole.length}).shortage).toBe('cut');
    }
    expect(dnsTree(whole, 0, whole.length, CONTEXT).shortage).toBeUndefined();
    const {text, info} = tree(whole.subarray(0, whole.length - 1));
    expect(text.at(-1)).toBe('      Data length: 4');
    expect(info).toBe('Standard query response 0x0609 A example.org A');
  });
});
