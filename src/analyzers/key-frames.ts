import {headersIn} from '../flows/dissection.ts';
import {explainedExchange} from '../flows/explained-exchange.ts';
import type {Flows, TcpStream} from '../flows/types.ts';
import {MARK, NETWORK} from '../model/packet-table.ts';
import type {KeyFrame, KeyFrameRole} from '../model/report.ts';
import type {FieldNode} from '../model/tree.ts';
import {type FrameNumber, frameOf, isoTime, type Row, rowOf} from '../model/units.ts';
import * as arp from '../wire/arp.ts';
import {hexBytes} from '../wire/bits.ts';

/** RFC 826. */
const ARP_REQUEST = 1;
const ARP_REPLY = 2;
/** Of 65535 bytes on Ethernet there are 45. */
const FRAGMENTS = 48;
/** Whose fields questions ask for; what applications say stands in other parts of the report. */
const ASKED: ReadonlySet<string> = new Set([
  'eth',
  'vlan',
  'sll',
  'sll2',
  'null',
  'loop',
  'raw',
  'arp',
  'ip',
  'ipv6',
  'icmp',
  'icmpv6',
  'tcp',
  'udp',
  'dns',
]);

/** The packets that questions are about, in order, with their headers. */
export function keyFrames(flows: Flows, stream: TcpStream | undefined): KeyFrame[] {
  const roles = new Map<number, KeyFrameRole[]>();
  const add = (role: KeyFrameRole, ...frames: readonly (number | undefined)[]): void => {
    for (const frame of frames) {
      if (frame !== undefined) roles.set(frame, [...(roles.get(frame) ?? []), role]);
    }
  };
  const {length} = flows.capture.packets;
  if (length > 0) add('first', 1);
  if (length > 0) add('last', length);
  if (stream) addSegments(stream, add);
  addArp(flows, add);
  const lookup = flows.lookups.find(({answers}) => answers.some(({data}) => data === stream?.server.address));
  const {queryFrame, responseFrame} = lookup ?? flows.lookups[0] ?? {};
  add('dns-query', queryFrame);
  add('dns-response', responseFrame);
  const pings = flows.echoes.flatMap(({echoes}) => echoes);
  const echo = pings.find(({replyFrame}) => replyFrame !== undefined) ?? pings[0];
  add('echo-request', echo?.requestFrame);
  add('echo-reply', echo?.replyFrame);
  add('fragment', ...fragments(flows));
  const starts = startLines(stream);
  return [...roles.keys()]
    .sort((a, b) => a - b)
    .map((frame) => keyFrame(flows, frame, roles.get(frame) ?? [], starts.get(frame)));
}

type Add = (role: KeyFrameRole, ...frames: readonly (number | undefined)[]) => void;

function addSegments(stream: TcpStream, add: Add): void {
  const {syn, synAck, ack} = stream.handshake.frames;
  add('syn', syn);
  add('syn-ack', synAck);
  add('ack', ack);
  const {request, response} = stream.http[explainedExchange(stream.http)] ?? {};
  add('request', request?.firstFrame);
  add('request-end', request?.frame);
  add('response', response?.firstFrame);
  add('response-end', response?.frame);
  add('teardown', ...stream.teardown.frames);
}

/** What the explained request and response begin with, by the frame where they do. */
function startLines(stream: TcpStream | undefined): ReadonlyMap<number, string> {
  const {request, response} = stream?.http[explainedExchange(stream.http)] ?? {};
  const lines = new Map<number, string>();
  if (response) lines.set(response.firstFrame, `${response.version} ${response.status}`);
  if (request) lines.set(request.firstFrame, `${request.method} ${request.target} `);
  return lines;
}

/** The first request that is answered, and its reply; else the first request. */
function addArp({capture}: Flows, add: Add): void {
  const {packets: table} = capture;
  const asked = new Map<string, number>();
  let answered: {request: number; reply: number} | undefined;
  for (let index = 0; index < table.length; index++) {
    const row = index as Row;
    if (table.get('network', row) !== NETWORK.arp) continue;
    const [bytes, at] = [capture.bytesOf(row), table.get('networkAt', row)];
    if (!arp.hasHeader(bytes, at, bytes.length)) continue;
    const sender = hexBytes(bytes, arp.senderProtocolAt(bytes, at), arp.targetHardwareAt(bytes, at));
    const target = hexBytes(bytes, arp.targetProtocolAt(bytes, at), at + arp.length(bytes, at));
    if (arp.opcode(bytes, at) === ARP_REQUEST) asked.set(`${sender} ${target}`, frameOf(row));
    const request = arp.opcode(bytes, at) === ARP_REPLY ? asked.get(`${target} ${sender}`) : undefined;
    // Two stations may ask for each other, and the later request be answered first.
    if (request !== undefined && !(answered && answered.request <= request)) answered = {request, reply: frameOf(row)};
  }
  add('arp-request', answered?.request ?? asked.values().next().value);
  add('arp-reply', answered?.reply);
}

/** Of the first IP datagram that was sent in pieces. */
function fragments({capture}: Flows): number[] {
  const [datagram] = [...capture.datagrams.values()];
  return (datagram?.fragments ?? []).slice(0, FRAGMENTS).map(({row}) => frameOf(row));
}

function keyFrame(flows: Flows, frame: number, roles: readonly KeyFrameRole[], startLine?: string): KeyFrame {
  const row = rowOf(frame as FrameNumber);
  const table = flows.capture.packets;
  const {layers, info} = headersIn(flows, row);
  const fields: Record<string, number | string | boolean> = {};
  for (const layer of layers) if (ASKED.has(layer.field)) collect(layer, fields);
  const startLineAt = startLine === undefined ? undefined : placeOf(flows, row, startLine);
  return {
    frame,
    roles,
    ...(table.has(row, MARK.noTime) ? {} : {time: isoTime(table.time(row))}),
    originalLength: table.get('originalLength', row),
    capturedLength: table.get('capturedLength', row),
    ...(startLineAt === undefined ? {} : {startLineAt}),
    info,
    layers: layers.map(({field, at = 0, length = 0}) => ({protocol: field, at, bytes: length})),
    fields,
  };
}

/** The offset in a packet at which its payload has this text, when it has it once. */
function placeOf({capture}: Flows, row: Row, text: string): number | undefined {
  if (capture.packets.has(row, MARK.reassembled)) return undefined;
  const bytes = Buffer.from(capture.bytesOf(row));
  const at = bytes.indexOf(text, capture.packets.get('payloadAt', row), 'latin1');
  return at >= 0 && at === bytes.lastIndexOf(text, undefined, 'latin1') ? at : undefined;
}

/** What Wireshark concludes from other packets stands in the report's findings. */
const CONCLUDED = /^(?:_ws|tcp\.(?:analysis|completeness))\b/;

function collect({field, value, children}: FieldNode, fields: Record<string, number | string | boolean>): void {
  if (CONCLUDED.test(field)) return;
  if (value !== undefined) fields[field] ??= value;
  for (const child of children ?? []) collect(child, fields);
}
