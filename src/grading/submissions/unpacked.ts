import type {Remark} from '../../locales/index.ts';
import {LabError} from '../../model/errors.ts';
import {isToRead, looksOf} from './looks.ts';
import {remark} from './remark.ts';
import type {Room} from './room.ts';
import {byCodeUnits} from './text.ts';
import type {Item, SubmittedFile} from './types.ts';
import {type Shelf, unzip} from './zip.ts';

interface Result {
  readonly files: SubmittedFile[];
  readonly remarks: Remark[];
}

/**
 * The files of one submission, with those in zips and in zips within zips. What can't be unpacked stays as it is, and a
 * remark says why. `bare`: the submission is a zip itself, and paths begin inside it.
 */
export async function unpackedFiles(
  items: readonly Item[],
  depth: number,
  shelf: Shelf,
  room: Room,
  bare = false,
): Promise<Result> {
  const files: SubmittedFile[] = [];
  const remarks: Remark[] = [];
  for (const item of items.filter(({kind}) => kind === 'file')) {
    const found = await oneFile(item, depth, shelf, room, bare).catch((error: unknown): Result => {
      if (error instanceof LabError) throw error;
      const {code, message} = error as NodeJS.ErrnoException;
      return {files: [], remarks: [remark('unreadable', {name: item.path, reason: code ?? message})]};
    });
    files.push(...found.files);
    remarks.push(...found.remarks);
  }
  return {files: files.sort((a, b) => byCodeUnits(a.path, b.path)), remarks};
}

async function oneFile(item: Item, depth: number, shelf: Shelf, room: Room, bare: boolean): Promise<Result> {
  const {path, size, onDisk} = item;
  const looks = await looksOf(onDisk);
  const kept = (...remarks: Remark[]): Result => ({
    files: [{path, size, onDisk, looksLikeCapture: isToRead(looks, path)}],
    remarks,
  });
  if (looks === 'rar' || looks === '7z') {
    return kept(remark('archive', {name: path, kind: looks}));
  }
  if (looks !== 'zip') return kept();
  if (depth === 0) return kept(remark('zip.too-deep', {name: path}));
  try {
    const inner = await unzip(onDisk, path, shelf, room);
    if (!inner) return kept();
    const prefix = bare ? '' : `${path}/`;
    const within = inner.items.map((one) => ({...one, path: prefix + one.path}));
    const deeper = await unpackedFiles(within, depth - 1, shelf, room);
    return {files: deeper.files, remarks: [...inner.remarks, ...deeper.remarks]};
  } catch (error) {
    if (error instanceof LabError) throw error;
    return kept(remark('zip.damaged', {name: path, reason: (error as Error).message}));
  }
}
