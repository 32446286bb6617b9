import {OuterHeaders} from './outer-headers.ts';
import type {Instant, Row} from './units.ts';

/** What `PacketTable.network` says of a packet's network layer. */
export const NETWORK = {none: 0, arp: 1, ipv4: 2, ipv6: 3} as const;

/** Bits of `PacketTable.marks`. */
export const MARK = {
  /** The capture holds fewer bytes than were on the wire. */
  cut: 1,
  /** A fragment of an IP datagram, first or later. */
  fragment: 2,
  /** A fragment that completes its datagram: the transport columns count in that (`Capture.transportBytesOf`). */
  reassembled: 4,
  /** The transport header was decoded, so the transport columns hold. */
  transport: 8,
  /** The link type is not decoded. */
  linkNotDecoded: 16,
  /** A layer ended before its header did, or its lengths contradict each other. */
  malformed: 32,
  /** The capture holds no time stamp for it (pcapng's simple packet block): `seconds` and `nanos` are 0. */
  noTime: 64,
  /** Its pcapng block has options that `Capture.optionsOf` reads. */
  options: 128,
} as const;

const COLUMNS = {
  /** Where the packet's bytes begin in the (decompressed) capture. */
  offset: Float64Array,
  capturedLength: Uint32Array,
  originalLength: Uint32Array,
  /** Seconds since the epoch and nanoseconds within the second. */
  seconds: Float64Array,
  nanos: Uint32Array,
  /** Index into Capture.interfaces. */
  interface: Uint16Array,
  linkType: Uint16Array,
  /** NETWORK.*, and where in the packet that header begins: in a tunnel, the innermost. */
  network: Uint8Array,
  networkAt: Uint32Array,
  /** Ids in PacketTable.addresses; 0 is 'no address'. */
  source: Uint32Array,
  destination: Uint32Array,
  /** IP protocol of the transport header (after IPv6 extension headers): 1, 6, 17, 58 …; 0 when there is none. */
  protocol: Uint8Array,
  transportAt: Uint32Array,
  sourcePort: Uint16Array,
  destinationPort: Uint16Array,
  marks: Uint8Array,
  /** TCP only. Raw values; `flags` are the twelve bits of tcp.flags; `window` is unscaled. */
  sequence: Uint32Array,
  acknowledgment: Uint32Array,
  flags: Uint16Array,
  window: Uint16Array,
  /** TCP and UDP: where the payload begins, how long it is by the IP length, how much of it was captured. */
  payloadAt: Uint32Array,
  payloadLength: Uint32Array,
  payloadCaptured: Uint32Array,
} as const;

type ColumnArrays = {-readonly [K in keyof typeof COLUMNS]: InstanceType<(typeof COLUMNS)[K]>};
export type PacketColumns = {[K in keyof typeof COLUMNS]: number};

const NAMES = Object.keys(COLUMNS) as (keyof typeof COLUMNS)[];

/**
 * The packets of a capture as columns, one typed array a property: no object per packet.
 * Memory is about 80 bytes a packet. Columns may be longer than `length`; read only below it.
 */
export class PacketTable {
  length = 0;
  columns: ColumnArrays;
  readonly addresses = new AddressBook();
  readonly outer = new OuterHeaders();
  private capacity: number;

  constructor(capacity = 1024) {
    this.capacity = capacity;
    const columns: Partial<Record<string, unknown>> = {};
    for (const name of NAMES) columns[name] = new COLUMNS[name](capacity);
    this.columns = columns as ColumnArrays;
  }

  /** Adds a zeroed row and returns it; the caller fills `columns` in place. */
  append(): Row {
    if (this.length === this.capacity) this.grow();
    return this.length++ as Row;
  }

  /** A value of a row that exists. */
  get(column: keyof PacketColumns, row: Row): number {
    return this.columns[column][row] as number;
  }

  time(row: Row): Instant {
    return {seconds: this.get('seconds', row), nanos: this.get('nanos', row)};
  }

  /** Nanoseconds from row `from` to row `to`; negative where time runs backwards. */
  elapsedNs(from: Row, to: Row): number {
    const {seconds, nanos} = this.columns;
    return (
      ((seconds[to] as number) - (seconds[from] as number)) * 1e9 + ((nanos[to] as number) - (nanos[from] as number))
    );
  }

  /** `elapsedNs` to the nanosecond: beyond 104 days only a bigint holds it. */
  exactElapsedNs(from: Row, to: Row): number | bigint {
    const ns = this.elapsedNs(from, to);
    if (Number.isSafeInteger(ns)) return ns;
    const {seconds, nanos} = this.columns;
    const [later, earlier] = [seconds[to] as number, seconds[from] as number];
    return BigInt(later - earlier) * 1_000_000_000n + BigInt((nanos[to] as number) - (nanos[from] as number));
  }

  /** `elapsedNs`, or undefined when one of the two has no time stamp. */
  knownElapsedNs(from: Row, to: Row): number | undefined {
    return this.has(from, MARK.noTime) || this.has(to, MARK.noTime) ? undefined : this.elapsedNs(from, to);
  }

  has(row: Row, mark: number): boolean {
    return (this.get('marks', row) & mark) !== 0;
  }

  private grow(): void {
    this.capacity *= 2;
    const grown: Partial<Record<string, unknown>> = {};
    for (const name of NAMES) {
      const wider = new COLUMNS[name](this.capacity);
      wider.set(this.columns[name]);
      grown[name] = wider;
    }
    this.columns = grown as ColumnArrays;
  }
}

/** Gives each distinct address (IPv4, IPv6, MAC) a small number, so that columns can hold and compare it. */
export class AddressBook {
  private readonly ids = new Map<string, number>();
  private readonly bytes: Uint8Array[] = [new Uint8Array(0)];
  /** The last few addresses seen, to save the map look-up on the hot path: direct-mapped by a hash of the bytes. */
  private readonly recent = new Uint32Array(256);

  /** The id of the address in `b[at … at + length)`. */
  intern(b: Uint8Array, at: number, length: number): number {
    let hash = length;
    for (let i = 0; i < length; i++) hash = (Math.imul(hash, 31) + (b[at + i] as number)) | 0;
    const slot = (hash ^ (hash >>> 8) ^ (hash >>> 16)) & 255;
    const candidate = this.recent[slot] as number;
    if (candidate !== 0 && this.equals(candidate, b, at, length)) return candidate;
    const copy = b.slice(at, at + length);
    const key = String.fromCharCode(...copy);
    let id = this.ids.get(key);
    if (id === undefined) {
      id = this.bytes.length;
      this.bytes.push(copy);
      this.ids.set(key, id);
    }
    this.recent[slot] = id;
    return id;
  }

  /** The raw bytes: 4 for IPv4, 16 for IPv6, 6 for MAC, none for id 0. */
  get(id: number): Uint8Array {
    return this.bytes[id] ?? (this.bytes[0] as Uint8Array);
  }

  private equals(id: number, b: Uint8Array, at: number, length: number): boolean {
    const known = this.bytes[id] as Uint8Array;
    if (known.length !== length) return false;
    for (let i = 0; i < length; i++) if (known[i] !== b[at + i]) return false;
    return true;
  }
}
