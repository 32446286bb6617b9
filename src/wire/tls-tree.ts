// TLS records and the messages in them as far as they are not encrypted, with Wireshark 4.4's wording (packet-tls.c).
import type {RecordFragments, TlsFrameContext} from '../model/frame-context.ts';
import type {FieldNode} from '../model/tree.ts';
import {byteCount, hexBytes, label} from './bits.ts';
import {derived, expert} from './lines.ts';
import {node} from './node.ts';
import * as tls from './tls.ts';
import {alertContent} from './tls-alert.ts';
import {handshakeContent} from './tls-handshake.ts';
import type {TlsFacts} from './tls-messages.ts';
import {shortVersion, TLS_1_3, versionText} from './tls-text.ts';

export interface TlsTree {
  readonly nodes: FieldNode[];
  /** Empty when nothing was read. */
  readonly info: string;
  readonly protocol: string;
  /** The sender changed to encrypted records. */
  readonly encrypted: boolean;
  /** How many handshake records there were. */
  readonly handshakes: number;
  /** The last record is not all there. */
  readonly isCut: boolean;
}

/** What is known where bytes are read as records. */
export interface TlsPlace {
  readonly connection: TlsFrameContext;
  /** The ports of the segment, the server's first. */
  readonly serverPort: number | undefined;
  readonly timeZone: string;
  /** How many handshake records of the frame were read before. */
  readonly handshakes?: number;
  /** Bytes after `end` in the same segment, of a record that goes on. */
  readonly waiting?: number;
}

const CONTENTS: ReadonlyMap<number, string> = new Map([
  [tls.CONTENT.changeCipherSpec, 'Change Cipher Spec'],
  [tls.CONTENT.alert, 'Alert'],
  [tls.CONTENT.handshake, 'Handshake'],
  [tls.CONTENT.applicationData, 'Application Data'],
  [24, 'Heartbeat'],
  [25, 'Connection ID'],
]);

/** RFC 8446 §5.2. */
const MAX_FRAGMENT = 2 ** 14 + 2048;
const UNKNOWN_RECORD = 'Ignored Unknown Record';

interface Record {
  readonly b: Uint8Array;
  readonly at: number;
  readonly end: number;
  /** After a ChangeCipherSpec of the same side. */
  readonly isEncrypted: boolean;
  readonly place: TlsPlace;
  readonly facts: TlsFacts;
  readonly fragments?: RecordFragments | undefined;
}

interface RecordContent {
  /** Absent for records of which only the header is known. */
  readonly title?: string;
  readonly lines: readonly FieldNode[];
  readonly info?: string;
}

/** The records that begin in `b[at … end)`. The version is the connection's where it is known. */
export function tlsTree(b: Uint8Array, at: number, end: number, place: TlsPlace): TlsTree {
  const {connection, timeZone} = place;
  const known = connection.version ?? tls.chosenVersion(b, at, end);
  const version = known ?? tls.recordVersion(b, at);
  const facts: TlsFacts = {
    version,
    timeZone,
    ...(connection.cipherSuite === undefined ? {} : {cipherSuite: connection.cipherSuite}),
  };
  const short = shortVersion(version) ?? 'TLS';
  const children: FieldNode[] = [];
  const infos: string[] = [];
  let isEncrypted = connection.encrypted ?? false;
  let handshakes = 0;
  let isCut = false;
  let here = at;
  while (here < end) {
    const step = tls.recordStep(b, here, end, known !== undefined);
    if (step.kind === 'unknown') {
      if (known === undefined) infos.push('Continuation Data');
      else {
        infos.push(UNKNOWN_RECORD);
        children.push(unknownRecord(here, end));
      }
      break;
    }
    isCut = step.kind === 'partial';
    if (end - here < tls.RECORD_HEADER_LENGTH) break;
    const next = step.kind === 'record' ? step.end : end;
    const isHandshake = tls.contentType(b, here) === tls.CONTENT.handshake;
    const fragments = isHandshake ? connection.fragments?.get((place.handshakes ?? 0) + handshakes++) : undefined;
    const record: Record = {b, at: here, end: next, isEncrypted, place, facts, fragments};
    const {title, lines, info} = contentOf(record);
    const titles = title === undefined ? 'Record Layer' : `${short} Record Layer: ${title}`;
    children.push(node('tls.record', titles, here, next - here, [...headerLines(record), ...lines]));
    if (info !== undefined) infos.push(info);
    if (tls.contentType(b, here) === tls.CONTENT.changeCipherSpec && version !== TLS_1_3) isEncrypted = true;
    here = next;
  }
  const {waiting = 0} = place;
  if (waiting > 0) children.push(node('tls.segment.data', `TLS segment data (${byteCount(waiting)})`, end, waiting));
  return {
    nodes: [node('tls', 'Transport Layer Security', at, end - at, children)],
    info: infos.join(', '),
    protocol: known === undefined ? unknownProtocol(children.length === 0, connection.offered, short) : short,
    encrypted: isEncrypted,
    handshakes,
    isCut,
  };
}

