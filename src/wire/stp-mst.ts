// IEEE 802.1Q-2018 §14.4: what follows the version 1 length in a BPDU of multiple spanning trees.
//   version 3 length(2) format selector(1) name(32) revision(2) digest(16) internal root path cost(4) bridge(8) hops(1)
// then for every instance flags(1) regional root(8) internal root path cost(4) bridge priority(1) port priority(1) hops(1).
// Before the standard, switches put the bridge before the cost, and the length where the format selector stands now.
import type {FieldNode} from '../model/tree.ts';
import {formatAddress} from './address.ts';
import {bitPicture, hex, hexBytes} from './bits.ts';
import type {Lines} from './lines.ts';
import {macText} from './mac.ts';
import {u8, u16, u32} from './read.ts';
import {bridgeNode} from './stp-bridge.ts';
import {flagsNode} from './stp-flags.ts';
import {text, visible} from './text.ts';

const NAME_LENGTH = 32;
const DIGEST_LENGTH = 16;
const EXTENSION_LENGTH = 64;
const INSTANCE_LENGTH = 16;

/** What is before the length of version 3. */
const BEFORE_LENGTH = 36;

export function addMstExtension(lines: Lines, b: Uint8Array, at: number, wireEnd: number): void {
  // A BPDU for a single region may end here.
  if (lines.shortage || wireEnd - at < 2 + EXTENSION_LENGTH) return;
  const claimed = u16(b, at);
  lines.add('mstp.version_3_length', at, 2, `Version 3 Length: ${claimed}`, claimed);
  const from = at + 2;
  const isOld = claimed === 0 && wireEnd - (at - BEFORE_LENGTH) === u8(b, from) + BEFORE_LENGTH + 3;
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
  const addCost = () =>
    extension.add(
      'mstp.cist_internal_root_path_cost',
      costAt,
      4,
      `CIST Internal Root Path Cost: ${u32(b, costAt)}`,
      u32(b, costAt),
    );
  const addBridge = () => {
    if (extension.reaches(bridgeAt, 8))
      extension.push(
        bridgeNode(b, bridgeAt, 'CIST Bridge Identifier', 'CIST Bridge', 'mstp.cist_bridge', ' Identifier'),
      );
  };
  // Of a length of 0 that is not from before the standard, nobody knows what it means.
  for (const add of isOld ? [addBridge, addCost] : claimed === 0 ? [] : [addCost, addBridge]) add();
  const hopsAt = digestAt + DIGEST_LENGTH + 12;
  extension.add('mstp.cist_remaining_hops', hopsAt, 1, `CIST Remaining hops: ${u8(b, hopsAt)}`, u8(b, hopsAt));
  const instances = Math.floor(Math.max(0, claimed - EXTENSION_LENGTH) / INSTANCE_LENGTH);
  for (let i = 0; i < instances && !extension.shortage; i++)
    addInstance(extension, b, from + EXTENSION_LENGTH + INSTANCE_LENGTH * i);
  const length = Math.max(EXTENSION_LENGTH, claimed);
  const children: readonly FieldNode[] = extension.nodes;
  lines.push({field: '', text: 'MST Extension', at: from, length: Math.min(length, b.length - from), children});
  lines.shortage = extension.shortage;
}

function addInstance(extension: Lines, b: Uint8Array, at: number): void {
  const [word, mac] = [u16(b, at + 1), b.subarray(at + 3, at + 9)];
  const [priority, instance] = [word >> 12, word & 0x0fff];
  const [cost, bridge, port, hops] = [u32(b, at + 9), u8(b, at + 13) >> 4, u8(b, at + 14) >> 4, u8(b, at + 15)];
  // What names the instance is read before anything is shown.
  if (!extension.reaches(at, 9)) return;
  const lines = extension.within();
  lines.push(flagsNode(u8(b, at), {at, field: 'mstp.msti.flags', title: 'MSTI flags', isRapid: true}));
  lines.add('mstp.msti.priority', at + 1, 2, `${bitPicture(priority << 4, 0xf0, 8)} = Priority: ${hex(priority, 1)}`);
  lines.add('mstp.msti.msti_id', at + 1, 2, `${bitPicture(instance, 0x0fff, 16)} = MSTID: ${instance}`, instance);
  lines.add('mstp.msti.root.hw', at + 3, 6, `Regional Root: ${macText(mac)}`);
  lines.add('mstp.msti.root_cost', at + 9, 4, `Internal root path cost: ${cost}`, cost);
  lines.add('mstp.msti.bridge_priority', at + 13, 1, `Bridge Identifier Priority: ${bridge}`, bridge);
  lines.add('mstp.msti.port_priority', at + 14, 1, `Port identifier priority: ${port}`, port);
  lines.add('mstp.msti.remaining_hops', at + 15, 1, `Remaining hops: ${hops}`, hops);
  const root = `${priority << 12} / ${formatAddress(mac)}`;
  const text = `MSTID ${instance}, Regional Root Identifier ${root}`;
  const length = Math.min(INSTANCE_LENGTH, b.length - at);
  extension.push({field: '', text, at, length, children: lines.nodes});
  extension.shortage = lines.shortage;
}
