import {openBytes} from '../../src/capture/index.ts';
import type {StreamBytesInput} from '../../src/flows/types.ts';
import type {Capture} from '../../src/model/capture.ts';
import {bytes, ethernet, FLAG, ipv4, tcp} from './craft.ts';
import {type FilePacket, writePcap} from './pcap-file.ts';

type Flag = keyof typeof FLAG;

/** One segment of a connection from 10.0.0.1:50000 (C) to 10.0.0.2:80 (S), with binary payloads and cuts. */
export interface Drawn {
  readonly from: 'C' | 'S';
  /** Relative to the side's first byte of data: 0 is the byte after the SYN. What comes next when absent. */
  readonly at?: number;
  readonly data?: Uint8Array | string;
  readonly flags?: readonly Flag[];
  /** How many bytes of the payload were captured. */
  readonly captured?: number;
  /** What it acknowledges, counted as `at`; all that the other side has sent so far when absent. */
  readonly acknowledges?: number;
  /** Moves the numbers on, but is not captured. */
  readonly lost?: boolean;
}

export interface DrawnOptions {
  /** Initial sequence numbers. */
  readonly client?: number;
  readonly server?: number;
  /** Without the three packets of the handshake. */
  readonly midstream?: boolean;
}

const ACK: readonly Flag[] = ['ACK'];
const C = {address: '10.0.0.1', port: 50000};
const S = {address: '10.0.0.2', port: 80};

/** The capture of a connection, and what reassembly needs to know of it. One millisecond lies between packets. */
export async function drawn(
  segments: readonly Drawn[],
  {client = 1000, server = 5000, midstream = false}: DrawnOptions = {},
  port = S.port,
): Promise<{capture: Capture; input: StreamBytesInput}> {
  const served = {...S, port};
  const all: Drawn[] = midstream
    ? [...segments]
    : [
        {from: 'C', at: -1, flags: ['SYN']},
        {from: 'S', at: -1, flags: ['SYN', 'ACK'], acknowledges: 0},
        {from: 'C', flags: ['ACK']},
        ...segments,
      ];
  const next = {C: 0, S: 0};
  const packets: FilePacket[] = [];
  for (const {from, at = next[from], data = '', flags = ACK, captured, acknowledges, lost = false} of all) {
    const payload = bytes(data);
    const [own, peer] = from === 'C' ? [C, served] : [served, C];
    const [base, peerBase] = from === 'C' ? [client, server] : [server, client];
    const frame = ethernet(
      {},
      ipv4(
        {source: own.address, destination: peer.address},
        tcp(
          {
            source: own.address,
            destination: peer.address,
            sourcePort: own.port,
            destinationPort: peer.port,
            sequence: (base + 1 + at) >>> 0,
            acknowledgment: flags.includes('ACK')
              ? (peerBase + 1 + (acknowledges ?? next[from === 'C' ? 'S' : 'C'])) >>> 0
              : 0,
            flags: flags.reduce<number>((bits, name) => bits | FLAG[name], 0),
          },
          payload,
        ),
      ),
    );
    if (flags.includes('SYN')) next[from] = 0;
    else next[from] = Math.max(next[from], at + payload.length + (flags.includes('FIN') ? 1 : 0));
    if (lost) continue;
    const cut = captured === undefined ? 0 : payload.length - captured;
    const time = {seconds: 1_700_000_000, nanos: packets.length * 1e6};
    packets.push({time, bytes: frame.subarray(0, frame.length - cut), originalLength: frame.length});
  }
  const capture = await openBytes('drawn.pcap', writePcap(packets));
  const {packets: table} = capture;
  const rows = Uint32Array.from({length: table.length}, (_, row) => row);
  const idOf = (address: string): number => {
    for (let row = 0; row < table.length; row++) {
      for (const column of ['source', 'destination'] as const) {
        const id = table.columns[column][row] as number;
        if (Array.from(table.addresses.get(id)).join('.') === address) return id;
      }
    }
    return 0;
  };
  const end = ({address, port}: typeof C) => ({addressId: idOf(address), address, port});
  const base = midstream ? {} : {client, server};
  return {capture, input: {rows, client: end(C), server: end(served), base}};
}
