/** `/CreationDate (D:20240918070132+00'00')` (ISO 32000-1 §7.9.4); document information is never compressed here. */
const DATE = /\/(?:CreationDate|ModDate) \(D:(\d{14})/g;
/** Names of structure elements; the numbers come from counters that go on as long as the browser runs. */
const NODE = /\(node([0-9A-Fa-f]{8})\)/g;
/** The one leaf of the tree that finds structure elements by name (§7.9.6): sorted by name, with its least and greatest. */
const LEAF = /(\/Limits \[)\(node.{8}\) \(node.{8}\)(\]\s*\/Names \[)((?:\(node.{8}\) \d+ 0 R ?)+)/g;

/**
 * The same page printed again gives the same bytes: dates become `date` (ISO 8601), structure elements are numbered in
 * the order in which they stand in the file. Nothing changes its length, so all offsets in the file stay right.
 */
export function reproducible(pdf: Uint8Array, date: string): Uint8Array {
  const digits = fourteenDigits(date);
  const numbers = new Map<string, string>();
  const text = Buffer.from(pdf)
    .toString('latin1')
    .replace(DATE, (found) => found.slice(0, -digits.length) + digits)
    .replace(NODE, (_, id: string) => {
      const name = numbers.get(id) ?? `(node${(numbers.size + 1).toString(16).padStart(8, '0')})`;
      numbers.set(id, name);
      return name;
    })
    .replace(LEAF, (_, limits: string, names: string, pairs: string) => {
      const sorted = (pairs.match(/\(node.{8}\) \d+ 0 R/g) ?? []).sort();
      const name = (pair: string | undefined) => pair?.slice(0, '(node00000000)'.length) ?? '';
      return `${limits}${name(sorted[0])} ${name(sorted.at(-1))}${names}${sorted.join(' ').padEnd(pairs.length)}`;
    });
  return Buffer.from(text, 'latin1');
}

/** The date as PDF writes it, in UTC; the year 1970 for one that PDF has no digits for. */
function fourteenDigits(date: string): string {
  const time = Date.parse(date);
  const known = time >= Date.UTC(0, 0, 1) && time <= Date.UTC(9999, 11, 31);
  return new Date(known ? time : 0).toISOString().replace(/\D/g, '').slice(0, 14);
}
