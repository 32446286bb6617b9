import type {Locale} from '../../locales/index.ts';
import {
  type AnswerOutcome,
  type AnswerResult,
  type CheckVerdict,
  type ClassResult,
  type Cluster,
  isUnanswered,
  SHARED_FRAMES,
  type SharedConnection,
  type StatementResult,
  type StudentResult,
  type VerdictKind,
} from '../../model/class.ts';
import {points} from '../points.ts';

/** What the class page is made from besides the results. */
export interface ClassOptions {
  readonly title: string;
  /** Check ids in the assignment's order, with their titles in the page's language. */
  readonly checks: readonly {readonly id: string; readonly title: string}[];
  /** Question ids in the assignment's order, with how they are asked. */
  readonly questions: readonly {readonly id: string; readonly ask: string}[];
  /** Page of a student, relative to the class page; undefined where there is none. */
  readonly page: (student: StudentResult) => string | undefined;
}

const BINS = 10;
const SHOWN_EVIDENCE = 5;
const KINDS = ['fail', 'pass', 'skipped', 'error'] as const satisfies readonly VerdictKind[];
/** Told apart without colour. */
const SIGNS: Readonly<Record<VerdictKind, string>> = {pass: '✓', fail: '✗', skipped: '–', error: '!'};

/** Everything that the class page prints; all plain text. */
export function classView(result: ClassResult, options: ClassOptions, locale: Locale) {
  const words = locale.class;
  const {students} = result;
  const handedIn = students.filter(isHandedIn).length;
  const shared = new Set(result.clusters.flatMap((cluster) => cluster.students));
  const errors = students.flatMap(({verdicts}) => verdicts).filter(({verdict}) => verdict === 'error').length;
  // Who handed in nothing, and whom labshark failed to grade, would only pull the numbers down.
  const counted = students.filter((student) => isHandedIn(student) && student.maxScore > 0);
  return {
    lang: locale.tag,
    title: options.title,
    generator: words.generator(result.generator.version),
    summary: words.summary({students: students.length, handedIn}),
    average: average(counted, locale),
    errors: errors === 0 ? '' : words.errors(errors),
    distribution: {
      title: words.distribution,
      rule: words.distributionRule,
      head: words.distributionHead,
      bins: bins(counted.map(percent)),
    },
    missed: {title: words.missed, head: words.missedHead, rows: missed(students, options)},
    missedQuestions: {
      title: words.missedQuestions,
      head: words.missedQuestionsHead,
      rows: missedQuestions(students, options, words.question),
    },
    students: {
      title: words.students,
      words: {filter: words.filter, only: words.only, everybody: words.everybody, shown: words.shown, sort: words.sort},
      choices: [
        ...options.checks.map(({id, title}) => ({value: `fail:${id}`, text: words.onlyFailed(title)})),
        ...options.questions.map(({id}, index) => ({
          value: `wrong:${id}`,
          text: words.onlyWrong(words.question(index + 1)),
        })),
        {value: 'remarks', text: words.onlyRemarks},
        {value: 'shared', text: words.onlyShared},
      ],
      head: {
        id: words.id,
        name: words.name,
        points: words.points,
        remarks: words.remarks,
        columns: [
          ...options.checks.map(({title}) => ({title, hint: ''})),
          ...options.questions.map(({ask}, index) => ({title: words.question(index + 1), hint: ask})),
        ],
      },
      rows: students.map((student) => studentRow(student, shared.has(student.id), options, locale)),
    },
    toRead: {
      title: words.toRead,
      rule: words.toReadRule,
      head: words.toReadHead,
      rows: students.flatMap((student) => toRead(student, options, locale)),
    },
    statements: statementsView(students, locale),
    clusters: {
      title: words.clusters,
      rule: words.clustersRule,
      none: words.noClusters,
      head: words.clusterHead,
      rows: result.clusters.map((cluster) => clusterRow(cluster, locale)),
    },
  };
}

const isHandedIn = ({source}: StudentResult): boolean => source !== '';

