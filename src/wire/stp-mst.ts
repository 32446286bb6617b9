// IEEE 802.1Q-2018 §14.4: what follows the version 1 length in a BPDU of multiple spanning trees.
//   version 3 length(2) format selector(1) name(32) revision(2) digest(16) internal root path cost(4) bridge(8) hops(1)
// Before the standard, switches put the bridge before the cost.
import type {FieldNode} from '../model/tree.ts';
import {hexBytes} from './bits.ts';
import type {Lines} from './lines.ts';
import {u8, u16, u32} from './read.ts';
import {bridgeNode} from './stp-bridge.ts';
import {text, visible} from './text.ts';

const NAME_LENGTH = 32;
const DIGEST_LENGTH = 16;
const EXTENSION_LENGTH = 64;

export function addMstExtension(lines: Lines, b: Uint8Array, at: number, end: number): void {
  // A BPDU for a single region may end here.
  if (end - at < 2 + EXTENSION_LENGTH) return;
  const claimed = u16(b, at);
  lines.add('mstp.version_3_length', at, 2, `Version 3 Length: ${claimed}`, claimed);
  const from = at + 2;
  const isOld = claimed === 0;
  const extension = lines.within();
  extension.add('mstp.config_format_selector', from, 1, `MST Config ID format selector: ${u8(b, from)}`, u8(b, from));
  const name = visible(text(b.subarray(from + 1, from + 1 + NAME_LENGTH)).replace(/\0.*$/s, ''));
  extension.add('mstp.config_name', from + 1, NAME_LENGTH, `MST Config name: ${name}`, name);
  const revisionAt = from + 1 + NAME_LENGTH;
  const revision = u16(b, revisionAt);
  extension.add('mstp.config_revision_level', revisionAt, 2, `MST Config revision: ${revision}`, revision);
  const digestAt = revisionAt + 2;
  const costAt = digestAt + DIGEST_LENGTH + (isOld ? 8 : 0);
  const bridgeAt = digestAt + DIGEST_LENGTH + (isOld ? 0 : 4);
  const digest = hexBytes(b, digestAt, digestAt + DIGEST_LENGTH);
  extension.add('mstp.config_digest', digestAt, DIGEST_LENGTH, `MST Config digest: ${digest}`);
  const cost: FieldNode = {
    field: 'mstp.cist_internal_root_path_cost',
    text: `CIST Internal Root Path Cost: ${u32(b, costAt)}`,
    at: costAt,
    length: 4,
    value: u32(b, costAt),
  };
  const title = 'CIST Bridge Identifier';
  const bridge = bridgeNode(b, bridgeAt, title, 'CIST Bridge', 'mstp.cist_bridge', ' Identifier');
  extension.push(...(isOld ? [bridge, cost] : [cost, bridge]));
  const hopsAt = digestAt + DIGEST_LENGTH + 12;
  extension.add('mstp.cist_remaining_hops', hopsAt, 1, `CIST Remaining hops: ${u8(b, hopsAt)}`, u8(b, hopsAt));
  const children: readonly FieldNode[] = extension.nodes;
  lines.push({field: '', text: 'MST Extension', at: from, length: EXTENSION_LENGTH, children});
}
