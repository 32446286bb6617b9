import {remark} from '../remark.ts';
import type {Draft, Item, Layout, Level} from '../types.ts';
import {grouped, share, strangers, topFiles, topNames} from './names.ts';

/** lib/content_zipper.rb: `{name}[_LATE]_{user}_{attachment}_{file}`, all in one folder; anonymous without the name. */
const UPLOAD = /^(?<name>.+?)(?<late>_LATE)?_(?<user>\d+)_(?<attachment>\d+)_(?<file>.+)$/;
const ANONYMOUS =
  /^(?<late>LATE_)?anon_(?<user>[A-Za-z0-9]+)_(?:(?<attachment>\d+)_(?<file>.+)|(?<entry>text|link)\.html)$/;
const ENTRY = /^(?<name>.+?)(?<late>_LATE)?_(?<user>\d+)_(?<entry>text|link)\.html$/;

interface Upload {
  readonly item: Item;
  readonly name?: string;
  readonly late: boolean;
  readonly user: string;
  readonly attachment?: string;
  readonly file: string;
}

export const canvas: Layout = {
  name: 'canvas',

  score(level) {
    const uploads = topFiles(level).flatMap((item) => uploadOf(item) ?? []);
    const explained = share(uploads.length, topNames(level).length);
    return explained === 0 ? 0 : explained * confidence(uploads);
  },

  async split(level: Level) {
    const files = topFiles(level);
    const uploads = files.flatMap((item) => uploadOf(item) ?? []);
    const known = new Set(uploads.map(({item}) => item.path));
    return {
      drafts: [...grouped(uploads, ({user}) => user).values()].map(draftOf),
      remarks: strangers(
        topNames(level).filter((name) => !known.has(name)),
        'Canvas',
      ),
    };
  },
};

/**
 * `{姓名}_{学号}_{date}_lab.pcapng` looks the same; but Canvas never gives two files one number, and one user only one
 * name. Numbers that are all dates may be either.
 */
function confidence(uploads: readonly Upload[]): number {
  const attachments = uploads.flatMap(({attachment}) => attachment ?? []);
  const names = new Set(uploads.map(({user, name}) => `${user} ${name ?? ''}`));
  if (new Set(attachments).size < attachments.length) return 0;
  if (names.size > new Set(uploads.map(({user}) => user)).size) return 0;
  return attachments.length > 0 && attachments.every((number) => /^20\d{2}[01]\d[0-3]\d$/.test(number)) ? 0.4 : 1;
}

function uploadOf(item: Item): Upload | undefined {
  const found = ANONYMOUS.exec(item.path) ?? ENTRY.exec(item.path) ?? UPLOAD.exec(item.path);
  const {name, late, user, attachment, file, entry} = found?.groups ?? {};
  if (user === undefined) return undefined;
  return {
    item,
    ...(name === undefined ? {} : {name}),
    late: late !== undefined,
    user,
    ...(attachment === undefined ? {} : {attachment}),
    file: file ?? `${entry}.html`,
  };
}

function draftOf(uploads: readonly Upload[]): Draft {
  const [first] = uploads;
  if (!first) throw new RangeError('a student without uploads');
  const {name, user} = first;
  const late = uploads.some((upload) => upload.late);
  const shared = name === undefined ? `${late ? 'LATE_' : ''}anon_${user}` : `${name}${late ? '_LATE' : ''}_${user}`;
  return {
    source: uploads.length === 1 ? first.item.path : shared,
    ...(name === undefined ? {} : {name, label: name}),
    fallback: name ?? `anon_${user}`,
    late,
    lms: {system: 'canvas', userId: user, attachmentIds: uploads.flatMap(({attachment}) => attachment ?? [])},
    items: uploads.map(({item, file}) => ({...item, path: file})),
    earlierAttempts: [],
    remarks: uploads.every(({attachment}) => attachment === undefined) ? [remark('text-or-link-only')] : [],
  };
}
