import {parse} from 'yaml';
import {LabError} from '../../../model/errors.ts';
import {remark} from '../remark.ts';
import type {Draft, Item, Layout, SplitContext} from '../types.ts';
import {below, fileAt, strangers, topNames} from './names.ts';
import {timeIn} from './times.ts';

const METADATA = 'submission_metadata.yml';

/** `assignment_{id}_export/`: a folder for each submission, and a file that says whose they are. */
export const gradescope: Layout = {
  name: 'gradescope',

  score: ({items}) => (fileAt(items, METADATA) ? 1 : 0),

  async split(level, context) {
    const file = fileAt(level.items, METADATA);
    const told = file ? records(await context.text(file)) : undefined;
    if (!told) {
      throw new LabError(
        'gradescope.metadata',
        `${METADATA} ${file ? 'is no list of submissions' : 'is missing'}, so nobody knows whose the folders are. Export the submissions from Gradescope again, or choose the layout 'plain'.`,
      );
    }
    const names = topNames(level).filter((name) => name !== METADATA);
    return {
      drafts: told.map(([folder, record]) => draftOf(folder, record, level.items, context)),
      remarks: strangers(
        names.filter((name) => !told.some(([folder]) => folder === name)),
        'Gradescope',
      ),
    };
  },
};

type Fields = Readonly<Record<string, unknown>>;

/** By folder; everything in it is text, so that numbers keep their zeros. */
function records(text: string): [string, Fields][] | undefined {
  try {
    const told: unknown = parse(text, {schema: 'failsafe', logLevel: 'error'});
    if (!isFields(told)) return undefined;
    return Object.entries(told).flatMap(([folder, record]) => (isFields(record) ? [[folder, record]] : []));
  } catch {
    return undefined;
  }
}

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const list = (value: unknown): Fields[] => (Array.isArray(value) ? value.filter(isFields) : []);

const textOf = (record: Fields | undefined, key: string): string | undefined => {
  const value = record?.[key];
  return typeof value === 'string' && value.trim() !== '' && value !== 'null' ? value.trim() : undefined;
};

/** Older exports write a time as an object of Ruby's. */
const zoned = (value: unknown): string => (isFields(value) ? (textOf(value, 'utc') ?? '') : '');

function draftOf(folder: string, record: Fields, items: readonly Item[], {platformTime}: SplitContext): Draft {
  const [first, ...others] = list(record[':submitters']);
  const [login, name, email] = [':sid', ':name', ':email'].map((key) => textOf(first, key));
  const created = timeIn(textOf(record, ':created_at') ?? zoned(record[':created_at']), platformTime);
  const single = fileAt(items, folder);
  const files = single ? [single] : below(items, folder);
  const earlier = list(record[':history']).flatMap((one) => textOf(one, ':id') ?? []);
  return {
    source: folder,
    ...(login === undefined && email === undefined ? {} : {login: login ?? (email as string)}),
    ...(name === undefined ? {} : {name}),
    fallback: name ?? folder,
    ...(created === undefined ? {} : {submittedNs: created}),
    ...(others.length === 0 ? {} : {members: others.flatMap(memberOf)}),
    lms: {system: 'gradescope', submission: folder, ...(email === undefined ? {} : {email})},
    items: files,
    earlierAttempts: earlier.map((id) => `submission_${id}`).filter((name) => name !== folder),
    remarks: [
      ...(files.length === 0 ? [remark('not-exported', {list: METADATA, name: folder})] : []),
      ...(others.length === 0 ? [] : [remark('together', {ids: others.flatMap(memberOf).map(({id}) => id)})]),
    ],
  };
}

function memberOf(record: Fields): {id: string; name?: string}[] {
  const [sid, name, email] = [':sid', ':name', ':email'].map((key) => textOf(record, key));
  const id = sid ?? email ?? name;
  return id === undefined ? [] : [{id, ...(name === undefined ? {} : {name})}];
}
