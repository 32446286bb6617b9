// RFC 792: type(1) code(1) checksum(2), then by type; echo: identifier(2) sequence number(2).
import type {Instant} from '../model/units.ts';
import {formatAddress} from './address.ts';
import {hex, hexBytes} from './bits.ts';
import {internetChecksum} from './checksum.ts';
import {dataLayer} from './data.ts';
import type {Layer, Unit} from './layer.ts';
import {expert, Lines} from './lines.ts';
import {u8, u16, u32, u32le} from './read.ts';
import {dateText, millisecondsText, secondsText} from './time.ts';

/** All messages have four more bytes after the checksum, used or not. */
export const HEADER_LENGTH = 8;
export const ECHO_REPLY = 0;
export const ECHO_REQUEST = 8;

export const type = (b: Uint8Array, at: number): number => u8(b, at);
export const code = (b: Uint8Array, at: number): number => u8(b, at + 1);
export const checksum = (b: Uint8Array, at: number): number => u16(b, at + 2);
/** Of echo messages. */
export const identifier = (b: Uint8Array, at: number): number => u16(b, at + 4);
export const sequence = (b: Uint8Array, at: number): number => u16(b, at + 6);
export const dataAt = (at: number): number => at + HEADER_LENGTH;

export const hasHeader = (at: number, end: number): boolean => end - at >= HEADER_LENGTH;

interface MessageType {
  readonly name: string;
  /** In the info column, padded as Wireshark pads it. */
  readonly info: string;
  readonly codes?: readonly string[];
}

const UNREACHABLE_CODES = [
  'Network unreachable',
  'Host unreachable',
  'Protocol unreachable',
  'Port unreachable',
  'Fragmentation needed',
  'Source route failed',
  'Destination network unknown',
  'Destination host unknown',
  'Source host isolated',
  'Network administratively prohibited',
  'Host administratively prohibited',
  'Network unreachable for TOS',
  'Host unreachable for TOS',
  'Communication administratively filtered',
  'Host precedence violation',
  'Precedence cutoff in effect',
];
const REDIRECT_CODES = [
  'Redirect for network',
  'Redirect for host',
  'Redirect for TOS and network',
  'Redirect for TOS and host',
];
const EXCEEDED_CODES = ['Time to live exceeded in transit', 'Fragment reassembly time exceeded'];
const PROBLEM_CODES = ['Pointer indicates the error', 'Required option missing', 'Bad length'];

const UNREACHABLE = 3;
const FRAGMENTATION_NEEDED = 4;
const SOURCE_QUENCH = 4;
const REDIRECT = 5;
const TIME_EXCEEDED = 11;
const PARAMETER_PROBLEM = 12;

const type_ = (name: string, codes?: readonly string[]): MessageType => ({
  name,
  info: name.padEnd(20),
  ...(codes ? {codes} : {}),
});

/** IANA's registry of ICMP types, in Wireshark's words. */
const TYPES: ReadonlyMap<number, MessageType> = new Map([
  [ECHO_REPLY, type_('Echo (ping) reply')],
  [1, type_('Reserved')],
  [2, type_('Reserved')],
  [UNREACHABLE, type_('Destination unreachable', UNREACHABLE_CODES)],
  [SOURCE_QUENCH, type_('Source quench (flow control)')],
  [REDIRECT, type_('Redirect', REDIRECT_CODES)],
  [6, type_('Alternate host address')],
  [ECHO_REQUEST, type_('Echo (ping) request')],
  [9, type_('Router advertisement')],
  [10, type_('Router solicitation')],
  [TIME_EXCEEDED, type_('Time-to-live exceeded', EXCEEDED_CODES)],
  [PARAMETER_PROBLEM, type_('Parameter problem', PROBLEM_CODES)],
  [13, type_('Timestamp request')],
  [14, type_('Timestamp reply')],
  [15, type_('Information request')],
  [16, type_('Information reply')],
  [17, type_('Address mask request')],
  [18, type_('Address mask reply')],
  [30, type_('Traceroute')],
]);
const UNKNOWN = type_('Unknown ICMP (obsolete or malformed?)');

/** Types that carry an identifier and a sequence number. */
const WITH_IDENTIFIER = new Set([ECHO_REPLY, ECHO_REQUEST, 13, 14, 15, 16, 17, 18]);
/** Errors: they quote the packet that caused them. */
const ERRORS = new Set([UNREACHABLE, SOURCE_QUENCH, REDIRECT, TIME_EXCEEDED, PARAMETER_PROBLEM]);

/** RFC 6633, RFC 6918. */
const DEPRECATED = new Set([SOURCE_QUENCH, 6, 15, 16, 17, 18, 30]);

