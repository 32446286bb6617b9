// RFC 791 §3.1
//   0 version(4 bits) header length(4 bits)   1 DSCP(6) ECN(2)   2 total length
//   4 identification   6 flags(3) fragment offset(13)   8 time to live   9 protocol   10 checksum
//   12 source   16 destination   20 options
import type {FieldNode} from '../model/tree.ts';
import {formatAddress} from './address.ts';
import {bitPicture, hex, setOrNot} from './bits.ts';
import {datagramNode, wholeDatagram} from './datagram.ts';
import {trafficClassLines, trafficClassText} from './dscp.ts';
import {ipProtocolBrief, ipProtocolText} from './ip-protocol.ts';
import {ipv4OptionLines} from './ipv4-options.ts';
import type {IpFacts, Layer, Unit} from './layer.ts';
import {derived, expert, Lines} from './lines.ts';
import {u8, u16} from './read.ts';

export const MIN_HEADER_LENGTH = 20;
export const ADDRESS_LENGTH = 4;

export const version = (b: Uint8Array, at: number): number => u8(b, at) >> 4;
/** Bytes. */
export const headerLength = (b: Uint8Array, at: number): number => (u8(b, at) & 0x0f) * 4;
export const trafficClass = (b: Uint8Array, at: number): number => u8(b, at + 1);
export const totalLength = (b: Uint8Array, at: number): number => u16(b, at + 2);
export const identification = (b: Uint8Array, at: number): number => u16(b, at + 4);
export const flags = (b: Uint8Array, at: number): number => u8(b, at + 6) >> 5;
export const moreFragments = (b: Uint8Array, at: number): boolean => (u8(b, at + 6) & 0x20) !== 0;
/** Bytes. */
export const fragmentOffset = (b: Uint8Array, at: number): number => (u16(b, at + 6) & 0x1fff) * 8;
export const timeToLive = (b: Uint8Array, at: number): number => u8(b, at + 8);
export const protocol = (b: Uint8Array, at: number): number => u8(b, at + 9);
export const checksumAt = (at: number): number => at + 10;
export const checksum = (b: Uint8Array, at: number): number => u16(b, checksumAt(at));
export const sourceAt = (at: number): number => at + 12;
export const destinationAt = (at: number): number => at + 16;
export const optionsAt = (at: number): number => at + 20;

/** The fixed header was captured, and it is one. */
export const hasHeader = (b: Uint8Array, at: number, end: number): boolean =>
  end - at >= MIN_HEADER_LENGTH && version(b, at) === 4 && headerLength(b, at) >= MIN_HEADER_LENGTH;

/**
 * Where the datagram ends, given where the frame ended on the wire: bytes after it are the link's padding. A total
 * length of 0 comes from segmentation offload (the card fills it in), and means all of the frame.
 */
export function datagramEnd(b: Uint8Array, at: number, wireEnd: number): number {
  const total = totalLength(b, at);
  return total === 0 ? wireEnd : Math.min(at + total, wireEnd);
}

