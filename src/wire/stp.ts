// IEEE 802.1D-2004 §9.3, IEEE 802.1Q-2018 §14.4 (multiple spanning trees):
//   protocol(2) version(1) type(1) flags(1) root(8) root path cost(4) bridge(8) port(2) message age(2) max age(2)
//   hello time(2) forward delay(2) [version 1 length(1) [version 3 length(2) MST extension]]
import {hex} from './bits.ts';
import type {Layer, Unit} from './layer.ts';
import {expert, Lines} from './lines.ts';
import {CISCO_PROTOCOL} from './llc.ts';
import {u8, u16, u32} from './read.ts';
import {bridgeNode, identifierText} from './stp-bridge.ts';
import {flagsNode} from './stp-flags.ts';
import {addMstExtension} from './stp-mst.ts';
import {addVlans} from './stp-pvst.ts';

const version = (b: Uint8Array, at: number): number => u8(b, at + 2);
const type = (b: Uint8Array, at: number): number => u8(b, at + 3);
const flags = (b: Uint8Array, at: number): number => u8(b, at + 4);

const TYPE = {configuration: 0x00, rapid: 0x02, topologyChange: 0x80} as const;
const TYPE_NAMES: ReadonlyMap<number, string> = new Map<number, string>([
  [TYPE.configuration, 'Configuration'],
  [TYPE.rapid, 'Rapid/Multiple Spanning Tree'],
  [TYPE.topologyChange, 'Topology Change Notification'],
]);
const VERSIONS: ReadonlyMap<number, readonly [name: string, brief: string]> = new Map([
  [0, ['Spanning Tree', 'Conf']],
  [2, ['Rapid Spanning Tree', 'RST']],
  [3, ['Multiple Spanning Tree', 'MST']],
  [4, ['Shortest Path Tree', 'SPT']],
]);
const CONFIGURATION_LENGTH = 35;

export function stpLayer(unit: Unit): Layer {
  const {b, at, end, wireEnd} = unit;
  const lines = new Lines(end, wireEnd);
  const kind = type(b, at);
  const isTree = kind === TYPE.configuration || kind === TYPE.rapid;
  // Wireshark shows nothing of a BPDU that lacks a part.
  const isWhole = lines.reaches(at, 4) && lines.reaches(at, isTree ? CONFIGURATION_LENGTH : 4);
  const protocol = u16(b, at);
  const protocolName = protocol === 0 ? 'Spanning Tree Protocol' : 'Unknown';
  lines.add('stp.protocol', at, 2, `Protocol Identifier: ${protocolName} (${hex(protocol, 4)})`, protocol);
  const number = version(b, at);
  const versionName = VERSIONS.get(number)?.[0] ?? 'Unknown';
  const versionRemarks = VERSIONS.has(number)
    ? undefined
    : [
        expert(
          'stp.version.unknown',
          'Warning',
          'Protocol',
          'This version of Wireshark only knows about versions 0, 2, 3 & 4',
        ),
      ];
  lines.add(
    'stp.version',
    at + 2,
    1,
    `Protocol Version Identifier: ${versionName} (${number})`,
    number,
    versionRemarks,
  );
  const unknown = 'Unknown BPDU type data';
  const isKnown = TYPE_NAMES.has(kind);
  const typeText = `BPDU Type: ${TYPE_NAMES.get(kind) ?? 'Unknown'} (${hex(kind, 2)})`;
  const remarks = isKnown ? undefined : [expert('stp.type.unknown', 'Warning', 'Protocol', unknown)];
  lines.add('stp.type', at + 3, 1, typeText, kind, remarks);
  let info = TYPE_NAMES.get(kind) ?? `Unknown BPDU type (${kind})`;
  if (isWhole && isTree) info = addTree(lines, unit);
  const text = 'Spanning Tree Protocol';
  return {
    name: 'STP',
    protocols: ['stp'],
    nodes: isWhole ? [{field: 'stp', text, at, length: Math.max(0, end - at), children: lines.nodes}] : [],
    columns: {protocol: 'STP', info: isWhole ? info : ''},
    shortage: lines.shortage,
  };
}

function addTree(lines: Lines, {b, at, number, wireEnd}: Unit): string {
  lines.push(
    flagsNode(flags(b, at), {at: at + 4, field: 'stp.flags', title: 'BPDU flags', isRapid: type(b, at) === TYPE.rapid}),
  );
  lines.push(bridgeNode(b, at + 5, 'Root Identifier', 'Root Bridge', 'stp.root'));
  const cost = u32(b, at + 13);
  lines.add('stp.root.cost', at + 13, 4, `Root Path Cost: ${cost}`, cost);
  lines.push(bridgeNode(b, at + 17, 'Bridge Identifier', 'Bridge', 'stp.bridge'));
  const port = hex(u16(b, at + 25), 4);
  lines.add('stp.port', at + 25, 2, `Port identifier: ${port}`, u16(b, at + 25));
  // In units of 1/256 second.
  for (const [name, field, offset] of [
    ['Message Age', 'msg_age', 27],
    ['Max Age', 'max_age', 29],
    ['Hello Time', 'hello', 31],
    ['Forward Delay', 'forward', 33],
  ] as const)
    lines.add(`stp.${field}`, at + offset, 2, `${name}: ${u16(b, at + offset) / 256}`, u16(b, at + offset) / 256);
  const isRapid = type(b, at) === TYPE.rapid;
  const restAt = at + CONFIGURATION_LENGTH + 1;
  if (isRapid) {
    const length = u8(b, at + CONFIGURATION_LENGTH);
    lines.add('stp.version_1_length', at + CONFIGURATION_LENGTH, 1, `Version 1 Length: ${length}`, length);
  }
  if (number === CISCO_PROTOCOL.pvst) addVlans(lines, b, restAt, wireEnd);
  else if (isRapid && version(b, at) >= 3) addMstExtension(lines, b, restAt, wireEnd);
  const brief = isRapid ? (VERSIONS.get(version(b, at))?.[1] ?? 'RST') : 'Conf';
  const change = flags(b, at) & 1 ? 'TC + ' : '';
  return `${brief}. ${change}Root = ${identifierText(b, at + 5, '/')}  Cost = ${cost}  Port = ${port}`;
}