export function icmpLayer(unit: Unit): Layer {
  const {b, at, end, wireEnd, quoted} = unit;
  const lines = new Lines(end, wireEnd);
  const [number, subcode] = [type(b, at), code(b, at)];
  const message = TYPES.get(number) ?? UNKNOWN;
  const codeName = message.codes ? (message.codes[subcode] ?? `Unknown code: ${subcode}`) : undefined;
  const protocols = ['icmp'];
  let info: string | undefined;
  // Wireshark reads the first four bytes before it shows any.
  if (lines.reaches(at, 4)) {
    info = message.info;
    if (codeName) info += ` (${codeName})`;
    const remarks = DEPRECATED.has(number)
      ? [expert('icmp.type.deprecated', 'Note', 'Deprecated', 'Type is deprecated')]
      : undefined;
    lines.add('icmp.type', at, 1, `Type: ${number} (${message.name})`, number, remarks);
    lines.add('icmp.code', at + 1, 1, `Code: ${subcode}${codeName ? ` (${codeName})` : ''}`, subcode);
    addChecksum(lines, unit);
    if (WITH_IDENTIFIER.has(number)) {
      addIdentifier(lines, b, at);
      if (!lines.shortage) info += ` ${echoInfo(unit, number)}`;
      if (number === ECHO_REQUEST || number === ECHO_REPLY) protocols.push(...addEcho(lines, unit, number));
      else if (number === 13 || number === 14) addTimes(lines, b, at);
      else if (number === 17 || number === 18)
        lines.add('icmp.address_mask', at + 8, 4, `Address Mask: ${formatAddress(b.subarray(at + 8, at + 12))}`);
    } else if (ERRORS.has(number)) protocols.push(...addError(lines, unit, number, subcode));
  }
  return {
    name: 'ICMP',
    protocols,
    nodes: [
      {
        field: 'icmp',
        text: 'Internet Control Message Protocol',
        at,
        length: Math.max(0, end - at),
        children: lines.nodes,
      },
    ],
    columns: {protocol: 'ICMP', info: info ?? ''},
    shortage: quoted ? undefined : lines.shortage,
  };
}

function addChecksum(lines: Lines, {b, at, end, wireEnd, quoted}: Unit): void {
  const sum = checksum(b, at);
  const whole = end >= wireEnd && !quoted;
  const right = whole ? internetChecksum(b, at, wireEnd - at, at + 2) : undefined;
  const [verdict, state] =
    right === undefined
      ? [quoted ? '[unverified] [in ICMP error packet]' : '[unverified] [fragmented datagram]', 'Unverified']
      : right === sum
        ? ['[correct]', 'Good']
        : [`incorrect, should be ${hex(right, 4)}`, 'Bad'];
  const remarks =
    state === 'Bad'
      ? [expert('icmp.checksum_bad.expert', 'Error', 'Checksum', `Bad checksum [should be ${hex(right ?? 0, 4)}]`)]
      : undefined;
  lines.add('icmp.checksum', at + 2, 2, `Checksum: ${hex(sum, 4)} ${verdict}`, sum, remarks);
  lines.derived('icmp.checksum.status', `Checksum Status: ${state}`, state);
}

/** RFC 792: milliseconds since midnight. */
function addTimes(lines: Lines, b: Uint8Array, at: number): void {
  for (const [index, name] of ['Originate', 'Receive', 'Transmit'].entries()) {
    const timeAt = at + HEADER_LENGTH + 4 * index;
    const time = u32(b, timeAt);
    const text = `${name} Timestamp: ${time} (${millisecondsText(time)} after midnight UTC)`;
    lines.add(`icmp.${name.toLowerCase()}_timestamp`, timeAt, 4, text, time);
  }
}

const swapped = (value: number): number => ((value & 0xff) << 8) | (value >> 8);

/** Both byte orders: some systems write these in their own. */
function addIdentifier(lines: Lines, b: Uint8Array, at: number): void {
  const line = (name: string, field: string, from: number, value: number) =>
    lines.add(field, from, 2, `${name}: ${value} (${hex(value, 4)})`, value);
  lines.reaches(at + 4, 4);
  line('Identifier (BE)', 'icmp.ident', at + 4, identifier(b, at));
  line('Identifier (LE)', 'icmp.ident_le', at + 4, swapped(identifier(b, at)));
  line('Sequence Number (BE)', 'icmp.seq', at + 6, sequence(b, at));
  line('Sequence Number (LE)', 'icmp.seq_le', at + 6, swapped(sequence(b, at)));
}

function echoInfo({b, at, ip, quoted, context}: Unit, number: number): string {
  const [id, seq] = [identifier(b, at), sequence(b, at)];
  const text = `id=${hex(id, 4)}, seq=${seq}/${swapped(seq)}, ttl=${ip?.timeToLive ?? 0}`;
  const match = quoted ? undefined : context.icmp;
  if (!match) return text;
  if (number === ECHO_REQUEST)
    return `${text} ${match.responseFrame === undefined ? '(no response found!)' : `(reply in ${match.responseFrame})`}`;
  return number === ECHO_REPLY && match.requestFrame !== undefined
    ? `${text} (request in ${match.requestFrame})`
    : text;
}

