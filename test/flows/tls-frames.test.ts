import {describe, expect, it} from 'vitest';
import {openBytes} from '../../src/capture/index.ts';
import {deriveFlows} from '../../src/flows/index.ts';
import type {TlsFrameContext} from '../../src/model/frame-context.ts';
import {row} from '../../src/model/units.ts';
import {dissect} from '../../src/wire/dissect.ts';
import {bytes, hex} from '../support/craft.ts';
import {writePcap} from '../support/pcap-file.ts';
import {type Drawn, drawn} from '../support/segments.ts';
import {clientHello, message, record, serverHello} from '../support/tls.ts';
import {packetsOf} from '../wire/frames.ts';
import {TLS_FIXTURES} from '../wire/tls-fixtures.ts';

/** What the frames of a connection on port 443 show of TLS, after the three packets of its handshake. */
async function shown(segments: readonly Drawn[], port = 443): Promise<(TlsFrameContext | undefined)[]> {
  const {capture} = await drawn(segments, {}, port);
  const flows = deriveFlows(capture);
  return segments.filter(({lost}) => !lost).map((_, i) => flows.contextOf(row(i + 3)).tls);
}

const c = (data: Uint8Array, at?: number): Drawn => ({from: 'C', data, ...(at === undefined ? {} : {at})});
const s = (data: Uint8Array): Drawn => ({from: 'S', data});
const data = (length: number): Uint8Array => record(23, new Uint8Array(length).fill(7));
const roles = (tls: TlsFrameContext | undefined) => tls?.parts?.map(({role, length}) => `${role} ${length}`);

describe('what a segment holds of records', () => {
  it('is whole records, the end of one, and the beginning of the next', async () => {
    const stream = bytes(data(10), data(100), data(20));
    const [first, second] = await shown([c(stream.subarray(0, 60)), c(stream.subarray(60))]);
    expect(roles(first)).toEqual(['own 15', 'waits 45']);
    expect(first?.parts?.[1]).toMatchObject({reassembledIn: 5});
    expect(roles(second)).toEqual(['completes 60', 'own 25']);
    const [part] = second?.parts ?? [];
    expect(part).toMatchObject({
      read: true,
      pdu: {
        length: 105,
        frames: [
          {frame: 4, length: 45},
          {frame: 5, length: 60},
        ],
      },
    });
    expect(part?.role === 'completes' && part.pdu.bytes).toEqual(data(100));
  });

  it('may be less than a record header', async () => {
    const stream = bytes(data(30), data(5));
    const pieces = [stream.subarray(0, 2), stream.subarray(2, 4), stream.subarray(4, 9), stream.subarray(9)];
    expect((await shown(pieces.map((piece) => c(piece)))).map(roles)).toEqual([
      ['waits 2'],
      ['waits 2'],
      ['waits 5'],
      ['completes 26', 'own 10'],
    ]);
  });

  it('goes on waiting when the rest was not captured', async () => {
    const stream = data(100);
    const [first, second] = await shown([
      c(stream.subarray(0, 40)),
      {...c(stream.subarray(40, 60)), lost: true},
      c(stream.subarray(60)),
    ]);
    expect(first?.parts).toEqual([{role: 'waits', length: 40}]);
    expect(second?.parts).toEqual([{role: 'waits', length: 45}]);
  });

  it('is not read again when it was sent again', async () => {
    const [, again] = await shown([c(data(20)), c(data(20), 0)]);
    expect(roles(again)).toEqual(['repeated 25']);
    const stream = data(100);
    const inside = await shown([c(stream.subarray(0, 50)), c(stream.subarray(50)), c(stream.subarray(20, 50), 20)]);
    expect(inside[2]?.parts).toEqual([{role: 'waits', length: 30, reassembledIn: 5}]);
  });

  it('cannot wait for what the snapshot length cut off', async () => {
    const [cut] = await shown([{...c(data(100)), captured: 50}]);
    expect(roles(cut)).toEqual(['own 50']);
  });
});

