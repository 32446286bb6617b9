import type {TcpAnalysisFlag} from './frame-context.ts';
import type {Issue} from './issue.ts';
import type {FieldNode} from './tree.ts';

/**
 * The document that `labshark analyze` prints and report.json holds. Field names are a public interface:
 * adding is free, renaming needs a new `schema`. Times are ISO 8601 in UTC with nanoseconds, durations are
 * nanoseconds, lengths bytes, frames 1-based numbers as in Wireshark.
 */
export interface Report {
  readonly schema: 1;
  readonly generator: {readonly name: 'labshark'; readonly version: string};
  readonly capture: CaptureSummary;
  /** By stream number. */
  readonly connections: readonly Connection[];
  readonly lookups: readonly DnsLookup[];
  readonly echoes: readonly PingSeries[];
  /** The connection the report explains. */
  readonly focus: Focus | null;
  /** What each section of the report states about `focus`, with the frames that prove it. */
  readonly findings: Findings;
  /** The packets that questions are about, by frame: their headers in Wireshark's fields. */
  readonly keyFrames: readonly KeyFrame[];
  /** How the IP headers of the explained connection change from packet to packet; absent without IP headers. */
  readonly ipHeaders?: Readonly<Partial<Record<Side, IpHeaders>>>;
  readonly issues: readonly Issue[];
  /** Set when the report was redacted: see redaction/index.ts. */
  readonly redaction?: Redaction;
}

/** What a packet is, to those who ask about it. */
export type KeyFrameRole =
  | 'first'
  | 'last'
  | 'syn'
  | 'syn-ack'
  | 'ack'
  | 'request'
  | 'request-end'
  | 'response'
  | 'response-end'
  | 'teardown'
  | 'arp-request'
  | 'arp-reply'
  | 'dns-query'
  | 'dns-response'
  | 'echo-request'
  | 'echo-reply'
  | 'fragment';

/** `first` and `last` are the capture's; the TCP roles are of the explained connection. */
export interface KeyFrame {
  readonly frame: number;
  readonly roles: readonly KeyFrameRole[];
  readonly time?: string;
  readonly originalLength: number;
  readonly capturedLength: number;
  /** Of the frame where the request or the response begins: the offset of its first byte, where that is certain. */
  readonly startLineAt?: number;
  /** Wireshark's column. */
  readonly info: string;
  /** Outermost first, without the frame itself: a protocol's display-filter name and where its header lies. */
  readonly layers: readonly {readonly protocol: string; readonly at: number; readonly bytes: number}[];
  /** Values by display-filter name, of what has one; of several of a name the outermost. */
  readonly fields: Readonly<Record<string, number | string | boolean>>;
}

/** One direction's IP headers, of its first packets. */
export interface IpHeaders {
  readonly version: 4 | 6;
  readonly frames: readonly number[];
  /** By display-filter name, a value for each of `frames`. */
  readonly fields: Readonly<Record<string, readonly number[]>>;
}

/** How many different ones were masked. */
export interface Redaction {
  readonly publicIpv4: number;
  /** Public ones, and those that are made from a masked address of another kind. */
  readonly ipv6: number;
  readonly mac: number;
  readonly cookies: number;
  readonly authorizations: number;
  readonly uriCredentials: number;
}

export interface CaptureSummary {
  readonly file: string;
  readonly sha256: string;
  readonly format: 'pcap' | 'pcapng';
  readonly compression?: 'gzip' | 'zstd';
  readonly bytes: number;
  readonly packets: number;
  readonly linkTypes: readonly string[];
  /** Of the earliest and latest packet; absent when no packet has a time stamp. */
  readonly startTime?: string;
  readonly endTime?: string;
  readonly durationNs: number;
  readonly truncated: boolean;
  readonly interfaces: readonly {
    readonly id: number;
    readonly name?: string;
    readonly description?: string;
    readonly linkType: string;
    readonly snapLength: number;
    readonly filter?: string;
    readonly dropped?: number;
  }[];
  readonly application?: string;
  readonly os?: string;
  readonly hardware?: string;
  readonly dropped?: number;
  readonly comments: readonly string[];
  /** Packets by what they carry, e.g. {TCP: 10, DNS: 2}: the highest protocol recognised. */
  readonly protocols: Readonly<Record<string, number>>;
}

export interface Endpoint {
  readonly address: string;
  readonly port: number;
  readonly packets: number;
  /** Sum of TCP payload lengths by the IP header, retransmissions included. */
  readonly payloadBytes: number;
}