/** From the match with the other message on. Returns the protocols it adds. */
function addEcho(lines: Lines, unit: Unit, number: number): readonly string[] {
  const {b, at, end, wireEnd, context, quoted} = unit;
  const match = quoted ? undefined : context.icmp;
  if (match && number === ECHO_REQUEST) {
    if (match.responseFrame !== undefined)
      lines.derived('icmp.resp_in', `Response frame: ${match.responseFrame}`, match.responseFrame);
    else
      lines.derived('icmp.no_resp', 'No response seen', undefined, [
        expert('icmp.resp_not_found', 'Warning', 'Sequence', 'No response seen to ICMP request'),
      ]);
  } else if (match?.requestFrame !== undefined) {
    lines.derived('icmp.resp_to', `Request frame: ${match.requestFrame}`, match.requestFrame);
    if (match.timeNs !== undefined)
      lines.derived('icmp.resptime', `Response time: ${(match.timeNs / 1e6).toFixed(3)} ms`);
  }
  const stamp = quoted ? undefined : timestampAt(b, dataAt(at), end, context.time);
  const from = dataAt(at) + (stamp?.length ?? 0);
  if (stamp) {
    const relative = (context.time.seconds - stamp.time.seconds) * 1e9 + (context.time.nanos - stamp.time.nanos);
    lines.add(
      'icmp.data_time',
      dataAt(at),
      stamp.length,
      `Timestamp from icmp data: ${dateText(stamp.time, unit.options.timeZone ?? 'UTC')}`,
    );
    lines.derived('icmp.data_time_relative', `Timestamp from icmp data (relative): ${secondsText(relative)}`);
  }
  if (lines.shortage || wireEnd <= from) return [];
  const data = dataLayer({...unit, at: from});
  lines.push(...data.nodes);
  return data.protocols;
}

const DAY_SECONDS = 86_400;

/** Ping programs write the time they send at the data's beginning: seconds and microseconds, in either byte order. */
function timestampAt(
  b: Uint8Array,
  at: number,
  end: number,
  captured: Instant,
): {time: Instant; length: number} | undefined {
  const candidates = [
    {length: 8, seconds: u32(b, at), micros: u32(b, at + 4)},
    {length: 8, seconds: u32le(b, at), micros: u32le(b, at + 4)},
    {length: 16, seconds: u32(b, at) === 0 ? u32(b, at + 4) : 0, micros: u32(b, at + 12)},
  ];
  const found = candidates.find(
    ({length, seconds, micros}) =>
      at + length <= end && micros < 1e6 && Math.abs(seconds - captured.seconds) < DAY_SECONDS,
  );
  return found && {time: {seconds: found.seconds, nanos: found.micros * 1000}, length: found.length};
}

/** The second word, by type, and the packet that the error quotes. Returns the protocols inside. */
function addError(lines: Lines, unit: Unit, number: number, subcode: number): readonly string[] {
  const {b, at, end, wireEnd} = unit;
  const unused = (from: number, to: number) =>
    lines.add('icmp.unused', from, to - from, `Unused: ${hexBytes(b, from, to)}`);
  // RFC 4884 §4: some errors tell the length of the quoted packet, in words of four bytes.
  const words = number === SOURCE_QUENCH || number === REDIRECT ? 0 : u8(b, at + 5);
  if (number === REDIRECT) {
    const gateway = formatAddress(b.subarray(at + 4, at + 8));
    lines.add('icmp.redir_gw', at + 4, 4, `Gateway Address: ${gateway}`, gateway);
  } else if (number === PARAMETER_PROBLEM) {
    lines.add('icmp.pointer', at + 4, 1, `Pointer: ${u8(b, at + 4)}`, u8(b, at + 4));
    if (words === 0) unused(at + 5, at + 8);
    else addQuotedLength(lines, at, words, () => unused(at + 6, at + 8));
  } else if (number === UNREACHABLE && subcode === FRAGMENTATION_NEEDED) {
    if (words === 0) unused(at + 4, at + 6);
    else {
      unused(at + 4, at + 5);
      addQuotedLength(lines, at, words, () => undefined);
    }
    lines.add('icmp.mtu', at + 6, 2, `MTU of next hop: ${u16(b, at + 6)}`, u16(b, at + 6));
  } else if (number === UNREACHABLE || number === TIME_EXCEEDED) {
    if (words === 0) unused(at + 4, at + 8);
    else {
      unused(at + 4, at + 5);
      addQuotedLength(lines, at, words, () => unused(at + 6, at + 8));
    }
  }
  if (lines.shortage || end <= dataAt(at)) return [];
  const quote = unit.inside({by: 'ip', number: 4, at: dataAt(at), end, wireEnd});
  lines.push(...quote.nodes);
  return quote.protocols;
}

function addQuotedLength(lines: Lines, at: number, words: number, then: () => void): void {
  lines.add('icmp.length', at + 5, 1, `Length: ${words}`, words);
  lines.derived('icmp.length.original_datagram', `Length of original datagram: ${4 * words}`, 4 * words);
  then();
}
