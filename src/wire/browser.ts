// [MS-BRWS] §2.2: the Common Internet File System browser protocol. Numbers have their least significant byte first.
import type {FieldNode} from '../model/tree.ts';
import {hex} from './bits.ts';
import {SERVER_TYPES, WINDOWS_VERSIONS} from './browser-types.ts';
import type {Lines} from './lines.ts';
import {bitNode} from './node.ts';
import {u8, u32le} from './read.ts';
import {asciiValue, cutLine, terminator} from './text.ts';
import {millisecondsText} from './time.ts';

const COMMAND = {
  host: 0x01,
  request: 0x02,
  election: 0x08,
  backupRequest: 0x09,
  backupResponse: 0x0a,
  becomeBackup: 0x0b,
  domain: 0x0c,
  master: 0x0d,
  reset: 0x0e,
  localMaster: 0x0f,
} as const;

const COMMANDS: Readonly<Record<number, string>> = {
  1: 'Host Announcement',
  2: 'Request Announcement',
  8: 'Browser Election Request',
  9: 'Get Backup List Request',
  10: 'Get Backup List Response',
  11: 'Become Backup Browser',
  12: 'Domain/Workgroup Announcement',
  13: 'Master Announcement',
  14: 'Reset Browser State Announcement',
  15: 'Local Master Announcement',
};

const NAME_LENGTH = 16;
const SIGNATURE = 0xaa55;

/** Adds the frame at `at`, and returns what the packet list shows of it. */
export function addBrowser(lines: Lines, b: Uint8Array, at: number, end: number): string {
  const command = u8(b, at);
  const name = COMMANDS[command];
  lines.add('browser.command', at, 1, `Command: ${name ?? 'Unknown'} (${hex(command, 2)})`, command);
  const info = name ?? `Unknown command:${hex(command, 2)}`;
  switch (command) {
    case COMMAND.host:
    case COMMAND.domain:
    case COMMAND.localMaster:
      return info + addAnnouncement(lines, b, at, end);
    case COMMAND.request: {
      lines.add('browser.unused', at + 1, 1, `Unused flags: ${hex(u8(b, at + 1), 2)}`);
      const computer = addText(lines, b, at + 2, end, 'browser.response_computer_name', 'Response Computer Name');
      return `${info} ${computer}`;
    }
    case COMMAND.backupRequest:
    case COMMAND.backupResponse:
      addBackups(lines, b, at, end);
      return info;
    case COMMAND.becomeBackup:
      addText(lines, b, at + 1, end, 'browser.browser_to_promote', 'Browser to Promote');
      return info;
    case COMMAND.master:
      addText(lines, b, at + 1, end, 'browser.mb_server', 'Master Browser Server Name');
      return info;
    default:
      return info;
  }
}

function textAt(b: Uint8Array, at: number, end: number): {readonly text: string; readonly next: number} {
  const stop = terminator(b, at, end);
  return stop < 0
    ? {text: asciiValue(b.subarray(at, end)), next: end + 1}
    : {text: asciiValue(b.subarray(at, stop)), next: stop + 1};
}

function addText(lines: Lines, b: Uint8Array, at: number, end: number, field: string, title: string): string {
  const {text, next} = textAt(b, at, end);
  lines.add(field, at, next - at, `${title}: ${text}`);
  return text;
}

