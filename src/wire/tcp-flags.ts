/** Bits of tcp.flags (RFC 9293 §3.1); AE is RFC 9768's accurate ECN. */
export const TCP_FLAG = {
  fin: 0x001,
  syn: 0x002,
  rst: 0x004,
  psh: 0x008,
  ack: 0x010,
  urg: 0x020,
  ece: 0x040,
  cwr: 0x080,
  ae: 0x100,
} as const;

/** From the lowest bit. */
const NAMES = ['FIN', 'SYN', 'RST', 'PSH', 'ACK', 'URG', 'ECE', 'CWR', 'AE'] as const;
const LETTERS = 'FSRPAUECARRR';
const RESERVED = 0xe00;

/** `SYN, ACK` for 0x012, as Wireshark lists them; `<None>` without any. */
export function tcpFlagNames(flags: number): string {
  const set: string[] = NAMES.filter((_, bit) => flags & (1 << bit));
  if (flags & RESERVED) set.push('Reserved');
  return set.length > 0 ? set.join(', ') : '<None>';
}

/** `·······A··S·` for 0x012: a letter a bit, from the highest. */
export const tcpFlagLetters = (flags: number): string =>
  Array.from(LETTERS, (letter, bit) => (flags & (1 << bit) ? letter : '·'))
    .reverse()
    .join('');

/** The flags that decide about connections, by their usual names. */
export const {fin: FIN, syn: SYN, rst: RST, psh: PSH, ack: ACK} = TCP_FLAG;
