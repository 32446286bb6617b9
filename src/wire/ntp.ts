// RFC 5905 §7.3: flags(1) stratum(1) poll(1) precision(1) root delay(4) root dispersion(4) reference ID(4), then the
// reference, origin, receive and transmit time stamps(8 each), extension fields and a MAC.
import type {FrameContext} from '../model/frame-context.ts';
import type {FieldNode} from '../model/tree.ts';
import {formatAddress} from './address.ts';
import {hex, hexBytes, label} from './bits.ts';
import {blockLayer} from './block.ts';
import type {Layer, Unit} from './layer.ts';
import {derived, Lines} from './lines.ts';
import {bitNode, node} from './node.ts';
import {CONTROL_MODE, EXTENSIONS, KISS_CODES, PRIVATE_MODE, REFERENCE_CLOCKS} from './ntp-names.ts';
import {u8, u16, u32} from './read.ts';
import {latin1} from './text.ts';
import {dateText, secondsText} from './time.ts';

const HEADER_LENGTH = 48;
export const NTP_PORT = 123;
export const CLIENT_MODE = 3;
export const SERVER_MODE = 4;

export const modeOf = (b: Uint8Array, at: number): number => u8(b, at) & 7;

const LEAP = [
  'no warning',
  'last minute of the day has 61 seconds',
  'last minute of the day has 59 seconds',
  'unknown (clock unsynchronized)',
] as const;
const MODES = [
  'reserved',
  'symmetric active',
  'symmetric passive',
  'client',
  'server',
  'broadcast',
  'reserved for NTP control message',
  'reserved for private use',
] as const;

const versionName = (version: number): string => (version >= 1 && version <= 4 ? `NTP Version ${version}` : 'reserved');

export function ntpLayer(unit: Unit): Layer {
  const {b, at, end, wireEnd} = unit;
  const flags = u8(b, at);
  const version = (flags >> 3) & 7;
  const mode = modeOf(b, at);
  const lines = new Lines(end, wireEnd);
  addFlags(lines, b, at);
  if (!unit.quoted) lines.push(...pairing(unit.context));
  if (mode !== CONTROL_MODE && mode !== PRIVATE_MODE) addClock(lines, unit);
  const shortMode = mode === CONTROL_MODE ? 'control' : mode === PRIVATE_MODE ? 'private' : MODES[mode];
  const summary = `${versionName(version)}, ${shortMode}`;
  return blockLayer(unit, lines, {
    name: 'NTP',
    field: 'ntp',
    title: `Network Time Protocol (${summary})`,
    columns: {protocol: 'NTP', info: summary},
  });
}

function pairing({ntp: pair}: FrameContext): FieldNode[] {
  if (!pair) return [];
  const {requestFrame, responseFrame, timeNs = 0} = pair;
  if (requestFrame === undefined) return [derived('ntp.response_in', `Response In: ${responseFrame}`, responseFrame)];
  return [
    derived('ntp.request_in', `Request In: ${requestFrame}`, requestFrame),
    derived('ntp.delta_time', `Delta Time: ${secondsText(timeNs)}`),
  ];
}

function addFlags(lines: Lines, b: Uint8Array, at: number): void {
  const flags = u8(b, at);
  const leap = flags >> 6;
  const version = (flags >> 3) & 7;
  const mode = flags & 7;
  const names = [
    hex(flags, 2),
    `Leap Indicator: ${LEAP[leap]}`,
    `Version number: ${versionName(version)}`,
    `Mode: ${MODES[mode]}`,
  ];
  const bits = (field: string, text: string, mask: number) =>
    bitNode(`ntp.flags.${field}`, text, at, {value: flags, mask, width: 8});
  lines.add('ntp.flags', at, 1, `Flags: ${names.join(', ')}`, flags, [
    bits('li', `Leap Indicator: ${LEAP[leap]} (${leap})`, 0xc0),
    bits('vn', `Version number: ${versionName(version)} (${version})`, 0x38),
    bits('mode', `Mode: ${MODES[mode]} (${mode})`, 0x07),
  ]);
}

const signed = (byte: number): number => (byte << 24) >> 24;

/** A fraction with that many decimals, ties to the even digit, as the C library rounds. */
function decimal(numerator: number, denominator: number, digits: number): string {
  const scaled = numerator * 10 ** digits;
  let quotient = Math.floor(scaled / denominator);
  const twice = 2 * (scaled - quotient * denominator);
  if (twice > denominator || (twice === denominator && quotient % 2 === 1)) quotient++;
  const whole = Math.floor(quotient / 10 ** digits);
  return `${whole}.${String(quotient - whole * 10 ** digits).padStart(digits, '0')}`;
}

const powerText = (exponent: number, digits: number): string =>
  exponent < 0 ? decimal(1, 2 ** -exponent, digits) : (2 ** exponent).toFixed(digits);

/** §6: 16 bits of seconds, 16 of their fraction. */
const shortText = (value: number): string => `${decimal(value, 65_536, 6)} seconds`;

