/** tcp.flags, from the lowest bit: RFC 9293 §3.1; AE is RFC 9768's accurate ECN bit. */
const NAMES = ['FIN', 'SYN', 'RST', 'PSH', 'ACK', 'URG', 'ECE', 'CWR', 'AE', 'Reserved'] as const;

/** `SYN, ACK` for 0x012, as Wireshark lists them; `<None>` without any. */
export function tcpFlagNames(flags: number): string {
  const set = NAMES.filter((_, bit) => flags & (1 << bit));
  return set.length > 0 ? set.join(', ') : '<None>';
}
