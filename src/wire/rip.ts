// RFC 2453 §3.6, §4: command(1) version(1) zero(2), then routes of 20 bytes: family(2) tag(2) address(4) mask(4)
// next hop(4) metric(4).
import type {FieldNode} from '../model/tree.ts';
import {formatAddress} from './address.ts';
import {blockLayer} from './block.ts';
import type {Layer, Unit} from './layer.ts';
import {expert, Lines} from './lines.ts';
import {node} from './node.ts';
import {u8, u16, u32} from './read.ts';
import {asciiValue} from './text.ts';

const HEADER_LENGTH = 4;
const ROUTE_LENGTH = 20;
const COMMANDS: Readonly<Record<number, string>> = {
  1: 'Request',
  2: 'Response',
  3: 'Traceon',
  4: 'Traceoff',
  5: 'Vendor specific (Sun)',
};
const FAMILY = {unspecified: 0, ip: 2, authentication: 0xffff} as const;
const AUTHENTICATIONS: Readonly<Record<number, string>> = {
  1: 'IP Route',
  2: 'Simple Password',
  3: 'Keyed Message Digest',
};
const PASSWORD = 2;

export function ripLayer(unit: Unit): Layer {
  const {b, at, end, wireEnd} = unit;
  const lines = new Lines(end, wireEnd);
  if (!lines.reaches(at, 2)) {
    return {name: 'RIP', protocols: ['rip'], nodes: [], columns: {protocol: 'RIP', info: ''}, shortage: lines.shortage};
  }
  const command = u8(b, at);
  const version = u8(b, at + 1);
  const versionName = version === 1 || version === 2 ? `RIPv${version}` : undefined;
  lines.add('rip.command', at, 1, `Command: ${COMMANDS[command] ?? 'Unknown'} (${command})`, command);
  lines.add('rip.version', at + 1, 1, `Version: ${versionName ?? 'Unknown'} (${version})`, version);
  for (let here = at + HEADER_LENGTH; here < wireEnd && lines.reaches(here, ROUTE_LENGTH); here += ROUTE_LENGTH) {
    lines.push(route(b, here, version));
  }
  return blockLayer(unit, lines, {
    name: 'RIP',
    field: 'rip',
    title: 'Routing Information Protocol',
    columns: {protocol: versionName ?? 'RIP', info: COMMANDS[command] ?? `Unknown command (${command})`},
  });
}

function route(b: Uint8Array, at: number, version: number): FieldNode {
  const family = u16(b, at);
  const metric = u32(b, at + 16);
  const address = (offset: number): string => formatAddress(b.subarray(at + offset, at + offset + 4));
  const metricLine = node('rip.metric', `Metric: ${metric}`, at + 16, 4);
  const familyLine = (name: string): FieldNode => node('rip.family', `Address Family: ${name} (${family})`, at, 2);
  switch (family) {
    case FAMILY.unspecified:
      return node('', `Address not specified, Metric: ${metric}`, at, ROUTE_LENGTH, [
        familyLine('Unspecified'),
        metricLine,
      ]);
    case FAMILY.ip:
      return node('', `IP Address: ${address(4)}, Metric: ${metric}`, at, ROUTE_LENGTH, [
        familyLine('IP'),
        ...(version === 2 ? [node('rip.route_tag', `Route Tag: ${u16(b, at + 2)}`, at + 2, 2)] : []),
        node('rip.ip', `IP Address: ${address(4)}`, at + 4, 4),
        ...(version === 2
          ? [
              node('rip.netmask', `Netmask: ${address(8)}`, at + 8, 4),
              node('rip.next_hop', `Next Hop: ${address(12)}`, at + 12, 4),
            ]
          : []),
        metricLine,
      ]);
    case FAMILY.authentication:
      return authentication(b, at);
    default: {
      const shown = `Unknown address family ${family}`;
      const remark = expert('rip.unknown_address_family', 'Warning', 'Protocol', shown);
      return node('', shown, at, ROUTE_LENGTH, [remark]);
    }
  }
}

/** RFC 2453 §4.1; RFC 2082 §3.2. */
function authentication(b: Uint8Array, at: number): FieldNode {
  const type = u16(b, at + 2);
  const name = AUTHENTICATIONS[type] ?? 'Unknown';
  const password = asciiValue(b.subarray(at + 4, at + ROUTE_LENGTH)).replace(/\\x00.*$/s, '');
  return node('', `Authentication: ${name}`, at, ROUTE_LENGTH, [
    node('rip.auth.type', `Authentication type: ${name} (${type})`, at + 2, 2),
    ...(type === PASSWORD ? [node('rip.auth.passwd', `Password: ${password}`, at + 4, 16)] : []),
  ]);
}
