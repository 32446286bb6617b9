import {describe, expect, it} from 'vitest';
import {openBytes} from '../../src/capture/index.ts';
import {dnsLookups} from '../../src/flows/lookups.ts';
import {bytes, type DnsFields, dns, u16} from '../support/craft.ts';
import {captureOf, datagram} from '../support/datagrams.ts';
import {drawn} from '../support/segments.ts';

const C = '10.0.0.1';
const S = '10.0.0.2';
const A: DnsFields = {id: 7, name: 'a.example', type: 'A'};
const query = (fields: DnsFields = A, port = 40000) =>
  datagram({from: C, to: S, fromPort: port, toPort: 53}, dns(fields));
const response = (fields: Partial<DnsFields> = {}, port = 40000) =>
  datagram({from: S, to: C, fromPort: 53, toPort: port}, dns({...A, response: true, ...fields}));
const ANSWER = [{type: 'A', ttl: 60, data: '192.0.2.1'}] as const;

const lookups = async (frames: Parameters<typeof captureOf>[0]) => dnsLookups(await captureOf(frames));

describe('a look-up', () => {
  it('is a query and its response', async () => {
    const found = await lookups([
      query(),
      response({
        answers: [
          {type: 'CNAME', ttl: 300, data: 'b.example'},
          {name: 'b.example', ...ANSWER[0]},
        ],
      }),
    ]);
    expect(found).toEqual([
      {
        transport: 'udp',
        client: {address: C, port: 40000},
        server: {address: S, port: 53},
        id: 7,
        name: 'a.example',
        type: 'A',
        queryFrame: 1,
        responseFrame: 2,
        timeNs: 1e6,
        rcode: 'NOERROR',
        answers: [
          {name: 'a.example', type: 'CNAME', ttl: 300, data: 'b.example'},
          {name: 'b.example', type: 'A', ttl: 60, data: '192.0.2.1'},
        ],
      },
    ]);
  });

  it('is told from another with the same id by its question', async () => {
    const both = {...A, type: 'AAAA'} as const;
    const found = await lookups([query(A), query(both), response({answers: ANSWER}), response(both)]);
    expect(found.map(({type, queryFrame, responseFrame}) => [type, queryFrame, responseFrame])).toEqual([
      ['A', 1, 3],
      ['AAAA', 2, 4],
    ]);
  });

  it('is matched by its ends, its id and its question, whose case does not matter', async () => {
    const found = await lookups([
      query(),
      query({...A, id: 8}),
      query({...A, type: 'AAAA'}, 40001),
      response({id: 8, name: 'A.EXAMPLE', answers: ANSWER}),
      response({name: 'other.example', answers: ANSWER}),
      response({type: 'AAAA', rcode: 3}, 40001),
    ]);
    expect(
      found.map(({id, type, name, queryFrame, responseFrame}) => [id, type, name, queryFrame, responseFrame]),
    ).toEqual([
      [7, 'A', 'a.example', 1, undefined],
      [8, 'A', 'a.example', 2, 4],
      [7, 'AAAA', 'a.example', 3, 6],
      [7, 'A', 'other.example', undefined, 5],
    ]);
    expect(found[2]?.rcode).toBe('NXDOMAIN');
  });

  it('is one when it is repeated, and another when it is asked again after the answer', async () => {
    const repeated = await lookups([query(), query(), response({answers: ANSWER}), response({answers: ANSWER})]);
    expect(repeated).toMatchObject([
      {queryFrame: 1, responseFrame: 3, timeNs: 2e6, repeatedQueryFrames: [2], repeatedResponseFrames: [4]},
    ]);
    const again = await lookups([query(), response(), query(), response()]);
    expect(again.map(({queryFrame, responseFrame}) => [queryFrame, responseFrame])).toEqual([
      [1, 2],
      [3, 4],
    ]);
  });

  it('may have lost its query', async () => {
    const [found] = await lookups([response({answers: ANSWER})]);
    expect(found).toMatchObject({responseFrame: 1, answers: [{data: '192.0.2.1'}]});
    expect(found).not.toHaveProperty('queryFrame');
  });

  it('may be answered without repeating the question', async () => {
    const refusal = bytes(u16(7), u16(0x8185), u16(0), u16(0), u16(0), u16(0));
    const [found, ...others] = await lookups([
      query(),
      datagram({from: S, to: C, fromPort: 53, toPort: 40000}, refusal),
    ]);
    expect(found).toMatchObject({queryFrame: 1, responseFrame: 2, rcode: 'REFUSED', name: 'a.example'});
    expect(others).toEqual([]);
  });

  it('says how many answers are missing from the capture', async () => {
    const whole = response({answers: [ANSWER[0], {type: 'A', ttl: 60, data: '192.0.2.2'}]});
    const capture = await openCut(whole, 5);
    expect(dnsLookups(capture)).toMatchObject([{answers: [{data: '192.0.2.1'}], answersMissing: 1}]);
  });

  it('is not multicast DNS, nor an update, nor anything else on these ports', async () => {
    const multicast = datagram({from: C, to: '224.0.0.251', fromPort: 5353, toPort: 5353}, dns(A));
    const update = dns(A);
    update[2] = 0x28;
    const other = datagram({from: C, to: S, fromPort: 40000, toPort: 53}, bytes('not DNS at all, but text'));
    const reversed = datagram({from: S, to: C, fromPort: 53, toPort: 40000}, dns(A));
    expect(
      await lookups([multicast, datagram({from: C, to: S, fromPort: 40000, toPort: 53}, update), other, reversed]),
    ).toEqual([]);
  });
});

async function openCut(frame: Uint8Array, cut: number) {
  const {writePcap} = await import('../support/pcap-file.ts');
  const time = {seconds: 1, nanos: 0};
  const bytesLeft = frame.subarray(0, frame.length - cut);
  return openBytes('cut.pcap', writePcap([{time, bytes: bytesLeft, originalLength: frame.length}]));
}

describe('over TCP', () => {
  const framed = (message: Uint8Array) => bytes(u16(message.length), message);
  const asked = bytes(framed(dns(A)), framed(dns({...A, id: 8, type: 'MX'})));
  const told = framed(dns({...A, response: true, answers: ANSWER}));

  async function overTcp(division: number) {
    const {capture} = await drawn(
      [
        {from: 'C', data: asked.subarray(0, division)},
        {from: 'C', data: asked.subarray(division)},
        {from: 'S', data: told.subarray(0, division)},
        {from: 'S', data: told.subarray(division)},
      ],
      {},
      53,
    );
    return dnsLookups(capture);
  }

  it('is found however the messages are divided into segments', async () => {
    for (let at = 1; at < told.length; at++) {
      const found = await overTcp(at);
      expect(found, `divided at ${at}`).toMatchObject([
        {
          transport: 'tcp',
          id: 7,
          queryFrame: at < framed(dns(A)).length ? 5 : 4,
          responseFrame: 7,
          answers: [{data: '192.0.2.1'}],
        },
        {transport: 'tcp', id: 8, type: 'MX', queryFrame: 5, answers: []},
      ]);
    }
  });
});
