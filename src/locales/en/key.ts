/** Answer keys, and the overview of a class's keys. Plain text. */
export const keyEn = {
  title: (assignment: string): string => `Answer key: ${assignment}`,
  masterTitle: (assignment: string): string => `Master key: ${assignment}`,
  masterNote: "This is the key to the capture that was handed out. A capture of a student's own has other answers.",
  fact: 'Fact',
  value: 'Value',
  student: 'Student',
  capture: 'Capture',
  recorded: 'Recorded',
  connection: 'Connection',
  endpoints: (p: {client: string; server: string; stream: number}): string =>
    `${p.client} → ${p.server} (tcp.stream ${p.stream})`,
  points: 'Points',
  counting: (p: {counting: string; all: string}): string =>
    `${p.counting} of ${p.all}; the others do not count for this capture`,
  atAGlance: 'Answers at a glance',
  glanceHead: ['No.', 'Question', 'Answer', 'Points'],
  withWorking: 'How each answer is found',
  answerHead: ['Answer', 'Also right', 'Proved by', 'Points'],
  modelHead: ['Proved by', 'Points'],
  model: 'A person reads this answer. A good one says:',
  working: 'Working',
  mistakes: 'Common mistakes',
  mistakesHead: ['Answer', 'What went wrong'],
  /** Between several answers that are right as well. */
  or: '; ',
  nothing: '–',
  /** In place of an answer in the table of all. */
  inWords: 'in words, below',
  unanswerable: 'not in this capture',
  /** A text that is there and empty. */
  emptyText: '(empty)',
  unanswerableHead: ['Answer', 'Points'],
  failed: 'The answer could not be computed because of an error in labshark.',
  failedShort: 'error',
  frameNumbers: 'Frame numbers are those of Wireshark.',
  generator: (version: string): string =>
    `Made with labshark ${version} from the capture; every answer names the frames that prove it.`,
  class: {
    title: (assignment: string): string => `Answer keys: ${assignment}`,
    summary: (p: {students: number; keys: number}): string =>
      `${p.keys} of ${p.students} students handed in a capture that has a key.`,
    teachersOnly: 'This page holds the answers of the whole class: it is for teachers.',
    answers: 'Answers by student',
    id: 'Student',
    name: 'Name',
    capture: 'Capture',
    onlyUnanswered: (question: string): string => `who cannot answer: ${question}`,
    onlyWithout: 'who has no key',
    without: 'Students without a key',
    withoutHead: ['Student', 'Name', 'Why'],
    /** Of labshark's own failure; `reason` has no full stop. */
    gaveUp: (reason: string): string =>
      `labshark could not read the capture: ${reason}. That is no fault of the student.`,
    notMade: (reason: string): string => `labshark could not make the key: ${reason}. That is no fault of the student.`,
    /** Between sentences. */
    between: ' ',
    unanswered: 'What captures cannot answer',
    unansweredHead: ['Student', 'Question', 'Why'],
    questions: 'Questions',
    questionsHead: ['No.', 'Question', 'Points'],
    gave: (p: {answer: string; frames: string}): string => (p.frames === '' ? p.answer : `${p.answer} (${p.frames})`),
  },
};
