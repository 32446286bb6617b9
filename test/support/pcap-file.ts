import {type Bytes, bytes} from './craft.ts';

/** Writers of capture files: every field that a reader must understand can be set. */

export interface FilePacket {
  readonly time: {readonly seconds: number; readonly nanos: number};
  readonly bytes: Uint8Array;
  /** On the wire; the captured length when absent. */
  readonly originalLength?: number;
}

export type ByteOrder = 'little' | 'big';

export const LINKTYPE = {
  null: 0,
  ethernet: 1,
  fddi: 10,
  raw: 101,
  ciscoHdlc: 104,
  loop: 108,
  linuxCooked: 113,
  linuxArcnet: 129,
  ipv4: 228,
  ipv6: 229,
  linuxCooked2: 276,
} as const;

function writer(order: ByteOrder) {
  const number = (size: 2 | 4, value: number): Bytes => {
    const at = new DataView(new ArrayBuffer(size));
    if (size === 2) at.setUint16(0, value, order === 'little');
    else at.setUint32(0, value, order === 'little');
    return new Uint8Array(at.buffer);
  };
  return {u16: (value: number) => number(2, value), u32: (value: number) => number(4, value)};
}

export interface PcapOptions {
  readonly byteOrder?: ByteOrder;
  readonly nanosecond?: boolean;
  readonly linkType?: number;
  readonly snapLength?: number;
  readonly magic?: number;
  readonly version?: readonly [major: number, minor: number];
}

/** A classic pcap file. */
export function writePcap(packets: readonly FilePacket[], options: PcapOptions = {}): Bytes {
  const {byteOrder = 'little', nanosecond = false, linkType = LINKTYPE.ethernet, snapLength = 262144} = options;
  const {u16, u32} = writer(byteOrder);
  const [major, minor] = options.version ?? [2, 4];
  const magic = options.magic ?? (nanosecond ? 0xa1b23c4d : 0xa1b2c3d4);
  return bytes(
    u32(magic),
    u16(major),
    u16(minor),
    u32(0),
    u32(0),
    u32(snapLength),
    u32(linkType),
    ...packets.map(({time, bytes: captured, originalLength = captured.length}) =>
      bytes(
        u32(time.seconds),
        u32(nanosecond ? time.nanos : Math.floor(time.nanos / 1000)),
        u32(captured.length),
        u32(originalLength),
        captured,
      ),
    ),
  );
}

/** A pcapng option: its code and raw value; strings are UTF-8. */
export type PcapngOption = readonly [code: number, value: Uint8Array | string];

export type PcapngBlock =
  | {readonly block: 'section'; readonly byteOrder?: ByteOrder; readonly options?: readonly PcapngOption[]}
  | {
      readonly block: 'interface';
      readonly linkType?: number;
      readonly snapLength?: number;
      readonly name?: string;
      readonly description?: string;
      readonly filter?: string;
      readonly os?: string;
      readonly hardware?: string;
      /** if_tsresol as its byte: 6 is 10⁻⁶, 9 is 10⁻⁹, 0x80 | n is 2⁻ⁿ. */
      readonly timeResolution?: number;
      /** Seconds added to every timestamp. */
      readonly timeOffset?: number;
      readonly options?: readonly PcapngOption[];
    }
  | ({
      readonly block: 'packet';
      readonly interface?: number;
      readonly comments?: readonly string[];
      readonly options?: readonly PcapngOption[];
      /** In units of the interface's resolution, instead of `time`. */
      readonly ticks?: bigint;
      /** Ticks per second for `time`; 10⁶ when absent. */
      readonly ticksPerSecond?: bigint;
    } & FilePacket)
  | {readonly block: 'simple'; readonly bytes: Uint8Array; readonly originalLength?: number}
  | ({readonly block: 'obsolete'; readonly interface?: number; readonly drops?: number} & FilePacket)
  | {readonly block: 'statistics'; readonly interface?: number; readonly dropped?: number}
  | {readonly block: 'names'; readonly records: readonly (readonly [address: Uint8Array, ...names: string[]])[]}
  | {readonly block: 'unknown'; readonly type: number; readonly body: Uint8Array};

/** A pcapng file from its blocks; a section's byte order holds until the next section. */
export function writePcapng(blocks: readonly PcapngBlock[]): Bytes {
  let order: ByteOrder = 'little';
  return bytes(
    ...blocks.map((block) => {
      if (block.block === 'section') order = block.byteOrder ?? 'little';
      return writeBlock(block, order);
    }),
  );
}

