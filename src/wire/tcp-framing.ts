import type {FrameContext} from '../model/frame-context.ts';
import type {FieldNode} from '../model/tree.ts';
import type {IpFacts} from './layer.ts';
import type {Shortage} from './lines.ts';

/** A protocol that TCP carries. */
export interface Application {
  /** Display-filter name. */
  readonly id: string;
  /** As `[Malformed Packet: …]` names it. */
  readonly name: string;
  readonly ports: readonly number[];
  /** Tells the PDUs of one direction apart; absent where every segment is dissected as it comes. */
  readonly framer?: (fromServer: boolean) => Framer;
  /** Of a line that was cut, what was captured is shown. */
  readonly isText?: boolean;
  /** Below TCP stands how long each PDU is. */
  readonly showsSize?: boolean;
  /** Between what the PDUs of a segment say in the info column; absent where the last one has the word. */
  readonly join?: string;
  /** Then also between the remarks of TCP's analysis and the first of it. */
  readonly joinsRemarks?: boolean;
  /** What stands before all of it. */
  readonly prefix?: (fromServer: boolean) => string;
  readonly dissect: (pdu: Pdu) => ApplicationTree;
  /** The last line of the root; where there is one, PDUs that lie within a segment one after the other share the root. */
  readonly lastLine?: (fromServer: boolean) => FieldNode;
}

/** One direction's PDUs, asked for one after the other. */
export interface Framer {
  /** This many bytes tell more than enough. */
  readonly peek: number;
  /**
   * The PDU that begins with `bytes`: its length, and what `dissect` is to know of it. Or 'more', when these are too
   * few to tell; or 'segment', when it lasts as long as the segment does.
   */
  next(bytes: Uint8Array, room: number): {readonly length: number; readonly state?: number} | 'more' | 'segment';
}

export interface Pdu {
  readonly b: Uint8Array;
  readonly at: number;
  readonly end: number;
  readonly wireEnd: number;
  readonly context: FrameContext;
  readonly fromServer: boolean;
  readonly ip?: IpFacts | undefined;
  /** No other one was dissected before in this segment. */
  readonly isFirst: boolean;
  /** What the framer said. */
  readonly state: number | undefined;
}

export interface ApplicationTree {
  readonly nodes: readonly FieldNode[];
  /** The list's protocol column. */
  readonly protocol: string;
  /** Undefined leaves the info column to TCP. */
  readonly info?: string | undefined;
  /** Protocols inside this one. */
  readonly inner?: readonly string[];
  readonly shortage?: Shortage | undefined;
}

/** PDUs whose length, all included, is told by their first `header` bytes; less than a header cannot be. */
export const byLength = (header: number, lengthOf: (b: Uint8Array) => number) => (): Framer => ({
  peek: header,
  next: (bytes) => {
    if (bytes.length < header) return 'more';
    const length = lengthOf(bytes);
    return length < header ? 'segment' : {length};
  },
});
