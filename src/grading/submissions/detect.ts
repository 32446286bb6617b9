import {EXIT, LabError} from '../../model/errors.ts';
import {LAYOUTS} from './layouts/index.ts';
import {below, fileAt, topNames} from './layouts/names.ts';
import {holdsClass, plain, studentIn} from './layouts/plain.ts';
import type {Item, Layout, LayoutName, Level, SplitContext} from './types.ts';

/** From here on the names are a platform's. */
const CERTAIN = 0.5;
/** Below this they are not; in between the teacher must say. */
const POSSIBLE = 0.25;

export interface Opener {
  readonly zipNames: (item: Item) => Promise<readonly string[] | undefined>;
  readonly unpack: (item: Item) => Promise<readonly Item[] | undefined>;
  readonly listed: SplitContext['listed'];
}

interface Found {
  readonly layout: Layout;
  readonly level: Level;
}

/**
 * The layout, and the folder or zip that holds the submissions: what is given, or what lies in it alone. Throws LabError
 * when the names fit several layouts, or not the one that is asked for.
 */
export async function findLayout(root: Level, opener: Opener, wanted?: LayoutName): Promise<Found> {
  const levels = await levelsIn(root, opener);
  if (wanted === 'plain') return {layout: plain, level: plainLevel(levels, opener)};
  const found = levels
    .flatMap((level) => LAYOUTS.map((layout) => ({layout, level, score: layout.score(level)})))
    .filter(({layout, score}) => score > 0 && (wanted === undefined || layout.name === wanted))
    .sort((a, b) => b.score - a.score);
  const [best] = found;
  if (wanted !== undefined) {
    if (best) return best;
    throw usage('layout.unfit', `No name in '${root.called}' is one that ${wanted} gives. Choose another layout.`);
  }
  if (!best || best.score < POSSIBLE) return {layout: plain, level: plainLevel(levels, opener)};
  const rivals = new Set(found.filter(({score}) => score > best.score - 0.1).map(({layout}) => layout.name));
  if (best.score < CERTAIN) rivals.add('plain');
  if (rivals.size === 1) return best;
  const names = [...rivals].map((name) => `'${name}'`).join(' or ');
  throw usage('layout.undecidable', `The names in '${root.called}' may be of the layout ${names}. Choose one of them.`);
}

const usage = (code: string, message: string): LabError => new LabError(code, message, {exitCode: EXIT.usage});

/** What is given, what is in its only folder or zip, and so on. */
async function levelsIn(root: Level, opener: Opener): Promise<Level[]> {
  const levels = [root];
  for (let level: Level | undefined = root; level; ) {
    level = await onlyOneIn(level, opener);
    if (level) levels.push(level);
  }
  return levels;
}

async function onlyOneIn(level: Level, opener: Opener): Promise<Level | undefined> {
  const {zipNames, unpack} = opener;
  const [called, ...others] = topNames(level);
  if (called === undefined || others.length > 0) return undefined;
  const file = fileAt(level.items, called);
  if (!file) return {called, items: below(level.items, called)};
  // A student's own zip is unpacked later, within the limits of one submission.
  const names = await zipNames(file);
  if (!names || !isWorthUnpacking({called, items: names.map(fileCalled)}, opener)) return undefined;
  const items = await unpack(file);
  return items && {called, items};
}

const fileCalled = (path: string): Item => ({path, kind: 'file', size: 0, onDisk: '', modifiedMs: 0});

function isWorthUnpacking(level: Level, opener: Opener): boolean {
  if (LAYOUTS.some((layout) => layout.score(level) >= POSSIBLE) || holdsStudents(level, opener)) return true;
  const [called, ...others] = topNames(level);
  if (called === undefined || others.length > 0 || fileAt(level.items, called)) return false;
  return isWorthUnpacking({called, items: below(level.items, called)}, opener);
}

/** The outermost one that holds several students; a folder of one student's files is a student's. */
function plainLevel(levels: readonly Level[], opener: Opener): Level {
  const [root] = levels;
  const chosen = levels.findLast(
    (level, index) =>
      index > 0 &&
      (holdsClass(
        level.items.map(({path}) => path),
        opener,
      ) ||
        (studentIn(level.called, opener) === undefined && holdsStudents(level, opener))),
  );
  return chosen ?? (root as Level);
}

/** Several things that have a student each, by their numbers or the class list; or several folders or zips, and nothing beside them. */
function holdsStudents(level: Level, opener: Opener): boolean {
  const names = topNames(level);
  const isContainer = (name: string): boolean => !fileAt(level.items, name) || /\.zip$/i.test(name);
  return (
    new Set(names.flatMap((name) => studentIn(name, opener) ?? [])).size > 1 ||
    (names.length > 1 && names.every(isContainer))
  );
}
