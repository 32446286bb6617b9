/** A report in prose, as text. */
export interface ReportText {
  /** As the file is called in what was handed in. */
  readonly name: string;
  /** A file without pages is one page. */
  readonly pages: readonly (readonly string[])[];
}

/** Where a line stands; both count from 1, `page` only where the file has several. */
export interface Place {
  readonly page?: number;
  readonly line: number;
}

/** A sentence in the student's words, and the same with its characters made plain, for reading. */
export interface Sentence {
  readonly place: Place;
  readonly quote: string;
  readonly text: string;
  /** The sentences of one have the same number. */
  readonly paragraph: number;
}

export interface ListRow {
  readonly frame: number;
  readonly seconds?: number;
  readonly source: string;
  readonly destination: string;
  readonly protocol: string;
  readonly length: number;
  readonly info: string;
}

export type Passage =
  | ({readonly kind: 'sentence'} & Sentence)
  /** Wireshark's field tree, pasted. */
  | {readonly kind: 'tree'; readonly place: Place; readonly quote: string; readonly lines: readonly string[]}
  /** Wireshark's packet list, pasted. */
  | {readonly kind: 'list'; readonly place: Place; readonly quote: string; readonly rows: readonly ListRow[]};

/** Full-width letters, digits, brackets, colons as they are in ASCII; commas and full stops stay what they are. */
export const plain = (text: string): string =>
  text
    .replace(/[！-～]/g, (character) =>
      '，；！？'.includes(character) ? character : String.fromCharCode(character.charCodeAt(0) - 0xfee0),
    )
    .replace(/[\u3000\u00a0]/g, ' ')
    .replace(/\\([_*[\]])/g, '$1')
    .replace(/\*\*|`|<\/?\w+[^<>]*>/g, '');

const ROW =
  /^[\s|>*]*(\d{1,9})[\s|]+(\d+(?:\.\d+)?)(?:\.\.\.|…)?[\s|]+([\da-fA-F.:]{3,39})[\s|]+([\da-fA-F.:]{3,39})[\s|]+([A-Za-z][\w.…/-]*)[\s|]+(\d+)[\s|]+(\S.*?)[\s|]*$/;

/** A row of Wireshark's packet list, however its columns are set apart; undefined for any other line. */
export function listRow(line: string): ListRow | undefined {
  const found = ROW.exec(line);
  if (!found) return undefined;
  const [, frame, time, source, destination, protocol, length, info] = found as unknown as string[];
  return {
    frame: Number(frame),
    ...(/\.\.\.|…/.test(line.slice(0, line.indexOf(source ?? ''))) ? {} : {seconds: Number(time)}),
    source: source ?? '',
    destination: destination ?? '',
    protocol: protocol ?? '',
    length: Number(length),
    info: info ?? '',
  };
}

/** What a field tree begins with: the frame, or one of its layers. */
const TREE_START =
  /^(Frame \d+: \d+ bytes on wire|Ethernet II, Src|Linux cooked capture v\d|Internet Protocol Version [46], Src|Transmission Control Protocol, Src Port|User Datagram Protocol, Src Port|Hypertext Transfer Protocol$)/;
/** Marks before a line of the tree: Wireshark's arrows, and what they become when they are copied. */
const TREE_MARK = /^[\s>▼▶➤√∨✓•|-]*(?=\S)/u;
const TREE_LINE =
  /^(\[.*\]?$|[.01].* = |= \w|[A-Z][\w ()/-]{1,60}(: | = )\S|[A-Z][\w-]{1,40}: \S|(GET|POST|HEAD) \S+ HTTP\/|HTTP\/1\.[01] \d|\\r\\n|\[truncated\]|TCP payload \(|TCP Option |Options: |Address: |.*\\r\\n$)/;

const treeText = (line: string): string => plain(line).replace(TREE_MARK, '').trimEnd();
const LIST_HEAD = /^[\s|]*No\.?[\s|]+Time[\s|]+Source/i;

/** Sentences end at full stops and their kin; a full stop within a number, a name or an address ends nothing. */
const sentencesOf = (text: string): string[] =>
  (text.match(/(?:[^。！？；;!?.]|[.](?=\S)|[!?;](?=[^\s。]))+[。！？；;!?.]*\s*/gu) ?? []).filter((part) =>
    /\S/.test(part),
  );

/** Of a paragraph and of a sentence, in characters. What is longer is no prose, and expressions take long on it. */
const LONGEST = 10_000;
const LONGEST_SENTENCE = 2000;

/** A line without pictures that are written into it, as far as its last whole sentence within what is read. */
function readable(line: string): string {
  if (line.length <= LONGEST) return line;
  const text = line.replace(/\(data:[^()\s]*\)/g, '()');
  return text.length <= LONGEST ? text : sentencesOf(text.slice(0, LONGEST)).slice(0, -1).join('');
}

/** With single spaces: expressions allow for spaces in many places, and try every way to share out many in a row. */
const forReading = (quote: string): string => plain(quote).replace(/\s+/g, ' ').trim();

const isHeading = (line: string): boolean => /^\s*#{1,6}\s/.test(line);
const beginsAnew = (line: string): boolean =>
  /^\s*([-*+•·]|\d{1,2}[.)、)）]|[(（]\d|[一二三四五六七八九十]+[、.．])\s*/u.test(line);
const width = (line: string): number => [...line].reduce((sum, c) => sum + (c > '\u2e80' ? 2 : 1), 0);

/** A text taken apart, in its order: sentences, pasted trees and lists; pictures, bytes in hex and code are left out. */
export function passagesOf({pages}: ReportText): Passage[] {
  const found: Passage[] = [];
  let paragraph = 0;
  for (const [pageIndex, given] of pages.entries()) {
    const lines = given.map(readable);
    let fenced = false;
    for (let at = 0; at < lines.length; at += 1) {
      const line = lines[at] ?? '';
      const place: Place = {...(pages.length > 1 ? {page: pageIndex + 1} : {}), line: at + 1};
      if (/^\s*(```|~~~)/.test(line)) {
        fenced = !fenced;
        paragraph += 1;
        continue;
      }
      if (TREE_START.test(treeText(line))) {
        const end = treeEnd(lines, at);
        found.push({
          kind: 'tree',
          place,
          quote: treeText(line),
          lines: lines.slice(at, end).map((each) => treeText(each).trim()),
        });
        paragraph += 1;
        at = end - 1;
        continue;
      }
      if (LIST_HEAD.test(line) || listRow(plain(line))) {
        const rows: ListRow[] = [];
        const first = at;
        for (; at < lines.length; at += 1) {
          const each = plain(lines[at] ?? '');
          const row = listRow(each);
          if (row) rows.push(row);
          else if (!LIST_HEAD.test(each) && !/^[\s|:-]*$/.test(each)) break;
        }
        at -= 1;
        const start = lines.slice(first).find((each) => listRow(plain(each)) !== undefined);
        if (rows.length > 0) found.push({kind: 'list', place, quote: (start ?? line).trim(), rows});
        paragraph += 1;
        continue;
      }
      if (!/\S/.test(line) || fenced || isQuoted(line)) {
        paragraph += 1;
        continue;
      }
      if (isHeading(line) || beginsAnew(line)) paragraph += 1;
      let text = line;
      // A line that is full and does not end a sentence goes on in the next.
      while (text.length <= LONGEST && goesOn(lines[at] ?? '', lines[at + 1])) {
        at += 1;
        const next = lines[at] ?? '';
        text += /[\w,;)]\s*$/.test(text) && /^\s*\w/.test(next) ? ` ${next.trim()}` : next.trim();
      }
      for (const quote of sentencesOf(withoutPictures(text))) {
        if (quote.length > LONGEST_SENTENCE) continue;
        found.push({kind: 'sentence', place, quote: quote.trim(), text: forReading(quote), paragraph});
      }
    }
    paragraph += 1;
  }
  return found;
}

