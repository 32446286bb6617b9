import type {PacketOptions} from './packet-options.ts';
import type {Instant} from './units.ts';

/**
 * What a frame's tree shows beyond the frame's own bytes. Flows derive it; the dissector prints it.
 * Everything is optional: without context a frame still dissects, with raw numbers only.
 */
export interface FrameContext {
  readonly frame: number;
  readonly time: Instant;
  /** Nanoseconds since the previous captured frame and since the first. */
  readonly sincePreviousNs: number | bigint;
  readonly sinceFirstNs: number | bigint;
  /** False when the capture holds no time stamp for the frame. */
  readonly hasTime?: boolean;
  readonly capturedLength: number;
  readonly originalLength: number;
  readonly linkType: number;
  /** Present for pcapng only, as Wireshark shows them. */
  readonly interface?: {
    readonly id: number;
    readonly name?: string;
    readonly description?: string;
    /** From 0; Wireshark counts sections from 1. */
    readonly section: number;
  };
  readonly comments?: readonly string[];
  readonly packetOptions?: PacketOptions;
  /** Wireshark's eth.stream: number of the pair of MAC addresses, counted from 0 by first appearance. */
  readonly ethernetStream?: number;
  /** Wireshark's ip.stream / ipv6.stream: number of the address pair. */
  readonly ipStream?: number;
  /** For a fragment of an IP datagram that the capture holds whole. */
  readonly datagram?: {
    /** The frame that completes it, and shows it. */
    readonly frame: number;
    /** Only in that frame: what follows the datagram's IP headers, and which frame carried which part of it. */
    readonly bytes?: Uint8Array;
    readonly fragments?: readonly {readonly frame: number; readonly at: number; readonly length: number}[];
  };
  /** Of the packet that an ICMP error quotes. */
  readonly quoted?: {readonly ipStream?: number; readonly udpStream?: number};
  readonly udp?: UdpFrameContext;
  /** The headers of a tunnel around the packet, and Ethernet headers within one, by where they begin. */
  readonly outer?: ReadonlyMap<number, OuterHeaderContext>;
  readonly tcp?: TcpFrameContext;
  readonly http?: HttpFrameContext;
  /** What a segment carries of the messages of another protocol that the stream's bytes tell apart, in their order. */
  readonly pdus?: readonly FramePdu[];
  readonly ssh?: SshFrameContext;
  /** Where an FTP session is, by its server's words so far. */
  readonly ftpDirectory?: string;
  readonly tls?: TlsFrameContext;
  /** The QUIC connection that a datagram belongs to. */
  readonly quic?: QuicFrameContext;
  /** For look-ups; without frames, the other message was looked for and is not in the capture. */
  readonly dns?: {
    readonly requestFrame?: number;
    readonly responseFrame?: number;
    readonly timeNs?: number;
    /** The frame of the same message, sent before. */
    readonly repeatOf?: number;
  };
  /** For NTP requests with an answer, and for answers. */
  readonly ntp?: {readonly requestFrame?: number; readonly responseFrame?: number; readonly timeNs?: number};
  /** For echo messages; without frames, the other message was looked for and is not in the capture. */
  readonly icmp?: {readonly requestFrame?: number; readonly responseFrame?: number; readonly timeNs?: number};
}

export interface QuicFrameContext {
  /** From 0, by first appearance in the capture. */
  readonly connection: number;
  readonly version: number;
  readonly fromClient: boolean;
  /** The Destination Connection ID of the client's first packets, which the keys of Initial packets come from. */
  readonly initialId: Uint8Array;
  /** The one of its very first packet, which a Retry answers. */
  readonly firstId: Uint8Array;
  /** How long the connection ID of short headers in this direction is. */
  readonly destinationIdLength: number;
  /** No packet with a short header came before in this connection. */
  readonly isFirstShort: boolean;
}

