import {
  type Bytes,
  bytes,
  ethernet,
  FLAG,
  icmpEcho,
  ipv4,
  linuxCooked,
  option,
  tcp,
  udp,
} from '../../test/support/craft.ts';
import type {FilePacket} from '../../test/support/pcap-file.ts';

/** One end of a recorded conversation, with what its system puts into headers. */
export interface Host {
  readonly address: string;
  readonly mac: string;
  readonly ttl: number;
  /** Identification of its next datagram; null where the system sends 0. */
  identification: number | null;
  /** `partial`: the recording host leaves the sum to its network card. */
  readonly tcpChecksum: 'good' | 'partial';
  readonly ipChecksum?: number;
}

export type Link = 'ethernet' | 'padded-ethernet' | 'linux-cooked';

/** Packets in the order in which they are added, with times in seconds from the start. */
export class Recording {
  readonly packets: FilePacket[] = [];
  private readonly startNs: bigint;
  private readonly link: Link;
  private readonly recorder: Host | undefined;

  /** `start`: seconds since the epoch, as text so that no nanosecond is lost. `recorder` is the host that records. */
  constructor(start: string, link: Link, recorder?: Host) {
    this.startNs = nanos(start);
    this.link = link;
    this.recorder = recorder;
  }

  /** Adds an IP datagram. `gateway`: MAC that stands in place of a host behind a router. */
  add(time: string, from: Host, to: Host, protocol: number, payload: Uint8Array, identification?: number): void {
    const datagram = ipv4(
      {
        source: from.address,
        destination: to.address,
        protocol,
        id: identification ?? take(from),
        ttl: from.ttl,
        dontFragment: protocol === 6,
        ...(from.ipChecksum === undefined ? {} : {checksum: from.ipChecksum}),
      },
      payload,
    );
    this.addFrame(time, this.framed(from, to, datagram));
  }

  addFrame(time: string, frame: Uint8Array): void {
    const ns = this.startNs + nanos(time);
    this.packets.push({
      time: {seconds: Number(ns / 1_000_000_000n), nanos: Number(ns % 1_000_000_000n)},
      bytes: frame,
    });
  }

  private framed(from: Host, to: Host, datagram: Uint8Array): Bytes {
    if (this.link === 'linux-cooked') {
      return linuxCooked({packetType: from === this.recorder ? 4 : 0, source: from.mac}, datagram);
    }
    // A card pads what it sends only after the recording; what it receives was padded by the sender.
    const pad = this.link === 'padded-ethernet' && from !== this.recorder;
    return ethernet({source: from.mac, destination: to.mac, pad}, datagram);
  }
}

function take(host: Host): number {
  if (host.identification === null) return 0;
  const id = host.identification;
  host.identification = (id + 1) & 0xffff;
  return id;
}

/** Decimal seconds as nanoseconds: `0.145851213` → 145851213n. */
function nanos(seconds: string): bigint {
  const [whole = '0', fraction = ''] = seconds.split('.');
  return BigInt(whole) * 1_000_000_000n + BigInt(fraction.padEnd(9, '0').slice(0, 9));
}

export interface End {
  readonly host: Host;
  readonly port: number;
  readonly isn: number;
}

export interface SegmentFields {
  readonly payload?: Uint8Array | string;
  /** As in the header. */
  readonly window: number;
  readonly options?: Uint8Array;
  /** Overrides, for segments that are not the next in line. */
  readonly sequence?: number;
  readonly acknowledgment?: number;
  readonly identification?: number;
}

/** A TCP connection whose numbers follow from what was sent. */
export class Connection {
  private readonly recording: Recording;
  private readonly ends: {readonly client: End; readonly server: End};
  private readonly next: {client: number; server: number};

  constructor(recording: Recording, client: End, server: End) {
    this.recording = recording;
    this.ends = {client, server};
    this.next = {client: client.isn, server: server.isn};
  }

  /** Adds a segment `0.123456` seconds after the start; flags as `SYN,ACK`. */
  send(time: string, side: 'client' | 'server', flagNames: string, fields: SegmentFields): void {
    const peer = side === 'client' ? 'server' : 'client';
    const from = this.ends[side];
    const to = this.ends[peer];
    const flags = flagNames.split(',').reduce((sum, name) => sum | FLAG[name as keyof typeof FLAG], 0);
    const payload = typeof fields.payload === 'string' ? bytes(fields.payload) : (fields.payload ?? new Uint8Array(0));
    const sequence = fields.sequence ?? this.next[side];
    const acknowledgment = fields.acknowledgment ?? (flags & FLAG.ACK ? this.next[peer] : 0);
    const segment = tcp(
      {
        source: from.host.address,
        destination: to.host.address,
        sourcePort: from.port,
        destinationPort: to.port,
        sequence,
        acknowledgment,
        flags,
        window: fields.window,
        options: fields.options ?? new Uint8Array(0),
        checksum: from.host.tcpChecksum,
      },
      payload,
    );
    this.recording.add(time, from.host, to.host, 6, segment, fields.identification);
    const consumed = payload.length + (flags & FLAG.SYN ? 1 : 0) + (flags & FLAG.FIN ? 1 : 0);
    if (fields.sequence === undefined) this.next[side] = (sequence + consumed) >>> 0;
  }
}

export function addUdp(
  recording: Recording,
  time: string,
  from: Host,
  to: Host,
  ports: readonly [source: number, destination: number],
  payload: Uint8Array,
): void {
  const datagram = udp(
    {
      source: from.address,
      destination: to.address,
      sourcePort: ports[0],
      destinationPort: ports[1],
      checksum: from.tcpChecksum,
    },
    payload,
  );
  recording.add(time, from, to, 17, datagram);
}

export function addEcho(
  recording: Recording,
  time: string,
  from: Host,
  to: Host,
  fields: Parameters<typeof icmpEcho>[0],
  payload: Uint8Array,
): void {
  recording.add(time, from, to, 1, icmpEcho(fields, payload));
}

/** The options of a SYN as Linux orders them. */
export const linuxSyn = (mss: number, time: number, echo: number, shift: number): Bytes =>
  bytes(
    option.mss(mss),
    option.sackPermitted(),
    option.timestamps(time, echo),
    option.nop(),
    option.windowScale(shift),
  );

/** The options of every other segment of such a connection. */
export const linuxTimes = (time: number, echo: number): Bytes =>
  bytes(option.nop(), option.nop(), option.timestamps(time, echo));

export const crlf = (...lines: string[]): string => `${lines.join('\r\n')}\r\n\r\n`;

/** Bytes that look like nothing, the same each time (a linear congruential generator). */
export function noise(length: number, seed: number): Bytes {
  let state = seed >>> 0;
  return Uint8Array.from({length}, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state >>> 24;
  });
}
