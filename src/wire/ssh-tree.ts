// SSH (RFC 4253) as far as it is not encrypted, with Wireshark 4.4's wording.
import type {SshFrameContext} from '../model/frame-context.ts';
import {hexBytes, label} from './bits.ts';
import {derived, Lines} from './lines.ts';
import {node} from './node.ts';
import * as ssh from './ssh.ts';
import {isCounted, keyExchangeLines, messageName} from './ssh-key-exchange.ts';
import type {Application, ApplicationTree, Pdu} from './tcp-framing.ts';
import {latin1, visible} from './text.ts';

export const sshApplication: Application = {
  id: 'ssh',
  name: 'SSH',
  ports: [22],
  framer: ssh.sshFramer,
  join: ', ',
  joinsRemarks: true,
  prefix: (fromServer) => (fromServer ? 'Server: ' : 'Client: '),
  dissect,
  lastLine: (fromServer) =>
    derived('ssh.direction', `Direction: ${fromServer ? 'server-to-client' : 'client-to-server'}`),
};

function dissect(pdu: Pdu): ApplicationTree {
  const {b, at, end, wireEnd, context, state} = pdu;
  const agreed = context.ssh ?? {};
  const version = agreed.version ?? (state === ssh.VERSION_LINE ? ssh.versionOf(b, at) : undefined);
  const lines = new Lines(end, wireEnd);
  let info: string;
  if (state === ssh.VERSION_LINE) {
    const shown = visible(latin1(b.subarray(at, end)).replace(/\r?\n$/, ''));
    lines.add('ssh.protocol', at, end - at, label('Protocol', shown), shown);
    info = `Protocol (${shown})`;
  } else {
    const inner = new Lines(end, wireEnd);
    if (state === undefined) info = encrypted(inner, pdu, version === 2 ? agreed : {});
    else if (version === 1) info = version1(inner, pdu);
    else info = plain(inner, pdu, agreed, state);
    const {encryption, mac, compression} = agreed;
    const algorithms =
      encryption === undefined
        ? ''
        : ` (encryption:${encryption} mac:${isImplicit(encryption) ? '<implicit>' : mac} compression:${compression})`;
    lines.push(
      ...(version === undefined
        ? inner.nodes
        : [node('ssh', `SSH Version ${version}${version === 2 ? algorithms : ''}`, at, end - at, inner.nodes)]),
    );
    lines.shortage = inner.shortage;
  }
  return {
    nodes: [{field: 'ssh', text: 'SSH Protocol', at, length: end - at, children: lines.nodes}],
    protocol: version === undefined ? 'SSH' : `SSHv${version}`,
    info,
    shortage: lines.shortage,
  };
}

function plain(lines: Lines, {b, at, fromServer}: Pdu, agreed: SshFrameContext, number: number): string {
  if (!lines.reaches(at, ssh.PACKET_HEADER_LENGTH + 1)) return '';
  const length = ssh.packetLength(b, at);
  const padding = ssh.paddingLength(b, at);
  const code = ssh.messageCode(b, at);
  const method = agreed.keyExchange;
  lines.add('ssh.packet_length', at, 4, `Packet Length: ${length}`, length);
  lines.add('ssh.padding_length', at + 4, 1, `Padding Length: ${padding}`, padding);
  const payloadEnd = Math.max(at + 6, at + 4 + length - padding);
  const message = keyExchangeLines(b, at + 5, payloadEnd, method, fromServer);
  const title = method === undefined ? 'Key Exchange' : `Key Exchange (method:${method})`;
  lines.add('ssh', at + 5, payloadEnd - at - 5, title, undefined, message.nodes);
  lines.shortage ??= message.shortage;
  if (padding > 0)
    lines.add(
      'ssh.padding_string',
      payloadEnd,
      padding,
      label('Padding String', hexBytes(b, payloadEnd, payloadEnd + padding)),
    );
  const sequence = number + (isCounted(code, method) ? 1 : 0);
  lines.derived('ssh.seq_num', `Sequence number: ${sequence}`, sequence);
  return messageName(code, method);
}

function encrypted(lines: Lines, {b, at, end, wireEnd}: Pdu, {encryption = '', mac}: SshFrameContext): string {
  const info = `Encrypted packet (len=${wireEnd - at})`;
  const macLength = encryption === '' ? 0 : isImplicit(encryption) ? 16 : (MAC_LENGTHS.get(macName(mac)) ?? 0);
  const missing = end < wireEnd ? 'cut' : 'malformed';
  if (wireEnd - at <= 4) lines.shortage = missing;
  if (GCM.test(encryption)) {
    lines.add('ssh.packet_length', at, 4, `Packet Length: ${ssh.packetLength(b, at)}`, ssh.packetLength(b, at));
  } else {
    lines.add('ssh.packet_length_encrypted', at, 4, `Packet Length (encrypted): ${hexBytes(b, at, at + 4)}`);
  }
  const macAt = wireEnd - macLength;
  if (macAt < at + 4) lines.shortage ??= missing;
  if (macAt > at + 4)
    lines.add('ssh.encrypted_packet', at + 4, macAt - at - 4, label('Encrypted Packet', hexBytes(b, at + 4, macAt)));
  lines.reaches(at, wireEnd - at);
  if (macLength > 0) lines.add('ssh.mac', macAt, macLength, `MAC: ${hexBytes(b, macAt, wireEnd)}`);
  return info;
}

const GCM = /^(aes(128|256)-gcm(@openssh\.com)?|AEAD_AES_(128|256)_GCM)$/;
const isImplicit = (encryption: string): boolean =>
  GCM.test(encryption) || encryption === 'chacha20-poly1305@openssh.com';

const macName = (mac = ''): string => mac.replace(/(-etm)?@openssh\.com$/, '');
/** Bytes: RFC 4253 §6.4, RFC 6668 §2; the others are OpenSSH's. */
const MAC_LENGTHS: ReadonlyMap<string, number> = new Map([
  ['hmac-sha1', 20],
  ['hmac-sha1-96', 12],
  ['hmac-md5', 16],
  ['hmac-md5-96', 12],
  ['hmac-sha2-256', 32],
  ['hmac-sha2-512', 64],
  ['hmac-ripemd160', 20],
  ['umac-64', 8],
  ['umac-128', 16],
]);

/** The packets of the first version: length, padding up to a multiple of eight, type, payload and checksum. */
function version1(lines: Lines, {b, at, end}: Pdu): string {
  const length = ssh.packetLength(b, at);
  const padding = 8 - (length % 8);
  const codeAt = at + 4 + padding;
  lines.add('ssh.packet_length', at, 4, `Packet Length: ${length}`, length);
  lines.derived('ssh.padding_length', `Padding Length: ${padding}`, padding);
  const code = b[codeAt] ?? 0;
  const name = VERSION_1_MESSAGES.get(code) ?? `Unknown (${code})`;
  lines.add('ssh.message_code', codeAt, 1, `Message Code: ${name} (${code})`, code);
  if (end > codeAt + 1)
    lines.add('ssh.payload', codeAt + 1, end - codeAt - 1, label('Payload', hexBytes(b, codeAt + 1, end)));
  return name;
}

const VERSION_1_MESSAGES: ReadonlyMap<number, string> = new Map([
  [0, 'No Message'],
  [1, 'Disconnect'],
  [2, 'Public Key'],
  [3, 'Session Key'],
  [4, 'User'],
]);
