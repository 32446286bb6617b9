// RFC 8446 §5.1: a record is type(1), legacy version(2), length(2), fragment. §4: a handshake message is type(1),
// length(3), body. RFC 5246 has the same layout.
import {hexText} from './address.ts';
import {u8, u16, u24} from './read.ts';
import {text, visible} from './text.ts';

export const RECORD_HEADER_LENGTH = 5;
export const HANDSHAKE_HEADER_LENGTH = 4;
export const CONTENT = {changeCipherSpec: 20, alert: 21, handshake: 22, applicationData: 23} as const;
export const CLIENT_HELLO = 1;
export const SERVER_HELLO = 2;

/** IANA TLS HandshakeType. */
export const MESSAGE_NAMES: ReadonlyMap<number, string> = new Map([
  [0, 'Hello Request'],
  [CLIENT_HELLO, 'Client Hello'],
  [SERVER_HELLO, 'Server Hello'],
  [3, 'Hello Verify Request'],
  [4, 'New Session Ticket'],
  [5, 'End of Early Data'],
  [6, 'Hello Retry Request'],
  [8, 'Encrypted Extensions'],
  [11, 'Certificate'],
  [12, 'Server Key Exchange'],
  [13, 'Certificate Request'],
  [14, 'Server Hello Done'],
  [15, 'Certificate Verify'],
  [16, 'Client Key Exchange'],
  [20, 'Finished'],
  [21, 'Certificate URL'],
  [22, 'Certificate Status'],
  [23, 'Supplemental Data'],
  [24, 'Key Update'],
  [25, 'Compressed Certificate'],
  [67, 'Encrypted Extensions'],
]);

const SERVER_NAME = 0;
const APPLICATION_PROTOCOL = 16;
const SUPPORTED_VERSIONS = 43;
/** RFC 8446 §5.2: 2¹⁴ bytes of plaintext and some for the cipher. */
const MAX_FRAGMENT = (1 << 14) + 2048;

export const contentType = (b: Uint8Array, at: number): number => u8(b, at);
export const recordVersion = (b: Uint8Array, at: number): number => u16(b, at + 1);
/** Bytes, without the header. */
export const fragmentLength = (b: Uint8Array, at: number): number => u16(b, at + 3);
export const messageType = (b: Uint8Array, at: number): number => u8(b, at);
export const isMessageType = (b: Uint8Array, at: number): boolean => MESSAGE_NAMES.has(messageType(b, at));
export const messageLength = (b: Uint8Array, at: number): number => u24(b, at + 1);

/** Four printable characters: Wireshark takes what begins with them for no TLS, whatever was there before. */
export function isPlainText(b: Uint8Array, at: number, end: number): boolean {
  if (end - at < 4) return false;
  for (let i = at; i < at + 4; i++) if (u8(b, i) < 0x20 || u8(b, i) > 0x7e) return false;
  return true;
}

/** Whether a connection begins to speak TLS here: as in Wireshark, with a handshake or with data. */
export const beginsTls = (b: Uint8Array, at: number, end: number): boolean =>
  startsRecord(b, at, end) &&
  (contentType(b, at) === CONTENT.handshake || contentType(b, at) === CONTENT.applicationData);

/** Whether a TLS record begins here. */
export function startsRecord(b: Uint8Array, at: number, end: number): boolean {
  if (end - at < RECORD_HEADER_LENGTH) return false;
  const type = contentType(b, at);
  const length = fragmentLength(b, at);
  return (
    type >= CONTENT.changeCipherSpec &&
    type <= CONTENT.applicationData &&
    recordVersion(b, at) >> 8 === 3 &&
    recordVersion(b, at) <= 0x0304 &&
    length > 0 &&
    length <= MAX_FRAGMENT
  );
}

/** RFC 9146 §3 added the last content type, RFC 6520 §2 the one before. */
const CONTENT_TYPES = {first: CONTENT.changeCipherSpec, last: 25} as const;

export type RecordStep =
  | {readonly kind: 'record'; readonly end: number}
  /** Bytes that are missing of the record; of its header, some. */
  | {readonly kind: 'partial'; readonly missing: number | undefined}
  | {readonly kind: 'unknown'};

/**
 * What begins at `at`: a record, a part of one, or nothing that is known as one. Once a connection is known to be TLS the
 * content type alone tells, as in Wireshark.
 */
export function recordStep(b: Uint8Array, at: number, end: number, isKnown: boolean): RecordStep {
  if (end - at < RECORD_HEADER_LENGTH) return {kind: 'partial', missing: undefined};
  const type = contentType(b, at);
  const hasType = type >= CONTENT_TYPES.first && type <= CONTENT_TYPES.last;
  const hasVersion = recordVersion(b, at) >= 0x0300 && recordVersion(b, at) <= 0x0304;
  if (!hasType || !(isKnown || hasVersion)) return {kind: 'unknown'};
  const next = at + RECORD_HEADER_LENGTH + fragmentLength(b, at);
  return next <= end ? {kind: 'record', end: next} : {kind: 'partial', missing: next - end};
}

const startsHello = (b: Uint8Array, at: number, end: number, type: number): boolean =>
  startsRecord(b, at, end) &&
  end - at > RECORD_HEADER_LENGTH &&
  contentType(b, at) === CONTENT.handshake &&
  u8(b, at + RECORD_HEADER_LENGTH) === type;

/** RFC 8446 §4.1.3: the random of a ServerHello that asks for another ClientHello. */
const RETRY_RANDOM = 'cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c';

