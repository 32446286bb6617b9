// RFC 1112 appendix I, RFC 2236 §2, RFC 3376 §4:
//   type(1) max resp time(1) checksum(2) group(4) [query v3: S, QRV(1) QQIC(1) sources(2) source(4)…]
//   report v3: type(1) reserved(1) checksum(2) reserved(2) records(2), each type(1) aux length(1) sources(2) group(4)
import type {FieldNode} from '../model/tree.ts';
import {formatAddress} from './address.ts';
import {bitPicture, hex, hexBytes, label} from './bits.ts';
import {internetChecksum} from './checksum.ts';
import type {Layer, Unit} from './layer.ts';
import {expert, Lines} from './lines.ts';
import {u8, u16} from './read.ts';

const TYPE = {query: 0x11, reportV1: 0x12, reportV2: 0x16, leave: 0x17, reportV3: 0x22} as const;
const TYPE_NAMES: ReadonlyMap<number, string> = new Map<number, string>([
  [TYPE.query, 'Membership Query'],
  [TYPE.reportV1, 'Membership Report'],
  [TYPE.reportV2, 'Membership Report'],
  [TYPE.leave, 'Leave Group'],
  [TYPE.reportV3, 'Membership Report'],
]);
const MIN_QUERY_V3 = 12;

const type = (b: Uint8Array, at: number): number => u8(b, at);
const maxResponse = (b: Uint8Array, at: number): number => u8(b, at + 1);
const address = (b: Uint8Array, at: number): string => formatAddress(b.subarray(at, at + 4));

/** RFC 3376 §7.1: the length and the response time tell the versions of queries apart. */
function versionOf(b: Uint8Array, at: number, wireEnd: number): 1 | 2 | 3 | undefined {
  switch (type(b, at)) {
    case TYPE.query:
      return wireEnd - at >= MIN_QUERY_V3 ? 3 : maxResponse(b, at) === 0 ? 1 : 2;
    case TYPE.reportV1:
      return 1;
    case TYPE.reportV2:
    case TYPE.leave:
      return 2;
    case TYPE.reportV3:
      return 3;
    default:
      return undefined;
  }
}

export function igmpLayer(unit: Unit): Layer {
  const {b, at, end, wireEnd} = unit;
  const lines = new Lines(end, wireEnd);
  const name = TYPE_NAMES.get(type(b, at)) ?? 'Unknown';
  const version = versionOf(b, at, wireEnd);
  const typeLine = `Type: ${name} (${hex(type(b, at), 2)})`;
  const isRead = lines.reaches(at, 1);
  let info = '';
  if (isRead && version === undefined) {
    lines.add('igmp.type', at, 1, typeLine, type(b, at));
    if (end > at + 1) lines.add('igmp.data', at + 1, end - at - 1, label('Data', hexBytes(b, at + 1, end)));
    info = `Unknown Type:${hex(type(b, at), 2)}`;
  } else if (isRead) {
    lines.push({field: 'igmp.version', text: `[IGMP Version: ${version}]`, value: version ?? 0});
    lines.add('igmp.type', at, 1, typeLine, type(b, at));
    addResponseTime(lines, b, at, version);
    addChecksum(lines, unit);
    const more = type(b, at) === TYPE.reportV3 ? addRecords(lines, unit) : addGroup(lines, unit, version);
    info = `${name}${more}`;
  }
  const children = lines.nodes;
  const text = 'Internet Group Management Protocol';
  return {
    name: 'IGMP',
    protocols: version === undefined ? ['igmp'] : ['igmp', 'igmp'],
    nodes: isRead ? [{field: 'igmp', text, at, length: end - at, children}] : [],
    columns: {protocol: `IGMP${version === undefined ? '' : `v${version}`}`, info},
    shortage: lines.shortage,
  };
}

