/** What stands on a worksheet besides its questions. */
export const worksheetEn = () => ({
  title: (assignment: string): string => `Worksheet: ${assignment}`,
  name: 'Name',
  id: 'Student number',
  /** Between what something is called and what it is. */
  colon: ': ',
  howTo:
    'Write each answer after “Answer:”; it may take several lines. Leave the marks in square brackets as they are: answers are found by them. All numbers are those of your own capture. “The connection” is the first complete HTTP connection with the site, “the request” and “the response” are the first complete ones on it.',
  record: 'What to record',
  site: 'Site',
  window: 'When',
  fileName: 'Name of the file',
  from: (p: {from?: string; to?: string; zone: string}): string =>
    `${[p.from === undefined ? '' : `from ${p.from}`, p.to === undefined ? '' : `until ${p.to}`].filter(Boolean).join(' ')} (${p.zone})`,
  pattern: (pattern: string): string => `fits the pattern ${pattern}`,
  example: (example: string): string => `such as ${example}, with your own values`,
  questions: 'Questions',
  points: (points: number): string => `(${points} ${points === 1 ? 'point' : 'points'})`,
  units: {bytes: 'bytes', bits: 'bits', seconds: 'seconds', 'bits-per-second': 'bit/s', hex: 'hexadecimal'},
  answer: (unit?: string): string => (unit === undefined ? 'Answer:' : `Answer (${unit}):`),
  frames: 'Frames that prove it (optional):',
  end: 'The answers end here: what stands below is not read as an answer.',
});

export type WorksheetSentences = ReturnType<typeof worksheetEn>;
