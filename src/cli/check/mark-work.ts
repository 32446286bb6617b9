import {closeSync, openSync, readFileSync, readSync, statSync} from 'node:fs';
import {explained} from '../../assignment/questions/evidence.ts';
import type {Assignment} from '../../assignment/types.ts';
import {markAnswers} from '../../grading/answers/index.ts';
import {documentText, type GivenFile, HEAD, kindOf, LARGEST, readAnswers} from '../../grading/answers/read/index.ts';
import {findSplices, findStatements} from '../../grading/statements/index.ts';
import {remark} from '../../grading/submissions/remark.ts';
import {plainLocale, type QuestionId} from '../../locales/index.ts';
import type {AnswerResult, StatementResult} from '../../model/class.ts';
import type {Report} from '../../model/report.ts';
import type {GradedDocument} from './grade-task.ts';

/** What a student wrote, held against the student's own capture. */
export interface MarkedWork {
  /** Absent where the assignment asks nothing. */
  readonly answers?: readonly AnswerResult[];
  /** Of what is no worksheet; absent where there is none, or no capture that can be read. */
  readonly statements?: readonly StatementResult[];
  /** In the assignment's language. */
  readonly remarks: readonly string[];
}

/** Marks the worksheet and searches other documents for claims. Never throws for what is in a document. */
export async function markWork(
  documents: readonly GradedDocument[],
  report: Report | undefined,
  assignment: Assignment,
  timeZone: string,
): Promise<MarkedWork> {
  const locale = plainLocale(assignment.language);
  const texts = documents.filter(({path, onDisk}) => kindOf(path, headOf(onDisk)) !== undefined);
  const tooLarge = texts.filter(({onDisk}) => statSync(onDisk).size > LARGEST);
  const files = texts
    .filter((one) => !tooLarge.includes(one))
    .map(({path, onDisk}): GivenFile => ({name: path, bytes: readFileSync(onDisk)}));
  const asks = assignment.questions.length > 0;
  const given = asks
    ? await readAnswers(
        files,
        assignment.questions.map(({question}) => question),
      )
    : undefined;
  const answers = asks ? markAnswers(assignment, report, given?.answers ?? new Map()) : undefined;
  // Of who handed in nothing at all that is said already.
  const isMissing = asks && given?.from === undefined && (report !== undefined || documents.length > 0);
  const problems = [
    ...(isMissing ? [remark('answers.none')] : []),
    ...tooLarge.map(({path}) => remark('answers.too-large', {name: path})),
    ...(given?.problems ?? []),
  ];
  const remarks = problems.map((problem) => locale.remark(problem));
  const proofs = (answers ?? []).flatMap(({question, frames = []}) =>
    report && isOfOne(frames, report) ? framesIn(given?.frames.get(question as QuestionId) ?? '') : [],
  );
  const spliced = report ? findSplices(proofs, report) : [];
  if (spliced.length > 0) remarks.push(locale.statements.splices.proof(spliced));
  const statements: StatementResult[] = [];
  for (const {name, bytes} of files) {
    if (!report || name === given?.from) continue;
    const document = await documentText(name, bytes);
    if (!document) continue;
    // What a worksheet could not be read for has been said.
    if (!asks) remarks.push(...document.problems.map((problem) => locale.remark(problem)));
    const text = {name, pages: document.pages.map((lines) => lines.map((line) => line.text))};
    statements.push(...findStatements(text, report, locale, {zone: timeZone}));
  }
  return {...(answers ? {answers} : {}), ...(statements.length > 0 ? {statements} : {}), remarks};
}

/** Of films and the like no more is read than shows that they are no documents. */
function headOf(file: string): Uint8Array {
  const bytes = new Uint8Array(HEAD);
  const descriptor = openSync(file, 'r');
  try {
    return bytes.subarray(0, readSync(descriptor, bytes, 0, HEAD, 0));
  } finally {
    closeSync(descriptor);
  }
}

/** Of documents that labshark failed on: nothing of it counts against the student. */
export function unmarkedWork(documents: readonly string[], {questions, language}: Assignment): MarkedWork {
  const {answers: say, remark: sentence} = plainLocale(language);
  const answers = questions.map(
    ({question, points}): AnswerResult => ({
      question,
      outcome: 'to-read',
      points: 0,
      maxPoints: points,
      comment: say.read.documentFailed,
    }),
  );
  return {
    ...(answers.length > 0 ? {answers} : {}),
    remarks: [sentence(remark('answers.failed', {names: documents}))],
  };
}

/** Numbers in what was written as proof; a range is its ends. */
const framesIn = (written: string): number[] => (written.normalize('NFKC').match(/\d{1,9}/g) ?? []).map(Number);

/** Whether the right proof is of one connection, the explained one: other questions are about several. */
const isOfOne = (frames: readonly number[], report: Report): boolean => {
  const own = explained(report);
  return (
    own !== undefined &&
    frames.some((frame) => frame >= own.firstFrame && frame <= own.lastFrame) &&
    findSplices(frames, report).length === 0
  );
};