/** §2.2.1, §2.2.3, §2.2.10: count(1) period(4) name(16) OS version(2) server type(4), and what tells them apart. */
function addAnnouncement(lines: Lines, b: Uint8Array, at: number, end: number): string {
  const isDomain = u8(b, at) === COMMAND.domain;
  const period = u32le(b, at + 2);
  lines.add('browser.update_count', at + 1, 1, `Update Count: ${u8(b, at + 1)}`, u8(b, at + 1));
  const seconds = millisecondsText(period);
  lines.add('browser.period', at + 2, 4, `Update Periodicity: ${seconds}`, period);
  const nameAt = at + 6;
  const name = textAt(b, nameAt, nameAt + NAME_LENGTH).text;
  lines.add('browser.server', nameAt, NAME_LENGTH, `${isDomain ? 'Domain/Workgroup' : 'Host Name'}: ${name}`);
  const versionAt = nameAt + NAME_LENGTH;
  const [major, minor] = [u8(b, versionAt), u8(b, versionAt + 1)];
  const windows = WINDOWS_VERSIONS[`${major}.${minor}`] ?? '';
  lines.add('browser.windows_version', versionAt, 2, `Windows version: ${windows}`);
  lines.add('browser.os_major', versionAt, 1, `OS Major Version: ${major}`, major);
  lines.add('browser.os_minor', versionAt + 1, 1, `OS Minor Version: ${minor}`, minor);
  const typeAt = versionAt + 2;
  addServerType(lines, b, typeAt);
  if (lines.shortage) return '';
  const info = ` ${[name, ...typeNames(u32le(b, typeAt))].join(', ')}`;
  const tailAt = typeAt + 4;
  const signature = u8(b, tailAt + 2) | (u8(b, tailAt + 3) << 8);
  if (isDomain && signature !== SIGNATURE) {
    lines.add('browser.mysterious_field', tailAt, 4, `Mysterious Field: ${hex(u32le(b, tailAt), 8)}`);
  } else {
    lines.add('browser.proto_major', tailAt, 1, `Browser Protocol Major Version: ${u8(b, tailAt)}`);
    lines.add('browser.proto_minor', tailAt + 1, 1, `Browser Protocol Minor Version: ${u8(b, tailAt + 1)}`);
    lines.add('browser.sig', tailAt + 2, 2, `Signature: ${hex(signature, 4)}`);
  }
  if (isDomain) addText(lines, b, tailAt + 4, end, 'browser.mb_server', 'Master Browser Server Name');
  else addText(lines, b, tailAt + 4, end, 'browser.comment', 'Host Comment');
  return info;
}

const isSet = (value: number, bit: number): boolean => Math.floor(value / 2 ** bit) % 2 === 1;

function typeNames(value: number): string[] {
  const names: string[] = [];
  for (let bit = 0; bit < 32; bit++) {
    if (isSet(value, bit))
      names.push(SERVER_TYPES.find((type) => type.bit === bit)?.long ?? `Unknown server type:${bit}`);
  }
  return names;
}

function addServerType(lines: Lines, b: Uint8Array, at: number): void {
  const value = u32le(b, at);
  const names = SERVER_TYPES.filter(({bit}) => isSet(value, bit)).map(({short}) => short);
  const children = SERVER_TYPES.map(
    ({bit, field, short, yes, no}): FieldNode =>
      bitNode(`browser.server_type.${field}`, `${short}: ${isSet(value, bit) ? yes : no}`, at, {
        value,
        mask: 2 ** bit,
        width: 32,
      }),
  );
  const shown = cutLine(`Server Type: ${[hex(value, 8), ...names].join(', ')}`);
  lines.add('browser.server_type', at, 4, shown, value, children);
}

/** §2.2.6, §2.2.7: count(1) token(4), and in responses the servers. */
function addBackups(lines: Lines, b: Uint8Array, at: number, end: number): void {
  const count = u8(b, at + 1);
  lines.add('browser.backup.count', at + 1, 1, `Backup List Requested Count: ${count}`, count);
  lines.add('browser.backup.token', at + 2, 4, `Backup Request Token: ${u32le(b, at + 2)}`);
  if (u8(b, at) !== COMMAND.backupResponse) return;
  let here = at + 6;
  for (let i = 0; i < count && lines.reaches(here, 1); i++) {
    const {text, next} = textAt(b, here, end);
    lines.add('browser.backup.server', here, next - here, `Backup Server: ${text}`);
    here = next;
  }
}
