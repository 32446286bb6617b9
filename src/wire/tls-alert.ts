// RFC 8446 §6: an alert is a level and a description; anything longer is encrypted.
import type {FieldNode} from '../model/tree.ts';
import {node} from './node.ts';
import {u8} from './read.ts';

const ALERT_LENGTH = 2;

/** The title of an alert's record, which the info column repeats, and its lines. */
export function alertContent(
  b: Uint8Array,
  at: number,
  end: number,
  isEncrypted: boolean,
): {readonly title: string; readonly lines: readonly FieldNode[]} {
  if (end - at !== ALERT_LENGTH || isEncrypted) {
    const line = node('tls.alert_message', 'Alert Message: Encrypted Alert', at, end - at);
    return {title: 'Encrypted Alert', lines: end > at ? [line] : []};
  }
  const [level, description] = [u8(b, at), u8(b, at + 1)];
  const levelName = ['Warning', 'Fatal'][level - 1] ?? 'Unknown';
  const name = ALERTS.get(description) ?? 'Unknown';
  return {
    title: `Alert (Level: ${levelName}, Description: ${name})`,
    lines: [
      node('tls.alert_message', 'Alert Message', at, ALERT_LENGTH, [
        node('tls.alert_message.level', `Level: ${levelName} (${level})`, at, 1),
        node('tls.alert_message.desc', `Description: ${name} (${description})`, at + 1, 1),
      ]),
    ],
  };
}

const ALERTS: ReadonlyMap<number, string> = new Map([
  [0, 'Close Notify'],
  [10, 'Unexpected Message'],
  [20, 'Bad Record MAC'],
  [21, 'Decryption Failed'],
  [22, 'Record Overflow'],
  [30, 'Decompression Failure'],
  [40, 'Handshake Failure'],
  [42, 'Bad Certificate'],
  [43, 'Unsupported Certificate'],
  [44, 'Certificate Revoked'],
  [45, 'Certificate Expired'],
  [46, 'Certificate Unknown'],
  [47, 'Illegal Parameter'],
  [48, 'Unknown CA'],
  [49, 'Access Denied'],
  [50, 'Decode Error'],
  [51, 'Decrypt Error'],
  [70, 'Protocol Version'],
  [71, 'Insufficient Security'],
  [80, 'Internal Error'],
  [86, 'Inappropriate Fallback'],
  [90, 'User Canceled'],
  [100, 'No Renegotiation'],
  [109, 'Missing Extension'],
  [110, 'Unsupported Extension'],
  [112, 'Unrecognized Name'],
  [115, 'Unknown PSK Identity'],
  [116, 'Certificate Required'],
  [120, 'No application Protocol'],
]);