export type HandshakeKind =
  | 'three-way'
  | 'simultaneous-open'
  | 'refused'
  | 'unanswered'
  | 'incomplete'
  | 'not-captured';

export interface HandshakeOptions {
  readonly isn: number;
  /** As in the header: a SYN's window is never scaled (RFC 7323 §2.2). */
  readonly window: number;
  readonly mss?: number;
  /** The shift count, 0 … 14. */
  readonly windowScale?: number;
  readonly sackPermitted: boolean;
  readonly timestamps: boolean;
}

export interface Handshake {
  readonly kind: HandshakeKind;
  readonly frames: {readonly syn?: number; readonly synAck?: number; readonly ack?: number};
  readonly synRetransmissions: number;
  /** From the (last) SYN that was answered to the ACK: Wireshark's iRTT when all three are there. */
  readonly rttNs?: number;
  readonly client?: HandshakeOptions;
  readonly server?: HandshakeOptions;
  /** Frame of the RST that refused the connection. */
  readonly resetFrame?: number;
}

export type TeardownKind =
  | 'four-packet'
  | 'three-packet'
  | 'simultaneous'
  | 'fin-then-reset'
  | 'reset'
  | 'half-closed'
  | 'still-open';

export type Side = 'client' | 'server';

export interface Teardown {
  readonly kind: TeardownKind;
  /** Who sent the first FIN, or for `reset` the RST. */
  readonly initiator?: Side;
  /** The waves in order; for `reset` the RST's frame. */
  readonly frames: readonly number[];
  /** The last ACK was captured. */
  readonly complete: boolean;
  readonly finRetransmissions: number;
  /** `four-packet`: the segment that acknowledged the first FIN carried data. */
  readonly piggybacked?: boolean;
  /** Data the peer sent after it had acknowledged the first FIN, repetitions aside. */
  readonly halfClosedBytes?: number;
  readonly resetFrame?: number;
  /** RSTs that did not end the connection, with the frame in which their sender goes on. */
  readonly strayResets?: readonly {readonly frame: number; readonly outlivedBy: number}[];
}

export interface HttpRequest {
  /** Where the message is complete. */
  readonly frame: number;
  /** Where it begins. */
  readonly firstFrame: number;
  readonly method: string;
  readonly target: string;
  readonly version: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** After transfer decoding (chunked), before content decoding. */
  readonly bodyBytes: number;
  readonly complete: boolean;
}

export interface HttpResponse {
  readonly frame: number;
  readonly firstFrame: number;
  readonly status: number;
  readonly reason: string;
  readonly version: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly bodyBytes: number;
  readonly complete: boolean;
  /**
   * How the end of the body was found (RFC 9112 §6.3); `unknown` where the head breaks off, or where its lengths are
   * invalid or contradict each other.
   */
  readonly bodyEnd: 'none' | 'content-length' | 'chunked' | 'close' | 'unknown';
  /** Frames of interim (1xx) responses before this one. */
  readonly interimFrames?: readonly number[];
}

export interface HttpExchange {
  readonly request?: HttpRequest;
  readonly response?: HttpResponse;
  /** From the frame where the request is complete to the frame where the response begins. */
  readonly timeNs?: number;
}

export interface Connection {
  readonly stream: number;
  readonly firstFrame: number;
  readonly lastFrame: number;
  readonly packets: number;
  readonly client: Endpoint;
  readonly server: Endpoint;
  readonly rolesFrom: 'syn' | 'http' | 'port';
  /** Set when only this side's packets were captured. */
  readonly onlySender?: Side;
  /** Absent when the first packet has no time stamp. */
  readonly startTime?: string;
  readonly durationNs: number;
  readonly handshake: Handshake;
  /** What the connection carries, as far as its bytes tell. */
  readonly application?: 'http' | 'tls';
  /** Server name from the TLS ClientHello. */
  readonly serverName?: string;
  readonly http: readonly HttpExchange[];
  readonly teardown: Teardown;
  readonly completeness: {readonly bits: number; readonly text: string};
  readonly analysis: ConnectionAnalysis;
}

/** Frames by what Wireshark's tcp.analysis says of them. */
export interface ConnectionAnalysis {
  readonly retransmissions: readonly number[];
  readonly fastRetransmissions: readonly number[];
  readonly spuriousRetransmissions: readonly number[];
  readonly outOfOrder: readonly number[];
  readonly duplicateAcks: readonly number[];
  readonly lostSegments: readonly number[];
  readonly ackedUnseen: readonly number[];
  readonly keepAlives: readonly number[];
  readonly keepAliveAcks: readonly number[];
  readonly windowUpdates: readonly number[];
  readonly windowFull: readonly number[];
  readonly zeroWindows: readonly number[];
  readonly zeroWindowProbes: readonly number[];
}

