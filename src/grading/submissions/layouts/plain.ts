import {isToRead} from '../looks.ts';
import {remark} from '../remark.ts';
import {baseName, nameIn, numberIn, revisionOf, stemOf} from '../student.ts';
import {byCodeUnits} from '../text.ts';
import type {Draft, Item, Layout, Level, SplitContext} from '../types.ts';
import {below, fileAt, grouped, topNames} from './names.ts';

/**
 * No platform: a file, a zip or a folder for each student, named by number, name or both. Of files with one number, or
 * that name one student of the class list, all belong to that student; of names that differ only by `(2)`, `_v2` or `第二次`, the latest counts.
 */
export const plain: Layout = {
  name: 'plain',
  /** Any name can be a student's: it is what is left when no platform's names are found. */
  score: () => 0,
  async split(level, context) {
    const all = await unitsIn(level, '', context);
    const isNumbered = all.some(({called}) => studentIn(called, context) !== undefined);
    const units: Unit[] = [];
    const strangers: Unit[] = [];
    for (const unit of all) (isNumbered && (await isStranger(unit, context)) ? strangers : units).push(unit);
    const students = [...grouped(units, keyIn(context)).values()].flatMap(apartByName);
    return {
      drafts: students.map((own) => draftOf(own, context)),
      remarks: strangers.map(({source}) => remark('teachers-file', {name: source})),
    };
  },
};

/** What was handed in as one. */
interface Unit {
  /** As it is called in the input. */
  readonly source: string;
  readonly called: string;
  /** Zip or folder. */
  readonly isContainer: boolean;
  readonly items: readonly Item[];
}

/** A student's number, or the id on the class list of the one student whom a name fits. */
export const studentIn = (called: string, {listed}: Pick<SplitContext, 'listed'>): string | undefined =>
  listed(called) ?? numberIn(called);

/** Where others are named by numbers or as in the class list: a list, a letter, the task. */
async function isStranger({called, isContainer, items: [item]}: Unit, context: SplitContext): Promise<boolean> {
  if (isContainer || !item || studentIn(called, context) !== undefined || nameIn(called) !== undefined) return false;
  const looks = await context.looks(item);
  return looks === 'other' && !isToRead(looks, called);
}

const ZIP = /\.zip$/i;

async function unitsIn(level: Level, above: string, context: SplitContext): Promise<Unit[]> {
  const units: Unit[] = [];
  for (const called of topNames(level)) {
    const file = fileAt(level.items, called);
    const whole = file ? undefined : below(level.items, called);
    const group = studentIn(called, context) === undefined ? await classIn(file, whole, context) : undefined;
    if (group) {
      units.push(...(await unitsIn({called, items: group}, `${above}${called}/`, context)));
    } else {
      const isContainer = !file || ZIP.test(called);
      units.push({source: above + called, called, isContainer, items: whole ?? (file ? [file].map(atTop) : [])});
    }
  }
  return units;
}

const atTop = (item: Item): Item => ({...item, path: baseName(item.path)});

/** Items of a folder or zip without a number that holds several students, as one for each class does. */
async function classIn(
  file: Item | undefined,
  items: readonly Item[] | undefined,
  context: SplitContext,
): Promise<readonly Item[] | undefined> {
  if (items)
    return holdsClass(
      items.map(({path}) => path),
      context,
    )
      ? items
      : undefined;
  if (!file || !ZIP.test(file.path)) return undefined;
  return holdsClass((await context.zipNames(file)) ?? [], context) ? context.unpack(file) : undefined;
}

/** Whether names at the top, or in the one folder there, are different students'. */
export function holdsClass(paths: readonly string[], context: Pick<SplitContext, 'listed'>): boolean {
  const tops = [...new Set(paths.map((path) => path.split('/')[0] as string))];
  const [only] = tops;
  if (tops.length === 1 && only !== undefined && studentIn(only, context) === undefined) {
    const inner = paths.filter((path) => path.startsWith(`${only}/`)).map((path) => path.slice(only.length + 1));
    return inner.length > 0 && holdsClass(inner, context);
  }
  return new Set(tops.flatMap((top) => studentIn(top, context) ?? [])).size > 1;
}

/** A folder has no extension, whatever dots are in its name. */
const stemOfUnit = ({called, isContainer}: Unit): string =>
  isContainer && !ZIP.test(called) ? called : stemOf(called);

const keyIn =
  (context: SplitContext) =>
  (unit: Unit): string =>
    studentIn(unit.called, context) ?? revisionOf(stemOfUnit(unit)).of;

/** Two names with one number are two students: one of them mistyped it. */
function apartByName(units: readonly Unit[]): Unit[][] {
  const names = [...new Set(units.flatMap(({called}) => nameIn(called) ?? []))];
  const [first = ''] = names;
  return names.length < 2 ? [[...units]] : [...grouped(units, ({called}) => nameIn(called) ?? first).values()];
}

function draftOf(units: readonly Unit[], {listed}: SplitContext): Draft {
  const attempts = [...grouped(units, attemptKey).values()].map((all) => [...all].sort(byRevision));
  const latest = attempts.map((all) => all.at(-1) as Unit).sort((a, b) => byCodeUnits(a.source, b.source));
  const main = latest.find(({isContainer}) => isContainer) ?? latest[0];
  if (!main) throw new RangeError('a student without files');
  const label = latest.map(({called}) => called).find((called) => nameIn(called) !== undefined) ?? main.called;
  const name = nameIn(label);
  const onList = listed(main.called);
  return {
    source: main.source,
    label: main.called,
    ...(name === undefined ? {} : {name}),
    ...(onList === undefined ? {} : {listed: onList}),
    fallback: stemOfUnit(main),
    items: latest.length === 1 ? main.items : latest.flatMap(asPart),
    earlierAttempts: attempts.flatMap((all) => all.slice(0, -1).map(({source}) => source)),
    remarks: latest.length === 1 ? [] : [remark('several-parts', {names: latest.map(({source}) => source)})],
  };
}

const asPart = ({called, items}: Unit): Item[] =>
  items.map((item) => (item.path === called ? item : {...item, path: `${called}/${item.path}`}));

/** Same for attempts at the same thing: how students separate words plays no part. */
function attemptKey(unit: Unit): string {
  const stem = stemOfUnit(unit);
  const kind = unit.isContainer ? '' : unit.called.slice(stem.length).toLowerCase();
  return `${revisionOf(stem)
    .of.replace(/[\s_\-—–.]+/g, '')
    .toLowerCase()} ${kind}`;
}

function byRevision(a: Unit, b: Unit): number {
  const revision = (unit: Unit): number => revisionOf(stemOfUnit(unit)).number;
  const time = ({items}: Unit): number => items.reduce((latest, item) => Math.max(latest, item.modifiedMs), 0);
  return revision(a) - revision(b) || time(a) - time(b) || byCodeUnits(a.source, b.source);
}