function addClock(lines: Lines, {b, at, end}: Unit): void {
  const stratum = u8(b, at + 1);
  const poll = signed(u8(b, at + 2));
  const precision = signed(u8(b, at + 3));
  const interval = poll < 0 ? powerText(poll, 3) : String(2 ** poll);
  lines.add('ntp.stratum', at + 1, 1, `Peer Clock Stratum: ${stratumName(stratum)} (${stratum})`, stratum);
  lines.add('ntp.ppoll', at + 2, 1, `Peer Polling Interval: ${poll} (${interval} seconds)`, poll);
  const exact = `${precision} (${powerText(precision, 9)} seconds)`;
  lines.add('ntp.precision', at + 3, 1, `Peer Clock Precision: ${exact}`, precision);
  lines.add('ntp.rootdelay', at + 4, 4, `Root Delay: ${shortText(u32(b, at + 4))}`);
  lines.add('ntp.rootdispersion', at + 8, 4, `Root Dispersion: ${shortText(u32(b, at + 8))}`);
  lines.add('ntp.refid', at + 12, 4, `Reference ID: ${referenceText(b, at + 12, stratum)}`);
  lines.add('ntp.reftime', at + 16, 8, `Reference Timestamp: ${stampText(b, at + 16)}`);
  lines.add('ntp.org', at + 24, 8, `Origin Timestamp: ${stampText(b, at + 24)}`);
  lines.add('ntp.rec', at + 32, 8, `Receive Timestamp: ${stampText(b, at + 32)}`);
  lines.add('ntp.xmt', at + 40, 8, `Transmit Timestamp: ${stampText(b, at + 40)}`);
  addTrailer(lines, b, at + HEADER_LENGTH, end);
}

const LEAST_SECONDARY = 2;
const UNSYNCHRONIZED = 16;

function stratumName(stratum: number): string {
  if (stratum === 0) return 'unspecified or invalid';
  if (stratum === 1) return 'primary reference';
  if (stratum < UNSYNCHRONIZED) return 'secondary reference';
  return stratum === UNSYNCHRONIZED ? 'unsynchronized' : 'reserved';
}

/** §7.3: an address from stratum 2 on, else four letters: a kiss code (§7.4) or the name of a clock. */
function referenceText(b: Uint8Array, at: number, stratum: number): string {
  const bytes = b.subarray(at, at + 4);
  if (stratum >= LEAST_SECONDARY) return formatAddress(bytes);
  if (u32(b, at) === 0) return 'NULL';
  const code = latin1(bytes).replace(/\0.*$/s, '');
  return stratum === 0
    ? (KISS_CODES[code] ?? `Unidentified Kiss-o'-Death message '${code}'`)
    : (REFERENCE_CLOCKS[code] ?? `Unidentified reference source '${code}'`);
}

/** Seconds between 1900 and 1970, and in an era; §6: the era begins anew in 2036. */
const EPOCH_OFFSET = 2_208_988_800;
const ERA = 2 ** 32;

function stampText(b: Uint8Array, at: number): string {
  const [whole, fraction] = [u32(b, at), u32(b, at + 4)];
  if (whole === 0 && fraction === 0) return 'NULL';
  const seconds = whole >= 0x80000000 ? whole - EPOCH_OFFSET : whole + ERA - EPOCH_OFFSET;
  return dateText({seconds, nanos: Number((BigInt(fraction) * 1_000_000_000n) >> 32n)}, 'UTC');
}

const KEY_ID_LENGTH = 4;
/** MD5 and SHA-1. */
const DIGEST_LENGTHS: readonly number[] = [16, 20];

/** RFC 7822 §3: extension fields are type(2) length(2) value; a key ID(4) and a digest end the message. */
function addTrailer(lines: Lines, b: Uint8Array, from: number, end: number): void {
  let at = from;
  while (at < end && !DIGEST_LENGTHS.includes(end - at - KEY_ID_LENGTH)) {
    const length = u16(b, at + 2);
    if (!lines.reaches(at, Math.max(4, length))) return;
    const type = u16(b, at);
    const children = [
      node('ntp.ext.type', `Field Type: ${EXTENSIONS[type] ?? 'Unknown'} (${hex(type, 4)})`, at, 2),
      node('ntp.ext.length', `Length: ${length}`, at + 2, 2),
      ...(length > 4
        ? [node('ntp.ext.value', label('Value', hexBytes(b, at + 4, at + length)), at + 4, length - 4)]
        : []),
    ];
    lines.push(node('ntp.ext', 'Extension', at, Math.max(4, length), children));
    if (length < 4) return;
    at += length;
  }
  if (at >= end) return;
  lines.add('ntp.keyid', at, KEY_ID_LENGTH, `Key ID: ${hexBytes(b, at, at + KEY_ID_LENGTH)}`);
  const digestAt = at + KEY_ID_LENGTH;
  lines.add('ntp.mac', digestAt, end - digestAt, `Message Authentication Code: ${hexBytes(b, digestAt, end)}`);
}
