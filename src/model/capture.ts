import type {Issue} from './issue.ts';
import type {PacketOptions} from './packet-options.ts';
import type {PacketTable} from './packet-table.ts';
import type {Instant, Row} from './units.ts';

export interface CaptureInterface {
  /** Section (from 0) and number within it, as pcapng counts; 0, 0 for classic pcap. */
  readonly section: number;
  readonly id: number;
  /** LINKTYPE_ number as in the file. */
  readonly linkType: number;
  /** Bytes; 0 when the file sets no limit. */
  readonly snapLength: number;
  readonly name?: string;
  readonly description?: string;
  readonly filter?: string;
  readonly os?: string;
  readonly hardware?: string;
  /** Packets the interface dropped, from the last interface statistics block. */
  readonly dropped?: number;
}

export interface DatagramFragment {
  readonly row: Row;
  /** Where its bytes begin in the packet, and where they belong in the datagram. */
  readonly from: number;
  readonly at: number;
  readonly length: number;
}

/** A fragmented IP datagram of which the capture holds every byte. */
export interface Datagram {
  /** Of what follows the IP headers. */
  readonly length: number;
  /** By their place in the datagram. */
  readonly fragments: readonly DatagramFragment[];
}

/** One capture, open: columns in memory, bytes on demand. */
export interface Capture {
  /** File name without folders; `-` for standard input. */
  readonly file: string;
  /** Of the file as it was given (before decompression), hex. */
  readonly sha256: string;
  readonly format: 'pcap' | 'pcapng';
  readonly compression?: 'gzip' | 'zstd';
  /** Size of the file as it was given. */
  readonly bytes: number;
  /** The file ends in the middle of a record. */
  readonly truncated: boolean;
  readonly interfaces: readonly CaptureInterface[];
  /** pcapng section header: program, operating system, hardware, comments. */
  readonly application?: string;
  readonly os?: string;
  readonly hardware?: string;
  readonly comments: readonly string[];
  readonly packetComments: ReadonlyMap<Row, readonly string[]>;
  /** Name resolution blocks: address text → names. */
  readonly names: ReadonlyMap<string, readonly string[]>;
  /** Sum over interfaces that tell; absent when none does. */
  readonly dropped?: number;
  readonly packets: PacketTable;
  readonly issues: readonly Issue[];
  /** The captured bytes of one packet: a view that is valid until the next call. */
  bytesOf(row: Row): Uint8Array;
  /** What the packet's block in a pcapng file tells besides its bytes and comments; undefined when it tells nothing. */
  optionsOf(row: Row): PacketOptions | undefined;
  /** Fragmented datagrams by the row that completed them. */
  readonly datagrams: ReadonlyMap<Row, Datagram>;
  /**
   * The bytes in which a row's `transportAt` and `payloadAt` count: those of the packet or, when it completes a
   * fragmented datagram, those that follow the datagram's IP headers. A view that is valid until the next call.
   */
  transportBytesOf(row: Row): Uint8Array;
  /** Frees the file and any temporary copy. */
  close(): void;
}

export const firstInstant = (capture: Capture): Instant | undefined =>
  capture.packets.length > 0 ? capture.packets.time(0 as Row) : undefined;
