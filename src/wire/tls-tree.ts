// TLS records and the messages in them as far as they are not encrypted, with Wireshark 4.4's wording (packet-tls.c).
import type {FrameContext} from '../model/frame-context.ts';
import type {FieldNode} from '../model/tree.ts';
import {hex, hexBytes, label} from './bits.ts';
import {derived} from './lines.ts';
import {node} from './node.ts';
import {u8, u16} from './read.ts';
import * as tls from './tls.ts';

export interface TlsTree {
  readonly nodes: FieldNode[];
  readonly info: string;
  readonly protocol: string;
}

const VERSIONS: ReadonlyMap<number, readonly [short: string, long: string]> = new Map([
  [0x0300, ['SSLv3', 'SSL 3.0']],
  [0x0301, ['TLSv1', 'TLS 1.0']],
  [0x0302, ['TLSv1.1', 'TLS 1.1']],
  [0x0303, ['TLSv1.2', 'TLS 1.2']],
  [0x0304, ['TLSv1.3', 'TLS 1.3']],
]);

const CONTENTS: ReadonlyMap<number, string> = new Map([
  [tls.CONTENT.changeCipherSpec, 'Change Cipher Spec'],
  [tls.CONTENT.alert, 'Alert'],
  [tls.CONTENT.handshake, 'Handshake'],
  [tls.CONTENT.applicationData, 'Application Data'],
]);

const MESSAGES: ReadonlyMap<number, string> = new Map([
  [0, 'Hello Request'],
  [tls.CLIENT_HELLO, 'Client Hello'],
  [tls.SERVER_HELLO, 'Server Hello'],
  [3, 'Hello Verify Request'],
  [4, 'New Session Ticket'],
  [8, 'Encrypted Extensions'],
  [11, 'Certificate'],
  [12, 'Server Key Exchange'],
  [13, 'Certificate Request'],
  [14, 'Server Hello Done'],
  [15, 'Certificate Verify'],
  [16, 'Client Key Exchange'],
  [20, 'Finished'],
  [22, 'Certificate Status'],
]);

const TLS_1_3 = 0x0304;
const HTTPS = 443;
const ENCRYPTED_MESSAGE = 'Encrypted Handshake Message';

/** The records that begin in `b[at … end)`. The version is the connection's where its ServerHello is known. */
export function tlsTree(b: Uint8Array, at: number, end: number, context: FrameContext): TlsTree {
  const version = context.tls?.version ?? tls.chosenVersion(b, at, end) ?? tls.recordVersion(b, at);
  const [short] = VERSIONS.get(version) ?? ['TLS'];
  // Wireshark says so by the port alone, whatever is inside.
  const application = context.tcp?.serverPort === HTTPS ? 'Hypertext Transfer Protocol' : 'Application Data';
  const children: FieldNode[] = [];
  const infos: string[] = [];
  let isEncrypted = false;
  let here = at;
  while (tls.startsRecord(b, here, end)) {
    const record: Record = {
      b,
      at: here,
      end: Math.min(end, here + tls.RECORD_HEADER_LENGTH + tls.fragmentLength(b, here)),
      version,
      isEncrypted,
      application,
    };
    const {title, lines, info} = contentOf(record);
    const type = tls.contentType(b, here);
    const isOpaque = version === TLS_1_3 && type === tls.CONTENT.applicationData;
    const [, long = 'Unknown'] = VERSIONS.get(tls.recordVersion(b, here)) ?? [];
    const length = tls.fragmentLength(b, here);
    children.push(
      node('tls.record', `${short} Record Layer: ${title}`, here, record.end - here, [
        node(
          isOpaque ? 'tls.record.opaque_type' : 'tls.record.content_type',
          `${isOpaque ? 'Opaque' : 'Content'} Type: ${CONTENTS.get(type)} (${type})`,
          here,
          1,
        ),
        node('tls.record.version', `Version: ${long} (${hex(tls.recordVersion(b, here), 4)})`, here + 1, 2),
        node('tls.record.length', `Length: ${length}`, here + 3, 2),
        ...lines,
      ]),
    );
    infos.push(info);
    if (type === tls.CONTENT.changeCipherSpec) isEncrypted = true;
    here += tls.RECORD_HEADER_LENGTH + length;
  }
  return {
    nodes: [node('tls', 'Transport Layer Security', at, end - at, children)],
    info: infos.length === 0 ? 'Continuation Data' : infos.join(', '),
    protocol: short,
  };
}

interface Record {
  readonly b: Uint8Array;
  readonly at: number;
  readonly end: number;
  readonly version: number;
  /** After a ChangeCipherSpec of the same side. */
  readonly isEncrypted: boolean;
  /** What encrypted data are said to be. */
  readonly application: string;
}

interface RecordContent {
  readonly title: string;
  readonly lines: readonly FieldNode[];
  readonly info: string;
}

function contentOf(record: Record): RecordContent {
  const {b, at, end} = record;
  const from = at + tls.RECORD_HEADER_LENGTH;
  switch (tls.contentType(b, at)) {
    case tls.CONTENT.changeCipherSpec: {
      const name = 'Change Cipher Spec';
      const line = node('tls.change_cipher_spec', `${name} Message`, from, end - from);
      return {title: `${name} Protocol: ${name}`, lines: end > from ? [line] : [], info: name};
    }
    case tls.CONTENT.alert:
      return alert(record, from);
    case tls.CONTENT.handshake:
      return handshake(record, from);
    default: {
      const shown = hexBytes(b, from, Math.min(end, from + 256));
      const protocol = `Application Data Protocol: ${record.application}`;
      const lines =
        end > from
          ? [
              node('tls.app_data', label('Encrypted Application Data', shown), from, end - from),
              derived('tls.app_data_proto', protocol, record.application),
            ]
          : [];
      return {title: protocol, lines, info: 'Application Data'};
    }
  }
}

