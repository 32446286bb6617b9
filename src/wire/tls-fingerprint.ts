// JA3 and JA3S (salesforce/ja3) and JA4 (FoxIO-LLC/ja4, technical details/JA4.md): what a hello offers, as a text and its
// digest, by which clients are told apart. GREASE (RFC 8701) does not count.
import {createHash} from 'node:crypto';
import type {FieldNode} from '../model/tree.ts';
import {hex, label} from './bits.ts';
import {derived} from './lines.ts';
import {isGrease} from './tls-text.ts';

/** What the lists of a hello hold, in wire order. */
export interface HelloLists {
  version: number;
  readonly suites: number[];
  readonly extensions: number[];
  readonly groups: number[];
  readonly pointFormats: number[];
  readonly versions: number[];
  readonly signatures: number[];
  readonly protocols: string[];
}

export const emptyLists = (version: number): HelloLists => ({
  version,
  suites: [],
  extensions: [],
  groups: [],
  pointFormats: [],
  versions: [],
  signatures: [],
  protocols: [],
});

const SERVER_NAME = 0;
const APPLICATION_PROTOCOL = 16;

const sober = (values: readonly number[]): number[] => values.filter((value) => !isGrease(value));
const joined = (values: readonly number[]): string => sober(values).join('-');

export function clientFingerprints(hello: HelloLists): FieldNode[] {
  const {version, suites, extensions, groups, pointFormats} = hello;
  const [begin, offered, rest] = ja4Parts(hello);
  const ja4 = `${begin}_${shortDigest(offered)}_${shortDigest(rest)}`;
  const ja3 = [version, joined(suites), joined(extensions), joined(groups), pointFormats.join('-')].join(',');
  return [
    derived('tls.handshake.ja4', `JA4: ${ja4}`, ja4),
    derived('tls.handshake.ja4_r', label('JA4_r', `${begin}_${offered}_${rest}`)),
    ...digestLines('ja3', 'JA3', ja3),
  ];
}

export const serverFingerprints = ({version, suites, extensions}: HelloLists): FieldNode[] =>
  digestLines('ja3s', 'JA3S', [version, suites[0] ?? 0, extensions.join('-')].join(','));

function digestLines(field: string, name: string, full: string): FieldNode[] {
  const digest = createHash('md5').update(full).digest('hex');
  return [
    derived(`tls.handshake.${field}_full`, label(`${name} Fullstring`, full)),
    derived(`tls.handshake.${field}`, `${name}: ${digest}`, digest),
  ];
}

function ja4Parts(hello: HelloLists): [begin: string, suites: string, rest: string] {
  const [suites, extensions] = [sober(hello.suites), sober(hello.extensions)];
  const version = sober(hello.versions).reduce((most, one) => Math.max(most, one), 0) || hello.version;
  const name = extensions.includes(SERVER_NAME) ? 'd' : 'i';
  const twoDigits = (count: number) => String(Math.min(count, 99)).padStart(2, '0');
  const begin = `t${ja4Version(version)}${name}${twoDigits(suites.length)}${twoDigits(extensions.length)}`;
  const others = extensions.filter((type) => type !== SERVER_NAME && type !== APPLICATION_PROTOCOL);
  const signatures = sober(hello.signatures).map((value) => hex(value, 4).slice(2));
  return [
    begin + ends(hello.protocols[0]),
    sorted(suites),
    sorted(others) + (signatures.length > 0 ? `_${signatures.join(',')}` : ''),
  ];
}

const ja4Version = (version: number): string =>
  ({772: '13', 771: '12', 770: '11', 769: '10', 768: 's3', 2: 's2'})[version] ?? '00';

/** First and last character of the first protocol that is offered. */
const ends = (protocol = ''): string => (protocol === '' ? '00' : `${protocol[0]}${protocol.at(-1)}`);

const sorted = (values: readonly number[]): string =>
  [...values]
    .sort((a, b) => a - b)
    .map((value) => hex(value, 4).slice(2))
    .join(',');

/** Of nothing, zeros. */
const shortDigest = (text: string): string =>
  text === '' ? '0'.repeat(12) : createHash('sha256').update(text).digest('hex').slice(0, 12);
