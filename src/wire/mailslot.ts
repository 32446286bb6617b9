// [MS-CIFS] §2.2.3.1, §2.2.4.33.1 and [MS-MAIL] §2.2.1: a second-class mailslot write is an SMB transaction whose name
// is the mailslot's. Numbers have their least significant byte first.
import {addBrowser} from './browser.ts';
import type {Layer, Unit} from './layer.ts';
import {Lines} from './lines.ts';
import {node} from './node.ts';
import {u8, u32} from './read.ts';
import {asciiValue, terminator} from './text.ts';

const SMB1 = 0xff534d42;
const TRANSACTION = 0x25;
const WORDS_AT = 32;
/** Fourteen words of every transaction, three of a mailslot's setup. */
const MAILSLOT_WORDS = 17;
const DATA_OFFSET_AT = WORDS_AT + 1 + 24;
const SETUP_AT = WORDS_AT + 1 + 28;
const NAME_AT = WORDS_AT + 1 + 2 * MAILSLOT_WORDS + 2;
const BROWSE = '\\MAILSLOT\\BROWSE';

export const startsSmb = (b: Uint8Array, at: number, end: number): boolean => end - at >= 4 && u32(b, at) === SMB1;

const u16le = (b: Uint8Array, at: number): number => u8(b, at) | (u8(b, at + 1) << 8);

/** The SMB message at `at`: of transactions what they write to a mailslot, of others no more than that they are there. */
export function mailslotLayer(unit: Unit): Layer {
  const {b, at, end, wireEnd} = unit;
  const message: Layer = {
    name: 'SMB',
    protocols: ['smb'],
    nodes: [node('smb', 'SMB (Server Message Block Protocol)', at, end - at)],
    columns: {protocol: 'SMB'},
    shortage: end < wireEnd ? 'cut' : undefined,
  };
  const nameEnd = terminator(b, at + NAME_AT, end);
  if (nameEnd < 0 || u8(b, at + 4) !== TRANSACTION || u8(b, at + WORDS_AT) !== MAILSLOT_WORDS) return message;
  const name = asciiValue(b.subarray(at + NAME_AT, nameEnd));
  if (!name.startsWith('\\MAILSLOT\\')) return message;
  const slot = slotNode(unit, name, nameEnd);
  const own: Layer = {
    ...message,
    nodes: [...message.nodes, slot],
    columns: {protocol: 'SMB Mailslot', info: 'Write Mail Slot'},
  };
  const dataAt = at + u16le(b, at + DATA_OFFSET_AT);
  if (name !== BROWSE || dataAt <= nameEnd || dataAt >= end) return own;
  const lines = new Lines(end, wireEnd);
  const info = addBrowser(lines, b, dataAt, end);
  return {
    name: 'BROWSER',
    protocols: [...own.protocols, 'browser'],
    nodes: [...own.nodes, node('browser', 'Microsoft Windows Browser Protocol', dataAt, end - dataAt, lines.nodes)],
    columns: {protocol: 'BROWSER', info},
    shortage: lines.shortage,
  };
}

const WRITE = 1;
const CLASSES: Readonly<Record<number, string>> = {1: 'Reliable', 2: 'Unreliable & Broadcast'};

function slotNode({b, at, end, wireEnd}: Unit, name: string, nameEnd: number) {
  const lines = new Lines(end, wireEnd);
  const setup = at + SETUP_AT;
  const [opcode, priority, kind] = [u16le(b, setup), u16le(b, setup + 2), u16le(b, setup + 4)];
  const size = u16le(b, at + NAME_AT - 2);
  lines.add('mailslot.opcode', setup, 2, `Opcode: ${opcode === WRITE ? 'Write Mail Slot' : 'Unknown'} (${opcode})`);
  lines.add('mailslot.priority', setup + 2, 2, `Priority: ${priority}`, priority);
  lines.add('mailslot.class', setup + 4, 2, `Class: ${CLASSES[kind] ?? 'Unknown'} (${kind})`, kind);
  lines.add('mailslot.size', at + NAME_AT - 2, 2, `Size: ${size}`, size);
  lines.add('mailslot.name', at + NAME_AT, nameEnd + 1 - at - NAME_AT, `Mailslot Name: ${name}`);
  return node('mailslot', 'SMB MailSlot Protocol', setup, end - setup, lines.nodes);
}
