import type {FieldNode} from '../model/tree.ts';
import {hexBytes, label} from './bits.ts';
import {node} from './node.ts';
import {u8, u16, u24, u32} from './read.ts';

const READ = {1: u8, 2: u16, 3: u24, 4: u32} as const;

/** Bytes of a line that are shown at most; its label is cut before. */
const SHOWN_BYTES = 128;

/**
 * Reads fields one after the other, each as a line. The first that does not fit ends the list: what follows reads as 0
 * and is not shown.
 */
export class Fields {
  readonly nodes: FieldNode[] = [];
  readonly b: Uint8Array;
  at: number;
  readonly end: number;
  /** Something did not fit. */
  isShort = false;

  constructor(b: Uint8Array, at: number, end: number) {
    this.b = b;
    this.at = at;
    this.end = Math.max(at, Math.min(end, b.length));
  }

  get left(): number {
    return this.end - this.at;
  }

  /** Whether `length` bytes are there; when not, the list ends here. */
  has(length: number): boolean {
    if (length <= this.left) return true;
    this.at = this.end;
    this.isShort = true;
    return false;
  }

  /** A number of `size` bytes; `text` makes its line. */
  number(field: string, size: 1 | 2 | 3 | 4, text: (value: number) => string): number {
    if (!this.has(size)) return 0;
    const value = READ[size](this.b, this.at);
    this.nodes.push({...node(field, text(value), this.at, size), value});
    this.at += size;
    return value;
  }

  /** `name: …` of `length` bytes as hexadecimal digits. */
  bytes(field: string, name: string, length: number): void {
    if (!this.has(length)) return;
    const shown = length === 0 ? '<MISSING>' : hexBytes(this.b, this.at, this.at + Math.min(length, SHOWN_BYTES));
    this.nodes.push(node(field, label(name, shown), this.at, length));
    this.at += length;
  }

  /** A line with lines below it, made of the next `length` bytes; of fewer when they are not all there. */
  group(field: string, text: string, length: number, fill: (inner: Fields) => void): void {
    const inner = new Fields(this.b, this.at, Math.min(this.end, this.at + length));
    const {at} = this;
    fill(inner);
    if (inner.isShort || at + length > this.end) this.isShort = true;
    this.at = Math.min(this.end, at + length);
    this.nodes.push(node(field, text, at, this.at - at, inner.nodes));
  }

  /** Adds lines below the last one. */
  below(...children: FieldNode[]): void {
    const last = this.nodes.pop();
    if (last) this.nodes.push({...last, children: [...(last.children ?? []), ...children]});
  }
}
