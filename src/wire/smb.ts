// [MS-CIFS] §2.2.3.1 and [MS-SMB2] §2.2.1: the headers of both generations, least significant byte first.
import type {FieldNode} from '../model/tree.ts';
import {hex} from './bits.ts';
import {node} from './node.ts';
import {u8, u32, u32le} from './read.ts';
import {visible} from './text.ts';

export interface SmbTree {
  readonly node: FieldNode;
  readonly protocol: string;
  readonly info: string;
}

const SMB1 = 0xff534d42;
const SMB2 = 0xfe534d42;

/** [MS-CIFS] §2.2.2.1. */
const COMMANDS_1: ReadonlyMap<number, string> = new Map([
  [0x04, 'Close'],
  [0x24, 'Locking AndX'],
  [0x25, 'Trans'],
  [0x2b, 'Echo'],
  [0x2d, 'Open AndX'],
  [0x2e, 'Read AndX'],
  [0x2f, 'Write AndX'],
  [0x32, 'Trans2'],
  [0x71, 'Tree Disconnect'],
  [0x72, 'Negotiate Protocol'],
  [0x73, 'Session Setup AndX'],
  [0x74, 'Logoff AndX'],
  [0x75, 'Tree Connect AndX'],
  [0xa0, 'NT Trans'],
  [0xa2, 'NT Create AndX'],
  [0xa4, 'NT Cancel'],
]);

/** [MS-SMB2] §2.2.1.2, by number. */
const COMMANDS_2 = [
  'Negotiate Protocol',
  'Session Setup',
  'Session Logoff',
  'Tree Connect',
  'Tree Disconnect',
  'Create',
  'Close',
  'Flush',
  'Read',
  'Write',
  'Lock',
  'Ioctl',
  'Cancel',
  'KeepAlive',
  'Find',
  'Notify',
  'GetInfo',
  'SetInfo',
  'Break',
];

/** [MS-ERREF] §2.3.1, those that servers mostly answer with. */
const STATUSES: ReadonlyMap<number, string> = new Map([
  [0x00000000, 'STATUS_SUCCESS'],
  [0x00000103, 'STATUS_PENDING'],
  [0x80000005, 'STATUS_BUFFER_OVERFLOW'],
  [0x80000006, 'STATUS_NO_MORE_FILES'],
  [0xc000000d, 'STATUS_INVALID_PARAMETER'],
  [0xc0000016, 'STATUS_MORE_PROCESSING_REQUIRED'],
  [0xc0000022, 'STATUS_ACCESS_DENIED'],
  [0xc0000034, 'STATUS_OBJECT_NAME_NOT_FOUND'],
  [0xc0000035, 'STATUS_OBJECT_NAME_COLLISION'],
  [0xc000003a, 'STATUS_OBJECT_PATH_NOT_FOUND'],
  [0xc000006d, 'STATUS_LOGON_FAILURE'],
  [0xc00000bb, 'STATUS_NOT_SUPPORTED'],
  [0xc00000cc, 'STATUS_BAD_NETWORK_NAME'],
  [0xc0000203, 'STATUS_USER_SESSION_DELETED'],
]);

const statusName = (status: number): string => STATUSES.get(status) ?? 'Unknown';

/** The message in `b[at … end)`; undefined when it is none. */
export function smbTree(b: Uint8Array, at: number, end: number, fromServer: boolean): SmbTree | undefined {
  if (end - at >= 32 && u32(b, at) === SMB1) return smb1(b, at, end);
  return end - at >= 64 && u32(b, at) === SMB2 ? smb2(b, at, end, fromServer) : undefined;
}

function smb1(b: Uint8Array, at: number, end: number): SmbTree {
  const command = u8(b, at + 4);
  const name = COMMANDS_1.get(command) ?? `unknown-${hex(command, 2)}`;
  const isResponse = (u8(b, at + 9) & 0x80) !== 0;
  const status = u32le(b, at + 5);
  const info = `${name} ${isResponse ? 'Response' : 'Request'}${isResponse ? errorText(status) : ''}`;
  const header = node('smb', 'SMB Header', at, 32, [
    node('smb.server_component', 'Server Component: SMB', at, 4),
    node('smb.cmd', `SMB Command: ${name} (${hex(command, 2)})`, at + 4, 1),
  ]);
  const root = node('smb', 'SMB (Server Message Block Protocol)', at, end - at, [header]);
  return {node: root, protocol: 'SMB', info};
}

function smb2(b: Uint8Array, at: number, end: number, fromServer: boolean): SmbTree {
  const infos: string[] = [];
  const headers: FieldNode[] = [];
  // Compounded messages (§3.2.4.1.4) say where the next one begins.
  for (let here = at; here + 64 <= end && u32(b, here) === SMB2; ) {
    const {info, header} = smb2Header(b, here, fromServer);
    infos.push(info);
    headers.push(header);
    const next = u32le(b, here + 20);
    if (next < 64) break;
    here += next;
  }
  const root = node('smb2', 'SMB2 (Server Message Block Protocol version 2)', at, end - at, headers);
  return {node: root, protocol: 'SMB2', info: infos.join(';')};
}

function smb2Header(b: Uint8Array, at: number, fromServer: boolean): {info: string; header: FieldNode} {
  const command = u8(b, at + 12) | (u8(b, at + 13) << 8);
  const name = COMMANDS_2[command] ?? `Unknown (${command})`;
  const isResponse = (u8(b, at + 16) & 1) !== 0 || fromServer;
  const status = u32le(b, at + 8);
  const header = node('smb2', 'SMB2 Header', at, 64, [
    node('smb2.protocol_id', 'ProtocolId: 0xfe534d42', at, 4),
    node('smb2.header_len', `Header Length: ${u8(b, at + 4) | (u8(b, at + 5) << 8)}`, at + 4, 2),
    ...(isResponse ? [node('smb2.nt_status', `NT Status: ${statusName(status)} (${hex(status, 8)})`, at + 8, 4)] : []),
    node('smb2.cmd', `Command: ${name} (${command})`, at + 12, 2),
  ]);
  const said = isResponse ? `Response${errorText(status)}` : `Request${nameText(b, at, command)}`;
  return {info: `${name} ${said}`, header};
}

const TREE_CONNECT = 3;
const CREATE = 5;

/** [MS-SMB2] §2.2.9 and §2.2.13: where the path lies, counted from the header, and how long it is, in UTF-16. */
function nameText(b: Uint8Array, at: number, command: number): string {
  const placeAt = at + 64 + (command === TREE_CONNECT ? 4 : 44);
  if ((command !== TREE_CONNECT && command !== CREATE) || placeAt + 4 > b.length) return '';
  const from = at + (u8(b, placeAt) | (u8(b, placeAt + 1) << 8));
  const to = Math.min(b.length, from + (u8(b, placeAt + 2) | (u8(b, placeAt + 3) << 8)));
  const name = visible(Buffer.from(b.subarray(from, Math.max(from, to))).toString('utf16le'));
  return command === TREE_CONNECT ? ` Tree: ${name}` : ` File: ${name}`;
}

const errorText = (status: number): string => (status === 0 ? '' : `, Error: ${statusName(status)}`);