export function ipv4Layer(unit: Unit): Layer {
  const {b, at, end, wireEnd, context} = unit;
  const lines = new Lines(end, wireEnd);
  const layer = (info: string | undefined, next?: Layer['next'], addresses: Layer['columns'] = {}): Layer => ({
    name: 'IPv4',
    protocols: ['ip'],
    nodes: lines.nodes.length > 0 ? [root(unit, lines)] : [],
    columns: {protocol: 'IPv4', info: info ?? '', ...addresses},
    shortage: lines.shortage,
    next: lines.shortage ? undefined : next,
  });
  const wrong = (field: string, message: string) => [expert(`ip.bogus_${field}`, 'Error', 'Protocol', message)];

  const [nibble, header] = [version(b, at), headerLength(b, at)];
  const versionLine = `${bitPicture(u8(b, at), 0xf0, 8)} = Version: ${nibble}`;
  lines.add(
    'ip.version',
    at,
    1,
    versionLine,
    nibble,
    nibble === 4 ? undefined : wrong('ip_version', 'Bogus IPv4 version'),
  );
  if (nibble !== 4 && !lines.shortage) return layer(`Bogus IPv4 version (${nibble}, must be 4)`);
  const headerLine = `${bitPicture(u8(b, at), 0x0f, 8)} = Header Length: ${header} bytes (${header / 4})`;
  const tooShort = `Bogus IP header length (${header}, must be at least ${MIN_HEADER_LENGTH})`;
  const isTooShort = header < MIN_HEADER_LENGTH;
  lines.add('ip.hdr_len', at, 1, headerLine, header, isTooShort ? wrong('header_length', tooShort) : undefined);
  if (isTooShort && !lines.shortage) return layer(tooShort);
  const service = trafficClass(b, at);
  const serviceLine = `Differentiated Services Field: ${hex(service, 2)} (${trafficClassText(service)})`;
  lines.add('ip.dsfield', at + 1, 1, serviceLine, service, trafficClassLines('ip.dsfield', service, at + 1, 1, 8, 0));
  if (!addTotalLength(unit, lines, header))
    return layer(`Bogus IP length (${totalLength(b, at)}, less than header length ${header})`);
  addMiddle(unit, lines);
  const [source, destination] = [sourceAt(at), destinationAt(at)].map((from) =>
    b.subarray(from, from + ADDRESS_LENGTH),
  );
  const ip: IpFacts = {
    version: 4,
    source: source ?? new Uint8Array(0),
    destination: destination ?? new Uint8Array(0),
    timeToLive: timeToLive(b, at),
    fragment: moreFragments(b, at) || fragmentOffset(b, at) > 0,
  };
  const addresses: {source?: string; destination?: string} = {};
  const sourceText = formatAddress(ip.source);
  const destinationText = formatAddress(ip.destination);
  lines.add('ip.src', sourceAt(at), 4, `Source Address: ${sourceText}`, sourceText);
  if (!lines.shortage) addresses.source = sourceText;
  lines.add('ip.dst', destinationAt(at), 4, `Destination Address: ${destinationText}`, destinationText);
  if (!lines.shortage) addresses.destination = destinationText;
  ipv4OptionLines(lines, b, optionsAt(at), at + header);
  const datagram = ip.fragment && !unit.quoted ? context.datagram : undefined;
  if (datagram) lines.push(datagramNode('IPv4', datagram));
  const stream = unit.quoted ? context.quoted?.ipStream : (context.outer?.get(at)?.stream ?? context.ipStream);
  if (stream !== undefined) lines.derived('ip.stream', `Stream index: ${stream}`, stream);

  const inner = datagramEnd(b, at, wireEnd);
  const next = {number: protocol(b, at), at: at + header, end: Math.min(end, inner), wireEnd: inner, ip};
  if (datagram?.bytes) return layer(undefined, wholeDatagram(protocol(b, at), ip, datagram.bytes), addresses);
  if (ip.fragment) {
    const brief = `proto=${ipProtocolBrief(protocol(b, at))}, off=${fragmentOffset(b, at)}, ID=${hex(identification(b, at), 4).slice(2)}`;
    // A first fragment that is all there will be (cut when captured, or quoted in an ICMP error) still shows its ports.
    const isAlone = fragmentOffset(b, at) === 0 && (unit.quoted || end < inner);
    const where = datagram ? ` [Reassembled in #${datagram.frame}]` : '';
    const info = `Fragmented IP protocol (${brief})${where}`;
    return layer(info, {by: isAlone ? 'ip.proto' : 'data', ...next}, addresses);
  }
  return layer(undefined, {by: 'ip.proto', ...next}, addresses);
}

function root({b, at, end}: Unit, lines: Lines): FieldNode {
  const shown = new Map(lines.nodes.map((node) => [node.field, node.value]));
  const ends = [
    ...(shown.has('ip.src') ? [`Src: ${shown.get('ip.src')}`] : []),
    ...(shown.has('ip.dst') ? [`Dst: ${shown.get('ip.dst')}`] : []),
  ];
  const length = Math.max(0, Math.min(end - at, headerLength(b, at)));
  return {field: 'ip', text: ['Internet Protocol Version 4', ...ends].join(', '), at, length, children: lines.nodes};
}

