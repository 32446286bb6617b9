import {type Locale, type LocaleTag, plainLocale, type QuestionId} from '../../locales/index.ts';
import {type AnswerResult, type CheckVerdict, isUnanswered, type StudentResult} from '../../model/class.ts';
import {code} from '../../model/markdown.ts';
import {toHtml} from '../html.ts';
import type {PageOptions} from '../options.ts';
import {points} from '../points.ts';
import {loadTemplates} from '../templates.ts';
import type {Table, Text} from '../view/view.ts';

export interface FeedbackOptions {
  readonly locale: LocaleTag;
  /** Title of the assignment. */
  readonly assignment: string;
  /** Check ids with their titles in the language of the feedback. */
  readonly checks: readonly {readonly id: string; readonly title: string}[];
  readonly version: string;
  /** File of the report beside the feedback; absent where no capture could be read. */
  readonly report?: string;
  /** That checks and answers are about: its two ends. */
  readonly connection?: string;
  readonly templates?: string;
}

/** More frames than these are not listed. */
const SHOWN_FRAMES = 8;

/** One student's feedback as Markdown, and what a page says around it. */
export function feedbackMarkdown(
  student: StudentResult,
  options: FeedbackOptions,
): {markdown: string; page: PageOptions} {
  const locale = plainLocale(options.locale);
  const words = locale.class.feedback;
  const titles = new Map(options.checks.map(({id, title}) => [id, title]));
  const titleOf = ({check}: CheckVerdict): string => titles.get(check) ?? check;
  const failed = student.verdicts.filter(({verdict}) => verdict === 'fail');
  const title = words.title(options.assignment);
  const skipped = student.verdicts.flatMap(({verdict, hint}) => (verdict === 'skipped' && hint ? [hint] : []));
  const isPerfect = student.verdicts.length > 0 && student.verdicts.every(({verdict}) => verdict === 'pass');
  const view = {
    title,
    facts: facts(student, options.connection, locale),
    checksTitle: words.checks,
    ...(isPerfect ? {praise: words.allPassed} : {}),
    checks: {
      head: words.head,
      rows: student.verdicts.map((verdict) => row(verdict, titleOf(verdict), skipped.length > 1, locale)),
    },
    ...(skipped.length > 1 ? {skippedNotes: [...new Set(skipped)]} : {}),
    ...(student.verdicts.some(({verdict}) => verdict === 'error') ? {errorNote: words.errorNote} : {}),
    ...(student.answers ? {answers: answersView(student, locale)} : {}),
    mendTitle: words.mend,
    colon: words.colon,
    mend: failed
      .filter(({hint}) => hint !== undefined)
      .map((verdict) => ({title: titleOf(verdict), hint: verdict.hint ?? ''})),
    remarksTitle: words.remarks,
    remarks: student.remarks,
    ...(options.report === undefined ? {} : {report: words.report(options.report)}),
    generator: locale.class.generator(options.version),
  };
  return {
    markdown: loadTemplates(options.templates).markdown('feedback.md.hbs', view),
    page: {
      locale: options.locale,
      title,
      alerts: locale.report.alerts,
      header: {left: [student.name, student.id].filter(Boolean).join(' '), right: options.assignment},
      generator: `labshark ${options.version}`,
      ...(options.templates === undefined ? {} : {templates: options.templates}),
    },
  };
}

/** The same as a page of its own. `fontFaces` as in toHtml, for printing. */
export function feedbackHtml(student: StudentResult, options: FeedbackOptions, fontFaces = ''): string {
  const {markdown, page} = feedbackMarkdown(student, options);
  return toHtml(markdown, page, fontFaces);
}

function facts(student: StudentResult, connection: string | undefined, locale: Locale): Table {
  const {
    capture,
    class: {feedback: words},
  } = locale;
  const rows: Text[][] = [[words.student, [student.id, student.name].filter(Boolean).join(' ')]];
  if (student.source !== '') rows.push([words.source, code(student.source)]);
  if (student.capture !== undefined) rows.push([words.capture, code(student.capture)]);
  if (connection !== undefined) rows.push([locale.key.connection, connection]);
  rows.push([words.points, words.score({score: points(student.score), maximum: points(student.maxScore)})]);
  return {head: [capture.property, capture.value], rows};
}

