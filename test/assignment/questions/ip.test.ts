import {describe, expect, test} from 'vitest';
import {plainLocale} from '../../../src/locales/index.ts';
import type {Report} from '../../../src/model/report.ts';
import {answerIn, mistakeOf, reportOnFrames} from '../../support/answers.ts';
import {bytes, ethernet, FLAG, type Ipv4Fields, ipv4, ipv6, tcp, udp} from '../../support/craft.ts';
import {reportOf} from '../../support/report.ts';

const {cannotAnswer} = plainLocale('en');

const ENDS = {source: '10.0.0.1', destination: '10.0.0.2'};
const BACK = {source: '10.0.0.2', destination: '10.0.0.1'};
const SYN = {...ENDS, sourcePort: 50000, destinationPort: 80, sequence: 100, flags: FLAG.SYN};
const SYN_ACK = {...BACK, sourcePort: 80, destinationPort: 50000, sequence: 500, acknowledgment: 101, flags: 0x12};
const GET = bytes('GET / HTTP/1.1\r\nHost: a\r\n\r\n');

/** From the client: a SYN, then a request of 27 bytes; between them the server's SYN-ACK. */
const visit = (client: Partial<Ipv4Fields> = {}, next: Partial<Ipv4Fields> = {}, server: Partial<Ipv4Fields> = {}) =>
  reportOnFrames(
    ethernet({}, ipv4({...ENDS, id: 7, ...client}, tcp(SYN))),
    ethernet({}, ipv4({...BACK, id: 9000, ttl: 60, ...server}, tcp(SYN_ACK))),
    ethernet(
      {},
      ipv4({...ENDS, id: 8, ...client, ...next}, tcp({...SYN, sequence: 101, acknowledgment: 501, flags: 0x18}, GET)),
    ),
  );

const visitIpv6 = (nextHeader = 6) => {
  const ends = {source: '2001:db8::1', destination: '2001:db8::2'};
  const fields = {...ends, trafficClass: 0xb9, flowLabel: 0xe7f19, hopLimit: 63, nextHeader};
  return reportOnFrames(ethernet({}, ipv6(fields, tcp({...SYN, ...ends}))));
};

const NOTHING = reportOnFrames(
  ethernet({}, ipv4({...ENDS, protocol: 17}, udp({...ENDS, sourcePort: 9, destinationPort: 9}, GET))),
);
const LOOP = {source: '127.0.0.1', destination: '127.0.0.1'};

describe('the addresses', () => {
  test('of the client and of the server, each mistaken for the other', async () => {
    const report = await visit();
    const client = answerIn('client-address', report);
    expect(client).toMatchObject({value: {kind: 'address', value: '10.0.0.1'}, frames: [1]});
    expect(mistakeOf(client, '10.0.0.2')).toContain('address of the server');
    const server = answerIn('server-address', report);
    expect(server).toMatchObject({value: {value: '10.0.0.2'}, frames: [2]});
    expect(mistakeOf(server, '10.0.0.1')).toContain('address of the client');
  });
  test('of a server that sent nothing are proved by a packet to it', async () => {
    const answer = answerIn('server-address', await reportOf('C>S SYN seq=100'));
    expect(answer).toMatchObject({value: {value: '10.0.0.2'}, frames: [1]});
    expect(answer).toHaveProperty('working.1', expect.stringContaining('Destination Address is 10.0.0.2'));
  });
  test('on one machine neither is a mistake', async () => {
    const report = await reportOnFrames(ethernet({}, ipv4(LOOP, tcp({...SYN, ...LOOP}))));
    expect(answerIn('client-address', report)).not.toHaveProperty('mistakes');
  });
  test.each(['client-address', 'server-address'])('%s without a connection', async (id) => {
    expect(answerIn(id, await NOTHING)).toEqual({because: cannotAnswer.noConnection});
  });
  test.each([
    ['10.0.0.1', 'yes'],
    ['172.15.255.255', 'no'],
    ['172.16.0.0', 'yes'],
    ['172.31.255.255', 'yes'],
    ['172.32.0.0', 'no'],
    ['192.168.0.50', 'yes'],
    ['192.169.0.1', 'no'],
    ['127.0.0.1', 'no'],
  ])('%s is private: %s', async (source, value) => {
    const ends = {source, destination: '198.51.100.1'};
    const report = await reportOnFrames(ethernet({}, ipv4(ends, tcp({...SYN, ...ends}))));
    expect(answerIn('client-address-private', report)).toMatchObject({value: {value}, frames: [1]});
  });
  test('IPv6 has no private addresses of RFC 1918', async () => {
    expect(answerIn('client-address-private', await visitIpv6())).toEqual({because: cannotAnswer.noIpv4});
  });
  test('masked ones are not judged', async () => {
    const redaction = {publicIpv4: 1, ipv6: 0, mac: 0, cookies: 0, authorizations: 0, uriCredentials: 0};
    const report: Report = {...(await visit()), redaction};
    expect(answerIn('client-address-private', report)).toEqual({because: cannotAnswer.redacted});
    expect(answerIn('ip-checksum-correct', report)).toEqual({because: cannotAnswer.redacted});
  });
});

