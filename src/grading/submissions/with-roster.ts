import {unusedLike} from './ids.ts';
import {type FindListed, listedIn} from './listed.ts';
import {remark} from './remark.ts';
import {baseName, numberIn, stemOf} from './student.ts';
import type {RosterEntry, Submission} from './types.ts';

/**
 * The class in the roster's order, then who is not in it: names filled in, and those who handed in nothing with no
 * files. A submission whose id the roster does not have, or that its own files alone tell, is found by the student's
 * name when only one student has it; else by the ids and names in what it and its files are called.
 */
export function withRoster(submissions: readonly Submission[], roster: readonly RosterEntry[]): Submission[] {
  const byId = new Map(roster.map((entry) => [entry.id.toLowerCase(), entry]));
  const byNumber = unambiguous(roster, ({id}) => [numberIn(id) ?? '']);
  const byName = unambiguous(roster, ({name}) => (name === undefined ? [] : nameKeys(name)));
  const findListed = listedIn(roster);
  const fitting = new Map(
    submissions.map((submission) => [submission, isAnonymous(submission) ? [] : listedFor(submission, findListed)]),
  );
  const entryOf = (submission: Submission): RosterEntry | undefined => {
    const {id, idFrom, name, lms} = submission;
    const known = byId.get(id.toLowerCase()) ?? byNumber.get(numberIn(id) ?? ' ');
    // A platform vouches for the name, nobody for what students call their files.
    if (known && !(idFrom === 'files' && lms && name !== undefined)) return known;
    const named = name === undefined ? undefined : byName.get(nameKey(name));
    if (named ?? known) return named ?? known;
    const [only, ...others] = fitting.get(submission) ?? [];
    return others.length === 0 ? only : undefined;
  };
  const owners = new Map<RosterEntry, Submission>();
  // Whose id the list has comes first: a name must not take another's place.
  for (const isById of [true, false]) {
    for (const submission of submissions) {
      const entry = entryOf(submission);
      if (entry && !owners.has(entry) && (entry.id === submission.id) === isById) owners.set(entry, submission);
    }
  }
  const owned = new Set(owners.values());
  const members = new Map(
    submissions.flatMap(({id, members = []}) => members.map((one) => [one.id.toLowerCase(), id] as const)),
  );
  // Anybody may be behind a submission without a name, so nobody can be said to have handed in nothing.
  const hasAnonymous = submissions.some(isAnonymous);
  const listed = roster.flatMap((entry) => {
    const own = owners.get(entry);
    if (own) return [merged(own, entry)];
    return hasAnonymous ? [] : [absent(entry, members.get(entry.id.toLowerCase()))];
  });
  const taken = new Set([...roster, ...submissions].map(({id}) => id));
  const ids = new Set(roster.map(({id}) => id));
  const others = submissions
    .filter((submission) => !owned.has(submission))
    .map((submission): Submission => {
      const {id} = submission;
      const entry = entryOf(submission);
      const own = ids.has(id) ? unusedLike(id, taken) : id;
      taken.add(own);
      const fits = (fitting.get(submission) ?? []).map((one) => one.id);
      const why = entry
        ? remark('second-submission', {id: entry.id})
        : fits.length > 1
          ? remark('fits-several', {ids: fits})
          : remark('not-listed');
      const remarks = isAnonymous(submission) ? submission.remarks : [...submission.remarks, why];
      return {...submission, id: own, remarks};
    });
  return [...listed, ...others];
}

/** As platforms give them for blind marking. */
const isAnonymous = ({lms, name, idFrom}: Submission): boolean =>
  lms !== undefined && name === undefined && idFrom === 'source';

/** Whom the name of the folder or file fits; where it fits nobody and no platform says whose it is, those inside. */
function listedFor({source, files, name, lms}: Submission, find: FindListed): readonly RosterEntry[] {
  const outside = find(baseName(source));
  if (outside.length > 0 || (lms && name !== undefined)) return outside;
  return [...new Set(files.flatMap(({path}) => find(stemOf(baseName(path)))))];
}

function merged(submission: Submission, entry: RosterEntry): Submission {
  const {id, idFrom, name} = submission;
  const remarks = [...submission.remarks];
  if (idFrom === 'files' && numberIn(entry.id) !== id) {
    remarks.push(remark('files-of-another', {id, listed: entry.id}));
  }
  if (name !== undefined && entry.name !== undefined && !nameKeys(entry.name).includes(nameKey(name))) {
    remarks.push(remark('other-name', {name, listed: entry.name, id: entry.id}));
  }
  const own = entry.name ?? name;
  const isSame = entry.id === id;
  return {
    ...submission,
    id: entry.id,
    idFrom: isSame ? idFrom : 'roster',
    ...(own === undefined ? {} : {name: own}),
    remarks,
  };
}

const absent = ({id, name}: RosterEntry, handedInBy: string | undefined): Submission => ({
  id,
  idFrom: 'roster',
  ...(name === undefined ? {} : {name}),
  source: '',
  files: [],
  earlierAttempts: [],
  remarks: [handedInBy === undefined ? remark('nothing') : remark('together', {ids: [handedInBy]})],
});

/** Entries by what only one of them has. */
function unambiguous(
  roster: readonly RosterEntry[],
  keysOf: (entry: RosterEntry) => readonly string[],
): Map<string, RosterEntry> {
  const found = new Map<string, Set<RosterEntry>>();
  for (const entry of roster) {
    for (const key of keysOf(entry)) found.set(key, (found.get(key) ?? new Set()).add(entry));
  }
  return new Map(
    [...found].flatMap(([key, [only, ...others]]) => (only && key && others.length === 0 ? [[key, only]] : [])),
  );
}

/** Without what platforms leave out: case, spaces, punctuation. */
const nameKey = (name: string): string =>
  name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');

/** Also with the family name first, as Canvas sorts, and last, as most write. */
function nameKeys(name: string): string[] {
  const words = name.split(/[\s,，]+/).filter((word) => word !== '');
  const [first = '', ...rest] = words;
  const last = words.at(-1) ?? '';
  return [
    ...new Set([nameKey(name), nameKey([...rest, first].join('')), nameKey([last, ...words.slice(0, -1)].join(''))]),
  ];
}
