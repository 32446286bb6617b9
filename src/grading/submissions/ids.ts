import type {Remark} from '../../locales/index.ts';
import {remark} from './remark.ts';
import {baseName, nameIn, numberIn, numberInAll} from './student.ts';
import {byCodeUnits} from './text.ts';
import type {Draft, IdSource, Submission, SubmittedFile} from './types.ts';

export interface Filled {
  readonly draft: Draft;
  readonly files: readonly SubmittedFile[];
  readonly remarks: readonly Remark[];
}

/** Submissions in the order of their ids, which are unique: two with the same id are kept apart and remarked on. */
export function withIds(all: readonly Filled[]): Submission[] {
  const named = all
    .map((filled) => ({...filled, ...identify(filled)}))
    .sort((a, b) => byCodeUnits(a.id, b.id) || byCodeUnits(a.draft.source, b.draft.source));
  const taken = new Set(named.map(({id}) => id));
  const seen = new Set<string>();
  return named.map(({draft, files, remarks, id, idFrom, name}) => {
    const others = named.filter((one) => one.id === id && one.draft !== draft);
    const own = seen.has(id) ? unusedLike(id, taken) : id;
    seen.add(id);
    taken.add(own);
    const {source, submittedNs, late, members, lms, earlierAttempts} = draft;
    return {
      id: own,
      idFrom,
      ...(name === undefined ? {} : {name}),
      source,
      ...(submittedNs === undefined ? {} : {submittedNs}),
      ...(late === undefined ? {} : {late}),
      ...(members === undefined ? {} : {members}),
      ...(lms === undefined ? {} : {lms}),
      files,
      earlierAttempts,
      remarks: [
        ...draft.remarks,
        ...(earlierAttempts.length > 0 ? [remark('earlier-attempts', {names: earlierAttempts})] : []),
        ...remarks,
        ...others.map((other) => remark('same-id', {name: other.draft.source, id})),
      ],
    };
  });
}

function identify({draft, files}: Filled): {id: string; idFrom: IdSource; name?: string} {
  const {login, label, fallback, lms, listed} = draft;
  // Some courses put the number into the name that a platform shows.
  const name = (draft.name && nameIn(draft.name)) ?? draft.name;
  const known = name === undefined ? {} : {name: name.normalize('NFC')};
  if (listed !== undefined) return {...known, id: listed, idFrom: 'name'};
  if (login !== undefined) return {...known, id: clean(login), idFrom: 'platform'};
  const number = label === undefined ? undefined : numberIn(label);
  if (number !== undefined) return {...known, id: number, idFrom: lms ? 'platform' : 'name'};
  const inside = numberInAll(files.map(({path}) => baseName(path)));
  if (inside !== undefined) return {...known, id: inside, idFrom: 'files'};
  return {...known, id: clean(fallback), idFrom: 'source'};
}

const clean = (text: string): string => text.toWellFormed().normalize('NFC').trim() || 'unnamed';

/** `2021001 (2)`, or the next that is free. */
export function unusedLike(id: string, taken: ReadonlySet<string>): string {
  let number = 2;
  while (taken.has(`${id} (${number})`)) number += 1;
  return `${id} (${number})`;
}
