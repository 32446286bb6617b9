/** What is done to captures before they are handed in as one's own; packets in, packets out. */
import {u16, u32} from './craft.ts';
import {type FilePacket, writePcap, writePcapng} from './pcap-file.ts';

type Transform = (packets: readonly FilePacket[]) => FilePacket[];

/** Of Ethernet and an IPv4 header without options, as ladders are drawn. */
const AT = {
  destinationMac: 0,
  sourceMac: 6,
  sourceIp: 26,
  destinationIp: 30,
  ports: 34,
  sequence: 38,
  acknowledgment: 42,
};

/** As editcap -r: packets `from` … `to - 1`, counted from 0. */
export const trimmed =
  (from: number, to?: number): Transform =>
  (packets) =>
    packets.slice(from, to);

/** Without some packets in between. */
export const without =
  (...indices: readonly number[]): Transform =>
  (packets) =>
    packets.filter((_, index) => !indices.includes(index));

/** As a display filter on one sender's port. */
export const sentFrom =
  (port: number): Transform =>
  (packets) =>
    packets.filter((packet) => portsOf(packet)[0] === port);

/** As a display filter on one connection. */
export const connectionOf =
  (port: number): Transform =>
  (packets) =>
    packets.filter((packet) => portsOf(packet).includes(port));

/** As editcap -t. */
export const later =
  (seconds: number, nanos = 0): Transform =>
  (packets) =>
    packets.map(({time, ...packet}) => {
      const sum = time.nanos + nanos;
      return {
        ...packet,
        time: {seconds: time.seconds + seconds + Math.floor(sum / 1e9), nanos: sum % 1e9},
      };
    });

/** As editcap -s. */
export const snapped =
  (length: number): Transform =>
  (packets) =>
    packets.map((packet) => ({
      ...packet,
      originalLength: packet.originalLength ?? packet.bytes.length,
      bytes: packet.bytes.slice(0, length),
    }));

/** As tcprewrite: every IPv4 and MAC address becomes another, the same for the same; checksums are left wrong. */
export const otherAddresses =
  (by: number): Transform =>
  (packets) =>
    packets.map((packet) =>
      edited(packet, (bytes) => {
        for (const at of [AT.sourceIp, AT.destinationIp]) bytes.set(u32((word(bytes, at) ^ (by << 8)) >>> 0), at);
        for (const at of [AT.destinationMac, AT.sourceMac]) bytes.set(u32((word(bytes, at + 2) ^ by) >>> 0), at + 2);
      }),
    );

/** As tcprewrite --portmap. */
export const otherPort =
  (from: number, to: number): Transform =>
  (packets) =>
    packets.map((packet) =>
      edited(packet, (bytes) => {
        portsOf(packet).forEach((port, i) => {
          if (port === from) bytes.set(u16(to), AT.ports + 2 * i);
        });
      }),
    );

/** As tcprewrite --tcp-sequence: the numbers of both sides by the same amount. */
export const otherNumbers =
  (by: number): Transform =>
  (packets) =>
    packets.map((packet) =>
      edited(packet, (bytes) => {
        for (const at of [AT.sequence, AT.acknowledgment])
          if (word(bytes, at) !== 0) bytes.set(u32((word(bytes, at) + by) >>> 0), at);
      }),
    );

export const inTurn =
  (...transforms: readonly Transform[]): Transform =>
  (packets) =>
    transforms.reduce<FilePacket[]>((all, transform) => transform(all), [...packets]);

/** The ways to save the same packets. */
export const SAVED = {
  'pcap, microseconds': (packets: readonly FilePacket[]) => writePcap(packets),
  'pcap, nanoseconds': (packets: readonly FilePacket[]) => writePcap(packets, {nanosecond: true}),
  'pcap of the other byte order': (packets: readonly FilePacket[]) => writePcap(packets, {byteOrder: 'big'}),
  pcapng: (packets: readonly FilePacket[]) =>
    writePcapng([
      {block: 'section'},
      {block: 'interface'},
      ...packets.map((packet) => ({block: 'packet' as const, ...packet})),
    ]),
} as const;

function edited(packet: FilePacket, edit: (bytes: Uint8Array) => void): FilePacket {
  const bytes = packet.bytes.slice();
  edit(bytes);
  return {...packet, bytes};
}

const portsOf = ({bytes}: FilePacket): readonly [source: number, destination: number] => [
  word(bytes, AT.ports) >>> 16,
  word(bytes, AT.ports) & 0xffff,
];

const word = (bytes: Uint8Array, at: number): number => new DataView(bytes.buffer, bytes.byteOffset).getUint32(at);
