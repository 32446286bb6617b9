import {describe, expect, it} from 'vitest';
import {openBytes} from '../../src/capture/index.ts';
import {deriveFlows} from '../../src/flows/index.ts';
import {row} from '../../src/model/units.ts';
import {dissect} from '../../src/wire/dissect.ts';
import {bytes, hex, ipv4, udp} from '../support/craft.ts';
import {LINKTYPE, writePcap} from '../support/pcap-file.ts';
import {quicInitial} from '../support/quic.ts';

const FIRST = hex('0102030405060708');
const SERVER = hex('a1a2a3a4a5');
const CLIENT = hex('c1c2');
const PADDED = bytes(1, new Uint8Array(30));

const up = (payload: Uint8Array, sourcePort = 50_000) => packet('10.0.0.1', sourcePort, '10.0.0.2', 443, payload);
const down = (payload: Uint8Array) => packet('10.0.0.2', 443, '10.0.0.1', 50_000, payload);

function packet(source: string, sourcePort: number, destination: string, destinationPort: number, payload: Uint8Array) {
  const ends = {source, destination};
  return ipv4({...ends, protocol: 17}, udp({...ends, sourcePort, destinationPort}, payload));
}

async function read(...packets: readonly Uint8Array[]) {
  const file = writePcap(
    packets.map((one, i) => ({bytes: one, time: {seconds: i, nanos: 0}})),
    {linkType: LINKTYPE.raw},
  );
  const capture = await openBytes('quic.pcap', file);
  const flows = deriveFlows(capture);
  return packets.map((_, i) => ({
    context: flows.contextOf(row(i)).quic,
    info: dissect(capture.bytesOf(row(i)), flows.contextOf(row(i))).info,
  }));
}

const hello = quicInitial({destination: FIRST, source: CLIENT, keyId: FIRST}, PADDED);
const answer = quicInitial({destination: CLIENT, source: SERVER, keyId: FIRST, side: 'server', number: 3}, PADDED);
const short = (id: Uint8Array) => bytes(0x40, id, new Uint8Array(24));

describe('QUIC connections', () => {
  it('remember the IDs that short headers carry', async () => {
    const packets = await read(up(hello), down(answer), up(short(SERVER)), down(short(CLIENT)));
    expect(packets.map(({info}) => info)).toEqual([
      'Initial, DCID=0102030405060708, SCID=c1c2, PKN: 0, PING, PADDING',
      'Initial, DCID=c1c2, SCID=a1a2a3a4a5, PKN: 3, PING, PADDING',
      'Protected Payload (KP0), DCID=a1a2a3a4a5',
      'Protected Payload (KP0), DCID=c1c2',
    ]);
    expect(packets.map(({context}) => context?.isFirstShort)).toEqual([true, true, true, false]);
  });

  it('are numbered by their first Initial packets', async () => {
    const other = quicInitial({destination: hex('1112131415161718'), keyId: hex('1112131415161718')}, PADDED);
    const packets = await read(up(hello), up(other, 50_001), up(hello), up(other));
    expect(packets.map(({context}) => context?.connection)).toEqual([0, 1, 0, 2]);
  });

  it('take new keys from a Retry', async () => {
    const retry = bytes(0xf0, hex('00000001'), 2, CLIENT, 5, SERVER, 'token', new Uint8Array(16));
    const again = quicInitial({destination: SERVER, source: CLIENT, keyId: SERVER, token: bytes('token')}, PADDED);
    const packets = await read(up(hello), down(retry), up(again));
    expect(packets.map(({context}) => context?.connection)).toEqual([0, 0, 0]);
    expect(packets[2]?.info).toBe('Initial, DCID=a1a2a3a4a5, SCID=c1c2, PKN: 0, PING, PADDING');
  });

  it('are none where no Initial packet was seen', async () => {
    const [packet] = await read(up(short(SERVER)));
    expect(packet?.context).toBeUndefined();
    expect(packet?.info).toBe('50000 → 443 Len=30');
  });

  it('name the message of Google’s own handshake', async () => {
    const message = bytes(hex('400113c70100 0800 0c'), 'CHLO', hex('01000000 534e4900'), new Uint8Array(20));
    const [packet] = await read(up(quicInitial({version: 0x51303530, destination: FIRST, keyId: FIRST}, message)));
    expect(packet?.info).toBe('Client Hello');
  });

  it('decrypt version 2 and the drafts', async () => {
    for (const version of [0x6b3343cf, 0xff00001d, 0xff000017]) {
      const [packet] = await read(up(quicInitial({version, destination: FIRST, keyId: FIRST}, PADDED)));
      expect(packet?.info).toBe('Initial, DCID=0102030405060708, PKN: 0, PING, PADDING');
    }
  });
});