function writeBlock(block: PcapngBlock, order: ByteOrder): Bytes {
  const {u16, u32} = writer(order);
  const pad = (value: Uint8Array): Bytes => bytes(value, new Uint8Array((4 - (value.length % 4)) % 4));
  const option = ([code, value]: PcapngOption): Bytes => {
    const raw = typeof value === 'string' ? bytes(value) : value;
    return bytes(u16(code), u16(raw.length), pad(raw));
  };
  const optionList = (list: readonly PcapngOption[]): Bytes =>
    list.length === 0 ? new Uint8Array(0) : bytes(...list.map(option), u16(0), u16(0));
  const wrap = (type: number, body: Uint8Array): Bytes => {
    const padded = pad(body);
    return bytes(u32(type), u32(padded.length + 12), padded, u32(padded.length + 12));
  };
  const ticks = (value: bigint): Bytes => bytes(u32(Number(value >> 32n)), u32(Number(value & 0xffffffffn)));
  const ticksOf = ({seconds, nanos}: FilePacket['time'], perSecond: bigint): bigint =>
    BigInt(seconds) * perSecond + (BigInt(nanos) * perSecond) / 1_000_000_000n;
  switch (block.block) {
    case 'section':
      return wrap(
        0x0a0d0d0a,
        bytes(u32(0x1a2b3c4d), u16(1), u16(0), u32(0xffffffff), u32(0xffffffff), optionList(block.options ?? [])),
      );
    case 'interface': {
      const {timeResolution, timeOffset} = block;
      const offset = new DataView(new ArrayBuffer(8));
      offset.setBigInt64(0, BigInt(timeOffset ?? 0), order === 'little');
      const options: PcapngOption[] = [
        ...(block.name === undefined ? [] : [[2, block.name] as const]),
        ...(block.description === undefined ? [] : [[3, block.description] as const]),
        ...(timeResolution === undefined ? [] : [[9, Uint8Array.of(timeResolution)] as const]),
        ...(block.filter === undefined ? [] : [[11, bytes(0, block.filter)] as const]),
        ...(block.os === undefined ? [] : [[12, block.os] as const]),
        ...(timeOffset === undefined ? [] : [[14, new Uint8Array(offset.buffer)] as const]),
        ...(block.hardware === undefined ? [] : [[15, block.hardware] as const]),
        ...(block.options ?? []),
      ];
      return wrap(
        1,
        bytes(u16(block.linkType ?? LINKTYPE.ethernet), u16(0), u32(block.snapLength ?? 262144), optionList(options)),
      );
    }
    case 'packet': {
      const {bytes: captured, originalLength = captured.length, comments = []} = block;
      return wrap(
        6,
        bytes(
          u32(block.interface ?? 0),
          ticks(block.ticks ?? ticksOf(block.time, block.ticksPerSecond ?? 1_000_000n)),
          u32(captured.length),
          u32(originalLength),
          pad(captured),
          optionList([...comments.map((comment) => [1, comment] as const), ...(block.options ?? [])]),
        ),
      );
    }
    case 'simple':
      return wrap(3, bytes(u32(block.originalLength ?? block.bytes.length), block.bytes));
    case 'obsolete': {
      const {bytes: captured, originalLength = captured.length} = block;
      return wrap(
        2,
        bytes(
          u16(block.interface ?? 0),
          u16(block.drops ?? 0xffff),
          ticks(ticksOf(block.time, 1_000_000n)),
          u32(captured.length),
          u32(originalLength),
          captured,
        ),
      );
    }
    case 'statistics': {
      const dropped = new DataView(new ArrayBuffer(8));
      dropped.setBigUint64(0, BigInt(block.dropped ?? 0), order === 'little');
      const options: PcapngOption[] = block.dropped === undefined ? [] : [[5, new Uint8Array(dropped.buffer)]];
      return wrap(5, bytes(u32(block.interface ?? 0), ticks(0n), optionList(options)));
    }
    case 'names':
      return wrap(
        4,
        bytes(
          ...block.records.map(([address, ...names]) => {
            const value = bytes(address, ...names.flatMap((name) => [name, 0]));
            return bytes(u16(address.length === 4 ? 1 : 2), u16(value.length), pad(value));
          }),
          u16(0),
          u16(0),
        ),
      );
    case 'unknown':
      return wrap(block.type, block.body);
    default:
      return block satisfies never;
  }
}