/** `isToldOnce`: why checks were skipped is said below the table. */
function row(verdict: CheckVerdict, title: string, isToldOnce: boolean, locale: Locale): Text[] {
  const words = locale.class;
  const {found = '', expected, frames = [], hint} = verdict;
  // A sentence on what was found names its frames itself.
  const proof = found === '' && frames.length > 0 ? words.feedback.frames(shown(frames)) : '';
  const said = verdict.verdict === 'fail' && expected !== undefined ? words.feedback.expected(expected) : '';
  const why = verdict.verdict === 'skipped' && !isToldOnce ? (hint ?? '') : '';
  return [
    title,
    words.verdict[verdict.verdict],
    verdict.verdict === 'error' ? '–' : `${points(verdict.points)}\u00a0/\u00a0${points(verdict.maxPoints)}`,
    // Full-width brackets bring their own room.
    [found, proof, said, why]
      .filter((part) => part !== '')
      .join(' ')
      .replaceAll(' （', '（'),
  ];
}

const shown = (frames: readonly number[]) => ({
  frames: frames.slice(0, SHOWN_FRAMES),
  isCut: frames.length > SHOWN_FRAMES,
});

const oneLine = (text: string): string => text.trim().replace(/\s+/g, ' ');

/** What became of each answer, and at length what is to be looked at again. */
function answersView({answers = []}: StudentResult, locale: Locale) {
  const words = locale.class.feedback;
  const askOf = ({question}: AnswerResult, index: number) =>
    `${locale.class.question(index + 1)}${words.colon}${locale.questions[question as QuestionId]?.ask ?? question}`;
  const scored = ({points: got, maxPoints}: AnswerResult): string =>
    maxPoints === 0 ? locale.class.excused : `${points(got)}\u00a0/\u00a0${points(maxPoints)}`;
  if (answers.length > 0 && answers.every(isUnanswered)) {
    const maximum = points(answers.reduce((sum, {maxPoints}) => sum + maxPoints, 0));
    return {title: words.answers, note: words.noneAnswered({questions: answers.length, points: `0 / ${maximum}`})};
  }
  // It is the same for every answer.
  const {noReport} = locale.answers.read;
  const notes = [
    ...(answers.some(({outcome, maxPoints}) => outcome === 'to-read' && maxPoints > 0) ? [words.toReadNote] : []),
    ...(answers.some(({comment}) => comment === noReport) ? [noReport] : []),
  ];
  return {
    title: words.answers,
    table: {
      head: words.answersHead,
      rows: answers.map((answer, index): Text[] => [
        askOf(answer, index),
        oneLine(answer.given ?? words.nothingGiven),
        answer.maxPoints === 0
          ? '–'
          : isUnanswered(answer)
            ? locale.class.unanswered
            : locale.class.outcome[answer.outcome],
        scored(answer),
      ]),
    },
    ...(notes.length > 0 ? {note: notes.join(' ')} : {}),
    againTitle: words.again,
    again: answers.flatMap((answer, index) => {
      const {outcome, given, comment, expected, working = [], frames = []} = answer;
      const blank = isUnanswered(answer);
      if (outcome === 'right' || comment === noReport || (blank && comment === locale.answers.blank)) return [];
      return {
        ask: askOf(answer, index),
        ...(given === undefined ? {} : {given: words.given(oneLine(given))}),
        ...(comment === undefined ? {} : {comment}),
        ...(expected === undefined || outcome === 'to-read' || blank
          ? {}
          : {expected: words.rightAnswer({expected, frames: frames.length === 0 ? '' : words.frames(shown(frames))})}),
        working: outcome === 'wrong' && !blank ? working : [],
      };
    }),
  };
}
