// APPNOTE.TXT 6.3.10: local file header (§4.3.7) signature(4) version(2) flags(2) method(2) time(2) date(2) …;
// central directory header (§4.3.12) signature(4) made by(2) version(2) flags(2) method(2) time(2) date(2) …
// 28 name length(2) extra length(2) comment length(2) … 42 offset of the local header(4); end of central directory
// (§4.3.16) signature(4) … 10 entries(2) size(4) offset(4).
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const END_LENGTH = 22;
/** 1980-01-01 00:00, the earliest date that zip files know. */
const EARLIEST = 0x0021_0000;

/** The same zip file with the same time for every entry: when it was made says nothing about what is in it. */
export function withoutTimes(zip: Uint8Array): Uint8Array {
  const copy = zip.slice();
  const view = new DataView(copy.buffer, copy.byteOffset, copy.byteLength);
  const end = copy.length - END_LENGTH;
  // What wrote it adds no comment.
  if (end < 0 || view.getUint32(end, true) !== END) return copy;
  let at = view.getUint32(end + 16, true);
  for (let entry = view.getUint16(end + 10, true); entry > 0 && view.getUint32(at, true) === CENTRAL; entry--) {
    view.setUint32(at + 12, EARLIEST, true);
    view.setUint32(view.getUint32(at + 42, true) + 10, EARLIEST, true);
    at += 46 + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return copy;
}
