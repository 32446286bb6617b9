// Signed certificate timestamps: RFC 6962 §3.2, §3.3.
import type {FieldNode} from '../model/tree.ts';
import {hexBytes} from './bits.ts';
import {CT_LOGS} from './data/ct-logs.ts';
import type {Der} from './der.ts';
import {Fields} from './fields.ts';
import {node} from './node.ts';
import {u16, u32} from './read.ts';
import {dateText} from './time.ts';
import {addSignatureScheme} from './tls-text.ts';

const LOG_ID_LENGTH = 32;
const TIMESTAMP_LENGTH = 8;

/** The list in a certificate's extension: an octet string more around it. */
export function sctListLines(value: Der, timeZone: string): FieldNode[] {
  const fields = new Fields(value.b, value.at, value.end);
  fields.number('tls.sct.scts_length', 2, (length) => `Serialized SCT List Length: ${length}`);
  while (fields.left >= 2) {
    const {b, at} = fields;
    const length = u16(b, at);
    const id = hexBytes(b, at + 3, Math.min(fields.end, at + 3 + LOG_ID_LENGTH));
    const title = `Signed Certificate Timestamp (${CT_LOGS.get(id) ?? 'Unknown Log'})`;
    fields.group('tls.sct', title, 2 + length, (inner) => addTimestamp(inner, timeZone));
  }
  return fields.nodes;
}

function addTimestamp(fields: Fields, timeZone: string): void {
  const id = 'tls.sct.sct';
  fields.number(`${id}_length`, 2, (value) => `Serialized SCT Length: ${value}`);
  fields.number(`${id}_version`, 1, (value) => `SCT Version: ${value}`);
  fields.bytes(`${id}_logid`, 'Log ID', LOG_ID_LENGTH);
  if (fields.has(TIMESTAMP_LENGTH)) {
    const {b, at} = fields;
    const ms = u32(b, at) * 2 ** 32 + u32(b, at + 4);
    const time = dateText({seconds: Math.floor(ms / 1000), nanos: (ms % 1000) * 1e6}, timeZone);
    fields.nodes.push(node(`${id}_timestamp`, `Timestamp: ${time}`, at, TIMESTAMP_LENGTH));
    fields.at += TIMESTAMP_LENGTH;
  }
  const extensions = fields.number(`${id}_extensions_length`, 2, (value) => `Extensions length: ${value}`);
  if (extensions > 0) fields.bytes(`${id}_extensions`, 'Extensions', extensions);
  addSignatureScheme(fields);
  const length = fields.number(`${id}_signature_length`, 2, (value) => `Signature Length: ${value}`);
  fields.bytes(`${id}_signature`, 'Signature', length);
}