/** False when the datagram cannot be as short as it says. */
function addTotalLength({b, at, wireEnd, quoted}: Unit, lines: Lines, header: number): boolean {
  const total = totalLength(b, at);
  const room = wireEnd - at;
  const add = (text: string, remark?: string) =>
    lines.add(
      'ip.len',
      at + 2,
      2,
      text,
      total,
      remark ? [expert('ip.bogus_ip_length', 'Error', 'Protocol', remark)] : undefined,
    );
  if (total === 0) {
    add(`Total Length: ${room} bytes (reported as 0, presumed to be because of "TCP segmentation offload" (TSO))`);
  } else if (total < header) {
    add(`Total Length: ${total} bytes (bogus, less than header length ${header})`, 'Bogus IP length');
    return lines.shortage !== undefined;
  } else if (total > room && !quoted) {
    add(`Total Length: ${total}`, `IPv4 total length exceeds packet length (${room} bytes)`);
  } else add(`Total Length: ${total}`);
  return true;
}

/** From the identification to the checksum. */
function addMiddle({b, at}: Unit, lines: Lines): void {
  const id = identification(b, at);
  lines.add('ip.id', at + 4, 2, `Identification: ${hex(id, 4)} (${id})`, id);
  const [bits, byte] = [flags(b, at), u8(b, at + 6)];
  const set = (mask: number) => (byte & mask) !== 0;
  const flag = (mask: number, name: string, field: string): FieldNode => ({
    field,
    text: `${bitPicture(byte, mask, 8)} = ${name}: ${setOrNot(set(mask))}`,
    at: at + 6,
    length: 1,
    value: set(mask),
  });
  const names = [
    ...(set(0x80) ? ['Reserved bit'] : []),
    ...(set(0x40) ? ["Don't fragment"] : []),
    ...(set(0x20) ? ['More fragments'] : []),
  ];
  const flagsText = [`${bitPicture(byte, 0xe0, 8)} = Flags: ${hex(bits, 1)}`, ...names].join(', ');
  lines.add('ip.flags', at + 6, 1, flagsText, bits, [
    flag(0x80, 'Reserved bit', 'ip.flags.rb'),
    flag(0x40, "Don't fragment", 'ip.flags.df'),
    flag(0x20, 'More fragments', 'ip.flags.mf'),
  ]);
  const offset = fragmentOffset(b, at);
  lines.add(
    'ip.frag_offset',
    at + 6,
    2,
    `${bitPicture(u16(b, at + 6), 0x1fff, 16)} = Fragment Offset: ${offset}`,
    offset,
  );
  const ttl = timeToLive(b, at);
  const remark =
    at + 20 <= b.length
      ? timeToLiveRemark(ttl, protocol(b, at), b.subarray(destinationAt(at), destinationAt(at) + 4))
      : undefined;
  lines.add(
    'ip.ttl',
    at + 8,
    1,
    `Time to Live: ${ttl}`,
    ttl,
    remark ? [expert('ip.ttl.too_small', 'Note', 'Sequence', remark)] : undefined,
  );
  lines.add('ip.proto', at + 9, 1, `Protocol: ${ipProtocolText(protocol(b, at))}`, protocol(b, at));
  const sum = checksum(b, at);
  lines.add('ip.checksum', checksumAt(at), 2, `Header Checksum: ${hex(sum, 4)} [validation disabled]`, sum);
  lines.push(derived('ip.checksum.status', 'Header checksum status: Unverified', 'Unverified'));
}

/** Groups of 224.0.0.0/24 never leave the link (RFC 5771 §4) and are sent with a TTL of 1; some protocols demand 255. */
const LOCAL_GROUPS_WITH_255 = new Set([18, 102, 251]); // VRRP, HSRP or GLBP, mDNS
const IGMP = 2;
const LOCAL_GROUPS_WITH_ANY = new Set([252]); // LLMNR

function timeToLiveRemark(ttl: number, proto: number, destination: Uint8Array): string | undefined {
  const [a, second, third, last] = [...destination] as [number, number, number, number];
  if (a < 224 || a > 239) return ttl < 5 ? `"Time To Live" only ${ttl}` : undefined;
  // IGMP always has 1 (RFC 3376 §4).
  if (proto === IGMP) return undefined;
  if (a !== 224 || second !== 0 || third !== 0 || LOCAL_GROUPS_WITH_ANY.has(last)) return undefined;
  const wanted = LOCAL_GROUPS_WITH_255.has(last) ? 255 : 1;
  return ttl === wanted
    ? undefined
    : `"Time To Live" != ${wanted} for a packet sent to the Local Network Control Block (see RFC 3171)`;
}