/** Of the analysis: what was sent again, or arrived after what follows it. */
export const SENT_AGAIN = [
  'retransmissions',
  'fastRetransmissions',
  'spuriousRetransmissions',
  'outOfOrder',
] as const satisfies readonly (keyof ConnectionAnalysis)[];

export interface DnsLookup {
  readonly transport: 'udp' | 'tcp';
  readonly client: {readonly address: string; readonly port: number};
  readonly server: {readonly address: string; readonly port: number};
  readonly id: number;
  readonly name: string;
  /** Record type's mnemonic, e.g. `A`, `AAAA`, `CNAME`; `TYPE65280` when unknown. */
  readonly type: string;
  readonly queryFrame?: number;
  readonly responseFrame?: number;
  readonly timeNs?: number;
  /** RCODE's mnemonic: `NOERROR`, `NXDOMAIN` … */
  readonly rcode?: string;
  readonly answers: readonly {
    readonly name: string;
    readonly type: string;
    readonly ttl: number;
    readonly data: string;
  }[];
  /** The same query or response sent again. */
  readonly repeatedQueryFrames?: readonly number[];
  readonly repeatedResponseFrames?: readonly number[];
  /** How many more answers the message announces than the capture holds or can be read. */
  readonly answersMissing?: number;
}

export interface PingSeries {
  readonly source: string;
  readonly destination: string;
  readonly identifier: number;
  readonly sent: number;
  readonly received: number;
  readonly payloadBytes: number;
  readonly rtt?: {readonly minNs: number; readonly averageNs: number; readonly maxNs: number};
  readonly echoes: readonly {
    readonly sequence: number;
    readonly requestFrame: number;
    readonly replyFrame?: number;
    readonly rttNs?: number;
    /** TTL or hop limit of the reply. */
    readonly ttl?: number;
  }[];
}

export type FocusReason =
  | 'asked-stream'
  | 'asked-host'
  | 'only-connection'
  | 'complete-http'
  | 'web-page'
  | 'http'
  | 'http-foreground'
  | 'complete'
  | 'most-packets';

export interface Focus {
  readonly stream: number;
  /** One English sentence; `reason` lets a locale say it again. */
  readonly why: string;
  readonly reason: FocusReason;
}

/** What an analyzer found, or why it could not. */
export type Finding<T> =
  | ({readonly available: true} & T)
  | {
      readonly available: false;
      readonly because: Unavailable;
      readonly values?: Readonly<Record<string, string | number>>;
    };

export type Unavailable =
  | 'no-tcp'
  | 'no-packets'
  | 'handshake-not-captured'
  | 'no-http'
  | 'tls'
  | 'no-data'
  | 'one-sided'
  | 'not-established'
  | 'no-times'
  | 'still-open'
  | 'analyzer-failed'
  | 'not-captured';

export interface Findings {
  readonly handshake: Finding<HandshakeFinding>;
  readonly exchange: Finding<ExchangeFinding>;
  readonly layers: Finding<LayersFinding>;
  readonly transfer: Finding<TransferFinding>;
  readonly teardown: Finding<TeardownFinding>;
  readonly packetList: Finding<PacketListFinding>;
  readonly timeline: Finding<TimelineFinding>;
  readonly sequence: Finding<SequenceFinding>;
}

/** RFC 9293 §3.3.2. */
export type TcpState =
  | 'CLOSED'
  | 'LISTEN'
  | 'SYN-SENT'
  | 'SYN-RECEIVED'
  | 'ESTABLISHED'
  | 'FIN-WAIT-1'
  | 'FIN-WAIT-2'
  | 'CLOSE-WAIT'
  | 'CLOSING'
  | 'LAST-ACK'
  | 'TIME-WAIT';

