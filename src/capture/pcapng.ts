// draft-ietf-opsawg-pcapng. A block: 0 type  4 total length  8 body …  last 4 total length again; all multiples of 4.
import {u32} from './integers.ts';
import {BLOCK, readBlock, type Section} from './pcapng-blocks.ts';
import {padded} from './pcapng-options.ts';
import {blockDamaged, cutShort, isFull, type Scan} from './scan.ts';
import type {ByteSource} from './source.ts';

export const BYTE_ORDER_MAGIC = 0x1a2b3c4d;
const MIN_BLOCK = 12;
/** No tool writes longer blocks; a longer one is damage. As Wireshark's MAX_BLOCK_SIZE. */
export const MAX_BLOCK = 128 << 20;

/** Reads all blocks of all sections; damage ends the reading with an issue, unknown blocks are skipped. */
export function readPcapng(source: ByteSource, scan: Scan, onProgress?: (done: number) => void): void {
  new PcapngReader(scan).read(source, true, onProgress);
}

/** Reads a pcapng stream as far as it has come; can be called again when there is more. */
export class PcapngReader {
  private readonly scan: Scan;
  private section: Section | undefined;
  private offset = 0;
  private stopped = false;

  constructor(scan: Scan) {
    this.scan = scan;
  }

  /** Reads the blocks that are there whole; with `final` a part of one at the end counts as cut short. */
  read(source: ByteSource, final: boolean, onProgress?: (done: number) => void): void {
    let reported = this.offset;
    while (!this.stopped && this.offset < source.size) {
      const length = this.next(source, final);
      if (length === 0) return;
      this.offset += length;
      if (onProgress && this.offset - reported >= 1 << 20) {
        reported = this.offset;
        onProgress(this.offset);
      }
    }
  }

  /** Reads one block and returns its length; 0 when there is none to read. */
  private next(source: ByteSource, final: boolean): number {
    const {offset, scan} = this;
    if (isFull(scan, offset)) return this.stop();
    const head = source.seek(offset, MIN_BLOCK);
    if (head < 0) return this.notWhole(final);
    const b = source.buffer;
    if (u32(b, head, true) === BLOCK.section && !this.startSection(b, head + 8)) return this.damage('no byte order');
    const {section} = this;
    if (section === undefined) return this.damage('no section header');
    const type = u32(b, head, section.littleEndian);
    const told = u32(b, head + 4, section.littleEndian);
    if (told < MIN_BLOCK || told > MAX_BLOCK) return this.damage(`length ${told}`);
    // Writers that forget the padding in the length are forgiven, as Wireshark forgives them.
    const length = padded(told);
    const at = source.seek(offset, length);
    if (at < 0) return this.notWhole(final);
    const again = u32(source.buffer, at + length - 4, section.littleEndian);
    if (again !== told) return this.damage(`length ${told} before and ${again} after it`);
    const reason = readBlock(source.buffer, at, type, length, offset, section, scan);
    return reason === undefined ? length : this.damage(reason);
  }

  private startSection(b: Uint8Array, at: number): boolean {
    const littleEndian = u32(b, at, true) === BYTE_ORDER_MAGIC;
    if (!littleEndian && u32(b, at, false) !== BYTE_ORDER_MAGIC) return false;
    // A section header that is not whole yet is looked at again.
    if (this.section?.at === this.offset) return true;
    this.section = {
      number: this.section === undefined ? 0 : this.section.number + 1,
      at: this.offset,
      littleEndian,
      firstInterface: this.scan.interfaces.length,
      clocks: [],
    };
    return true;
  }

  private notWhole(final: boolean): 0 {
    if (final) cutShort(this.scan, this.offset);
    return final ? this.stop() : 0;
  }

  private damage(reason: string): 0 {
    blockDamaged(this.scan, this.offset, reason);
    return this.stop();
  }

  private stop(): 0 {
    this.stopped = true;
    return 0;
  }
}