/** As long as no ServerHello tells the version. */
function unknownProtocol(isEmpty: boolean, offered: number | undefined, short: string): string {
  if (isEmpty) return 'SSL';
  return offered === undefined ? short : (shortVersion(offered) ?? short);
}

const unknownRecord = (at: number, end: number): FieldNode =>
  node('tls.ignored_unknown_record', UNKNOWN_RECORD, at, end - at, [
    expert('tls.ignored_unknown_record', 'Warning', 'Protocol', UNKNOWN_RECORD),
  ]);

/** RFC 8446 §5.1. */
function headerLines({b, at, facts}: Record): FieldNode[] {
  const type = tls.contentType(b, at);
  const isOpaque = facts.version === TLS_1_3 && type === tls.CONTENT.applicationData;
  const length = tls.fragmentLength(b, at);
  const tooLong = 'TLSCiphertext length MUST NOT exceed 2^14 + 2048';
  return [
    {
      ...node(
        isOpaque ? 'tls.record.opaque_type' : 'tls.record.content_type',
        `${isOpaque ? 'Opaque' : 'Content'} Type: ${CONTENTS.get(type) ?? 'Unknown'} (${type})`,
        at,
        1,
      ),
      value: type,
    },
    node('tls.record.version', `Version: ${versionText(tls.recordVersion(b, at))}`, at + 1, 2),
    node(
      'tls.record.length',
      `Length: ${length}`,
      at + 3,
      2,
      length > MAX_FRAGMENT ? [expert('tls.record.length.invalid', 'Error', 'Protocol', tooLong)] : [],
    ),
  ];
}

function contentOf(record: Record): RecordContent {
  const {b, at, end, isEncrypted, facts} = record;
  const from = at + tls.RECORD_HEADER_LENGTH;
  switch (tls.contentType(b, at)) {
    case tls.CONTENT.changeCipherSpec:
      return changeCipherSpec(record, from);
    case tls.CONTENT.alert: {
      const {title, lines} = alertContent(b, from, end, isEncrypted);
      return {title, lines, info: title};
    }
    case tls.CONTENT.handshake:
      return handshakeContent({b, at, end, isEncrypted, facts, fragments: record.fragments});
    case tls.CONTENT.applicationData:
      return applicationData(record, from);
    default:
      return {lines: []};
  }
}

const RESUMED = 'This session reuses previously negotiated keys (Session resumption)';

function changeCipherSpec({end, place}: Record, from: number): RecordContent {
  const name = 'Change Cipher Spec';
  const {resumed, fromServer} = place.connection;
  const remarks = resumed && fromServer ? [expert('tls.resumed', 'Note', 'Sequence', RESUMED)] : [];
  const line = node('tls.change_cipher_spec', `${name} Message`, from, end - from, remarks);
  return {title: `${name} Protocol: ${name}`, lines: end > from ? [line] : [], info: name};
}

function applicationData({b, at, end, place}: Record, from: number): RecordContent {
  const name = applicationOf(place);
  const shown = hexBytes(b, from, Math.min(end, from + 128));
  const isWhole = end > from && end === from + tls.fragmentLength(b, at);
  const named = derived('tls.app_data_proto', `Application Data Protocol: ${name}`, name);
  const lines = [
    node('tls.app_data', label('Encrypted Application Data', shown), from, end - from),
    ...(name === UNNAMED ? [] : [named]),
  ];
  return {title: `Application Data Protocol: ${name}`, lines: isWhole ? lines : [], info: 'Application Data'};
}

/** By the protocol that was negotiated (IANA TLS ALPN Protocol IDs), or else by the server's port. */
function applicationOf({connection, serverPort}: TlsPlace): string {
  const negotiated = PROTOCOLS.get(connection.applicationProtocol ?? '');
  return negotiated ?? PORTS.get(serverPort ?? 0) ?? UNNAMED;
}

const UNNAMED = 'Application Data';
const HTTP = 'Hypertext Transfer Protocol';

const PROTOCOLS: ReadonlyMap<string, string> = new Map([
  ['http/1.0', HTTP],
  ['http/1.1', HTTP],
  ['h2', 'HyperText Transfer Protocol 2'],
]);

const PORTS: ReadonlyMap<number, string> = new Map([
  [443, HTTP],
  [465, 'Simple Mail Transfer Protocol'],
  [636, 'Lightweight Directory Access Protocol'],
  [853, 'Domain Name System'],
  [993, 'Internet Message Access Protocol'],
  [995, 'Post Office Protocol'],
  [3306, 'MySQL Protocol'],
]);