function studentRow(student: StudentResult, isShared: boolean, options: ClassOptions, locale: Locale) {
  const words = locale.class;
  const verdictOf = new Map(student.verdicts.map((verdict) => [verdict.check, verdict]));
  const failed = student.verdicts.filter(({verdict}) => verdict === 'fail').map(({check}) => `fail:${check}`);
  const wrong = (student.answers ?? [])
    .filter(({outcome}) => outcome === 'wrong')
    .map(({question}) => `wrong:${question}`);
  const remarks = isHandedIn(student) || student.remarks.length > 0 ? student.remarks : [words.nothing];
  return {
    id: student.id,
    name: student.name ?? '',
    page: options.page(student) ?? '',
    points: points(student.score),
    maximum: points(student.maxScore),
    marks: [...failed, ...wrong, ...(remarks.length > 0 ? ['remarks'] : []), ...(isShared ? ['shared'] : [])].join(' '),
    cells: [
      ...options.checks.map(({id}) => cell(verdictOf.get(id), locale)),
      ...options.questions.map(({id}) =>
        answerCell(
          student.answers?.find(({question}) => question === id),
          locale,
        ),
      ),
    ],
    remarks: remarks.join(' '),
  };
}

function cell(verdict: CheckVerdict | undefined, locale: Locale) {
  if (!verdict) return {kind: 'none', sign: '', text: '', title: '', order: KINDS.length};
  const {verdict: kind, found, hint} = verdict;
  const said = [found, hint].filter((part) => part !== undefined && part !== '').join(' ');
  const title = [locale.class.verdict[kind], said].filter((part) => part !== '').join(locale.class.feedback.colon);
  return {kind, sign: SIGNS[kind], text: locale.class.verdict[kind], title, order: KINDS.indexOf(kind)};
}

const ANSWER_SIGNS = {right: '✓', wrong: '✗', 'to-read': '?'} as const satisfies Record<AnswerOutcome, string>;
/** The classes and the order of verdicts that look alike. */
const ANSWER_KINDS = {right: 'pass', wrong: 'fail', 'to-read': 'skipped'} as const satisfies Record<
  AnswerOutcome,
  VerdictKind
>;

function answerCell(answer: AnswerResult | undefined, locale: Locale) {
  if (!answer) return {kind: 'none', sign: '', text: '', title: '', order: KINDS.length};
  const {outcome, given, expected, comment, maxPoints} = answer;
  const words = locale.class;
  if (maxPoints === 0) return {kind: 'none', sign: '–', text: words.excused, title: comment ?? '', order: KINDS.length};
  const kind = ANSWER_KINDS[outcome];
  const said = [given ?? words.feedback.nothingGiven, comment, expected === undefined ? undefined : `→ ${expected}`];
  const text = isUnanswered(answer) ? words.unanswered : words.outcome[outcome];
  const title = `${text}${words.feedback.colon}${said.filter((part) => part !== undefined).join(' ')}`;
  return {kind, sign: ANSWER_SIGNS[outcome], text, title, order: KINDS.indexOf(kind)};
}

/** Answers that have points only once a person has read them. Without a capture there is nothing to compare them with. */
function toRead(student: StudentResult, {questions, page}: ClassOptions, {class: words}: Locale): object[] {
  const open = (student.answers ?? []).filter(isOpen);
  const who = {student: student.id, name: student.name ?? '', page: page(student) ?? ''};
  if (open.length > 0 && student.capture === undefined) {
    const worth = open.reduce((sum, {maxPoints}) => sum + maxPoints, 0);
    return [{...who, instead: words.toReadWithoutCapture({answers: open.length, points: points(worth)})}];
  }
  return open.map(({question, given = '', expected = '', maxPoints, comment = ''}) => {
    const index = questions.findIndex((one) => one.id === question);
    const ask = questions[index]?.ask ?? question;
    return {
      ...who,
      instead: '',
      question: words.question(index + 1),
      ask,
      points: points(maxPoints),
      given,
      expected,
      comment,
    };
  });
}

const isOpen = ({outcome, maxPoints, given}: AnswerResult): boolean =>
  outcome === 'to-read' && maxPoints > 0 && given !== undefined;

