// GIF89a (CompuServe, 1990) §18-27: screen descriptor, colour maps, then images and extensions in blocks.
import type {FieldNode} from '../model/tree.ts';
import {bitPicture, hex, hexBytes, label} from './bits.ts';
import {expert} from './lines.ts';
import {node} from './node.ts';
import {u8} from './read.ts';
import {latin1} from './text.ts';

const EXTENSION = 0x21;
const IMAGE = 0x2c;
const TRAILER = 0x3b;
const SCREEN_LENGTH = 13;
const IMAGE_LENGTH = 10;
/** Blocks that are listed of one picture. */
const MAX_BLOCKS = 2000;
const SHOWN_BYTES = 128;

const EXTENSION_NAMES: Readonly<Record<number, string>> = {
  1: 'Plain Text',
  249: 'Graphics Control',
  254: 'Comment',
  255: 'Application',
};

/** Numbers have their least significant byte first. */
const u16le = (b: Uint8Array, at: number): number => u8(b, at) | (u8(b, at + 1) << 8);

/** The lines of a picture; `isCut` when it ends before its trailer. */
export function gifNodes(b: Uint8Array, at: number): {nodes: FieldNode[]; isCut: boolean} {
  const line = (field: string, text: string, from: number, length: number, children: readonly FieldNode[] = []) =>
    node(`image-gif.${field}`, text, at + from, length, children);
  const nodes: FieldNode[] = [line('version', `Version: ${latin1(b.subarray(0, 6))}`, 0, 6)];
  if (b.length < SCREEN_LENGTH) return {nodes, isCut: true};
  nodes.push(
    line('screen.width', `Screen width: ${u16le(b, 6)}`, 6, 2),
    line('screen.height', `Screen height: ${u16le(b, 8)}`, 8, 2),
    settings(b, 10, at, 'global'),
    line('image_background_index', `Background color index: ${u8(b, 11)}`, 11, 1),
  );
  let here = SCREEN_LENGTH;
  const ratio = u8(b, 12);
  if (ratio !== 0) {
    const text = `${ratio}, yields an aspect ratio of (15 + ${ratio}) / 64 = ${((15 + ratio) / 64).toFixed(2)}`;
    nodes.push(line('global.pixel_aspect_ratio', text, 12, 1));
  }
  const map = mapLength(u8(b, 10));
  if (map > 0) {
    if (here + map > b.length) return {nodes, isCut: true};
    nodes.push(line('global.color_map', label('Global color map', shownBytes(b, here, map)), here, map));
    here += map;
  }
  /** Sub-blocks up to the empty one (§15, §16). */
  const dataBlocks = (into: FieldNode[]): boolean => {
    for (let count = 0; here < b.length && count < MAX_BLOCKS; count++) {
      const length = u8(b, here);
      if (here + 1 + length > b.length) return false;
      const shown = `${length === 0 ? '<none>' : shownBytes(b, here + 1, length)} (length = ${length})`;
      into.push(line('data_block', label('Data block', shown), here, length + 1));
      here += 1 + length;
      if (length === 0) return true;
    }
    return false;
  };
  for (let count = 0; here < b.length && count < MAX_BLOCKS; count++) {
    const from = here;
    const introducer = u8(b, here);
    if (introducer === TRAILER) {
      nodes.push(line('trailer', 'Trailer (End of the GIF stream)', here, 1));
      return {nodes, isCut: false};
    }
    const children: FieldNode[] = [];
    if (introducer === EXTENSION && here + 2 <= b.length) {
      const kind = u8(b, here + 1);
      const name = EXTENSION_NAMES[kind] ?? '<Warning: Unknown extension>';
      children.push(line('extension.label', `Extension label: ${name} (${hex(kind, 2)})`, here + 1, 1));
      here += 2;
      const whole = dataBlocks(children);
      nodes.push(line('extension', `Extension: ${name}`, from, here - from, children));
      if (!whole) return {nodes, isCut: true};
    } else if (introducer === IMAGE && here + IMAGE_LENGTH <= b.length) {
      children.push(
        line('image.left', `Image left position: ${u16le(b, here + 1)}`, here + 1, 2),
        line('image.top', `Image top position: ${u16le(b, here + 3)}`, here + 3, 2),
        line('image.width', `Image width: ${u16le(b, here + 5)}`, here + 5, 2),
        line('image.height', `Image height: ${u16le(b, here + 7)}`, here + 7, 2),
        settings(b, here + 9, at, 'local'),
      );
      const local = mapLength(u8(b, here + 9));
      here += IMAGE_LENGTH;
      if (here + local + 1 > b.length)
        return {nodes: [...nodes, line('image', 'Image', from, b.length - from, children)], isCut: true};
      if (local > 0) {
        children.push(line('local.color_map', label('Local color map', shownBytes(b, here, local)), here, local));
        here += local;
      }
      children.push(line('image.code_size', `LZW minimum code size: ${u8(b, here)}`, here, 1));
      here++;
      const whole = dataBlocks(children);
      nodes.push(line('image', 'Image', from, here - from, children));
      if (!whole) return {nodes, isCut: true};
    } else if (introducer === EXTENSION || introducer === IMAGE) return {nodes, isCut: true};
    else {
      const message = 'Unknown GIF data block type';
      nodes.push(
        line('data_block', message, here, 1, [expert('gif.data_block_type.unknown', 'Warning', 'Protocol', message)]),
      );
      here++;
    }
  }
  return {nodes, isCut: true};
}

/** §18.c.v, §20.c.ix: a map has 2^(size + 1) colours of three bytes. */
const mapLength = (packed: number): number => ((packed & 0x80) === 0 ? 0 : 3 * 2 ** ((packed & 7) + 1));

const shownBytes = (b: Uint8Array, from: number, length: number): string =>
  hexBytes(b, from, from + Math.min(length, SHOWN_BYTES));

function settings(b: Uint8Array, from: number, at: number, which: 'global' | 'local'): FieldNode {
  const packed = u8(b, from);
  const name = which === 'global' ? 'Global' : 'Local';
  const counted = (count: number, of: string) => `(${count} ${count === 1 ? 'bit' : 'bits'} per ${of})`;
  const bit = (field: string, text: string, mask: number, value: string | number) =>
    node(`image-gif.${which}.${field}`, `${bitPicture(packed, mask, 8)} = ${text}: ${value}`, at + from, 1);
  const flag = (mask: number) => ((packed & mask) === 0 ? 'False (0)' : 'True (1)');
  // Wireshark's sum leaves out the lowest of the three bits.
  const colors = counted(1 + ((packed & 0x60) >> 4), 'color');
  const present = (packed & 0x80) === 0 ? '' : `(${name} color table present) `;
  const title = `${name} settings: ${present}${colors} ${counted(1 + (packed & 7), 'pixel')}`;
  return node(`image-gif.${which}`, title, at + from, 1, [
    bit('color_map.present', `${name} color map is present`, 0x80, flag(0x80)),
    bit('color_bpp', 'Bits per color minus 1', 0x70, (packed >> 4) & 7),
    // New in GIF89a.
    ...(u8(b, 4) === 0x39 ? [bit('color_map.ordered', `${name} color map is ordered`, 0x08, flag(0x08))] : []),
    bit('bpp', 'Image bits per pixel minus 1', 0x07, packed & 7),
  ]);
}
