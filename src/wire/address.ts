/** 4 bytes as a dotted quad, 16 as IPv6 (RFC 5952), 6 as a MAC address; anything else as plain hex. */
export function formatAddress(bytes: Uint8Array): string {
  if (bytes.length === 4) return bytes.join('.');
  if (bytes.length === 16) return formatIpv6(bytes);
  return hexText(bytes, bytes.length === 6 ? ':' : '');
}

const HEX_BYTES = Array.from({length: 256}, (_, byte) => byte.toString(16).padStart(2, '0'));

/** Two hexadecimal digits a byte. */
export function hexText(bytes: Uint8Array, separator = ''): string {
  let text = '';
  for (let i = 0; i < bytes.length; i++) text += (i > 0 ? separator : '') + HEX_BYTES[bytes[i] as number];
  return text;
}

function formatIpv6(bytes: Uint8Array): string {
  const groups = Array.from({length: 8}, (_, i) => ((bytes[2 * i] as number) << 8) | (bytes[2 * i + 1] as number));
  const run = longestZeroRun(groups);
  // RFC 5952 §5: the IPv4 part of a mapped address is written as a dotted quad.
  const mapped = run.at === 0 && run.length === 5 && groups[5] === 0xffff;
  const words = mapped
    ? [...groups.slice(0, 6).map((group) => group.toString(16)), bytes.slice(12).join('.')]
    : groups.map((group) => group.toString(16));
  if (run.length < 2) return words.join(':'); // §4.2.2: a single zero group is not shortened.
  return `${words.slice(0, run.at).join(':')}::${words.slice(run.at + run.length).join(':')}`;
}

/** RFC 5952 §4.2.3: the longest run of zero groups, the first of several equally long ones. */
function longestZeroRun(groups: readonly number[]): {at: number; length: number} {
  let best = {at: 0, length: 0};
  for (let at = 0; at < groups.length; ) {
    let length = 0;
    while (groups[at + length] === 0) length++;
    if (length > best.length) best = {at, length};
    at += length + 1;
  }
  return best;
}
