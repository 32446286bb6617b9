import {senderOf} from '../flows/segment-facts.ts';
import type {Flows, TcpStream} from '../flows/types.ts';
import {NETWORK} from '../model/packet-table.ts';
import type {IpHeaders, Side} from '../model/report.ts';
import {frameOf, type Row} from '../model/units.ts';
import * as ipv4 from '../wire/ipv4.ts';
import * as ipv6 from '../wire/ipv6.ts';

/** Of each direction. */
const PACKETS = 12;

type Accessor = (b: Uint8Array, at: number) => number;

const IPV4: Readonly<Record<string, Accessor>> = {
  'ip.version': ipv4.version,
  'ip.hdr_len': ipv4.headerLength,
  'ip.dsfield': ipv4.trafficClass,
  'ip.len': ipv4.totalLength,
  'ip.id': ipv4.identification,
  'ip.flags': ipv4.flags,
  'ip.frag_offset': ipv4.fragmentOffset,
  'ip.ttl': ipv4.timeToLive,
  'ip.proto': ipv4.protocol,
  'ip.checksum': ipv4.checksum,
};

const IPV6: Readonly<Record<string, Accessor>> = {
  'ipv6.version': ipv6.version,
  'ipv6.tclass': ipv6.trafficClass,
  'ipv6.flow': ipv6.flowLabel,
  'ipv6.plen': ipv6.payloadLength,
  'ipv6.nxt': ipv6.nextHeader,
  'ipv6.hlim': ipv6.hopLimit,
};

/** The IP headers of a connection's first packets, for what changes from one to the next and what stays. */
export function ipHeaders(flows: Flows, stream: TcpStream): Partial<Record<Side, IpHeaders>> | undefined {
  const client = direction(flows, stream, 'client');
  const server = direction(flows, stream, 'server');
  return client || server ? {...(client ? {client} : {}), ...(server ? {server} : {})} : undefined;
}

function direction(flows: Flows, stream: TcpStream, side: Side): IpHeaders | undefined {
  const {capture} = flows;
  const {packets: table} = capture;
  const rows = firstRows(stream.rows, (row) => senderOf(flows, stream, row) === side);
  const [first] = rows;
  if (first === undefined) return undefined;
  const version = table.get('network', first) === NETWORK.ipv6 ? 6 : 4;
  const accessors = Object.entries(version === 4 ? IPV4 : IPV6);
  const values = rows.map((row) => {
    const [bytes, at] = [capture.bytesOf(row), table.get('networkAt', row)];
    return accessors.map(([, read]) => read(bytes, at));
  });
  return {
    version,
    frames: rows.map(frameOf),
    fields: Object.fromEntries(accessors.map(([name], index) => [name, values.map((all) => all[index] as number)])),
  };
}

function firstRows(rows: Uint32Array, wanted: (row: Row) => boolean): Row[] {
  const found: Row[] = [];
  for (let index = 0; index < rows.length && found.length < PACKETS; index++) {
    const row = rows[index] as Row;
    if (wanted(row)) found.push(row);
  }
  return found;
}
