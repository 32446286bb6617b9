// RFC 951 §3 (BOOTP), RFC 2131 §2 (DHCP): op(1) htype(1) hlen(1) hops(1) xid(4) secs(2) flags(2) ciaddr(4) yiaddr(4)
// siaddr(4) giaddr(4) chaddr(16) sname(64) file(128), then the magic cookie and options.
import type {FieldNode} from '../model/tree.ts';
import {formatAddress} from './address.ts';
import {hex, hexBytes} from './bits.ts';
import {blockLayer} from './block.ts';
import {addOptions, messageType, messageTypeName} from './dhcp-options.ts';
import {shortHardwareText} from './hardware-type.ts';
import type {Layer, Unit} from './layer.ts';
import {expert, Lines} from './lines.ts';
import {macName, macText} from './mac.ts';
import {bitNode, node} from './node.ts';
import {u8, u16, u32} from './read.ts';
import {asciiValue, terminator} from './text.ts';

const HARDWARE_ADDRESS_AT = 28;
const SERVER_NAME_AT = 44;
const FILE_AT = 108;
const COOKIE_AT = 236;
const OPTIONS_AT = 240;
/** RFC 2131 §3. */
const COOKIE = 0x63825363;
const ADDRESS_ROOM = SERVER_NAME_AT - HARDWARE_ADDRESS_AT;

const REQUEST = 1;
const REPLY = 2;
const OPERATIONS: Readonly<Record<number, string>> = {[REQUEST]: 'Boot Request', [REPLY]: 'Boot Reply'};

const IEEE_802 = 6;
const isMac = (type: number, length: number): boolean => length === 6 && (type === 1 || type === IEEE_802);

export function dhcpLayer(unit: Unit): Layer {
  const {b, at, end, wireEnd} = unit;
  const lines = new Lines(end, wireEnd);
  const operation = u8(b, at);
  const name = OPERATIONS[operation] ?? 'Unknown';
  const hardware = u8(b, at + 1);
  const addressLength = u8(b, at + 2);
  lines.add('dhcp.type', at, 1, `Message type: ${name} (${operation})`, operation);
  lines.add('dhcp.hw.type', at + 1, 1, `Hardware type: ${shortHardwareText(hardware)}`, hardware);
  lines.add('dhcp.hw.len', at + 2, 1, `Hardware address length: ${addressLength}`, addressLength);
  lines.add('dhcp.hops', at + 3, 1, `Hops: ${u8(b, at + 3)}`, u8(b, at + 3));
  lines.add('dhcp.id', at + 4, 4, `Transaction ID: ${hex(u32(b, at + 4), 8)}`, u32(b, at + 4));
  addSeconds(lines, b, at + 8);
  addFlags(lines, b, at + 10);
  const address = (field: string, title: string, offset: number): void => {
    const shown = formatAddress(b.subarray(at + offset, at + offset + 4));
    lines.add(`dhcp.ip.${field}`, at + offset, 4, `${title} IP address: ${shown}`, shown);
  };
  address('client', 'Client', 12);
  address('your', 'Your (client)', 16);
  address('server', 'Next server', 20);
  address('relay', 'Relay agent', 24);
  addHardwareAddress(lines, b, at + HARDWARE_ADDRESS_AT, hardware, addressLength);
  const overload = lines.reaches(at, COOKIE_AT) ? overloadOf(unit) : 0;
  addName(lines, b, at + SERVER_NAME_AT, FILE_AT - SERVER_NAME_AT, SERVER_NAME, (overload & 2) !== 0);
  addName(lines, b, at + FILE_AT, COOKIE_AT - FILE_AT, FILE_NAME, (overload & 1) !== 0);
  const isDhcp = lines.reaches(at + COOKIE_AT, 4) && u32(b, at + COOKIE_AT) === COOKIE;
  const type = isDhcp ? messageType(b, at + OPTIONS_AT, end) : undefined;
  addVendorArea(lines, unit, isDhcp);
  const typeName = type === undefined ? '' : messageTypeName(type);
  return blockLayer(unit, lines, {
    name: 'DHCP/BOOTP',
    field: 'dhcp',
    title: `Dynamic Host Configuration Protocol${typeName && ` (${typeName})`}`,
    columns:
      type === undefined
        ? {protocol: 'BOOTP', info: bootInfo(b, at, end, name, isMac(hardware, addressLength))}
        : {protocol: 'DHCP', info: `DHCP ${typeName.padEnd(8)} - Transaction ID 0x${u32(b, at + 4).toString(16)}`},
  });
}

function bootInfo(b: Uint8Array, at: number, end: number, name: string, hasMac: boolean): string {
  const from = at + HARDWARE_ADDRESS_AT;
  if (u8(b, at) !== REQUEST || !hasMac || from + 6 > end) return name;
  const mac = b.subarray(from, from + 6);
  return `${name} from ${formatAddress(mac)} (${macName(mac)})`;
}

