import type {FieldNode} from '../../src/model/tree.ts';
import type {WiresharkLine} from '../support/wireshark.ts';

/** A line of packet details as it is compared: indented by its depth, without the brackets of derived lines. */
export interface Line {
  readonly text: string;
  readonly field: string;
}

/** The lines of one layer of a frame: what stands at the left margin, and all below it. */
export interface LayerLines {
  /** The protocol's display-filter name. */
  readonly layer: string;
  readonly lines: readonly Line[];
}

/** Wireshark's words are the same whoever prints them; that time is UTC, it spells out. */
export function layersOf(tree: readonly (FieldNode | WiresharkLine)[]): LayerLines[] {
  return tree.map((node) => ({layer: node.field || unnamed(node.text), lines: flat(node, 0)}));
}

/** Wireshark names no field where the bytes are many. */
const unnamed = (text: string): string => (/\d Reassembled TCP Segments \(/.test(text) ? 'tcp.segments' : text);

function flat({text, field, children}: FieldNode | WiresharkLine, depth: number): Line[] {
  const plain = unbracketed(text).replace('Coordinated Universal Time', 'UTC');
  const own = {text: '  '.repeat(depth) + plain, field};
  return [own, ...(children ?? []).flatMap((child) => flat(child, depth + 1))];
}

const unbracketed = (text: string): string => (text.startsWith('[') && text.endsWith(']') ? text.slice(1, -1) : text);
