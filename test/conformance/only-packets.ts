// draft-ietf-opsawg-pcapng §3. A block: 0 type  4 total length …  last 4 total length again; in the section's byte order.

const SECTION = 0x0a0d0d0a;
const BYTE_ORDER_MAGIC = 0x1a2b3c4d;
const MIN_BLOCK = 12;
/** Custom blocks, systemd's journal, sysdig's events: Wireshark counts them as frames, but they are no packets. */
const OTHER_FRAMES: ReadonlySet<number> = new Set([0xbad, 0x40000bad, 9, 0x204, 0x208, 0x216, 0x221]);

/** A pcapng file without its blocks that are frames but no packets; from damage on, as it is. */
export function onlyPackets(bytes: Uint8Array): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const kept: Uint8Array[] = [];
  let littleEndian = true;
  let at = 0;
  while (at + MIN_BLOCK <= bytes.length) {
    if (view.getUint32(at, true) === SECTION) littleEndian = view.getUint32(at + 8, true) === BYTE_ORDER_MAGIC;
    const type = view.getUint32(at, littleEndian);
    const length = (view.getUint32(at + 4, littleEndian) + 3) & ~3;
    if (length < MIN_BLOCK) break;
    if (!OTHER_FRAMES.has(type)) kept.push(bytes.subarray(at, at + length));
    at += length;
  }
  return Uint8Array.from(Buffer.concat([...kept, bytes.subarray(at)]));
}
