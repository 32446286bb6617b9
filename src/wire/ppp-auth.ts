// PAP (RFC 1334 §2.2) and CHAP (RFC 1994 §4): code(1) identifier(1) length(2), then strings with their length before.
import type {FieldNode} from '../model/tree.ts';
import {hexBytes, label} from './bits.ts';
import type {Layer, Unit} from './layer.ts';
import {Lines} from './lines.ts';
import {u8, u16} from './read.ts';
import {text, visible} from './text.ts';

const HEADER_LENGTH = 4;

interface Authentication {
  readonly field: 'pap' | 'chap';
  readonly name: string;
  readonly title: string;
  readonly codes: ReadonlyMap<number, string>;
  /** How many bytes must follow the header for a body to be read. */
  readonly shortest: number;
  /** Adds the lines of what follows the header; returns what the info column adds. */
  readonly addBody: (lines: Lines, b: Uint8Array, at: number, end: number, code: number) => string;
}

function authenticationLayer({b, at, end, wireEnd}: Unit, protocol: Authentication): Layer {
  const {field, name, title, codes, shortest, addBody} = protocol;
  const lines = new Lines(end, wireEnd);
  const [code, identifier, claimed] = [u8(b, at), u8(b, at + 1), u16(b, at + 2)];
  const codeName = codes.get(code) ?? 'Unknown';
  lines.add(`${field}.code`, at, 1, `Code: ${codeName} (${code})`, code);
  const hasCode = lines.shortage === undefined;
  lines.add(`${field}.identifier`, at + 1, 1, `Identifier: ${identifier}`, identifier);
  lines.add(`${field}.length`, at + 2, 2, `Length: ${claimed}`, claimed);
  const packetEnd = at + claimed;
  const isRead = lines.shortage === undefined && claimed >= HEADER_LENGTH + shortest;
  const more = isRead ? addBody(lines, b, at + HEADER_LENGTH, packetEnd, code) : '';
  const length = Math.max(0, Math.min(packetEnd, end) - at);
  return {
    name,
    protocols: [field],
    nodes: hasCode ? [{field, text: title, at, length, children: lines.nodes}] : [],
    columns: {protocol: name, info: hasCode ? `${codeName}${more}` : ''},
    shortage: lines.shortage,
  };
}

const shown = (b: Uint8Array, at: number, length: number): string => visible(text(b.subarray(at, at + length)));

/** A `Data` block; what it lacks cuts the packet. */
function addData(lines: Lines, b: Uint8Array, at: number, end: number, fill: (data: Lines) => void): void {
  const length = Math.max(0, Math.min(end, b.length) - at);
  const data = lines.within();
  fill(data);
  const children: readonly FieldNode[] = data.nodes;
  lines.push({field: '', text: 'Data', at, length, children});
  lines.shortage = data.shortage;
}

function addPap(lines: Lines, b: Uint8Array, at: number, end: number, code: number): string {
  let info = '';
  addData(lines, b, at, end, (data) => {
    const length = u8(b, at);
    const string = shown(b, at + 1, length);
    if (code === 1) {
      data.add('pap.peer_id.length', at, 1, `Peer-ID-Length: ${length}`, length);
      data.add('pap.peer_id', at + 1, length, label('Peer-ID', string), string);
      const secondAt = at + 1 + length;
      const secondLength = u8(b, secondAt);
      const password = shown(b, secondAt + 1, secondLength);
      data.add('pap.password.length', secondAt, 1, `Password-Length: ${secondLength}`, secondLength);
      data.add('pap.password', secondAt + 1, secondLength, label('Password', password), password);
      if (!data.shortage) info = ` (Peer-ID='${string}', Password='${password}')`;
    } else if (code === 2 || code === 3) {
      data.add('pap.message.length', at, 1, `Message-Length: ${length}`, length);
      data.add('pap.message', at + 1, length, label('Message', string), string);
      if (!data.shortage) info = ` (Message='${string}')`;
    } else data.add('pap.stuff', at, end - at, label('stuff', hexBytes(b, at, end)));
  });
  return info;
}

function addChap(lines: Lines, b: Uint8Array, at: number, end: number, code: number): string {
  if (code === 1 || code === 2) {
    if (end === at) return '';
    let info = '';
    addData(lines, b, at, end, (data) => {
      const length = u8(b, at);
      const nameAt = at + 1 + length;
      const value = hexBytes(b, at + 1, nameAt);
      data.add('chap.value_size', at, 1, `Value Size: ${length}`, length);
      if (end - at <= 1) return;
      data.add('chap.value', at + 1, length, label('Value', value || '<MISSING>'));
      const name = shown(b, nameAt, Math.max(0, end - nameAt));
      if (end > nameAt) data.add('chap.name', nameAt, end - nameAt, label('Name', name), name);
      if (!data.shortage) info = ` (NAME='${name}', VALUE=0x${value})`;
    });
    return info;
  }
  if (code === 3 || code === 4) {
    const message = shown(b, at, end - at);
    if (end > at) lines.add('chap.message', at, end - at, label('Message', message), message);
    return lines.shortage ? '' : ` (MESSAGE='${message}')`;
  }
  if (end > at) lines.add('chap.stuff', at, end - at, label('Stuff', hexBytes(b, at, end)));
  return '';
}

const PAP: Authentication = {
  field: 'pap',
  name: 'PPP PAP',
  title: 'PPP Password Authentication Protocol',
  codes: new Map([
    [1, 'Authenticate-Request'],
    [2, 'Authenticate-Ack'],
    [3, 'Authenticate-Nak'],
  ]),
  shortest: 1,
  addBody: addPap,
};

const CHAP: Authentication = {
  field: 'chap',
  name: 'PPP CHAP',
  title: 'PPP Challenge Handshake Authentication Protocol',
  codes: new Map([
    [1, 'Challenge'],
    [2, 'Response'],
    [3, 'Success'],
    [4, 'Failure'],
  ]),
  shortest: 0,
  addBody: addChap,
};

export const papLayer = (unit: Unit): Layer => authenticationLayer(unit, PAP);
export const chapLayer = (unit: Unit): Layer => authenticationLayer(unit, CHAP);
