import type {FrameContext} from '../model/frame-context.ts';
import type {FieldNode, ListLine} from '../model/tree.ts';
import type {Shortage} from './lines.ts';

/** What a protocol's tree function gets: where its header begins, and how far its bytes go. */
export interface Unit {
  /** All captured bytes of the frame, or of what was reassembled. */
  readonly b: Uint8Array;
  readonly at: number;
  /** By which number it was found in its table: an EtherType, a protocol, the lower port. */
  readonly number: number;
  /** Captured bytes end here; never beyond `b.length`. */
  readonly end: number;
  /** On the wire the unit ended here, by the length of the header around it. */
  readonly wireEnd: number;
  readonly context: FrameContext;
  /** Inside an ICMP error: the packet that caused it, of which the context says nothing. */
  readonly quoted: boolean;
  readonly ip: IpFacts | undefined;
  readonly ports: Ports | undefined;
  readonly options: DissectOptions;
  /** Dissects what a header quotes, to be shown inside it. */
  inside(next: Next): {readonly nodes: readonly FieldNode[]; readonly protocols: readonly string[]};
}

/** What the transport needs of the IP header before it. */
export interface IpFacts {
  readonly version: 4 | 6;
  readonly source: Uint8Array;
  readonly destination: Uint8Array;
  readonly timeToLive: number;
  readonly fragment: boolean;
}

export interface Ports {
  readonly source: number;
  readonly destination: number;
}

export interface DissectOptions {
  /** IANA name of the zone of `Arrival Time`; UTC when absent. */
  readonly timeZone?: string;
}

export type Columns = Partial<ListLine>;

/** Which table decides how to go on, and its key. */
export interface Next {
  readonly by:
    | 'link'
    | 'ethertype'
    | 'llc'
    | 'llc.dsap'
    | 'llc.type'
    | 'llc.cisco_pid'
    | 'chdlc'
    | 'ppp'
    | 'gre.proto'
    | 'ip'
    | 'ip.proto'
    | 'udp.port'
    | 'tcp.port'
    | 'data';
  readonly number: number;
  readonly at: number;
  readonly end: number;
  readonly wireEnd: number;
  readonly ip?: IpFacts;
  /** What offsets count in from here on, when it is not the bytes before: what was put together of several packets. */
  readonly b?: Uint8Array;
  readonly ports?: Ports;
}

/** One protocol's part of a dissection. */
export interface Layer {
  /** As `[Malformed Packet: …]` names it. */
  readonly name: string;
  /** What it adds to `[Protocols in frame: …]`. */
  readonly protocols: readonly string[];
  readonly nodes: readonly FieldNode[];
  /** Lines that belong at the end of the block before: what TCP says of the payload it carries. */
  readonly outerNodes?: readonly FieldNode[];
  readonly columns?: Columns;
  /** Added to the info column of the layer before. */
  readonly infoSuffix?: string;
  readonly shortage?: Shortage | undefined;
  readonly next?: Next | undefined;
  /** What stands after all that follows. */
  readonly after?: Pick<Layer, 'protocols' | 'nodes' | 'infoSuffix'>;
}
