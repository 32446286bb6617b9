import {remark} from '../remark.ts';
import {byCodeUnits} from '../text.ts';
import type {Draft, Item, Layout, SplitContext} from '../types.ts';
import {grouped, share, strangers, topFiles, topNames} from './names.ts';

/** `{assignment}_{username}_attempt_{timestamp}[_{file}]`, and a text about each attempt; all in one folder. */
const FILE =
  /^(?<assignment>.+)_(?<username>[^_]+)_(?:attempt|尝试|嘗試)_(?<time>\d{4}(?:-\d\d){5})(?:_(?<file>.+)|(?<about>\.txt))?$/i;
const WHO = /^(?:name|姓名|名称|名稱)\s*[:：](.*)$/i;
const USERNAME = /[(（]([^()（）]+)[)）]$/;
const ORIGINAL = /^(?:original file ?name|原始文件名|原文件名)\s*[:：](.*)$/i;
const RENAMED = /^(?:file ?name|文件名)\s*[:：](.*)$/i;

interface Part {
  readonly item: Item;
  readonly username: string;
  readonly time: string;
  readonly file?: string;
  readonly isAbout: boolean;
}

interface Attempt {
  readonly time: string;
  readonly source: string;
  readonly items: readonly Item[];
  readonly username: string;
  readonly name?: string;
}

export const blackboard: Layout = {
  name: 'blackboard',

  score(level) {
    const names = topNames(level);
    const known = names.filter((name) => FILE.test(name)).length;
    return Math.min(1, share(known, names.length) + (known > 0 && /^gradebook_/.test(level.called) ? 0.2 : 0));
  },

  async split(level, context) {
    const parts = topFiles(level).flatMap((item) => partOf(item) ?? []);
    const known = new Set(parts.map(({item}) => item.path));
    const attempts: Attempt[] = [];
    for (const one of grouped(parts, ({username, time}) => `${username} ${time}`).values()) {
      attempts.push(await attemptOf(one, context));
    }
    return {
      drafts: [...grouped(attempts, ({username}) => username).values()].map((all) => draftOf(all, context)),
      remarks: strangers(
        topNames(level).filter((name) => !known.has(name)),
        'Blackboard',
      ),
    };
  },
};

function partOf(item: Item): Part | undefined {
  const {username, time, file, about} = FILE.exec(item.path)?.groups ?? {};
  if (username === undefined || time === undefined) return undefined;
  return {item, username, time, ...(file === undefined ? {} : {file}), isAbout: about !== undefined};
}

async function attemptOf(parts: readonly Part[], {text}: SplitContext): Promise<Attempt> {
  const [first] = parts;
  if (!first) throw new RangeError('an attempt without files');
  const about = parts.find(({isAbout}) => isAbout);
  const told = about ? await text(about.item) : '';
  const {name, username, original} = toldIn(told);
  const files = parts.filter(({isAbout}) => !isAbout);
  return {
    time: first.time,
    source: (files.length === 1 ? files[0] : (about ?? first))?.item.path ?? '',
    items: files.map(({item, file}) => ({...item, path: lastPart(original.get(item.path)) ?? file ?? item.path})),
    username: username || first.username,
    ...(name ? {name} : {}),
  };
}

interface Told {
  readonly name?: string;
  readonly username?: string;
  /** What files were called before Blackboard renamed them, by their names now. */
  readonly original: ReadonlyMap<string, string>;
}

/** Line by line: below `Comments:` stands what the student wrote. */
function toldIn(text: string): Told {
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  const who = lines.map((line) => WHO.exec(line)?.[1]?.trim()).find((found) => found !== undefined) ?? '';
  const username = USERNAME.exec(who)?.[1]?.trim();
  const name = who.replace(USERNAME, '').trim();
  const original = new Map<string, string>();
  for (const [index, line] of lines.entries()) {
    const was = ORIGINAL.exec(line)?.[1]?.trim();
    const is = RENAMED.exec(lines[index + 1] ?? '')?.[1]?.trim();
    if (was && is) original.set(is, was);
  }
  return {...(name ? {name} : {}), ...(username ? {username} : {}), original};
}

/** What a student's browser called the file may have folders in it. */
const lastPart = (name: string | undefined): string | undefined => name?.split(/[\\/]/).at(-1) || undefined;

function draftOf(attempts: readonly Attempt[], {platformTime}: SplitContext): Draft {
  const inOrder = [...attempts].sort((a, b) => byCodeUnits(a.time, b.time));
  const latest = inOrder.at(-1);
  if (!latest) throw new RangeError('a student without attempts');
  const submittedNs = platformTime(latest.time.split('-').map(Number));
  return {
    source: latest.source,
    login: latest.username,
    ...(latest.name === undefined ? {} : {name: latest.name}),
    fallback: latest.username,
    ...(submittedNs === undefined ? {} : {submittedNs}),
    lms: {system: 'blackboard', username: latest.username, attempt: latest.time},
    items: latest.items,
    earlierAttempts: inOrder.slice(0, -1).map(({source}) => source),
    remarks: latest.items.length === 0 ? [remark('text-only')] : [],
  };
}
