import type {FieldNode} from '../model/tree.ts';

/** A line that shows the bytes `[at, at + length)`, and the lines below it. */
export const node = (
  field: string,
  shown: string,
  at: number,
  length: number,
  children: readonly FieldNode[] = [],
): FieldNode => ({field, text: shown, at, length, ...(children.length > 0 ? {children} : {})});