/** One segment of a connection, in the numbers that reports quote. */
export interface SegmentFacts {
  readonly frame: number;
  readonly time: string;
  readonly sinceCaptureStartNs: number;
  readonly sinceConnectionStartNs: number;
  readonly from: Side;
  /** E.g. `SYN, ACK`, in Wireshark's order. */
  readonly flags: string;
  readonly sequence: SequenceNumber;
  /** The next segment's sequence number: SYN and FIN count one each. */
  readonly nextSequence: SequenceNumber;
  /** Absent when the ACK flag is not set. */
  readonly acknowledgment?: SequenceNumber;
  readonly window: {readonly raw: number; readonly multiplier?: number; readonly scaled?: number};
  readonly payloadBytes: number;
  readonly originalLength: number;
  readonly capturedLength: number;
  readonly analysis: readonly TcpAnalysisFlag[];
  /** Wireshark's columns. */
  readonly protocol: string;
  readonly info: string;
}

/** Relative numbers count from the initial sequence number of that direction, as in Wireshark. */
export interface SequenceNumber {
  readonly raw: number;
  readonly relative?: number;
}

/** States are those after the segment has arrived; absent where the capture cannot prove one. */
export interface StatedSegment {
  readonly segment: SegmentFacts;
  readonly clientState?: TcpState;
  readonly serverState?: TcpState;
}

export interface HandshakeFinding {
  readonly kind: HandshakeKind;
  readonly steps: readonly (StatedSegment & {
    readonly role: 'syn' | 'syn-retransmission' | 'syn-ack' | 'syn-ack-retransmission' | 'ack' | 'rst';
    /** The frame that this segment acknowledges. */
    readonly acknowledges?: number;
  })[];
  readonly client?: HandshakeOptions;
  readonly server?: HandshakeOptions;
  /** SYN → SYN-ACK, SYN-ACK → ACK, and their sum; absent when the capture does not have them in this order. */
  readonly synToSynAckNs?: number;
  readonly synAckToAckNs?: number;
  readonly rttNs?: number;
  /** `unanswered`: the RST with which the client itself gave up. */
  readonly gaveUpFrame?: number;
  /** Other connections of the same hosts whose SYN came within a second of this one's: not retransmissions. */
  readonly parallelSyns: readonly {
    readonly frame: number;
    readonly stream: number;
    readonly port: number;
    readonly serverPort: number;
  }[];
}

export interface BodyPreview {
  readonly mediaType?: string;
  readonly contentEncoding?: string;
  /** On the wire after transfer decoding; and after content decoding. */
  readonly encodedBytes: number;
  readonly decodedBytes?: number;
  /** The first part of the decoded body when it is text. */
  readonly text?: string;
  readonly textCut: boolean;
}

export interface ExchangeFinding {
  /** Index into Connection.http of the exchange that is explained. */
  readonly index: number;
  readonly requestUri?: string;
  /** Frames with the request's and the response's bytes, and the frame that first acknowledged all of the request. */
  readonly requestFrames: readonly number[];
  readonly responseFrames: readonly number[];
  readonly requestAckFrame?: number;
  readonly requestAckCarriesResponse?: boolean;
  readonly requestBody?: BodyPreview;
  readonly responseBody?: BodyPreview;
}

export interface LayersFinding {
  readonly frame: number;
  readonly info: string;
  readonly originalLength: number;
  readonly capturedLength: number;
  /** Outermost first; with the trailer the sizes add up to the frame's length, unless it is an IP fragment. */
  readonly layers: readonly {
    readonly protocol: string;
    readonly at: number;
    readonly headerBytes: number;
    /** It stands in a datagram put together from several packets: its offsets count there, not in the frame. */
    readonly reassembled?: true;
    readonly tree: FieldNode;
  }[];
  readonly payloadBytes: number;
  /** After the IP datagram, and what they are: padding of a short frame, the frame check sequence, anything else. */
  readonly trailerBytes: number;
  readonly trailerKind?: 'padding' | 'fcs' | 'other';
  /** The captured bytes, hex; cut to the first 1024. */
  readonly hex: string;
}

export interface TransferDirection {
  readonly from: Side;
  readonly segments: number;
  /** Sum of payload lengths, and without bytes sent again. */
  readonly payloadBytes: number;
  readonly uniqueBytes: number;
  readonly firstFrame?: number;
  readonly lastFrame?: number;
  readonly largestSegment: number;
  /** The first segment of that size. */
  readonly largestSegmentFrame?: number;
  readonly smallestWindow?: {readonly frame: number; readonly raw: number; readonly scaled?: number};
  readonly largestWindow?: {readonly frame: number; readonly raw: number; readonly scaled?: number};
  /** Relative numbers at the end: bytes + SYN + FIN; how the sequence numbers prove the byte count. */
  /** And the frame that reaches it. */
  readonly lastNextSequence?: SequenceNumber & {readonly frame: number};
  readonly finSent: boolean;
  readonly synSent: boolean;
}