function statementsView(students: readonly StudentResult[], {class: words}: Locale) {
  const all = students.flatMap(({id, statements = []}) => statements.map((statement) => ({student: id, ...statement})));
  const count = (outcome: StatementResult['outcome']) => all.filter((one) => one.outcome === outcome).length;
  const [agrees, undecidable] = [count('agrees'), count('undecidable')];
  return {
    title: words.statements,
    rule: words.statementsRule,
    head: words.statementsHead,
    rows: all
      .filter(({outcome}) => outcome === 'contradicts')
      .map((statement) => ({...statement, outcome: words.statementOutcome[statement.outcome]})),
    others: agrees + undecidable > 0 ? words.agreeing({agrees, undecidable}) : '',
    any: all.length > 0,
  };
}

/** The checks that most students failed, first. */
function missed(students: readonly StudentResult[], {checks}: ClassOptions) {
  const counted = checks.map(({id, title}) => {
    const verdicts = students.flatMap((student) => student.verdicts.filter(({check}) => check === id));
    const count = (kind: VerdictKind) => verdicts.filter(({verdict}) => verdict === kind).length;
    return {title, counts: KINDS.map(count)};
  });
  return counted.sort((a, b) => (b.counts[0] ?? 0) - (a.counts[0] ?? 0));
}

const OUTCOMES = ['wrong', 'right', 'to-read'] as const satisfies readonly AnswerOutcome[];

/** The questions that most students got wrong, first; those that are not counted are left out. */
function missedQuestions(
  students: readonly StudentResult[],
  {questions}: ClassOptions,
  name: (number: number) => string,
) {
  const counted = questions.map(({id, ask}, index) => {
    const answers = students.flatMap((student) =>
      (student.answers ?? []).filter(({question, maxPoints}) => question === id && maxPoints > 0),
    );
    const counts = OUTCOMES.map((outcome) => answers.filter((answer) => answer.outcome === outcome).length);
    return {number: name(index + 1), ask, counts};
  });
  return counted.sort((a, b) => (b.counts[0] ?? 0) - (a.counts[0] ?? 0));
}

/** A maximum is one only where it is everybody's: what cannot be asked of a student makes it smaller. */
function average(counted: readonly StudentResult[], {class: words}: Locale): string {
  if (counted.length === 0) return '';
  const scores = counted.map(({score}) => score).sort((a, b) => a - b);
  const [maximum = 0, ...others] = new Set(counted.map(({maxScore}) => maxScore));
  return words.average({
    students: counted.length,
    average: points(mean(scores)),
    median: points(median(scores)),
    percent: points(mean(counted.map(percent))),
    ...(others.length === 0 ? {maximum: points(maximum)} : {}),
  });
}

/** Points of the student's own maximum; 0.29 of 1 are 29. */
const percent = ({score, maxScore}: StudentResult): number => Math.round((score / maxScore) * 1e8) / 1e6;

/** How many students have how many percent, in tenths: 0–9, 10–19, … 90–100, parts of a percent left out. */
function bins(percents: readonly number[]) {
  const counts = new Array<number>(BINS).fill(0);
  for (const value of percents) {
    const bin = Math.min(BINS - 1, Math.max(0, Math.floor((value / 100) * BINS)));
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  const step = 100 / BINS;
  const most = Math.max(1, ...counts);
  return counts.map((students, bin) => ({
    range: `${bin * step}–${bin === BINS - 1 ? 100 : (bin + 1) * step - 1} %`,
    students,
    share: Math.round((students / most) * 100),
  }));
}

function clusterRow({students, evidence, sameFiles = []}: Cluster, locale: Locale) {
  const words = locale.class;
  const shown = evidence.slice(0, SHOWN_EVIDENCE);
  return {
    students: students.join(', '),
    evidence: shown.map((connection) => ({
      same: connection.same.map((kind) => words.same[kind]).join(', '),
      places: placesOf(connection).map((place) => words.place(place)),
    })),
    sameFiles: sameFiles.map((ids) => words.sameFile(ids)),
    rows: shown.length + sameFiles.length + (evidence.length > shown.length ? 1 : 0),
    more: evidence.length > shown.length ? words.more(evidence.length - shown.length) : '',
  };
}

const placesOf = ({places}: SharedConnection) =>
  Object.entries(places)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([student, {stream, frames}]) => ({student, stream, frames, isCut: frames.length >= SHARED_FRAMES}));

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

const median = (sorted: readonly number[]): number => {
  const middle = sorted.length / 2;
  return sorted.length % 2 === 1
    ? (sorted[Math.floor(middle)] ?? 0)
    : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
};