/** RFC 3376 §4.1.1: from 128 on, a floating-point number; in tenths of a second. */
function addResponseTime(lines: Lines, b: Uint8Array, at: number, version: number | undefined): void {
  const code = maxResponse(b, at);
  if (version === 1 || type(b, at) === TYPE.reportV3) {
    lines.add('igmp.reserved', at + 1, 1, `Reserved: ${hexBytes(b, at + 1, at + 2)}`);
    return;
  }
  const isFloat = version === 3 && code >= 128;
  const [exponent, mantissa] = [(code >> 4) & 7, code & 15];
  const tenths = isFloat ? (mantissa | 0x10) << (exponent + 3) : code;
  const place = {at: at + 1, length: 1};
  const children: FieldNode[] | undefined = isFloat
    ? [
        {field: 'igmp.max_resp.exp', text: `${bitPicture(code, 0x70, 8)} = Exponent: ${hex(exponent, 1)}`, ...place},
        {field: 'igmp.max_resp.mant', text: `${bitPicture(code, 0x0f, 8)} = Mantissa: ${hex(mantissa, 1)}`, ...place},
      ]
    : undefined;
  const text = `Max Resp Time: ${(tenths / 10).toFixed(1)} sec (${hex(code, 2)})`;
  lines.add('igmp.max_resp', at + 1, 1, text, code, children);
}

function addChecksum(lines: Lines, {b, at, end, wireEnd}: Unit): void {
  const fieldAt = at + 2;
  const sum = u16(b, fieldAt);
  const text = `Checksum: ${hex(sum, 4)}`;
  if (end < wireEnd) {
    lines.add('igmp.checksum', fieldAt, 2, `${text} [unverified]`, sum);
    lines.derived('igmp.checksum.status', 'Checksum Status: Unverified', 'Unverified');
    return;
  }
  const right = internetChecksum(b, at, wireEnd - at, fieldAt);
  const isGood = right === sum;
  const children = isGood
    ? undefined
    : [expert('igmp.bad_checksum', 'Error', 'Checksum', `Bad checksum [should be ${hex(right, 4)}]`)];
  lines.add(
    'igmp.checksum',
    fieldAt,
    2,
    `${text} ${isGood ? '[correct]' : `incorrect, should be ${hex(right, 4)}`}`,
    sum,
    children,
  );
  const status = isGood ? 'Good' : 'Bad';
  lines.derived('igmp.checksum.status', `Checksum Status: ${status}`, status);
}

/** Of queries, reports before version 3, and leaves; returns what the info column adds. */
function addGroup(lines: Lines, {b, at}: Unit, version: number | undefined): string {
  const group = address(b, at + 4);
  lines.add('igmp.maddr', at + 4, 4, `Multicast Address: ${group}`, group);
  if (version === 1) return '';
  const kind = type(b, at);
  const hasGroup = lines.shortage === undefined;
  if (kind === TYPE.reportV2) return hasGroup ? ` group ${group}` : '';
  if (kind === TYPE.leave) return hasGroup ? ` ${group}` : '';
  const query = !hasGroup ? '' : group === '0.0.0.0' ? ', general' : `, specific for group ${group}`;
  if (version !== 3) return query;
  const [bits, interval, count] = [u8(b, at + 8), u8(b, at + 9), u16(b, at + 10)];
  const suppress = bits & 8 ? 'SUPPRESS router side processing' : 'Do not suppress router side processing';
  lines.add('igmp.s', at + 8, 1, `${bitPicture(bits, 8, 8)} = S: ${suppress}`, (bits & 8) !== 0);
  lines.add('igmp.qrv', at + 8, 1, `${bitPicture(bits, 7, 8)} = QRV: ${bits & 7}`, bits & 7);
  lines.add('igmp.qqic', at + 9, 1, `QQIC: ${interval}`, interval);
  lines.add('igmp.num_src', at + 10, 2, `Num Src: ${count}`, count);
  const sources = addSources(lines, b, at + MIN_QUERY_V3, count);
  return `${query}${count > 0 ? `, sources {${sources.join(', ')}}` : ''}`;
}