describe('lengths', () => {
  // A SYN without options: 20 bytes of IP and 20 of TCP in a frame of 54.
  test('of the header, and of the packet', async () => {
    const report = await visit({options: new Uint8Array(4).fill(1)});
    const header = answerIn('ip-header-length', report);
    expect(header).toMatchObject({value: {value: 24, unit: 'bytes'}, frames: [1]});
    expect(mistakeOf(header, 6)).toContain('6 × 4 = 24');
    expect(mistakeOf(header, 192)).toContain('bits');
    expect(mistakeOf(header, 44)).toContain('whole packet');
    expect(mistakeOf(header, 20)).toContain('TCP header');
    const total = answerIn('ip-total-length', report);
    expect(total).toMatchObject({value: {value: 44}, frames: [1]});
    expect(mistakeOf(total, 58)).toContain('whole frame');
    expect(mistakeOf(total, 20)).toContain('payload alone');
    expect(mistakeOf(total, 24)).toContain('header alone');
    expect(mistakeOf(total, 352)).toContain('bits');
  });
  test('of IPv6, whose length field leaves out the header', async () => {
    const report = await visitIpv6();
    const header = answerIn('ip-header-length', report);
    expect(header).toMatchObject({value: {value: 40}});
    expect(mistakeOf(header, 10)).toBeUndefined();
    expect(answerIn('ip-total-length', report)).toMatchObject({value: {value: 60}});
  });
  test('of the packet with the request, whose payload is TCP header and data', async () => {
    const answer = answerIn('request-ip-payload', await visit());
    expect(answer).toMatchObject({value: {value: 20 + 27}, frames: [3]});
    expect(mistakeOf(answer, 27)).toContain('TCP header of 20 bytes');
    expect(mistakeOf(answer, 67)).toContain('IP header too');
    expect(mistakeOf(answer, 81)).toContain('whole frame');
    expect(mistakeOf(answer, 376)).toContain('bits');
  });
  test('where the request ends in another packet, that is a mistake', async () => {
    const answer = answerIn(
      'request-ip-payload',
      await reportOf(`
        C>S SYN seq=100
        S>C SYN,ACK seq=500 ack=101
        C>S PSH,ACK seq=101 ack=501 "GET / HTTP/1.1\\r\\n"
        C>S PSH,ACK seq=117 ack=501 "Host: example.org\\r\\n\\r\\n"
      `),
    );
    expect(answer).toMatchObject({value: {value: 36}, frames: [3]});
    expect(mistakeOf(answer, 41)).toContain('frame 4');
  });
  test('a length that the card fills in is not known', async () => {
    const report = await visit({totalLength: 0});
    expect(answerIn('ip-total-length', report)).toEqual({because: cannotAnswer.noIpLength});
    expect(answerIn('request-ip-payload', report)).toEqual({because: cannotAnswer.noIpLength});
  });
  test('without a request, or without a connection', async () => {
    const handshake = await reportOf('C>S SYN seq=100');
    expect(answerIn('request-ip-payload', handshake)).toEqual({because: cannotAnswer.noRequest});
    for (const id of ['ip-header-length', 'ip-total-length', 'request-ip-payload']) {
      expect(answerIn(id, await NOTHING)).toEqual({because: cannotAnswer.noConnection});
    }
  });
});

