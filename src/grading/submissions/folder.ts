import {copyFile, lstat, readdir} from 'node:fs/promises';
import {resolve, sep} from 'node:path';
import type {Remark} from '../../locales/index.ts';
import {isLitter} from './litter.ts';
import {remark} from './remark.ts';
import {byCodeUnits, gbk, utf8} from './text.ts';
import type {Item} from './types.ts';
import type {Shelf, Unzipped} from './zip.ts';

/** Everything below a folder, in the order of the paths; symbolic links are not followed, and litter is left out. */
export async function readFolder(folder: string, shelf: Shelf, except: readonly string[] = []): Promise<Unzipped> {
  const excepted = new Set(except.map((path) => resolve(path)));
  const items: Item[] = [];
  const remarks: Remark[] = [];
  const visit = async (place: Buffer, above: string): Promise<void> => {
    for (const {raw, name} of await namesIn(place, above, remarks)) {
      const path = `${above}${name}`;
      const at = Buffer.concat([place, Buffer.from(sep), raw]);
      if (excepted.has(resolve(at.toString()))) continue;
      try {
        const found = await lstat(at);
        const item = {path, modifiedMs: Math.floor(found.mtimeMs)};
        if (found.isDirectory()) {
          items.push({...item, kind: 'folder', size: 0, onDisk: ''});
          await visit(at, `${path}/`);
        } else if (found.isFile()) {
          items.push({...item, kind: 'file', size: found.size, onDisk: await named(at, name, shelf)});
        } else {
          remarks.push(remark(found.isSymbolicLink() ? 'link' : 'no-file', {name: path}));
        }
      } catch (error) {
        remarks.push(remark('unreadable', {name: path, reason: reason(error)}));
      }
    }
  };
  await visit(Buffer.from(folder), '');
  return {
    items: items.sort((a, b) => byCodeUnits(a.path, b.path)),
    remarks: remarks.sort((a, b) => byCodeUnits(nameIn(a), nameIn(b))),
  };
}

/** Zips made on Windows and unpacked on Linux leave names in GBK on the disk, which are no UTF-8. */
async function namesIn(place: Buffer, above: string, remarks: Remark[]): Promise<{raw: Buffer; name: string}[]> {
  try {
    const names = await readdir(place, {encoding: 'buffer'});
    return names
      .map((raw) => ({raw, name: (utf8(raw) ?? gbk(raw)).normalize('NFC')}))
      .filter(({name}) => !isLitter(name));
  } catch (error) {
    remarks.push(remark('unreadable', {name: above, reason: reason(error)}));
    return [];
  }
}

/** The file's place as text: a copy where its own name, or its folder's, is none. */
async function named(at: Buffer, name: string, shelf: Shelf): Promise<string> {
  const text = at.toString();
  if (Buffer.from(text).equals(at)) return text;
  const copy = await shelf.place(name);
  await copyFile(at, copy);
  return copy;
}

const nameIn = ({values}: Remark): string => String(values.name);
const reason = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? String(error);
