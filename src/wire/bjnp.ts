// Canon's BJNP, by which printers and scanners are found: "BJNx"(4) type(1) code(1) error(2) sequence number(2)
// session id(2) payload length(4).
import {hexBytes, label} from './bits.ts';
import {blockLayer} from './block.ts';
import type {Layer, Unit} from './layer.ts';
import {Lines} from './lines.ts';
import {u8, u16, u32} from './read.ts';
import {asciiValue, latin1} from './text.ts';

const HEADER_LENGTH = 16;
const TYPES: Readonly<Record<number, string>> = {
  1: 'Printer Command',
  2: 'Scanner Command',
  129: 'Printer Response',
  130: 'Scanner Response',
};
const CODES: Readonly<Record<number, string>> = {
  1: 'Discover',
  16: 'Print Job Details',
  17: 'Request Closure',
  32: 'Get Printer Status',
  33: 'Print',
};

export function bjnpLayer(unit: Unit): Layer | undefined {
  const {b, at, end, wireEnd} = unit;
  if (!/^(BJN|MFN)/.test(latin1(b.subarray(at, Math.min(end, at + 3))))) return undefined;
  const lines = new Lines(end, wireEnd);
  const [type, code, length] = [u8(b, at + 4), u8(b, at + 5), u32(b, at + 12)];
  const typeName = TYPES[type] ?? 'Unknown';
  const codeName = CODES[code] ?? 'Unknown';
  lines.add('bjnp.id', at, 4, `Id: ${asciiValue(b.subarray(at, at + 4))}`);
  lines.add('bjnp.type', at + 4, 1, `Type: ${typeName} (${type})`, type);
  lines.add('bjnp.code', at + 5, 1, `Code: ${codeName} (${code})`, code);
  lines.add('bjnp.seq_no', at + 6, 4, `Sequence Number: ${u32(b, at + 6)}`, u32(b, at + 6));
  lines.add('bjnp.session_id', at + 10, 2, `Session Id: ${u16(b, at + 10)}`, u16(b, at + 10));
  lines.add('bjnp.payload_len', at + 12, 4, `Payload Length: ${length}`, length);
  if (length > 0) {
    const from = at + HEADER_LENGTH;
    lines.add('bjnp.payload', from, length, label('Payload', hexBytes(b, from, from + length)));
  }
  const shown = `${TYPES[type] ?? `Unknown type (${type})`}: ${CODES[code] ?? `Unknown code (${code})`}`;
  return blockLayer(unit, lines, {
    name: 'BJNP',
    field: 'bjnp',
    title: `Canon BJNP, ${shown}`,
    columns: {protocol: 'BJNP', info: shown},
  });
}