describe('other fields of the first packet', () => {
  test('version and protocol', async () => {
    const report = await visit();
    expect(answerIn('ip-version', report)).toMatchObject({value: {value: 4}, also: [{value: 'IPv4'}], frames: [1]});
    expect(answerIn('ip-version', await visitIpv6())).toMatchObject({value: {value: 6}});
    const protocol = answerIn('ip-protocol', report);
    expect(protocol).toMatchObject({value: {value: 6}, also: [{value: 'TCP'}], frames: [1]});
    for (const wrong of [4, 80, 17, 0x0800]) expect(mistakeOf(protocol, wrong)).toBeDefined();
    expect(mistakeOf(answerIn('ip-protocol', await visitIpv6()), 0x86dd)).toContain('IPv6');
  });
  test('TTL of both sides, and the routers between', async () => {
    const report = await visit({ttl: 128});
    const client = answerIn('ip-ttl', report);
    expect(client).toMatchObject({value: {value: 128}, frames: [1]});
    expect(mistakeOf(client, 60)).toContain('frame 2');
    const server = answerIn('server-ttl', report);
    expect(server).toMatchObject({value: {value: 60}, frames: [2]});
    expect(mistakeOf(server, 128)).toContain('frame 1');
    const hops = answerIn('server-hops', report);
    expect(hops).toMatchObject({value: {value: 4}, frames: [2]});
    for (const wrong of [60, 5, 68, 195]) expect(mistakeOf(hops, wrong)).toBeDefined();
  });
  test.each([
    [64, 0],
    [65, 63],
    [128, 0],
    [129, 126],
    [255, 0],
  ])('TTL %i: %i routers', async (ttl, value) => {
    expect(answerIn('server-hops', await visit({}, {}, {ttl}))).toMatchObject({value: {value}});
  });
  test('hop limit, codepoint and flow label of IPv6', async () => {
    const report = await visitIpv6();
    expect(answerIn('ip-ttl', report)).toMatchObject({value: {value: 63}});
    expect(answerIn('ip-flow-label', report)).toMatchObject({value: {value: 0xe7f19, unit: 'hex'}, frames: [1]});
    const codepoint = answerIn('ip-dscp', report);
    expect(codepoint).toMatchObject({value: {value: 46}, frames: [1]});
    expect(mistakeOf(codepoint, 0xb9)).toContain('ECN');
    expect(answerIn('ip-flow-label', await visit())).toEqual({because: cannotAnswer.noIpv6});
    expect(answerIn('server-ttl', report)).toEqual({because: cannotAnswer.noPacketFrom.server});
    expect(answerIn('server-hops', report)).toEqual({because: cannotAnswer.noPacketFrom.server});
  });
  test('an extension header of IPv6 comes before TCP', async () => {
    // RFC 8200 §4.6: destination options of 8 bytes, filled with PadN.
    const ends = {source: '2001:db8::1', destination: '2001:db8::2'};
    const options = bytes(6, 0, 1, 4, 0, 0, 0, 0);
    const payload = bytes(options, tcp({...SYN, ...ends}));
    const report = await reportOnFrames(ethernet({}, ipv6({...ends, nextHeader: 60}, payload)));
    const answer = answerIn('ip-protocol', report);
    expect(answer).toMatchObject({value: {value: 60}, also: []});
  });
  test("Don't fragment, and whether it is a fragment", async () => {
    const report = await visit({dontFragment: true});
    expect(answerIn('ip-dont-fragment', report)).toMatchObject({value: {value: 'yes'}, frames: [1]});
    const answer = answerIn('ip-fragmented', report);
    expect(answer).toMatchObject({value: {value: 'no'}, frames: [1]});
    expect(mistakeOf(answer, 'yes')).toContain("Don't fragment");
    const may = await visit({dontFragment: false});
    expect(answerIn('ip-dont-fragment', may)).toMatchObject({value: {value: 'no'}});
    expect(answerIn('ip-fragmented', may)).not.toHaveProperty('mistakes');
    for (const id of ['ip-dont-fragment', 'ip-fragmented']) {
      expect(answerIn(id, await visitIpv6())).toEqual({because: cannotAnswer.noIpv4});
    }
  });
  test.each(['ip-version', 'ip-protocol', 'ip-ttl', 'server-ttl', 'server-hops', 'ip-dscp', 'ip-flow-label'])(
    '%s without a connection',
    async (id) => {
      expect(answerIn(id, await NOTHING)).toEqual({because: cannotAnswer.noConnection});
    },
  );
  test('a packet within a packet: it would not be clear which is asked about', async () => {
    const inner = ipv4(ENDS, tcp(SYN));
    const report = await reportOnFrames(
      ethernet({}, ipv4({source: '1.1.1.1', destination: '2.2.2.2', protocol: 4}, inner)),
    );
    expect(answerIn('ip-ttl', report)).toEqual({because: cannotAnswer.tunnelled});
  });
});