/** Whether the ServerHello at `at` is a HelloRetryRequest. */
export const isRetryRequest = (b: Uint8Array, at: number, end: number): boolean =>
  messageType(b, at) === SERVER_HELLO &&
  hexText(b.subarray(at + HANDSHAKE_HEADER_LENGTH + 2, Math.min(end, at + HANDSHAKE_HEADER_LENGTH + 34))) ===
    RETRY_RANDOM;

/** Whether a ClientHello begins here: what tells a TLS connection for certain. */
export const startsClientHello = (b: Uint8Array, at: number, end: number): boolean =>
  startsHello(b, at, end, CLIENT_HELLO);

/** The host name in the ClientHello of the record at `at` (RFC 6066 §3); undefined when it has none or breaks off. */
export function serverNameOf(b: Uint8Array, at: number, end: number): string | undefined {
  if (!startsClientHello(b, at, end)) return undefined;
  const name = extension(b, at, end, SERVER_NAME);
  // List length(2), name type(1), length(2), name.
  if (!name || name.end - name.at < 5) return undefined;
  const from = name.at + 5;
  const to = from + u16(b, name.at + 3);
  return to > name.end || to === from ? undefined : visible(text(b.subarray(from, to)));
}

/** The version that the ServerHello of the record at `at` chose (RFC 8446 §4.2.1), e.g. 0x0304 for TLS 1.3. */
export function chosenVersion(b: Uint8Array, at: number, end: number): number | undefined {
  if (!startsHello(b, at, end, SERVER_HELLO)) return undefined;
  const chosen = extension(b, at, end, SUPPORTED_VERSIONS);
  if (chosen && chosen.end - chosen.at === 2) return u16(b, chosen.at);
  const versionAt = at + RECORD_HEADER_LENGTH + HANDSHAKE_HEADER_LENGTH;
  return versionAt + 2 <= end ? u16(b, versionAt) : undefined;
}

/** Where the data of a hello's extension lie; undefined when it is not there, or not all of it. */
function extension(
  b: Uint8Array,
  at: number,
  end: number,
  wanted: number,
): {readonly at: number; readonly end: number} | undefined {
  const helloAt = at + RECORD_HEADER_LENGTH;
  const helloEnd = Math.min(end, helloAt + HANDSHAKE_HEADER_LENGTH + messageLength(b, helloAt));
  const isClient = u8(b, helloAt) === CLIENT_HELLO;
  // Version 2, random 32, then the session id.
  let here = helloAt + HANDSHAKE_HEADER_LENGTH + 34;
  const skip = (size: 1 | 2): boolean => {
    if (here + size > helloEnd) return false;
    here += size + (size === 1 ? u8(b, here) : u16(b, here));
    return here <= helloEnd;
  };
  if (!skip(1)) return undefined;
  // The client offers suites and compression methods, the server chose one of each.
  if (!isClient) here += 3;
  else if (!skip(2) || !skip(1)) return undefined;
  here += 2;
  while (here + 4 <= helloEnd) {
    const dataAt = here + 4;
    const dataEnd = dataAt + u16(b, here + 2);
    if (u16(b, here) === wanted) return dataEnd <= helloEnd ? {at: dataAt, end: dataEnd} : undefined;
    here = dataEnd;
  }
  return undefined;
}

/** What a hello says of the connection. */
export interface HelloFacts {
  readonly type: typeof CLIENT_HELLO | typeof SERVER_HELLO;
  /** In hexadecimal digits. */
  readonly sessionId: string;
  /** A ClientHello's is only the legacy version. */
  readonly version: number;
  /** The suite that a ServerHello chose, and the protocol (RFC 7301 §3.1). */
  readonly cipherSuite: number;
  readonly applicationProtocol?: string;
  /** The last version that a ClientHello offers in its list (RFC 8446 §4.2.1). */
  readonly offered?: number;
}

/** Reads the hello that is the first message of the record at `at`; undefined when there is none or it breaks off. */
export function helloOf(b: Uint8Array, at: number, end: number): HelloFacts | undefined {
  const type = startsHello(b, at, end, CLIENT_HELLO) ? CLIENT_HELLO : SERVER_HELLO;
  if (!startsHello(b, at, end, type)) return undefined;
  const versionAt = at + RECORD_HEADER_LENGTH + HANDSHAKE_HEADER_LENGTH;
  const idAt = versionAt + 35;
  const suiteAt = idAt + u8(b, idAt - 1);
  if (suiteAt + 2 > end) return undefined;
  const version = type === SERVER_HELLO ? chosenVersion(b, at, end) : u16(b, versionAt);
  if (version === undefined) return undefined;
  const versions = type === CLIENT_HELLO ? extension(b, at, end, SUPPORTED_VERSIONS) : undefined;
  const protocol = type === SERVER_HELLO ? extension(b, at, end, APPLICATION_PROTOCOL) : undefined;
  return {
    type,
    sessionId: hexText(b.subarray(idAt, suiteAt)),
    version,
    cipherSuite: u16(b, suiteAt),
    // Length(1), versions.
    ...(versions && versions.end - versions.at > 2 ? {offered: u16(b, versions.end - 2)} : {}),
    // List length(2), length(1), name.
    ...(protocol && protocol.end - protocol.at > 3
      ? {applicationProtocol: visible(text(b.subarray(protocol.at + 3, protocol.end)))}
      : {}),
  };
}

/** A handshake message as the only one of a record. */
export function recordAround(message: Uint8Array): Uint8Array {
  const record = new Uint8Array(RECORD_HEADER_LENGTH + message.length);
  record.set([CONTENT.handshake, 3, 3, (message.length >> 8) & 0xff, message.length & 0xff]);
  record.set(message, RECORD_HEADER_LENGTH);
  return record;
}
