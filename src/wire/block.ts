import type {FieldNode} from '../model/tree.ts';
import type {Columns, Layer, Unit} from './layer.ts';
import type {Lines} from './lines.ts';

export interface Block {
  /** As `[Malformed Packet: …]` names it. */
  readonly name: string;
  /** Display-filter name. */
  readonly field: string;
  readonly title: string;
  readonly protocols?: readonly string[];
  readonly columns: Columns;
}

/** A layer that is one block of lines and ends the packet. */
export function blockLayer({at, end}: Unit, lines: Lines, block: Block): Layer {
  const {name, field, title, protocols = [field], columns} = block;
  const root: FieldNode = {field, text: title, at, length: end - at, children: lines.nodes};
  return {name, protocols, nodes: [root], columns, shortage: lines.shortage};
}
