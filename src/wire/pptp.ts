// RFC 2637 §2: length(2), message type(2), magic cookie(4), control message type(2), reserved(2), and by type the rest.
import type {FieldNode} from '../model/tree.ts';
import {hex, hexBytes} from './bits.ts';
import {Lines} from './lines.ts';
import {u8, u16, u32} from './read.ts';
import type {Application, ApplicationTree, Pdu} from './tcp-framing.ts';
import {latin1, visible} from './text.ts';

export const pptp: Application = {id: 'pptp', name: 'PPTP', ports: [1723], dissect};

const MAGIC_COOKIE = 0x1a2b3c4d;

/** §2.1 to §2.15, by number. */
const MESSAGES = [
  '',
  'Start-Control-Connection-Request',
  'Start-Control-Connection-Reply',
  'Stop-Control-Connection-Request',
  'Stop-Control-Connection-Reply',
  'Echo-Request',
  'Echo-Reply',
  'Outgoing-Call-Request',
  'Outgoing-Call-Reply',
  'Incoming-Call-Request',
  'Incoming-Call-Reply',
  'Incoming-Call-Connected',
  'Call-Clear-Request',
  'Call-Disconnect-Notify',
  'WAN-Error-Notify',
  'Set-Link-Info',
];

function dissect({b, at, end, wireEnd}: Pdu): ApplicationTree {
  const lines = new Lines(end, wireEnd);
  const type = u16(b, at + 8);
  const name = MESSAGES[type] || `Unknown control type`;
  const isGood = u32(b, at + 4) === MAGIC_COOKIE;
  const control = u16(b, at + 2) === 1 ? 'Control Message' : u16(b, at + 2) === 2 ? 'Management Message' : 'Unknown';
  lines.add('pptp.length', at, 2, `Length: ${u16(b, at)}`, u16(b, at));
  lines.add('pptp.type', at + 2, 2, `Message type: ${control} (${u16(b, at + 2)})`, u16(b, at + 2));
  const cookie = `Magic Cookie: ${hex(u32(b, at + 4), 8)} (${isGood ? 'correct' : 'incorrect'})`;
  lines.add('pptp.magic_cookie', at + 4, 4, cookie, u32(b, at + 4));
  lines.add('pptp.control_message_type', at + 8, 2, `Control Message Type: ${name} (${type})`, type);
  lines.add('pptp.reserved', at + 10, 2, `Reserved: ${hexBytes(b, at + 10, at + 12)}`);
  let here = at + 12;
  for (const {id, size, line} of BODIES[type] ?? []) {
    lines.add(`pptp.${id}`, here, size, line(b, here));
    here += size;
  }
  const root: FieldNode = {
    field: 'pptp',
    text: 'Point-to-Point Tunnelling Protocol',
    at,
    length: end - at,
    children: lines.nodes,
  };
  const info = end - at >= 10 ? name : '';
  if (end - at < 4) return {nodes: [], protocol: 'PPTP', info, shortage: lines.shortage};
  return {nodes: [root], protocol: 'PPTP', info, shortage: lines.shortage};
}

interface Part {
  readonly id: string;
  readonly size: number;
  readonly line: (b: Uint8Array, at: number) => string;
}

const number = (id: string, name: string, size: 2 | 4): Part => ({
  id,
  size,
  line: (b, at) => `${name}: ${size === 2 ? u16(b, at) : u32(b, at)}`,
});
const choice = (id: string, name: string, size: 1 | 4, names: readonly string[]): Part => ({
  id,
  size,
  line: (b, at) => {
    const value = size === 1 ? u8(b, at) : u32(b, at);
    return `${name}: ${names[value] ?? 'Unknown'} (${value})`;
  },
});
const reserved = (size: number): Part => ({
  id: 'reserved',
  size,
  line: (b, at) => `Reserved: ${hexBytes(b, at, at + size)}`,
});
const words = (id: string, name: string): Part => ({
  id,
  size: 64,
  line: (b, at) => `${name}: ${visible(latin1(b.subarray(at, at + 64)).replace(/\0.*$/s, ''))}`,
});

const VERSION: Part = {
  id: 'protocol_version',
  size: 2,
  line: (b, at) => `Protocol version: ${u8(b, at)}.${u8(b, at + 1)}`,
};
const ACCESS = ['Unknown', 'Analog access supported', 'Digital access supported', 'Either access supported'];
const FRAMING = [
  'Unknown',
  'Asynchronous Framing supported',
  'Synchronous Framing supported',
  'Either Framing supported',
];
const CONTROL_RESULTS = [
  'Unknown',
  'Successful channel establishment',
  'General error',
  'Command channel already exists',
  'Requester not authorized to establish a command channel',
  'Protocol version of requester is not supported',
];
const CALL_RESULTS = [
  'Unknown',
  'Connected',
  'General Error',
  'No Carrier',
  'Busy',
  'No Dial Tone',
  'Time-out',
  'Do Not Accept',
];
const ERRORS = ['None', 'Not-Connected', 'Bad-Format', 'Bad-Value', 'No-Resource', 'Bad-Call ID', 'PAC-Error'];

const CAPABILITIES: readonly Part[] = [
  choice('framing_capabilities', 'Framing Capabilities', 4, FRAMING),
  choice('bearer_capabilities', 'Bearer Capabilities', 4, ACCESS),
  number('maximum_channels', 'Maximum Channels', 2),
  number('firmware_revision', 'Firmware Revision', 2),
  words('host_name', 'Host Name'),
  words('vendor_name', 'Vendor Name'),
];
const FLOW: readonly Part[] = [
  number('packet_receive_window_size', 'Packet Receive Window Size', 2),
  number('packet_processing_delay', 'Packet Processing Delay', 2),
];

const BODIES: Readonly<Record<number, readonly Part[]>> = {
  5: [number('identifier', 'Identifier', 4)],
  1: [VERSION, reserved(2), ...CAPABILITIES],
  2: [
    VERSION,
    choice('control_result', 'Result Code', 1, CONTROL_RESULTS),
    choice('error', 'Error Code', 1, ERRORS),
    ...CAPABILITIES,
  ],
  7: [
    number('call_id', 'Call ID', 2),
    number('call_serial_number', 'Call Serial Number', 2),
    number('minimum_bps', 'Minimum BPS', 4),
    number('maximum_bps', 'Maximum BPS', 4),
    choice('bearer_type', 'Bearer Type', 4, ACCESS),
    choice('framing_type', 'Framing Type', 4, FRAMING),
    ...FLOW,
    number('phone_number_length', 'Phone Number Length', 2),
    reserved(2),
    words('phone_number', 'Phone Number'),
    words('subaddress', 'Subaddress'),
  ],
  8: [
    number('call_id', 'Call ID', 2),
    number('peer_call_id', 'Peer Call ID', 2),
    choice('out_result', 'Result Code', 1, CALL_RESULTS),
    choice('error', 'Error Code', 1, ERRORS),
    number('cause', 'Cause Code', 2),
    number('connect_speed', 'Connect Speed', 4),
    ...FLOW,
    number('physical_channel_id', 'Physical Channel ID', 4),
  ],
};
