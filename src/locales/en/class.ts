import type {AnswerOutcome, StatementResult, VerdictKind} from '../../model/class.ts';
import {plainRuns, someRuns} from '../format.ts';

export const classEn = () => ({
  verdict: {pass: 'passed', fail: 'failed', skipped: 'skipped', error: 'could not be checked'} satisfies Record<
    VerdictKind,
    string
  >,
  outcome: {right: 'right', wrong: 'wrong', 'to-read': 'to be read'} satisfies Record<AnswerOutcome, string>,
  unanswered: 'no answer',
  excused: 'not counted',
  /** A question's column, by its number on the worksheet. */
  question: (n: number): string => `Q${n}`,
  onlyWrong: (question: string): string => `who did not get: ${question}`,
  toRead: 'Answers to be read by a person',
  toReadRule:
    "They have no points yet. Their points are to be added by hand to those that the table shows. Right answers are those of the student's own capture; to a question in words, what a good answer says.",
  toReadHead: ['Student', 'Question', 'Points', 'Answer', 'Right answer', 'Why'],
  /** Of who handed in no capture that can be read: what the answers are worth together. */
  toReadWithoutCapture: (p: {answers: number; points: string}): string =>
    `No capture of this student could be read, so there are no right answers to compare with: ${p.answers === 1 ? 'one answer' : `${p.answers} answers`} (${p.points} points) ${p.answers === 1 ? 'is' : 'are'} to be read in the feedback.`,
  statements: 'Claims in reports that the captures decide',
  statementsRule:
    'What a report in prose says of the capture, held against it. It has no points: read the place in the report before you judge.',
  statementsHead: ['Student', 'Place', 'Quoted', 'Against the capture', 'Why'],
  statementOutcome: {agrees: 'agrees', contradicts: 'contradicts', undecidable: 'undecidable'} satisfies Record<
    StatementResult['outcome'],
    string
  >,
  agreeing: (p: {agrees: number; undecidable: number}): string =>
    `Besides, claims that agree with the captures: ${p.agrees}; that they cannot decide: ${p.undecidable}. class.json lists them.`,
  summary: (p: {students: number; handedIn: number}): string =>
    `${p.handedIn} of ${p.students} students handed in something.`,
  /** Of the students who handed in something and were graded; `maximum` where all have the same. */
  average: (p: {students: number; average: string; percent: string; median: string; maximum?: string}): string => {
    const all =
      p.maximum === undefined
        ? `${p.average} points (${p.percent} % of each one's own maximum)`
        : `${p.average} of ${p.maximum} points (${p.percent} %)`;
    return `Average of ${p.students === 1 ? 'the one that was graded' : `the ${p.students} that were graded`}: ${all}, median ${p.median}.`;
  },
  errors: (n: number): string =>
    `${n === 1 ? 'One check' : `${n} checks`} could not be made. That is no fault of the students: look at them yourself.`,
  distribution: 'Distribution of the points',
  distributionRule:
    "Points in percent of each student's own maximum. Who handed in nothing is counted neither here nor in the average.",
  distributionHead: ['Percent', 'Students', ''] as [string, string, string],
  missed: 'What was missed most',
  missedQuestions: 'Questions most often answered wrongly',
  missedQuestionsHead: ['No.', 'Question', 'Wrong', 'Right', 'To be read'],
  missedHead: ['Check', 'Failed', 'Passed', 'Skipped', 'Could not be checked'],
  students: 'Students',
  filter: 'Search',
  only: 'Show',
  everybody: 'everybody',
  onlyFailed: (check: string): string => `who failed: ${check}`,
  onlyRemarks: 'who has remarks',
  onlyShared: 'who shares connections with others',
  shown: 'shown',
  id: 'Student',
  name: 'Name',
  points: 'Points',
  maximum: 'Maximum',
  pointsToRead: 'Points still to be read',
  questions: 'Questions',
  questionsHead: ['No.', 'Id', 'Question', 'Points'],
  remarks: 'Remarks',
  nothing: 'Nothing was handed in',
  clusters: 'Captures that share connections',
  noClusters: 'No two captures share a connection.',
  clustersRule:
    'Independent recordings hardly ever agree in all of these. That is evidence that the packets have one origin, and no accusation: students may have recorded together, or have been handed the same file. Look at the frames before you decide.',
  clusterHead: ['Students', 'The same', 'Where'],
  same: {
    isn: 'initial sequence numbers',
    sequence: 'sequence numbers of the data',
    'ip-id': 'IP identifications',
    timestamps: 'TCP timestamps',
    ports: 'ports',
    date: 'Date headers',
    payload: 'data',
  },
  /** `isCut`: more frames may be shared. */
  place: (p: {student: string; stream: number; frames: readonly number[]; isCut: boolean}): string =>
    `${p.student}: tcp.stream ${p.stream}, ${p.frames.length === 1 ? 'frame' : 'frames'} ${someRuns(p.frames, ', ', 10, p.isCut)}`,
  sameFile: (ids: readonly string[]): string =>
    `The files of ${ids.join(', ')} are the same byte for byte, so all of their frames are.`,
  more: (n: number): string =>
    `and ${n === 1 ? 'one more connection' : `${n} more connections`}, which class.json lists`,
  sort: 'Sort by this column',
  feedback: {
    title: (assignment: string): string => `Feedback: ${assignment}`,
    score: (p: {score: string; maximum: string}): string => `${p.score} of ${p.maximum} points`,
    student: 'Student',
    capture: 'Capture that was checked',
    source: 'Handed in',
    points: 'Points',
    checks: 'What was checked',
    head: ['Check', 'Result', 'Points', 'What the capture shows'],
    frames: (p: {frames: readonly number[]; isCut: boolean}): string =>
      `${p.frames.length === 1 ? 'frame' : 'frames'} ${plainRuns(p.frames, ', ')}${p.isCut ? ' …' : ''}`,
    expected: (expected: string): string => `(expected: ${expected})`,
    mend: 'What you can do',
    /** Between a check and what is said of it. */
    colon: ': ',
    report: (file: string): string =>
      `The report on your capture, ${file}, explains it packet by packet. Frame numbers here and there are those of Wireshark.`,
    allPassed: 'Every check has passed. Well done.',
    remarks: 'Remarks',
    answers: 'Your answers',
    answersHead: ['Question', 'Your answer', 'Result', 'Points'],
    nothingGiven: '(no answer)',
    noneAnswered: (p: {questions: number; points: string}): string =>
      `${p.questions === 1 ? 'The question was' : `None of the ${p.questions} questions was`} answered: ${p.points} points.`,
    again: 'Look at these again',
    given: (given: string): string => `You wrote: ${given}`,
    rightAnswer: (p: {expected: string; frames: string}): string =>
      `Right for your capture: ${p.expected}${p.frames === '' ? '' : ` (${p.frames})`}`,
    toReadNote: 'What has to be read by a person has no points yet: your teacher will add them.',
    errorNote:
      'A check that could not be made is no fault of yours and costs nothing by itself; your teacher looks at it.',
  },
  generator: (version: string): string => `Made with labshark ${version}.`,
});
