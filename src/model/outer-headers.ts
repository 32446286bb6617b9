import type {Row} from './units.ts';

/** What `OuterHeaders.kinds` says of a header. */
export const HEADER = {ethernet: 1, ipv4: 2, ipv6: 3, udp: 4} as const;

/**
 * Headers of tunnels: `PacketTable` describes a packet by its innermost network and transport header, this lists those
 * around them, and Ethernet headers that are not the frame's own. One entry a header, by row, from the outside in.
 */
export class OuterHeaders {
  readonly rows: Row[] = [];
  readonly kinds: number[] = [];
  /** Where in the packet the header begins. */
  readonly at: number[] = [];
  /** Ids in `PacketTable.addresses`; for UDP those of the IP header before, for Ethernet 0. */
  readonly sources: number[] = [];
  readonly destinations: number[] = [];
  /** For UDP; else 0. */
  readonly sourcePorts: number[] = [];
  readonly destinationPorts: number[] = [];

  get length(): number {
    return this.rows.length;
  }

  add(
    row: Row,
    kind: number,
    at: number,
    source: number,
    destination: number,
    sourcePort: number,
    destinationPort: number,
  ): void {
    this.rows.push(row);
    this.kinds.push(kind);
    this.at.push(at);
    this.sources.push(source);
    this.destinations.push(destination);
    this.sourcePorts.push(sourcePort);
    this.destinationPorts.push(destinationPort);
  }
}
