import {basename, dirname} from 'node:path';
import {type Document, isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument} from 'yaml';
import {EXIT, LabError} from '../model/errors.ts';
import {complain, type Problem, problemsOf} from './fields.ts';
import {type AssignmentFile, assignmentFile, idFrom} from './schema.ts';
import {type Mistake, noText, syntaxMistakes, wideColons} from './syntax.ts';
import {instant, type WrittenTime} from './times.ts';
import type {Assignment} from './types.ts';

/**
 * Reads assignment.yaml. `file` is its path, for messages and for what is relative to it. Throws LabError (usage) whose
 * details are all that is wrong, each with line and column.
 */
export function readAssignment(given: string, file: string): Assignment {
  const text = given.replace(/^\uFEFF/, '');
  const lines = new LineCounter();
  const document = parseDocument(text, {lineCounter: lines, prettyErrors: false});
  const fail = (mistakes: readonly Mistake[]): never => {
    throw mistakesIn(file, lines, mistakes);
  };
  const stranger = noText(text);
  if (stranger) fail([stranger]);
  const syntax = syntaxMistakes(text, document.errors);
  if (syntax.length > 0) fail(syntax);
  let content: unknown;
  try {
    content = document.toJS();
  } catch (error) {
    fail([{at: 0, message: sentence((error as Error).message)}]);
  }
  if (content === null || content === undefined) {
    fail([{at: 0, message: "The file is empty: 'labshark init' writes one to start from."}]);
  }
  const read = assignmentFile.safeParse(content, {error: complain});
  const told = (problems: readonly Problem[]) => {
    const lineOf = ({at}: Mistake): number => lines.linePos(at).line;
    const wide = wideColons(text);
    const wideLines = new Set(wide.map(lineOf));
    if (typeof content === 'string' && wide[0]) return [wide[0]];
    return [...wide, ...problems.map((one) => located(document, one)).filter((one) => !wideLines.has(lineOf(one)))];
  };
  if (!read.success) return fail(told(problemsOf(read.error.issues)));
  const problems: Problem[] = [];
  const assignment = assembled(read.data, file, problems);
  return problems.length > 0 ? fail(told(problems)) : assignment;
}

/** `FILE:LINE:COLUMN` of a value in an assignment that was read. */
export function placeIn(text: string, file: string, path: readonly PropertyKey[]): string {
  const lines = new LineCounter();
  const document = parseDocument(text.replace(/^\uFEFF/, ''), {lineCounter: lines, prettyErrors: false});
  return placed(file, lines, located(document, {path, key: false, message: ''}).at);
}

const sentence = (message: string): string => {
  const [first = ''] = message.split('\n');
  return /[.!?]$/.test(first) ? first : `${first}.`;
};

/** What concerns several fields at once: zones, orders, and what checks cannot do without. */
function assembled(given: AssignmentFile, file: string, problems: Problem[]): Assignment {
  const complainOf = (path: string[], message: string) => problems.push({path, key: false, message});
  const zone = given.window?.timezone ?? given.timezone;
  const at = (time: WrittenTime | undefined, path: string[], end = false): bigint | undefined => {
    const found = time && instant(time, zone, end);
    if (time && found === undefined) {
      complainOf(path, 'The time needs a time zone: add a line such as `timezone: Asia/Shanghai` to the file.');
    }
    return found;
  };
  const fromNs = at(given.window?.from, ['window', 'from']);
  const toNs = at(given.window?.to, ['window', 'to'], true);
  if (fromNs !== undefined && toNs !== undefined && fromNs >= toNs) {
    complainOf(['window', 'to'], 'The window ends before it begins.');
  }
  const afterNs = at(given.late?.after, ['late', 'after'], true);
  if (given.checks.length + given.questions.length === 0) {
    complainOf([], 'The assignment asks for nothing: name checks, or questions.');
  }
  given.checks.forEach(({check}, index) => {
    const missing = MISSING.find((one) => one.check === check && one.isMissing(given));
    if (missing) complainOf(['checks', String(index)], missing.message);
  });
  const base = basename(file).replace(/\.ya?ml$/i, '');
  const title = given.title ?? base;
  return {
    id: given.id ?? (idFrom(title) || idFrom(base) || 'assignment'),
    title,
    language: given.language,
    ...(given.target ? {target: given.target} : {}),
    ...(zone === undefined ? {} : {timeZone: zone}),
    ...(given.window
      ? {window: {...(fromNs === undefined ? {} : {fromNs}), ...(toNs === undefined ? {} : {toNs})}}
      : {}),
    ...(given['file-name'] ? {fileName: given['file-name']} : {}),
    checks: given.checks,
    ...(given.late && afterNs !== undefined ? {late: {afterNs, pointsPerDay: given.late['points-per-day']}} : {}),
    duplicates: given.duplicates,
    handedOut: given['handed-out'],
    tolerance: given.tolerance,
    partialCredit: given['partial-credit'],
    unanswerable: given.unanswerable,
    questions: given.questions,
    folder: dirname(file),
  };
}

/** Checks that compare with something which the assignment does not say. */
const MISSING: readonly {check: string; isMissing: (given: AssignmentFile) => boolean; message: string}[] = [
  {
    check: 'file-name',
    isMissing: (given) => !given['file-name'],
    message: 'The check \'file-name\' needs to know the name: add a line such as file-name: "http-{id}.pcapng".',
  },
  {
    check: 'time-window',
    isMissing: ({window}) => !window?.from && !window?.to,
    message: "The check 'time-window' needs to know the times: add window: with from: and to:.",
  },
  {
    check: 'not-handed-out',
    isMissing: (given) => given['handed-out'].length === 0,
    message: "The check 'not-handed-out' needs to know the captures: add a list handed-out:.",
  },
];

function mistakesIn(file: string, lines: LineCounter, mistakes: readonly Mistake[]): LabError {
  const details = [...mistakes]
    .sort((a, b) => a.at - b.at)
    .map(({at, message}) => `${placed(file, lines, at)} ${message}`);
  const sentence = `The assignment '${file}' cannot be used: ${details.length === 1 ? 'one thing is' : `${details.length} things are`} wrong in it.`;
  return new LabError('assignment', sentence, {exitCode: EXIT.usage, details: [...new Set(details)]});
}

function placed(file: string, lines: LineCounter, at: number): string {
  const {line, col} = lines.linePos(at);
  return `${file}:${Math.max(line, 1)}:${Math.max(col, 1)}`;
}

/** The mistake with its place: where the value begins, or its name; of what is not there, the block that lacks it. */
function located(document: Document.Parsed, {path, key, message}: Problem): Mistake {
  let place: Node | null = document.contents;
  let node: Node | null | undefined = document.contents;
  for (const [index, step] of path.entries()) {
    if (isAlias(node)) node = node.resolve(document);
    const isLast = index === path.length - 1;
    if (isMap(node)) {
      const pair = node.items.find((item) => String(isScalar(item.key) ? item.key.value : item.key) === String(step));
      if (!pair) {
        // A block of checks is addressed by their order.
        const at = node.items[Number(step)];
        if (!at) return {at: place?.range?.[0] ?? 0, message: `'${String(step)}' is missing here.`};
        place = at.key as Node;
        node = at.value as Node | null;
        continue;
      }
      node = pair.value as Node | null;
      place = (isLast && key) || !node?.range ? (pair.key as Node) : node;
    } else if (isSeq(node)) {
      node = node.items[Number(step)] as Node | undefined;
      if (!node?.range) break;
      place = node;
    } else break;
  }
  return {at: place?.range?.[0] ?? 0, message};
}