export interface UdpFrameContext {
  readonly stream: number;
  readonly packetInStream: number;
  readonly sinceFirstNs: number | bigint;
  readonly sincePreviousNs: number | bigint;
}

export interface OuterHeaderContext {
  /** Its number of eth.stream, ip.stream, ipv6.stream or udp.stream. */
  readonly stream: number;
  /** For UDP. */
  readonly udp?: UdpFrameContext;
}

export interface TcpFrameContext {
  readonly stream: number;
  /** From 1. */
  readonly packetInStream: number;
  readonly completeness: {readonly bits: number; readonly text: string; readonly flags: string};
  /** Raw numbers that count as 0; undefined while unknown, then raw numbers are shown. */
  readonly baseSequence?: number;
  readonly baseAcknowledgment?: number;
  /** What the sender's window is multiplied with (1 when not scaled); undefined when the handshake was not captured. */
  readonly windowMultiplier?: number;
  readonly sinceFirstNs: number | bigint;
  readonly sincePreviousNs: number | bigint;
  readonly irttNs?: number;
  readonly acksFrame?: number;
  /** The ACK ends within that frame's segment. */
  readonly partialAck?: true;
  readonly ackRttNs?: number | bigint;
  readonly bytesInFlight?: number;
  readonly bytesSincePush?: number;
  /** There is an analysis, even if it has nothing to say. */
  readonly analysisBegun?: true;
  readonly duplicateAck?: {readonly number: number; readonly ofFrame: number};
  readonly flags: ReadonlySet<TcpAnalysisFlag>;
  /** For a retransmission: how long after which frame, as tcp.analysis.rto. */
  readonly timeout?: {readonly ns: number; readonly sinceFrame: number};
  /** Both SYNs offered a window scale, so that a multiplier of 1 comes from a shift of 0. */
  readonly windowScaleAgreed?: boolean;
  /** For a SYN-ACK: what became of data in the SYN (RFC 7413). */
  readonly fastOpen?: 'accepted' | 'ignored';
  /** For a FIN: whether it is the first of the connection or answers one. */
  readonly closing?: 'initiates' | 'undergoes';
  /** Whether the server's port is the segment's source or destination. */
  readonly serverPort: number;
}

export const TCP_ANALYSIS_FLAGS = [
  'retransmission',
  'fast-retransmission',
  'spurious-retransmission',
  'out-of-order',
  'duplicate-ack',
  'lost-segment',
  'ack-lost-segment',
  'keep-alive',
  'keep-alive-ack',
  'window-update',
  'window-full',
  'zero-window',
  'zero-window-probe',
  'zero-window-probe-ack',
  'reused-ports',
] as const;
export type TcpAnalysisFlag = (typeof TCP_ANALYSIS_FLAGS)[number];

/** `state` is what the protocol's framer says of it; `length` counts what this segment holds of it. */
export type FramePdu =
  | {readonly kind: 'whole'; readonly length: number; readonly state?: number}
  | {
      readonly kind: 'last';
      readonly length: number;
      readonly state?: number;
      readonly bytes: Uint8Array;
      /** All frames that carry it, in order. */
      readonly frames: readonly {readonly frame: number; readonly length: number}[];
    }
  | {readonly kind: 'part'; readonly length: number; readonly reassembledIn?: number}
  /** Too little was captured to tell. */
  | {readonly kind: 'cut'; readonly length: number};

/** What an SSH connection agreed on, for the direction of the frame. */
export interface SshFrameContext {
  readonly version?: 1 | 2;
  readonly keyExchange?: string;
  readonly encryption?: string;
  readonly mac?: string;
  readonly compression?: string;
}

/** The HTTP messages that become complete in this frame, or the segment's part in one that completes elsewhere. */
export interface HttpFrameContext {
  readonly messages: readonly HttpFrameMessage[];
  /** Frame where the message that this segment carries a part of becomes complete. */
  readonly reassembledIn?: number;
  /** It carries a part of a message that never becomes complete. */
  readonly waits?: true;
  /** How the segment divides in a connection on HTTP's port that carries no message. */
  readonly parts?: readonly SegmentPart[];
}

