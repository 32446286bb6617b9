import type {Remark} from '../../../locales/index.ts';
import {remark} from '../remark.ts';
import type {Item, Level} from '../types.ts';

/** Names of what lies in a level itself, in order; a zip may hold a folder's files without the folder. */
export function topNames({items}: Level): string[] {
  return [...new Set(items.map(({path}) => path.split('/')[0] as string))];
}

/** Files and folders below a folder, with paths from there. */
export function below(items: readonly Item[], folder: string): Item[] {
  const prefix = `${folder}/`;
  return items
    .filter(({path}) => path.startsWith(prefix))
    .map((item) => ({...item, path: item.path.slice(prefix.length)}));
}

export const fileAt = (items: readonly Item[], path: string): Item | undefined =>
  items.find((item) => item.kind === 'file' && item.path === path);

/** Files of the level itself. */
export const topFiles = ({items}: Level): Item[] =>
  items.filter(({path, kind}) => kind === 'file' && !path.includes('/'));

export const share = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);

/** Groups in the order in which their keys first appear. */
export function grouped<T>(values: readonly T[], keyOf: (value: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const value of values) {
    const key = keyOf(value);
    const group = groups.get(key);
    if (group) group.push(value);
    else groups.set(key, [value]);
  }
  return groups;
}

/** What a layout has no place for is told, not lost in silence. */
export const strangers = (names: readonly string[], system: string): Remark[] =>
  names.map((name) => remark('no-submission', {name, system}));
