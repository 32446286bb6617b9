// RFC 4120 §7.2.1 (version 5); version 4: Miller, Neuman, Schiller, Saltzer, "Kerberos Authentication and Authorization
// System" (Project Athena), whose messages begin with version(1) type and byte order(1).

import {hex} from './bits.ts';
import {blockLayer} from './block.ts';
import type {Layer, Unit} from './layer.ts';
import {Lines} from './lines.ts';
import {bitNode} from './node.ts';
import {u8, u32, u32le} from './read.ts';
import {asciiValue, terminator} from './text.ts';
import {dateText} from './time.ts';

const VERSION_4 = 4;
/** Messages of version 5 begin with an ASN.1 tag of the class APPLICATION, which is higher. */
const HIGHEST_VERSION_4_BYTE = 16;

const TYPES_4: Readonly<Record<number, string>> = {
  1: 'KDC Request',
  2: 'KDC Reply',
  3: 'Appl Request',
  4: 'Appl Request Mutual',
  5: 'Error Reply',
  6: 'Private Message',
  7: 'Safe Message',
  8: 'Appl Version',
};
const KDC_REQUEST = 1;

/** RFC 4120 §5.10: the application tags of messages. */
const MESSAGES_5: Readonly<Record<number, string>> = {
  10: 'AS-REQ',
  11: 'AS-REP',
  12: 'TGS-REQ',
  13: 'TGS-REP',
  14: 'AP-REQ',
  15: 'AP-REP',
  20: 'KRB-SAFE',
  21: 'KRB-PRIV',
  22: 'KRB-CRED',
  30: 'KRB Error: ',
};

export function kerberosLayer(unit: Unit): Layer | undefined {
  const {b, at, end} = unit;
  if (end - at < 2) return undefined;
  const first = u8(b, at);
  return first <= HIGHEST_VERSION_4_BYTE ? version4(unit) : version5(unit);
}

function version4(unit: Unit): Layer | undefined {
  const {b, at, end, wireEnd} = unit;
  if (u8(b, at) !== VERSION_4) return undefined;
  const byte = u8(b, at + 1);
  const isLittle = (byte & 1) === 1;
  const order = isLittle ? 'Little Endian' : 'Big Endian';
  const type = byte >> 1;
  const name = TYPES_4[type] ?? 'Unknown';
  const lines = new Lines(end, wireEnd);
  lines.add('krb4.version', at, 1, `Version: ${VERSION_4}`, VERSION_4);
  lines.add('krb4.auth_msg_type', at + 1, 1, `Msg Type: ${hex(byte, 2)} ${name} (${order})`, byte, [
    bitNode('krb4.m_type', `M Type: ${name} (${hex(type, 2)})`, at + 1, {value: byte, mask: 0xfe, width: 8}),
    bitNode('krb4.byte_order', `Byte Order: ${order} (${hex(byte & 1, 1)})`, at + 1, {value: byte, mask: 1, width: 8}),
  ]);
  if (type === KDC_REQUEST) addRequest(lines, unit, isLittle ? u32le : u32);
  return blockLayer(unit, lines, {
    name: 'KRB4',
    field: 'krb4',
    title: 'Kerberos v4',
    protocols: ['kerberos', 'krb4'],
    columns: {protocol: 'KRB4', info: name},
  });
}

const MINUTES_PER_LIFETIME = 5;

function addRequest(lines: Lines, {b, at, end}: Unit, word: typeof u32): void {
  let here = at + 2;
  const addText = (field: string, title: string) => {
    const stop = terminator(b, here, end);
    const length = (stop < 0 ? end : stop) - here + 1;
    lines.add(field, here, length, `${title}: ${asciiValue(b.subarray(here, here + length - 1))}`);
    here += length;
  };
  addText('krb4.name', 'Name');
  addText('krb4.instance', 'Instance');
  addText('krb4.realm', 'Realm');
  lines.add('krb4.time_sec', here, 4, `Time Sec: ${dateText({seconds: word(b, here), nanos: 0}, 'UTC')}`);
  const lifetime = u8(b, here + 4);
  lines.add(
    'krb4.lifetime',
    here + 4,
    1,
    `Lifetime: ${lifetime} (${lifetime * MINUTES_PER_LIFETIME} minutes)`,
    lifetime,
  );
  here += 5;
  addText('krb4.s_name', 'Service Name');
  addText('krb4.s_instance', 'Service Instance');
}

const APPLICATION = 0x60;

function version5({b, at, end, wireEnd}: Unit): Layer | undefined {
  const tag = u8(b, at);
  const info = (tag & 0xe0) === APPLICATION ? MESSAGES_5[tag & 0x1f] : undefined;
  if (info === undefined) return undefined;
  return {
    name: 'Kerberos',
    protocols: ['kerberos'],
    nodes: [{field: 'kerberos', text: 'Kerberos', at, length: end - at}],
    columns: {protocol: 'KRB5', info},
    shortage: end < wireEnd ? 'cut' : undefined,
  };
}