function treeEnd(lines: readonly string[], start: number): number {
  let end = start + 1;
  for (let at = end; at < lines.length; at += 1) {
    const text = treeText(lines[at] ?? '');
    if (/^Frame \d+: \d+ bytes on wire/.test(text)) break;
    // Blank lines, as some programs set between all lines, belong to the tree where it goes on after them.
    if (text === '') continue;
    if (!TREE_START.test(text) && (!TREE_LINE.test(text) || isProse(text))) break;
    end = at + 1;
  }
  return end;
}

/** Chinese words within a line of the tree are the name of a time zone, nothing else. */
const isProse = (text: string): boolean => /\p{Script=Han}/u.test(text.replace(/中国标准时间|\[.*\]/g, ''));

function goesOn(line: string, next: string | undefined): boolean {
  if (next === undefined || !/\S/.test(next) || isHeading(line) || isHeading(next) || beginsAnew(next)) return false;
  if (/[。！？；.!?;:：|]\s*$/.test(line) || width(line.trim()) < 60) return false;
  return !/^\s*(```|~~~|!\[|\||>)/.test(next) && !TREE_START.test(treeText(next)) && !listRow(plain(next));
}

const isQuoted = (line: string): boolean =>
  /\d\s*→\s*\d+\s*\\?\[[A-Z, ]+\\?\].*\bSeq=\d/.test(line) ||
  /^\s*[\da-fA-F]{4}\s+([\da-fA-F]{2}\s+){4}/.test(line) ||
  (TREE_LINE.test(treeText(line)) && /\\r\\n|^\s*\[[A-Z].*\]\s*$/.test(line));

const withoutPictures = (line: string): string =>
  line
    .replace(/!\[[^\]]*\]\([^)]*\)/g, ' ')
    .replace(/(?<!!)\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/^\s*#{1,6}\s+/, '');