describe('from packet to packet', () => {
  test('the identification, and by how much it grows', async () => {
    const report = await visit();
    const id = answerIn('ip-identification', report);
    expect(id).toMatchObject({value: {value: 7, unit: 'hex'}, frames: [1]});
    expect(mistakeOf(id, 9000)).toContain('frame 2');
    expect(answerIn('ip-identification-step', report)).toMatchObject({value: {value: 1}, frames: [1, 3]});
    expect(answerIn('ip-identification-step', report)).not.toHaveProperty('mistakes');
    expect(answerIn('ip-identification-step', await visit({id: 0}, {id: 0}))).toMatchObject({
      value: {value: 0},
      mistakes: [{says: expect.stringContaining('both numbers are the same')}],
    });
  });
  test('after 65535 comes 0', async () => {
    const answer = answerIn('ip-identification-step', await visit({id: 65534}, {id: 1}));
    expect(answer).toMatchObject({value: {value: 3}, also: [{value: -65533}]});
    expect(answer).toHaveProperty('working.2', expect.stringContaining('1 + 65536 − 65534 = 3'));
    expect(mistakeOf(answer, 1)).toContain('3 more');
  });
  test.each([
    [[7, 7], 'It is the same in every packet.'],
    [[0, 0], 'It is the same in every packet.'],
    [[7, 8, 9], 'It grows by 1 '],
    [[65535, 0, 1], 'It grows from packet to packet, but not by 1'],
    [[7, 8, 9, 0], 'It grows by 1 '],
    [[7, 10, 12], 'It grows from packet to packet, but not by 1'],
    [[9, 8], 'It follows no order'],
    [[7, 0], 'It follows no order'],
    [[7, 7, 8], 'It follows no order'],
  ])('the pattern of %j', async (ids, says) => {
    const packets = ids.map((id, index) =>
      ethernet({}, ipv4({...ENDS, id}, tcp({...SYN, flags: FLAG.ACK, sequence: 100 + index}))),
    );
    const answer = answerIn('ip-identification-pattern', await reportOnFrames(...packets));
    expect(answer).toMatchObject({value: {kind: 'free', model: expect.stringContaining(says)}});
    expect(answer).toHaveProperty(
      'frames',
      ids.map((_, index) => index + 1),
    );
  });
  test('which fields change', async () => {
    const report = await visit({checksum: 0});
    const answer = answerIn('ip-changing-fields', report);
    expect(answer).toMatchObject({
      value: {kind: 'texts', values: ['Total Length', 'Identification']},
      also: [{values: ['ip.len', 'ip.id']}, {values: ['Total length', 'Identification']}],
      frames: [1, 3],
    });
    expect(mistakeOf(answer, ['Total Length', 'Identification', 'Time to Live'])).toContain('Routers');
    expect(answerIn('ip-changing-fields', report, 'zh-CN')).toMatchObject({also: [{}, {values: ['总长度', '标识']}]});
    const withTtl = answerIn('ip-changing-fields', await visit({checksum: 0}, {ttl: 63}));
    expect(withTtl).toMatchObject({value: {values: ['Total Length', 'Identification', 'Time to Live']}});
    expect(mistakeOf(withTtl, ['Total Length', 'Identification', 'Time to Live'])).toBeUndefined();
  });
  test('of IPv6', async () => {
    const ends = {source: '2001:db8::1', destination: '2001:db8::2'};
    const report = await reportOnFrames(
      ethernet({}, ipv6({...ends, hopLimit: 64}, tcp({...SYN, ...ends}))),
      ethernet({}, ipv6({...ends, hopLimit: 63}, tcp({...SYN, ...ends, sequence: 101, flags: FLAG.ACK}))),
    );
    expect(answerIn('ip-changing-fields', report)).toMatchObject({value: {values: ['Hop Limit']}, frames: [1, 2]});
  });
  test('one packet changes nothing, and equal ones do not either', async () => {
    const one = await reportOf('C>S SYN seq=100');
    for (const id of ['ip-identification-step', 'ip-identification-pattern', 'ip-changing-fields']) {
      expect(answerIn(id, one)).toEqual({because: cannotAnswer.onlyOnePacket});
      expect(answerIn(id, await NOTHING)).toEqual({because: cannotAnswer.noConnection});
    }
    const syn = ethernet({}, ipv4({...ENDS, id: 0}, tcp(SYN)));
    const same = await reportOnFrames(syn, syn);
    expect(answerIn('ip-changing-fields', same)).toEqual({because: cannotAnswer.noChangingField});
    for (const id of ['ip-identification', 'ip-identification-step', 'ip-identification-pattern', 'ip-checksum']) {
      expect(answerIn(id, await visitIpv6())).toEqual({because: cannotAnswer.noIpv4});
    }
  });
});