function addSources(lines: Lines, b: Uint8Array, from: number, count: number): string[] {
  const sources: string[] = [];
  for (let i = 0; i < count && lines.reaches(from + 4 * i, 4); i++) {
    const source = address(b, from + 4 * i);
    lines.add('igmp.saddr', from + 4 * i, 4, `Source Address: ${source}`, source);
    sources.push(source);
  }
  return sources;
}

const RECORD_TYPES: ReadonlyMap<number, string> = new Map([
  [1, 'Mode Is Include'],
  [2, 'Mode Is Exclude'],
  [3, 'Change To Include Mode'],
  [4, 'Change To Exclude Mode'],
  [5, 'Allow New Sources'],
  [6, 'Block Old Sources'],
]);

/** What a record asks for, in the info column's words. */
function recordInfo(kind: number, group: string, sources: readonly string[]): string {
  const list = `{${sources.join(', ')}}`;
  const some = sources.length > 0;
  const isPlural = sources.length > 1;
  switch (kind) {
    case 1:
    case 3:
      return some ? `Join group ${group} for ${isPlural ? 'sources in' : 'source'} ${list}` : `Leave group ${group}`;
    case 2:
    case 4:
      return some
        ? `Join group ${group}, for ${isPlural ? 'sources not in' : 'source not'} ${list}`
        : `Join group ${group} for any sources`;
    case 5:
      return `Group ${group}, ${some ? `new source${isPlural ? 's' : ''} ${list}` : 'ALLOW_NEW_SOURCES but no source specified (?)'}`;
    case 6:
      return `Group ${group}, ${some ? `block source${isPlural ? 's' : ''} ${list}` : 'BLOCK_OLD_SOURCES but no source specified (?)'}`;
    default:
      return `Group ${group}, unknown record type (?)${some ? `, sources ${list}` : ''}`;
  }
}

function addRecords(lines: Lines, {b, at, end, wireEnd}: Unit): string {
  const count = u16(b, at + 6);
  lines.add('igmp.reserved', at + 4, 2, `Reserved: ${hexBytes(b, at + 4, at + 6)}`);
  lines.add('igmp.num_grp_recs', at + 6, 2, `Num Group Records: ${count}`, count);
  if (lines.shortage === undefined && count === 0) return ' - General query';
  const infos: string[] = [];
  let recordAt = at + 8;
  for (let i = 0; i < count && lines.shortage === undefined; i++) {
    const record = new Lines(end, wireEnd);
    const [kind, auxiliary, sourceCount] = [u8(b, recordAt), 4 * u8(b, recordAt + 1), u16(b, recordAt + 2)];
    const group = address(b, recordAt + 4);
    const kindName = RECORD_TYPES.get(kind);
    record.add('igmp.record_type', recordAt, 1, `Record Type: ${kindName ?? 'Unknown'} (${kind})`, kind);
    record.add('igmp.aux_data_len', recordAt + 1, 1, `Aux Data Len: ${auxiliary / 4}`, auxiliary / 4);
    record.add('igmp.num_src', recordAt + 2, 2, `Num Src: ${sourceCount}`, sourceCount);
    record.add('igmp.maddr', recordAt + 4, 4, `Multicast Address: ${group}`, group);
    const sources = addSources(record, b, recordAt + 8, sourceCount);
    const auxiliaryAt = recordAt + 8 + 4 * sourceCount;
    const data = label('Aux Data', hexBytes(b, auxiliaryAt, auxiliaryAt + auxiliary));
    if (auxiliary > 0) record.add('igmp.aux_data', auxiliaryAt, auxiliary, data);
    const length = 8 + 4 * sourceCount + auxiliary;
    const text = `Group Record : ${group}  ${kindName ?? ''}`;
    if (record.nodes.length > 0) {
      const shown = Math.min(length, end - recordAt);
      lines.push({field: '', text, at: recordAt, length: shown, children: record.nodes});
    }
    lines.shortage = record.shortage;
    if (!record.shortage) infos.push(recordInfo(kind, group, sources));
    recordAt += length;
  }
  return infos.map((info) => ` / ${info}`).join('');
}
