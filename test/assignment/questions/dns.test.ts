import {describe, expect, test} from 'vitest';
import {plainLocale} from '../../../src/locales/index.ts';
import {answerIn, mistakeOf, reportAt} from '../../support/answers.ts';
import {bytes, type DnsFields, dns, ethernet, FLAG, ipv4, tcp, u16, udp} from '../../support/craft.ts';

const {cannotAnswer} = plainLocale('en');

const CLIENT = '10.0.0.1';
const RESOLVER = '10.0.0.53';
const SERVER = '10.0.0.80';

const query = (fields: DnsFields) => {
  const ends = {source: CLIENT, destination: RESOLVER};
  return ethernet(
    {},
    ipv4({...ends, protocol: 17}, udp({...ends, sourcePort: 5000, destinationPort: 53}, dns(fields))),
  );
};
const response = (fields: DnsFields, payload = dns({response: true, ...fields})) => {
  const ends = {source: RESOLVER, destination: CLIENT};
  return ethernet(
    {},
    ipv4({...ends, protocol: 17, ttl: 61}, udp({...ends, sourcePort: 53, destinationPort: 5000}, payload)),
  );
};
const segment = (flags: number, sequence: number, data = '', port = 50000) => {
  const ends = {source: CLIENT, destination: SERVER};
  return ethernet({}, ipv4(ends, tcp({...ends, sourcePort: port, destinationPort: 80, sequence, flags}, bytes(data))));
};

const WWW = {id: 0x1234, name: 'www.example.org', type: 'A'} as const;
const ANSWERS = [
  {type: 'CNAME', ttl: 300, data: 'cdn.example.net'},
  {name: 'cdn.example.net', type: 'CNAME', ttl: 200, data: 'edge.example.com'},
  {name: 'edge.example.com', type: 'A', ttl: 20, data: SERVER},
  {name: 'edge.example.com', type: 'A', ttl: 20, data: '10.0.0.81'},
] as const;

/** A look-up of another name, then that of the server with both types, its first query sent twice; a visit. */
const visit = () =>
  reportAt(
    [0, query({id: 1, name: 'other.example', type: 'A'})],
    [5, response({id: 1, name: 'other.example', type: 'A', rcode: 3})],
    [10, query(WWW)],
    [15, query(WWW)],
    [16, query({...WWW, id: 0x1235, type: 'AAAA'})],
    [30, response({...WWW, answers: ANSWERS, edns: 512})],
    [31, response({...WWW, id: 0x1235, type: 'AAAA'})],
    [40, segment(FLAG.SYN, 100)],
    [50, segment(0x18, 101, 'GET / HTTP/1.1\r\nHost: www.example.org\r\n\r\n')],
    [60, segment(0x18, 142, 'GET /a HTTP/1.1\r\nHost: www.example.org\r\n\r\n')],
    [65, segment(0x18, 184, 'GET /b HTTP/1.1\r\nHost: www.example.org\r\n\r\n')],
  );
const nothing = () => reportAt([0, segment(FLAG.SYN, 100)]);
const unanswered = () => reportAt([0, query(WWW)], [1, segment(FLAG.SYN, 100)]);
const responseOnly = () => reportAt([0, response({...WWW, answers: ANSWERS})]);

const OF_A_LOOKUP = [
  'dns-transport',
  'dns-query-ports',
  'dns-resolver',
  'dns-name',
  'dns-type',
  'dns-transaction-id',
  'dns-response-code',
  'dns-authoritative',
  'dns-recursion-available',
  'dns-time',
  'dns-answer-count',
  'dns-addresses',
  'dns-canonical-name',
  'dns-ttl',
];
const OF_A_RESPONSE = OF_A_LOOKUP.slice(6);