describe('the checksum', () => {
  test('agrees, or was left to the card', async () => {
    const report = await visit();
    expect(answerIn('ip-checksum-correct', report)).toMatchObject({value: {value: 'yes'}, frames: [1]});
    const zero = await visit({checksum: 0});
    expect(answerIn('ip-checksum', zero)).toMatchObject({value: {value: 0, unit: 'hex'}, frames: [1]});
    const offloaded = answerIn('ip-checksum-correct', zero);
    expect(offloaded).toMatchObject({value: {value: 'no'}});
    expect(offloaded).toHaveProperty('working.2', expect.stringContaining('nothing was corrupted'));
    const wrong = answerIn('ip-checksum-correct', await visit({checksum: 0x1234}));
    expect(wrong).toMatchObject({value: {value: 'no'}});
    expect(wrong).toHaveProperty('working.2', 'They differ.');
  });
  test('with every field that can be set', async () => {
    const report = await visit({dscp: 0xb9, id: 0xffff, ttl: 255, dontFragment: true});
    expect(answerIn('ip-checksum-correct', report)).toMatchObject({value: {value: 'yes'}});
  });
  test('of a header with options, or of IPv6, is not computed', async () => {
    const options = new Uint8Array(4).fill(1);
    expect(answerIn('ip-checksum-correct', await visit({options}))).toEqual({because: cannotAnswer.ipOptions});
    expect(answerIn('ip-checksum-correct', await visitIpv6())).toEqual({because: cannotAnswer.noIpv4});
  });
});
