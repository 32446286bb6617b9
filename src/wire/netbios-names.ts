// RFC 1001 §14.1: a NetBIOS name has 16 bytes, the last of which says what it names; the first-level encoding writes
// each half of a byte as a letter from A on, and the second-level encoding makes that the first label of a DNS name.
import {readName} from './dns-names.ts';
import {latin1} from './text.ts';

const NAME_LENGTH = 16;
const ENCODED_LENGTH = 2 * NAME_LENGTH;
const LETTER_A = 0x41;
const SPACE = 0x20;

/** Microsoft's suffixes ("NetBIOS suffixes", KB 163409). */
const SERVICES: Readonly<Record<number, string>> = {
  0: 'Workstation/Redirector',
  1: 'Browser',
  2: 'Workstation/Redirector',
  3: 'Messenger service/Main name',
  5: 'Forwarded name',
  6: 'RAS Server service',
  27: 'Domain Master Browser',
  28: 'Domain Controllers',
  29: 'Local Master Browser',
  30: 'Browser Election Service',
  31: 'Net DDE Service',
  32: 'Server service',
  33: 'RAS client service',
  34: 'Exchange Interchange (MSMail Connector)',
  35: 'Exchange Store',
  36: 'Exchange Directory',
  43: 'Lotus Notes Server service',
  48: 'Modem sharing server service',
  49: 'Modem sharing client service',
  67: 'SMS Clients Remote Control',
  68: 'SMS Administrators Remote Control Tool',
  69: 'SMS Clients Remote Chat',
  70: 'SMS Clients Remote Transfer',
  76: 'DEC Pathworks TCP/IP Service on Windows NT',
  82: 'DEC Pathworks TCP/IP Service on Windows NT',
  106: 'Microsoft Exchange IMC',
  135: 'Microsoft Exchange MTA',
  190: 'Network Monitor Agent',
  191: 'Network Monitor Analyzer',
};

export interface NetbiosName {
  /** `SERVER<20>`, with the scope after a dot. */
  readonly text: string;
  readonly service: string;
  /** Where the next field begins. */
  readonly next: number;
}

/** The encoded name at `at` of the message that begins at `start`; undefined when it is none. */
export function readNetbiosName(b: Uint8Array, start: number, at: number, end: number): NetbiosName | undefined {
  const found = readName(b, start, at, end);
  if (!found) return undefined;
  const {text, next} = found;
  const [first = '', ...scope] = text.split('.');
  if (!/^[A-P]{32}$/.test(first)) return undefined;
  const name = Uint8Array.from({length: NAME_LENGTH}, (_, i) => letter(first, 2 * i) * 16 + letter(first, 2 * i + 1));
  const {shown, service} = nameParts(name);
  return {text: [shown, ...scope].join('.'), service, next};
}

export const ENCODED_NAME_LENGTH = 1 + ENCODED_LENGTH + 1;

const letter = (text: string, index: number): number => text.charCodeAt(index) - LETTER_A;

/** The 16 bytes as they are shown: unprintable ones by number, the padding left off, the suffix by number. */
export function nameParts(name: Uint8Array): {readonly shown: string; readonly service: string} {
  const suffix = name[NAME_LENGTH - 1] as number;
  let length = NAME_LENGTH - 1;
  while (length > 0 && name[length - 1] === SPACE) length--;
  const shown = latin1(name.subarray(0, length)).replace(/[^\x20-\x7e]/g, (byte) => numbered(byte.charCodeAt(0)));
  return {shown: shown + numbered(suffix), service: SERVICES[suffix] ?? 'Unknown'};
}

const numbered = (byte: number): string => `<${byte.toString(16).padStart(2, '0')}>`;