describe('the look-up that gave the address of the server', () => {
  test('its transport and ports', async () => {
    const report = await visit();
    const transport = answerIn('dns-transport', report);
    expect(transport).toMatchObject({value: {kind: 'choice', value: 'udp'}, frames: [3, 6]});
    expect(mistakeOf(transport, 'tcp')).toContain('UDP');
    const ports = answerIn('dns-query-ports', report);
    expect(ports).toMatchObject({value: {values: [5000, 53]}, frames: [3]});
    expect(mistakeOf(ports, [53, 5000])).toContain('wrong order');
  });
  test('over TCP', async () => {
    const message = dns(WWW);
    const ends = {source: CLIENT, destination: RESOLVER};
    const fields = {...ends, sourcePort: 5000, destinationPort: 53, sequence: 101, flags: 0x18};
    const frame = ethernet({}, ipv4(ends, tcp(fields, bytes(u16(message.length), message))));
    const answer = answerIn('dns-transport', await reportAt([0, frame]));
    expect(answer).toMatchObject({value: {value: 'tcp'}, frames: [1]});
    expect(mistakeOf(answer, 'udp')).toContain('TCP header');
  });
  test('who is asked for what', async () => {
    const report = await visit();
    const resolver = answerIn('dns-resolver', report);
    expect(resolver).toMatchObject({value: {value: RESOLVER}, frames: [3]});
    expect(mistakeOf(resolver, CLIENT)).toContain('client');
    expect(mistakeOf(resolver, SERVER)).toContain('as its answer');
    const name = answerIn('dns-name', report);
    expect(name).toMatchObject({value: {value: 'www.example.org'}, also: [{value: 'www.example.org.'}], frames: [3]});
    expect(mistakeOf(name, 'edge.example.com')).toContain('CNAME');
    const type = answerIn('dns-type', report);
    expect(type).toMatchObject({value: {value: 'A'}, frames: [3]});
    expect(type).toHaveProperty('also.0', {kind: 'number', value: 1});
    expect(mistakeOf(type, 'CNAME')).toContain('the query asks for A');
    expect(mistakeOf(type, 'AAAA')).toContain('IPv6');
    const id = answerIn('dns-transaction-id', report);
    expect(id).toMatchObject({value: {value: 0x1234, unit: 'hex'}, frames: [3, 6]});
  });
  test('how it was answered', async () => {
    const report = await visit();
    expect(answerIn('dns-response-code', report)).toMatchObject({
      value: {value: 'NOERROR'},
      also: [{value: 0}, {value: 'No error'}, {value: 'No error (0)'}],
      frames: [6],
    });
    expect(answerIn('dns-authoritative', report)).toMatchObject({value: {value: 'no'}, frames: [6]});
    expect(answerIn('dns-recursion-available', report)).toMatchObject({value: {value: 'yes'}, frames: [6]});
  });
  test('an error, from an authority that does not recurse', async () => {
    const message = dns({...WWW, response: true});
    message.set(u16(0x8403), 2);
    const report = await reportAt([0, query(WWW)], [1, response(WWW, message)]);
    expect(answerIn('dns-response-code', report)).toMatchObject({
      value: {value: 'NXDOMAIN'},
      also: [{value: 3}, {value: 'No such name'}, {}],
    });
    expect(answerIn('dns-authoritative', report)).toMatchObject({value: {value: 'yes'}, frames: [2]});
    expect(answerIn('dns-recursion-available', report)).toMatchObject({value: {value: 'no'}});
    expect(answerIn('dns-addresses', report)).toEqual({because: cannotAnswer.noDnsAddress});
    expect(answerIn('dns-canonical-name', report)).toEqual({because: cannotAnswer.noCname});
    expect(answerIn('dns-ttl', report)).toEqual({because: cannotAnswer.noDnsRecord});
  });
  test('how long it took, from the first of the same queries', async () => {
    const answer = answerIn('dns-time', await visit());
    expect(answer).toMatchObject({value: {value: 0.02, unit: 'seconds'}, frames: [3, 6]});
    expect(answer).toHaveProperty('working.1', expect.stringContaining('sent again (frame 4)'));
    expect(mistakeOf(answer, 20)).toContain('milliseconds');
  });
  test('its records', async () => {
    const report = await visit();
    const count = answerIn('dns-answer-count', report);
    expect(count).toMatchObject({value: {value: 4}, frames: [6]});
    expect(mistakeOf(count, 2)).toContain('addresses alone');
    expect(mistakeOf(count, 5)).toContain('additional');
    const addresses = answerIn('dns-addresses', report);
    expect(addresses).toMatchObject({value: {kind: 'texts', values: [SERVER, '10.0.0.81']}, frames: [6]});
    expect(mistakeOf(addresses, [RESOLVER])).toContain('DNS server');
    expect(mistakeOf(addresses, ['cdn.example.net', 'edge.example.com', SERVER, '10.0.0.81'])).toContain('CNAME');
    const canonical = answerIn('dns-canonical-name', report);
    expect(canonical).toMatchObject({value: {value: 'edge.example.com'}, frames: [6]});
    expect(mistakeOf(canonical, 'www.example.org')).toContain('asked for');
    expect(mistakeOf(canonical, 'cdn.example.net')).toContain('leads on to edge.example.com');
    const ttl = answerIn('dns-ttl', report);
    expect(ttl).toMatchObject({value: {value: 300, unit: 'seconds'}, frames: [6]});
    expect(mistakeOf(ttl, 61)).toContain('IP header');
    expect(mistakeOf(ttl, 200)).toContain('another record');
  });
  test('aliases in a circle lead to no name', async () => {
    const answers = [
      {type: 'CNAME', ttl: 1, data: 'b.example'},
      {name: 'b.example', type: 'CNAME', ttl: 1, data: 'www.example.org'},
    ] as const;
    const report = await reportAt([0, query(WWW)], [1, response({...WWW, answers})]);
    expect(answerIn('dns-canonical-name', report)).toEqual({because: cannotAnswer.cnameCircle});
  });
  test('announced records that are not there are not answered for', async () => {
    const message = dns({...WWW, response: true, answers: ANSWERS});
    message.set(u16(6), 6);
    const report = await reportAt([0, query(WWW)], [1, response(WWW, message)]);
    expect(answerIn('dns-answer-count', report)).toMatchObject({value: {value: 6}});
    for (const id of ['dns-addresses', 'dns-canonical-name']) {
      expect(answerIn(id, report)).toEqual({because: cannotAnswer.dnsAnswerCut});
    }
  });
  test.each(OF_A_LOOKUP)('%s without a look-up', async (id) => {
    expect(answerIn(id, await nothing())).toEqual({because: cannotAnswer.noDns});
  });
  test.each(OF_A_RESPONSE)('%s without a response', async (id) => {
    expect(answerIn(id, await unanswered())).toEqual({because: cannotAnswer.noDnsAnswer});
  });
  test.each(['dns-query-ports', 'dns-time'])('%s without the query', async (id) => {
    expect(answerIn(id, await responseOnly())).toEqual({because: cannotAnswer.noDnsQuery});
  });
  test('a response alone still tells who was asked', async () => {
    const answer = answerIn('dns-resolver', await responseOnly());
    expect(answer).toMatchObject({value: {value: RESOLVER}, frames: [1]});
    expect(answer).toHaveProperty('working.1', expect.stringContaining('Source Address'));
  });
});