/** What was put together from several segments. */
export interface ReassembledPdu {
  /** Of long ones the beginning. */
  readonly bytes: Uint8Array;
  /** How long it is on the wire. */
  readonly length?: number;
  /** All frames that carry it, in order. */
  readonly frames: readonly ReassembledSegment[];
}

export interface ReassembledSegment {
  readonly frame: number;
  readonly length: number;
  /** Where in the PDU it lies, if not behind the one before. */
  readonly at?: number;
  /** Others carry bytes of it too: the same ones, or conflicting ones. */
  readonly overlap?: 'same' | 'conflicting';
}

/**
 * A run of a segment's payload, as the protocol above TCP reads it: where it lies (`own`), as the end of a PDU that began
 * in an earlier segment (`completes`), as part of one that goes on (`waits`); or not at all, because it was sent before
 * (`repeated`) or comes late (`late`).
 */
export type SegmentPart =
  | {readonly role: 'own'; readonly length: number}
  | {readonly role: 'repeated'; readonly length: number}
  | {readonly role: 'late'; readonly length: number}
  /** `triedIn`: the frame with which Wireshark tried to read it last, in vain. */
  | {readonly role: 'waits'; readonly length: number; readonly reassembledIn?: number; readonly triedIn?: number}
  /** `read`: what came late completes a PDU that Wireshark does not read. */
  | {readonly role: 'completes'; readonly length: number; readonly pdu: ReassembledPdu; readonly read: boolean};

/** What a TLS frame shows of its connection. */
export interface TlsFrameContext {
  /** The version that the connection uses, e.g. 0x0304 for TLS 1.3, by its ServerHello or its records. */
  readonly version?: number;
  /** The last version that the ClientHello offers, which Wireshark names while nothing else is known. */
  readonly offered?: number;
  /** The suite that the ServerHello chose. */
  readonly cipherSuite?: number;
  /** The protocol that was negotiated (RFC 7301), e.g. `h2`. */
  readonly applicationProtocol?: string;
  /** The session was resumed: its server sent no certificate (RFC 5246 §7.3). */
  readonly resumed?: boolean;
  /** The sender changed to encrypted records in an earlier frame. */
  readonly encrypted?: boolean;
  readonly fromServer?: boolean;
  /** The payload; absent, it is read where it lies. */
  readonly parts?: readonly SegmentPart[];
  /** Of handshake messages that go on in another record, by the number of the handshake record in the frame, from 0. */
  readonly fragments?: ReadonlyMap<number, RecordFragments>;
}

/** What of a record belongs to messages that began in an earlier one, or that go on in the next. */
export interface RecordFragments {
  readonly continues?: HandshakeFragment;
  readonly begins?: HandshakeFragment;
}

export interface HandshakeFragment {
  /** The message's HandshakeType. */
  readonly type: number;
  /** Bytes of it in this record. */
  readonly length: number;
  readonly reassembledIn?: number;
  /** The whole message where its last fragment is. */
  readonly message?: ReassembledPdu;
}

export interface HttpFrameMessage extends ReassembledPdu {
  /** Head and body as on the wire (still chunked, still compressed), reassembled; of long messages the beginning. */
  readonly bytes: Uint8Array;
  readonly kind: 'request' | 'response';
  /** Body after transfer decoding and after content decoding; absent when empty or not decodable. */
  readonly body?: Uint8Array;
  /** How long the body is after transfer decoding; `body` holds its beginning when it is long. */
  readonly bodyLength?: number;
  readonly decodedBody?: Uint8Array;
  readonly requestFrame?: number;
  readonly responseFrame?: number;
  readonly timeSinceRequestNs?: number;
  readonly requestTarget?: string;
  readonly requestUri?: string;
  /** Method of the request that a response answers. */
  readonly requestMethod?: string;
}
