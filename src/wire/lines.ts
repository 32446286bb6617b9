import type {FieldNode} from '../model/tree.ts';

/** Why a layer could not be read to its end: the capture was cut, or the packet itself is too short. */
export type Shortage = 'cut' | 'malformed';

/**
 * Collects the lines of one header in wire order. A line whose bytes lie beyond what there is is not added, nor is
 * anything after it, so that a cut packet keeps its good lines; `shortage` then says why.
 */
export class Lines {
  readonly nodes: FieldNode[] = [];
  shortage: Shortage | undefined;
  private readonly end: number;
  private readonly wireEnd: number;

  /** Bytes were captured up to `end`, and were on the wire up to `wireEnd`. */
  constructor(end: number, wireEnd: number) {
    this.end = end;
    this.wireEnd = wireEnd;
  }

  /** Whether `length` bytes at `at` are there; when not, the list ends here. */
  reaches(at: number, length: number): boolean {
    if (this.shortage === undefined && at + length > Math.min(this.end, this.wireEnd))
      this.shortage = at + length > this.wireEnd ? 'malformed' : 'cut';
    return this.shortage === undefined;
  }

  /** A line that shows the bytes `[at, at + length)`. */
  add(
    field: string,
    at: number,
    length: number,
    text: string,
    value?: FieldNode['value'],
    children?: readonly FieldNode[],
  ): void {
    if (!this.reaches(at, length)) return;
    this.nodes.push({
      field,
      text,
      at,
      length,
      ...(value === undefined ? {} : {value}),
      ...(children === undefined ? {} : {children}),
    });
  }

  /** A line that Wireshark derived, in square brackets. */
  derived(field: string, text: string, value?: FieldNode['value'], children?: readonly FieldNode[]): void {
    if (this.shortage === undefined) this.nodes.push(derived(field, text, value, children));
  }

  /** The lines below a line: an empty list with the same ends. */
  within(): Lines {
    return new Lines(this.end, this.wireEnd);
  }

  /** A node made elsewhere. */
  push(...nodes: FieldNode[]): void {
    if (this.shortage === undefined) this.nodes.push(...nodes);
  }
}

export function derived(
  field: string,
  text: string,
  value?: FieldNode['value'],
  children?: readonly FieldNode[],
): FieldNode {
  return {field, text: `[${text}]`, ...(value === undefined ? {} : {value}), ...(children ? {children} : {})};
}

type ExpertGroup = 'Sequence' | 'Protocol' | 'Malformed' | 'Checksum' | 'Deprecated' | 'Undecoded';

/** Wireshark's expert info: a remark with its severity and group, hung below the field it is about. */
export function expert(
  field: string,
  severity: 'Comment' | 'Chat' | 'Note' | 'Warning' | 'Error',
  group: ExpertGroup,
  message: string,
): FieldNode {
  return derived('_ws.expert', `Expert Info (${severity}/${group}): ${message}`, undefined, [
    derived(field, message),
    derived('_ws.expert.severity', `Severity level: ${severity}`, severity),
    derived('_ws.expert.group', `Group: ${group}`, group),
  ]);
}

/** Wireshark's remark that a protocol's bytes end too early or contradict each other. */
export const malformedNode = (name: string): FieldNode => ({
  field: '_ws.malformed',
  text: `[Malformed Packet: ${name}]`,
  children: [expert('_ws.malformed.expert', 'Error', 'Malformed', 'Malformed Packet (Exception occurred)')],
});