describe('the capture’s look-ups', () => {
  test('whether one gave the address to which the SYN goes', async () => {
    expect(answerIn('syn-to-dns-answer', await visit())).toMatchObject({value: {value: 'yes'}, frames: [6, 8]});
    const other = {...WWW, answers: [{type: 'A', ttl: 1, data: '10.9.9.9'}]} as const;
    const report = await reportAt([0, query(WWW)], [1, response(other)], [2, segment(FLAG.SYN, 100)]);
    expect(answerIn('syn-to-dns-answer', report)).toMatchObject({value: {value: 'no'}, frames: [2, 3]});
    expect(answerIn('server-name-queries', report)).toEqual({because: cannotAnswer.noServerLookup});
  });
  test('a cut answer does not prove that it did not', async () => {
    const message = dns({...WWW, response: true, answers: [{type: 'A', ttl: 1, data: '10.9.9.9'}]});
    message.set(u16(2), 6);
    const report = await reportAt([0, query(WWW)], [1, response(WWW, message)], [2, segment(FLAG.SYN, 100)]);
    expect(answerIn('syn-to-dns-answer', report)).toEqual({because: cannotAnswer.dnsAnswerCut});
  });
  test('that question needs a SYN and a response', async () => {
    expect(answerIn('syn-to-dns-answer', await unanswered())).toEqual({because: cannotAnswer.noDnsAnswer});
    expect(answerIn('syn-to-dns-answer', await responseOnly())).toEqual({because: cannotAnswer.noConnection});
    const late = await reportAt([0, query(WWW)], [1, response(WWW)], [2, segment(FLAG.ACK, 100)]);
    expect(answerIn('syn-to-dns-answer', late)).toEqual({because: cannotAnswer.noSyn});
  });
  test('how many queries', async () => {
    const answer = answerIn('dns-query-count', await visit());
    expect(answer).toMatchObject({value: {value: 3}, frames: [1, 3, 5]});
    expect(mistakeOf(answer, 6)).toContain('responses');
    expect(mistakeOf(answer, 4)).toContain('sent again');
    expect(mistakeOf(answer, 2)).toContain('names');
    expect(answerIn('dns-query-count', await nothing())).toEqual({because: cannotAnswer.noDns});
  });
  test('how often the name of the server: not once for each object', async () => {
    const answer = answerIn('server-name-queries', await visit());
    expect(answer).toMatchObject({value: {value: 1}, frames: [3]});
    expect(answer).toHaveProperty('working.1', expect.stringContaining('3 HTTP requests'));
    expect(mistakeOf(answer, 3)).toContain('HTTP requests');
    expect(mistakeOf(answer, 2)).toContain('other types');
    const report = await reportAt([0, response({...WWW, answers: ANSWERS})], [1, segment(FLAG.SYN, 100)]);
    expect(answerIn('server-name-queries', report)).toEqual({because: cannotAnswer.noDnsQuery});
    expect(answerIn('server-name-queries', await responseOnly())).toEqual({because: cannotAnswer.noConnection});
  });
});
