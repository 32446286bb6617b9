import {remark} from '../remark.ts';
import type {Draft, Item, Layout, Level} from '../types.ts';
import {below, grouped, share, strangers, topNames} from './names.ts';

/**
 * mod/assign/classes/downloader.php: a folder for each student and kind of submission,
 * `{Full name}_{participant}_assignsubmission_{plugin}`, in older versions with `_` at the end; or, without folders,
 * that before each file's name. A team's default group has no number.
 */
const FOLDER = /^(?<name>.*?)(?:_(?<id>\d+))?_assignsubmission_(?<plugin>[a-z0-9]+)_?$/;
const FLAT = /^(?<name>.*?)(?:_(?<id>\d+))?_assignsubmission_(?<plugin>[a-z0-9]+?)_(?<file>.+)$/;
/** Blind marking; Moodle writes the word in the language of who downloads. */
const BLIND = /^(participant|参与者|参加者|參與者|teilnehmer(\/in)?|participante|deltaker|deltager|участник)$/i;

interface Part {
  readonly folder: string;
  readonly name: string;
  readonly participant?: string;
  readonly plugin: string;
  readonly items: readonly Item[];
}

export const moodle: Layout = {
  name: 'moodle',

  score(level) {
    const names = topNames(level);
    return share(names.filter((name) => FOLDER.test(name) || FLAT.test(name)).length, names.length);
  },

  async split(level) {
    const parts = topNames(level).map((name) => partOf(name, level));
    const known = parts.filter((part) => typeof part !== 'string');
    const unknown = parts.filter((part) => typeof part === 'string');
    const students = grouped(known, ({name, participant}) => `${name}_${participant ?? ''}`);
    return {drafts: [...students.values()].map(draftOf), remarks: strangers(unknown, 'Moodle')};
  },
};

/** The name itself when it is none of Moodle's. */
function partOf(top: string, {items}: Level): Part | string {
  const isFile = items.some(({path, kind}) => path === top && kind === 'file');
  const {name, id, plugin, file} = (isFile ? FLAT : FOLDER).exec(top)?.groups ?? {};
  if (name === undefined || plugin === undefined) return top;
  return {
    folder: top,
    name,
    ...(id === undefined ? {} : {participant: id}),
    plugin,
    items: isFile
      ? items.filter(({path}) => path === top).map((item) => ({...item, path: file ?? top}))
      : below(items, top),
  };
}

function draftOf(parts: readonly Part[]): Draft {
  // Files before text: what is handed back goes to the folder of the files.
  const [first] = [...parts].sort((a, b) => Number(b.plugin === 'file') - Number(a.plugin === 'file'));
  if (!first) throw new RangeError('a student without parts');
  const {name, participant} = first;
  const isFlat = parts.every(({folder, items}) => items.length === 1 && !FOLDER.test(folder));
  const blind = BLIND.test(name.trim());
  const prefix = participant === undefined ? name : `${name}_${participant}`;
  return {
    source: isFlat && parts.length > 1 ? prefix : first.folder,
    // The participant's number is Moodle's own, and no student's.
    ...(blind ? {} : {label: name, name: name.trim()}),
    fallback: blind ? prefix : name.trim() || prefix,
    lms: {
      system: 'moodle',
      folder: isFlat ? `${prefix}_assignsubmission_file_` : first.folder,
      ...(participant === undefined ? {} : {participantId: participant}),
    },
    items: parts.flatMap(({items}) => items),
    earlierAttempts: [],
    remarks: parts.every(({plugin}) => plugin === 'onlinetext') ? [remark('text-only')] : [],
  };
}