/** Some clients send the least significant byte first: many seconds, all of them multiples of 256. */
function addSeconds(lines: Lines, b: Uint8Array, at: number): void {
  const value = u16(b, at);
  const isSwapped = value > 255 && (value & 255) === 0;
  const seconds = isSwapped ? value >> 8 : value;
  const remark = 'Seconds elapsed appears to be encoded as little-endian';
  const remarks = isSwapped ? [expert('dhcp.secs_le', 'Note', 'Protocol', remark)] : undefined;
  lines.add('dhcp.secs', at, 2, `Seconds elapsed: ${seconds}`, seconds, remarks);
}

/** RFC 2131 §2, figure 2. */
function addFlags(lines: Lines, b: Uint8Array, at: number): void {
  const flags = u16(b, at);
  const isBroadcast = flags >> 15 === 1;
  const kind = isBroadcast ? 'Broadcast' : 'Unicast';
  const shown = `${hex(flags, 4)}${isBroadcast ? ', Broadcast flag' : ''} (${kind})`;
  lines.add('dhcp.flags', at, 2, `Bootp flags: ${shown}`, flags, [
    bitNode('dhcp.flags.bc', `Broadcast flag: ${kind}`, at, {value: flags, mask: 0x8000, width: 16}),
    bitNode('dhcp.flags.reserved', `Reserved flags: ${hex(flags & 0x7fff, 4)}`, at, {
      value: flags,
      mask: 0x7fff,
      width: 16,
    }),
  ]);
}

function addHardwareAddress(lines: Lines, b: Uint8Array, at: number, type: number, claimed: number): void {
  const length = Math.min(claimed, ADDRESS_ROOM);
  if (length === 0) {
    const remark = 'Client address not given';
    lines.add('', at, ADDRESS_ROOM, remark, undefined, [
      expert('dhcp.client_address_not_given', 'Note', 'Protocol', remark),
    ]);
    return;
  }
  const address = b.subarray(at, at + length);
  if (isMac(type, length)) lines.add('dhcp.hw.mac_addr', at, length, `Client MAC address: ${macText(address)}`);
  else lines.add('dhcp.hw.addr', at, length, `Client hardware address: ${hexBytes(b, at, at + length)}`);
  if (length === ADDRESS_ROOM) return;
  const padding = `Client hardware address padding: ${hexBytes(b, at + length, at + ADDRESS_ROOM)}`;
  lines.add('dhcp.hw.addr_padding', at + length, ADDRESS_ROOM - length, padding);
}

const SERVER_NAME = {
  field: 'dhcp.server',
  title: 'Server host name',
  overloaded: 'Server name option overloaded by DHCP',
  remark: 'dhcp.server_name_overloaded_by_dhcp',
} as const;
const FILE_NAME = {
  field: 'dhcp.file',
  title: 'Boot file name',
  overloaded: 'Boot file name option overloaded by DHCP',
  remark: 'dhcp.boot_filename_overloaded_by_dhcp',
} as const;

function addName(
  lines: Lines,
  b: Uint8Array,
  at: number,
  room: number,
  {field, title, overloaded, remark}: typeof SERVER_NAME | typeof FILE_NAME,
  isOverloaded: boolean,
): void {
  if (isOverloaded) {
    lines.add('', at, room, overloaded, undefined, [expert(remark, 'Note', 'Protocol', overloaded)]);
    return;
  }
  const stop = terminator(b, at, at + room);
  const shown = asciiValue(b.subarray(at, stop < 0 ? at + room : stop));
  lines.add(field, at, room, shown === '' ? `${title} not given` : `${title}: ${shown}`);
}

/** RFC 2132 §9.3: which of the two names hold options instead. */
function overloadOf({b, at, end}: Unit): number {
  if (u32(b, at + COOKIE_AT) !== COOKIE) return 0;
  for (let here = at + OPTIONS_AT; here + 2 < end && b[here] !== 255; here += b[here] === 0 ? 1 : 2 + u8(b, here + 1)) {
    if (b[here] === 52) return u8(b, here + 2);
  }
  return 0;
}

function addVendorArea(lines: Lines, {b, at, end}: Unit, isDhcp: boolean): void {
  const here = at + COOKIE_AT;
  if (isDhcp) {
    lines.add('dhcp.cookie', here, 4, 'Magic cookie: DHCP', 'DHCP');
    addOptions(lines, b, at + OPTIONS_AT, end);
    return;
  }
  // RFC 951 §3: 64 bytes of whatever the vendor likes.
  lines.reaches(here, 64);
  lines.push(vendorNode(b, here));
}

const vendorNode = (b: Uint8Array, at: number): FieldNode =>
  node('dhcp.vendor', `Bootp vendor specific options: ${hexBytes(b, at, at + 64)}`, at, 64);