describe('what is known of a connection', () => {
  it('comes from its hellos, for the frames before as well', async () => {
    const [first] = await shown([c(clientHello('example.org')), s(serverHello(0x0304))]);
    expect(first).toMatchObject({version: 0x0304, cipherSuite: 0x1301, encrypted: false, fromServer: false});
  });

  it('is the version of its data where it began before the capture', async () => {
    expect((await shown([s(data(3))]))[0]).toMatchObject({version: 0x0303, fromServer: true});
  });

  it('changes for each side with its ChangeCipherSpec, but not in TLS 1.3', async () => {
    const change = record(20, hex('01'));
    const after = await shown([c(clientHello()), s(serverHello()), c(change), c(data(3)), s(data(3))]);
    expect(after.map((tls) => tls?.encrypted)).toEqual([false, false, false, true, false]);
    const modern = await shown([c(clientHello()), s(serverHello(0x0304)), c(change), c(data(3))]);
    expect(modern.map((tls) => tls?.encrypted)).toEqual([false, false, false, false]);
  });

  it('is asked for on ports of TLS; elsewhere it begins with a record', async () => {
    expect(await shown([c(hex('00'))], 4000)).toEqual([undefined]);
    expect((await shown([c(hex('0011')), c(clientHello())], 4000)).map(roles)).toEqual([
      undefined,
      [`own ${clientHello().length}`],
    ]);
    expect(roles((await shown([c(hex('ff'))]))[0])).toEqual(['waits 1']);
  });
});

describe('handshake messages', () => {
  const certificate = message(11, new Uint8Array(30).fill(1));
  it('are put together from several records, and may begin in the record where one ends', async () => {
    const done = message(14, new Uint8Array(0));
    const [, first, middle, last] = await shown([
      s(serverHello()),
      s(record(22, certificate.subarray(0, 2))),
      s(record(22, certificate.subarray(2, 20))),
      s(record(22, bytes(certificate.subarray(20), done.subarray(0, 3)))),
      s(record(22, done.subarray(3))),
    ]);
    expect(first?.fragments?.get(0)).toEqual({begins: {type: 11, length: 2, reassembledIn: 7}});
    expect(middle?.fragments?.get(0)).toEqual({continues: {type: 11, length: 18, reassembledIn: 7}});
    expect(last?.fragments?.get(0)).toMatchObject({
      continues: {length: 14, message: {frames: [{frame: 5}, {frame: 6}, {frame: 7}]}},
      begins: {type: 14, length: 3, reassembledIn: 8},
    });
    expect(last?.fragments?.get(0)?.continues?.message?.bytes).toEqual(certificate);
  });

  it('never end when their length is a lie', async () => {
    const [tls] = await shown([s(record(22, hex('0bffffff00')))]);
    expect(tls?.fragments).toBeUndefined();
    const empty = await shown([s(bytes(record(22, hex('0b')), record(22, bytes()), record(22, bytes())))]);
    expect([...(empty[0]?.fragments?.keys() ?? [])]).toEqual([0]);
  });
});

describe('hostile bytes', () => {
  it('neither throw nor claim what is not there', async () => {
    let state = 11;
    const random = (below: number): number => {
      state = (Math.imul(state, 1103515245) + 12345) >>> 0;
      return (state >>> 8) % below;
    };
    for (let round = 0; round < 120; round++) {
      const {frames, linkType} = TLS_FIXTURES[random(TLS_FIXTURES.length)] as (typeof TLS_FIXTURES)[number];
      const spoiled = frames.map((frame) => {
        const copy = Uint8Array.from(frame);
        for (let i = random(6); i > 0; i--) copy[54 + random(copy.length - 54)] = random(256);
        return copy;
      });
      spoiled.splice(random(spoiled.length), random(2));
      const capture = await openBytes('spoiled.pcap', writePcap(packetsOf(spoiled), {linkType}));
      const flows = deriveFlows(capture);
      for (let i = 0; i < capture.packets.length; i++) dissect(capture.bytesOf(row(i)), flows.contextOf(row(i)));
      capture.close();
    }
  });
});
