/** Names of files: `more` of them are not listed. */
type Listed = {readonly names: readonly string[]; readonly more: number};

const quoted = (names: readonly string[]): string => names.map((name) => `'${name}'`).join(', ');
const each = ({names, more}: Listed): string =>
  more > 0 ? `${quoted(names)} and ${more} more: each` : `${quoted(names)}${names.length > 1 ? ': each' : ''}`;

/** What there is to say about a submission besides its checks, by code. Names and ids are as students wrote them. */
export const remarksEn = {
  'earlier-attempts': (p: {names: readonly string[]}): string =>
    `The last attempt counts; earlier ones were not checked: ${quoted(p.names)}.`,
  'several-parts': (p: {names: readonly string[]}): string => `Handed in as ${quoted(p.names)}.`,
  'text-only': (): string => 'Only text was handed in, and no file.',
  'text-or-link-only': (): string => 'Only text or a link was handed in, and no file.',
  together: (p: {ids: readonly string[]}): string => `Handed in together with ${p.ids.join(', ')}.`,
  'not-exported': (p: {list: string; name: string}): string => `${p.list} lists '${p.name}', but it is not there.`,
  'several-assignments': (p: {names: readonly string[]}): string =>
    `Files of several assignments lie here (${p.names.join(', ')}), and none is called as the one checked.`,

  nothing: (): string => 'Nothing was handed in.',
  'same-id': (p: {name: string; id: string}): string =>
    `'${p.name}' was handed in under the same id, ${p.id}: find out whose it is.`,
  'second-submission': (p: {id: string}): string => `By the class list this is ${p.id}'s, who has another submission.`,
  'not-listed': (): string => 'The class list does not have this student.',
  'fits-several': (p: {ids: readonly string[]}): string =>
    `Its name fits several students of the class list: ${p.ids.join(', ')}. Rename it, so that it has the id of one.`,
  'roster-apart': (p: {strangers: number; missing: number; names: readonly string[]}): string =>
    `${p.strangers} ${p.strangers === 1 ? 'submission is' : 'submissions are'} not on the class list, and ${p.missing} on the list handed in nothing: ${quoted(p.names)}${p.strangers > p.names.length ? ', …' : ''}. Where these are the same students, put the list's id or name into what the submission is called.`,
  'late-unknown': (p: {without: number; all: number}): string =>
    `late: cannot be applied${p.without < p.all ? ` to ${p.without} of ${p.all} submissions` : ''}: the submissions tell no time.`,
  'files-of-another': (p: {id: string; listed: string}): string =>
    `The files are named by ${p.id}, but the platform's name is that of ${p.listed}.`,
  'other-name': (p: {name: string; listed: string; id: string}): string =>
    `The name handed in is ${p.name}; the class list has ${p.listed} for ${p.id}.`,

  'no-submission': (p: {name: string; system: string}): string =>
    `'${p.name}' is named as no submission of ${p.system} is, and was left out.`,
  'teachers-file': (p: {name: string}): string =>
    `'${p.name}' names no student and is no capture: it was taken for the teacher's, and left out.`,
  link: (p: {name: string}): string => `'${p.name}' is a symbolic link and was not followed.`,
  'no-file': (p: {name: string}): string => `'${p.name}' is no file and was left out.`,
  unreadable: (p: {name: string; reason: string}): string =>
    `'${p.name}' can't be read (${p.reason}) and was left out.`,

  archive: (p: {name: string; kind: string}): string =>
    `'${p.name}' is a ${p.kind} archive, which labshark can't unpack. Unpack it, or ask for a zip.`,
  'zip.too-deep': (p: {name: string}): string =>
    `'${p.name}' is a zip too deep within other zips and was not unpacked.`,
  'zip.damaged': (p: {name: string; reason: string}): string =>
    `'${p.name}' is a damaged zip (${p.reason}). Ask for it again.`,
  'zip.cut-short': (p: {name: string; reason: string}): string =>
    `'${p.name}' is damaged (${p.reason}): the rest of it is lost.`,
  'zip.damaged-file': (p: {zip: string; name: string; reason: string}): string =>
    `'${p.name}' in '${p.zip}' is damaged (${p.reason}) and was left out.`,
  'zip.outside': (p: Listed & {zip: string}): string =>
    `In '${p.zip}', ${each(p)} would be unpacked outside its folder (an absolute path, or one with ..) and was refused.`,
  'zip.too-large': (p: Listed & {zip: string}): string =>
    `In '${p.zip}', ${each(p)} would unpack to more than labshark takes from one submission, as a zip bomb does, and was left out. Unpack it by hand if it is wanted.`,
  'zip.link': (p: Listed & {zip: string}): string =>
    `In '${p.zip}', ${each(p)} is a symbolic link and was not followed.`,
  'zip.no-file': (p: Listed & {zip: string}): string =>
    `In '${p.zip}', ${each(p)} is no ordinary file and was left out.`,
  'zip.password': (p: Listed & {zip: string}): string =>
    `In '${p.zip}', ${each(p)} is protected by a password and could not be unpacked. Ask for it without one.`,
  'zip.method': (p: Listed & {zip: string; method: number}): string =>
    `In '${p.zip}', ${each(p)} is compressed by a method that labshark does not know (${p.method}). Ask for an ordinary zip.`,

  'answers.old-format': (p: {name: string}): string =>
    `'${p.name}' is in a format whose text can't be read: it must be saved as .docx or PDF and handed in again, or read by a person.`,
  'answers.password': (p: {name: string}): string =>
    `'${p.name}' is protected by a password and can't be read: it must be handed in without one.`,
  'answers.no-text': (p: {name: string}): string =>
    `'${p.name}' holds pictures and no text, as a scan does: a person has to read it.`,
  'answers.damaged': (p: {name: string; reason: string}): string =>
    `'${p.name}' is damaged and can't be read (${p.reason}): it must be handed in again.`,
  'answers.too-large': (p: {name: string}): string =>
    `'${p.name}' is too large for a worksheet and was not read: a person has to look at it.`,
  'answers.failed': (p: {names: readonly string[]}): string =>
    `labshark failed on the documents that were handed in, or took too long: a person has to read ${quoted(p.names)}.`,
  'answers.none': (): string => 'No worksheet was found among what was handed in, so no question is answered.',
  'answers.several': (p: {name: string; names: readonly string[]}): string =>
    `Several worksheets were handed in, with different answers: '${p.name}', which has most answers, counts, and not ${quoted(p.names)}.`,
  'answers.not-asked': (p: {name: string; ids: readonly string[]}): string =>
    `'${p.name}' has questions that the assignment does not ask: ${p.ids.join(', ')}. It may be another assignment's worksheet.`,
  'answers.twice': (p: {name: string; ids: readonly string[]}): string =>
    `'${p.name}' answers a question twice, and differently: ${p.ids.join(', ')}. The first answer counts.`,
  'answers.picture': (p: {name: string; ids: readonly string[]}): string =>
    `'${p.name}' has a picture for an answer, which a person has to read: ${p.ids.join(', ')}.`,
};

export type RemarkSentences = typeof remarksEn;
export type RemarkCode = keyof RemarkSentences;
export type RemarkValues = Readonly<Record<string, string | number | readonly string[]>>;

/** Something to know about a submission; a locale says it from `code` and `values`. */
export interface Remark {
  readonly code: RemarkCode;
  readonly values: RemarkValues;
}

/** The sentence of a remark, in the language of the sentences. */
export const remarkIn =
  (sentences: RemarkSentences) =>
  ({code, values}: Remark): string =>
    (sentences[code] as (values: RemarkValues) => string)(values);
