import type {Capture} from '../model/capture.ts';
import type {FrameContext} from '../model/frame-context.ts';
import type {
  Connection,
  ConnectionAnalysis,
  DnsLookup,
  Handshake,
  HttpExchange,
  PingSeries,
  Side,
  Teardown,
} from '../model/report.ts';
import type {Row} from '../model/units.ts';

/** Everything derived once from a capture. Analyzers read it and never each other. */
export interface Flows {
  readonly capture: Capture;
  /** By Wireshark's tcp.stream. */
  readonly streams: readonly TcpStream[];
  /** tcp.stream of each row, or -1. */
  readonly streamOf: Int32Array;
  readonly lookups: readonly DnsLookup[];
  readonly echoes: readonly PingSeries[];
  /** What a frame's tree shows beyond its own bytes. */
  contextOf(row: Row): FrameContext;
}

export interface StreamEnd {
  /** Id in PacketTable.addresses, and its text. */
  readonly addressId: number;
  readonly address: string;
  readonly port: number;
}

/** What reassembly needs to know of a stream. */
export interface StreamBytesInput {
  readonly rows: Uint32Array;
  readonly client: StreamEnd;
  readonly server: StreamEnd;
  readonly base: {readonly client?: number; readonly server?: number};
}

/** A TCP connection: its packets and what they mean. */
export interface TcpStream {
  readonly stream: number;
  /** Its rows in capture order. */
  readonly rows: Uint32Array;
  readonly client: StreamEnd;
  readonly server: StreamEnd;
  readonly rolesFrom: Connection['rolesFrom'];
  /** Set when packets of one side only were captured, and these show that the other side sent some too. */
  readonly onlySender?: Side;
  readonly handshake: Handshake;
  readonly teardown: Teardown;
  readonly completeness: {readonly bits: number; readonly text: string; readonly flags: string};
  /** Raw sequence numbers that count as relative 0, as Wireshark sets them. */
  readonly base: {readonly client?: number; readonly server?: number};
  /** What each side's window field is multiplied with; undefined when the handshake does not tell. Never on SYNs. */
  readonly windowMultiplier: {readonly client?: number; readonly server?: number};
  readonly analysis: StreamAnalysis;
  readonly application?: 'http' | 'tls' | undefined;
  readonly serverName?: string | undefined;
  readonly http: readonly StreamExchange[];
}

/**
 * tcp.analysis of each packet of a stream, as columns indexed like `rows`. Bit i of `flags` is
 * TCP_ANALYSIS_FLAGS[i]; frames are 0 and durations NaN where there is nothing to say.
 */
export interface StreamAnalysis {
  /** The first packet with FIN, if there is one. */
  readonly firstFin?: Row;
  readonly flags: Uint32Array;
  readonly acksFrame: Uint32Array;
  readonly ackRttNs: Float64Array;
  /** 1 where the ACK ends within the segment of `acksFrame`. */
  readonly partialAck: Uint8Array;
  readonly bytesInFlight: Uint32Array;
  readonly bytesSincePush: Uint32Array;
  /** 1 where Wireshark began an analysis that may have nothing to say: of counted data, of a SYN whose number was known. */
  readonly begun: Uint8Array;
  readonly duplicateAckNumber: Uint32Array;
  readonly duplicateAckOf: Uint32Array;
  /** For a retransmission the frame whose timer ran out, as tcp.analysis.rto_frame. */
  readonly timeoutSince: Uint32Array;
  readonly irttNs?: number;
  readonly summary: ConnectionAnalysis;
}

/** An HTTP exchange with the rows that carry it; bytes are reassembled again on demand. */
export interface StreamExchange extends HttpExchange {
  readonly requestRows: readonly Row[];
  readonly responseRows: readonly Row[];
  /** Head and body as on the wire, at most `limit` bytes. */
  requestBytes(limit: number): Uint8Array;
  responseBytes(limit: number): Uint8Array;
  /** Body after transfer decoding, at most `limit` bytes before and after content decoding. */
  body(of: 'request' | 'response', limit: number): DecodedBody | undefined;
}

export interface DecodedBody {
  readonly encoded: Uint8Array;
  /** After Content-Encoding; the same as `encoded` when there is none; absent when it could not be unpacked. */
  readonly decoded?: Uint8Array;
  readonly contentEncoding?: string;
  /** The body is longer than the limit. */
  readonly cut: boolean;
}

export type {Side};
