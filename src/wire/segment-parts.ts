import type {SegmentPart} from '../model/frame-context.ts';
import type {FieldNode} from '../model/tree.ts';
import {byteCount} from './bits.ts';
import {reassembledIn, reassemblyNode, segmentData} from './tcp-segments.ts';

export interface PartLines {
  /** Among TCP's own lines. */
  readonly outerNodes: readonly FieldNode[];
  /** A block of its own. */
  readonly nodes: readonly FieldNode[];
  /** Behind what the info column says. */
  readonly infoSuffix?: string;
}

/** TCP's lines on a part of a payload. */
export function partLines(part: SegmentPart, at: number, length: number): PartLines {
  const data = segmentData(at, length);
  switch (part.role) {
    case 'own':
    case 'late':
      return {outerNodes: [], nodes: []};
    case 'repeated':
      return {outerNodes: [{...data, text: `Retransmitted TCP segment data (${byteCount(length)})`}], nodes: []};
    case 'completes':
      return {outerNodes: [data], nodes: [reassemblyNode(part.pdu)]};
    case 'waits': {
      const frame = part.reassembledIn ?? part.triedIn;
      return {
        outerNodes: part.reassembledIn === undefined ? [data] : [reassembledIn(part.reassembledIn), data],
        nodes: [],
        ...(frame === undefined ? {} : {infoSuffix: ` [TCP PDU reassembled in ${frame}]`}),
      };
    }
    default:
      return part satisfies never;
  }
}
