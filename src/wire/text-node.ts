import type {FieldNode} from '../model/tree.ts';
import {label} from './bits.ts';
import {expert} from './lines.ts';
import {node} from './node.ts';
import {text, visible} from './text.ts';

/** A line of text that fills `b[at … end)`: Wireshark shows it up to its first NUL, and remarks on what else follows. */
export function textNode(field: string, name: string, b: Uint8Array, at: number, end: number): FieldNode {
  const nul = b.indexOf(0, at);
  const textEnd = nul < 0 || nul > end ? end : nul;
  const isStray = b.subarray(textEnd, end).some((byte) => byte !== 0);
  const remark = expert('_ws.string.trailing_stray_characters', 'Warning', 'Undecoded', 'Trailing stray characters');
  const shown = visible(text(b.subarray(at, textEnd)));
  return node(field, label(name, shown), at, end - at, isStray ? [remark] : []);
}
