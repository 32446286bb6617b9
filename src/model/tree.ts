/** One line of Wireshark's packet details, with where its bytes lie. */
export interface FieldNode {
  /** Wireshark's display-filter name, e.g. `tcp.srcport`; a layer's root carries the protocol's name, e.g. `tcp`. */
  readonly field: string;
  /** What Wireshark 4.4 prints on the line; generated fields in square brackets. */
  readonly text: string;
  /** First byte in the frame (or in the reassembled message), and how many; absent for generated fields. */
  readonly at?: number;
  readonly length?: number;
  readonly value?: number | string | boolean;
  readonly children?: readonly FieldNode[];
}

/** Wireshark's columns Source, Destination, Protocol, Info. */
export interface ListLine {
  readonly source: string;
  readonly destination: string;
  readonly protocol: string;
  readonly info: string;
}

/** A dissected frame: its tree, and what the packet list shows of it. */
export interface Dissection extends ListLine {
  readonly tree: readonly FieldNode[];
}
