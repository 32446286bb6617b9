// RFC 1002 §4.3.1: type(1), flags(1), length(2); on port 445 the message is SMB at once, with a length of 24 bits.
import type {FieldNode} from '../model/tree.ts';
import {bitPicture, hex, hexBytes, label} from './bits.ts';
import {Lines} from './lines.ts';
import {node} from './node.ts';
import {u8, u16, u24} from './read.ts';
import {smbTree} from './smb.ts';
import {type Application, type ApplicationTree, byLength, type Pdu} from './tcp-framing.ts';
import {latin1, visible} from './text.ts';

const HEADER_LENGTH = 4;
const DIRECT = 445;

const application = (ports: readonly number[], isDirect: boolean): Application => ({
  id: 'nbss',
  name: 'NBSS',
  ports,
  framer: byLength(HEADER_LENGTH, (b) => HEADER_LENGTH + (isDirect ? u24(b, 1) : u16(b, 2) | ((u8(b, 1) & 1) << 16))),
  join: ', ',
  dissect: (pdu) => dissect(pdu, isDirect),
});

export const nbss = application([139], false);
export const directSmb = application([DIRECT], true);

const TYPES: ReadonlyMap<number, string> = new Map([
  [0x00, 'Session message'],
  [0x81, 'Session request'],
  [0x82, 'Positive session response'],
  [0x83, 'Negative session response'],
  [0x84, 'Retarget session response'],
  [0x85, 'Session keep-alive'],
]);

const ERRORS: ReadonlyMap<number, string> = new Map([
  [0x80, 'Not listening on called name'],
  [0x81, 'Not listening for calling name'],
  [0x82, 'Called name not present'],
  [0x83, 'Called name present, but insufficient resources'],
  [0x8f, 'Unspecified error'],
]);

function dissect({b, at, end, wireEnd, fromServer}: Pdu, isDirect: boolean): ApplicationTree {
  if (end - at < HEADER_LENGTH) {
    const data = node('nbss.continuation_data', label('Continuation data', hexBytes(b, at, end)), at, end - at);
    const rest = node('nbss', 'NetBIOS Session Service', at, end - at, [data]);
    return {nodes: [rest], protocol: 'NBSS', info: 'NBSS Continuation Message'};
  }
  const lines = new Lines(end, wireEnd);
  const type = u8(b, at);
  const name = TYPES.get(type) ?? 'Unknown';
  lines.add('nbss.type', at, 1, `Message Type: ${name} (${hex(type, 2)})`, type);
  if (isDirect) lines.add('nbss.length', at + 1, 3, `Length: ${u24(b, at + 1)}`, u24(b, at + 1));
  else {
    const extend = u8(b, at + 1) & 1;
    const picture = `${bitPicture(u8(b, at + 1), 1, 8)} = Extend: Add ${extend ? 65536 : 0} to length`;
    const bit: FieldNode = {field: 'nbss.flags.e', text: picture, at: at + 1, length: 1};
    lines.add('nbss.flags', at + 1, 1, `Flags: ${hex(u8(b, at + 1), 2)}`, u8(b, at + 1), [bit]);
    lines.add('nbss.length', at + 2, 2, `Length: ${u16(b, at + 2)}`, u16(b, at + 2));
  }
  const from = at + HEADER_LENGTH;
  const root = (length: number): FieldNode => ({
    field: 'nbss',
    text: 'NetBIOS Session Service',
    at,
    length,
    children: lines.nodes,
  });
  if (type === 0 && end > from) {
    const smb = smbTree(b, from, end, fromServer);
    if (smb)
      return {
        nodes: [root(HEADER_LENGTH), smb.node],
        protocol: smb.protocol,
        info: smb.info,
        inner: [smb.node.field],
        shortage: end < wireEnd ? 'cut' : undefined,
      };
    const data: FieldNode = {
      field: 'data',
      text: `Data (${end - from} byte${end - from === 1 ? '' : 's'})`,
      at: from,
      length: end - from,
      children: [
        {field: 'data.data', text: label('Data', hexBytes(b, from, end)), at: from, length: end - from},
        {field: 'data.len', text: `[Length: ${end - from}]`, value: end - from},
      ],
    };
    return {nodes: [root(HEADER_LENGTH), data], protocol: 'NBSS', info: name, inner: ['data']};
  }
  let info = name;
  if (type === 0x81) {
    const called = netbiosName(b, from);
    const calling = netbiosName(b, from + 34);
    if (called && calling) {
      info += `, to ${called.shown} from ${calling.shown}`;
      lines.add('nbss.called_name', from, 34, `Called name: ${called.shown}${called.service}`);
      lines.add('nbss.calling_name', from + 34, 34, `Calling name: ${calling.shown}${calling.service}`);
    }
  }
  if (type === 0x83 && end > from) {
    const error = ERRORS.get(u8(b, from)) ?? 'Unknown';
    info += `, ${error}`;
    lines.add('nbss.error_code', from, 1, `Error code: ${error} (${hex(u8(b, from), 2)})`, u8(b, from));
  }
  return {nodes: [root(end - at)], protocol: 'NBSS', info, shortage: lines.shortage};
}

const SERVICES: ReadonlyMap<number, string> = new Map([
  [0x00, 'Workstation/Redirector'],
  [0x03, 'Messenger service/Main name'],
  [0x20, 'Server service'],
]);

/** RFC 1001 §14.1: each half byte is a letter from A on; the sixteenth byte says which service it is. */
function netbiosName(b: Uint8Array, at: number): {readonly shown: string; readonly service: string} | undefined {
  if (u8(b, at) !== 32 || at + 33 > b.length) return undefined;
  const bytes = Uint8Array.from({length: 16}, (_, i) => {
    const [high, low] = [u8(b, at + 1 + 2 * i) - 0x41, u8(b, at + 2 + 2 * i) - 0x41];
    return ((high & 15) << 4) | (low & 15);
  });
  const kind = bytes[15] ?? 0;
  const name = visible(latin1(bytes.subarray(0, 15)).trimEnd());
  const service = SERVICES.get(kind);
  return {
    shown: `${name}<${kind.toString(16).padStart(2, '0')}>`,
    service: service === undefined ? '' : ` (${service})`,
  };
}
