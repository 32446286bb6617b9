import type {FieldNode} from '../model/tree.ts';
import {bitPicture} from './bits.ts';

/** A line that shows the bytes `[at, at + length)`, and the lines below it. */
export const node = (
  field: string,
  shown: string,
  at: number,
  length: number,
  children: readonly FieldNode[] = [],
): FieldNode => ({field, text: shown, at, length, ...(children.length > 0 ? {children} : {})});

/** A line that shows the bits of `value` that `mask` selects: `..1. .... = Reparse: …`. */
export const bitNode = (
  field: string,
  shown: string,
  at: number,
  {value, mask, width}: {readonly value: number; readonly mask: number; readonly width: number},
): FieldNode => node(field, `${bitPicture(value, mask, width)} = ${shown}`, at, width / 8);