export interface TransferFinding {
  readonly client: TransferDirection;
  readonly server: TransferDirection;
  /** Data segments in order with the frame that first acknowledged them completely; cut to the first 24. */
  readonly segments: readonly {
    readonly segment: SegmentFacts;
    readonly acknowledgedBy?: number;
    readonly ackRttNs?: number;
  }[];
  readonly segmentsOmitted: number;
  readonly analysis: ConnectionAnalysis;
}

export interface TeardownFinding {
  readonly kind: TeardownKind;
  readonly initiator?: Side;
  readonly complete: boolean;
  readonly waves: readonly (StatedSegment & {
    readonly role: 'fin' | 'ack' | 'fin-ack' | 'rst';
    /** The frame whose FIN this segment acknowledges. */
    readonly acknowledges?: number;
  })[];
  readonly finRetransmissionFrames: readonly number[];
  /** The ACK of the last data before the first FIN, which reports often take for the first wave. */
  readonly dataAckBefore?: SegmentFacts;
  /** Data sent between the waves by the side that had not closed yet. */
  readonly halfClosedFrames: readonly number[];
  readonly halfClosedBytes: number;
  readonly piggybacked: boolean;
  readonly durationNs?: number;
  /** First FIN to second FIN. */
  readonly betweenFinsNs?: number;
  readonly resetFrame?: number;
  /** RSTs after that one. */
  readonly furtherResets: readonly number[];
  /** A segment that the sender of the RST sent after it: the RST did not end the connection. */
  readonly resetOutlivedBy?: number;
  /** The segment with data that the RST answers, because its receiver had closed already. */
  readonly resetAnswers?: SegmentFacts;
}

/** When what happened on a connection. Times count from the capture's first packet. */
export interface TimelineLane {
  readonly stream: number;
  /** Of its first and last packet. */
  readonly startNs: number;
  readonly endNs: number;
  /** Of the ACK that completes the handshake. */
  readonly establishedNs?: number;
  /** Of the first FIN or RST. */
  readonly closeNs?: number;
  readonly closedBy?: 'fin' | 'rst';
  /** First and last packet of each message; cut to the first 40. */
  readonly exchanges: readonly {
    readonly requestNs?: number;
    readonly requestEndNs?: number;
    readonly responseNs?: number;
    readonly responseEndNs?: number;
  }[];
}

export interface TimelinePhase {
  readonly phase: 'dns' | 'connect' | 'send' | 'wait' | 'receive';
  readonly fromNs: number;
  readonly toNs: number;
  readonly fromFrame: number;
  readonly toFrame: number;
}

export interface TimelineFinding {
  /** By stream; cut to 24, the explained connection always among them. */
  readonly lanes: readonly TimelineLane[];
  readonly lanesOmitted: number;
  /** Of the explained exchange. */
  readonly phases: readonly TimelinePhase[];
}

/** How each direction's sequence numbers grew. */
export interface SequenceFinding {
  readonly client: SequencePlot;
  readonly server: SequencePlot;
}

/**
 * One direction's data and what the other side answered. Times count from the capture's first packet; numbers are
 * relative to the ISN, or to the first byte captured, and go on beyond 2³².
 */
export interface SequencePlot {
  readonly from: Side;
  readonly dataSegments: number;
  /** In order. Of a long transfer neighbours stand together: then `lastFrame` is not `frame`. */
  readonly segments: readonly {
    readonly frame: number;
    readonly lastFrame: number;
    readonly fromNs: number;
    readonly toNs: number;
    readonly start: number;
    readonly end: number;
    /** Sent again, or late. */
    readonly again: boolean;
  }[];
  readonly acknowledgments: readonly {
    readonly frame: number;
    readonly atNs: number;
    readonly acknowledged: number;
    /** Acknowledgment number plus window: the sender may send so far. Absent where the scale is not known. */
    readonly windowEnd?: number;
  }[];
  /** The least that was left of the window after a segment, by the acknowledgments captured before it. */
  readonly leastWindowLeft?: {readonly frame: number; readonly bytes: number};
  /** Frames in which the other side closes its window, or this side fills it. */
  readonly closedWindowFrames: readonly number[];
}

export interface PacketListFinding {
  readonly rows: readonly SegmentFacts[];
  /** Runs of rows left out, by the row index they would stand before. */
  readonly omitted: readonly {
    readonly before: number;
    readonly count: number;
    readonly firstFrame: number;
    readonly lastFrame: number;
  }[];
}