/** RFC 8446 §6: level and description; anything longer is encrypted. */
function alert({b, at, end, isEncrypted}: Record, from: number): RecordContent {
  if (tls.fragmentLength(b, at) !== 2 || end - from < 2 || isEncrypted) {
    const text = 'Alert Message: Encrypted Alert';
    return {
      title: 'Encrypted Alert',
      lines: end > from ? [node('tls.alert_message', text, from, end - from)] : [],
      info: 'Encrypted Alert',
    };
  }
  const [level, description] = [u8(b, from), u8(b, from + 1)];
  const levelName = ['Warning', 'Fatal'][level - 1] ?? 'Unknown';
  const name = ALERTS.get(description) ?? 'Unknown';
  const text = `Alert (Level: ${levelName}, Description: ${name})`;
  return {
    title: text,
    lines: [
      node('tls.alert_message', 'Alert Message', from, 2, [
        node('tls.alert_message.level', `Level: ${levelName} (${level})`, from, 1),
        node('tls.alert_message.desc', `Description: ${name} (${description})`, from + 1, 1),
      ]),
    ],
    info: text,
  };
}

const ALERTS: ReadonlyMap<number, string> = new Map([
  [0, 'Close Notify'],
  [10, 'Unexpected Message'],
  [20, 'Bad Record MAC'],
  [21, 'Decryption Failed'],
  [22, 'Record Overflow'],
  [30, 'Decompression Failure'],
  [40, 'Handshake Failure'],
  [42, 'Bad Certificate'],
  [43, 'Unsupported Certificate'],
  [44, 'Certificate Revoked'],
  [45, 'Certificate Expired'],
  [46, 'Certificate Unknown'],
  [47, 'Illegal Parameter'],
  [48, 'Unknown CA'],
  [49, 'Access Denied'],
  [50, 'Decode Error'],
  [51, 'Decrypt Error'],
  [70, 'Protocol Version'],
  [71, 'Insufficient Security'],
  [80, 'Internal Error'],
  [86, 'Inappropriate Fallback'],
  [90, 'User Canceled'],
  [100, 'No Renegotiation'],
  [109, 'Missing Extension'],
  [110, 'Unsupported Extension'],
  [112, 'Unrecognized Name'],
  [115, 'Unknown PSK Identity'],
  [116, 'Certificate Required'],
  [120, 'No application Protocol'],
]);

/** Messages one after the other; where their lengths do not fill the record, it is encrypted. */
function handshake(record: Record, from: number): RecordContent {
  const {b, at, end} = record;
  const recordEnd = from + tls.fragmentLength(b, at);
  const messages: {name: string; node: FieldNode; info: string}[] = [];
  let here = from;
  while (!record.isEncrypted && here + tls.HANDSHAKE_HEADER_LENGTH <= end) {
    const type = u8(b, here);
    const name = MESSAGES.get(type);
    const next = here + tls.HANDSHAKE_HEADER_LENGTH + tls.messageLength(b, here);
    if (name === undefined || next > recordEnd) break;
    // A message that goes on in the next segment is named where it is whole, unless it is the first.
    if (next > end && messages.length > 0) return summary(messages);
    messages.push(message(record, here, Math.min(next, end), name));
    here = next;
  }
  if (here >= recordEnd || (here >= end && messages.length > 0)) return summary(messages);
  const text = `Handshake Protocol: ${ENCRYPTED_MESSAGE}`;
  const line = node('tls.handshake', text, from, end - from);
  return {title: text, lines: end > from ? [line] : [], info: ENCRYPTED_MESSAGE};
}

function summary(messages: readonly {name: string; node: FieldNode; info: string}[]): RecordContent {
  const single = messages.length === 1 ? messages[0]?.name : undefined;
  return {
    title: `Handshake Protocol: ${single ?? 'Multiple Handshake Messages'}`,
    lines: messages.map((one) => one.node),
    info: messages.map(({info}) => info).join(', '),
  };
}

function message({b, at, end}: Record, here: number, stop: number, name: string) {
  const type = u8(b, here);
  const isHello = type === tls.CLIENT_HELLO || type === tls.SERVER_HELLO;
  const versionAt = here + tls.HANDSHAKE_HEADER_LENGTH;
  const version = u16(b, versionAt);
  // The name is in the record's first message, which a ClientHello is.
  const host = type === tls.CLIENT_HELLO ? tls.serverNameOf(b, at, end) : undefined;
  const lines = [
    node('tls.handshake.type', `Handshake Type: ${name} (${type})`, here, 1),
    node('tls.handshake.length', `Length: ${tls.messageLength(b, here)}`, here + 1, 3),
    ...(isHello && versionAt + 34 <= stop
      ? [
          node(
            'tls.handshake.version',
            `Version: ${VERSIONS.get(version)?.[1] ?? 'Unknown'} (${hex(version, 4)})`,
            versionAt,
            2,
          ),
          node('tls.handshake.random', `Random: ${hexBytes(b, versionAt + 2, versionAt + 34)}`, versionAt + 2, 32),
        ]
      : []),
    ...(host === undefined ? [] : [derived('tls.handshake.extensions_server_name', `Server Name: ${host}`, host)]),
  ];
  return {
    name,
    node: node('tls.handshake', `Handshake Protocol: ${name}`, here, stop - here, lines),
    info: host === undefined ? name : `${name} (SNI=${host})`,
  };
}
