/** Frames that a text names, and where in it. */
export interface Mention {
  readonly frames: readonly number[];
  readonly start: number;
  readonly end: number;
}

const NUMBER = '(?:no\\.?\\s*|第\\s*|#\\s*)?(\\d{1,9})(?:\\s*号)?';
// In one way only: what can be read in two, here and there, takes twice as long with each.
const AND = '(?:\\s*(?:,|，|、|和|与|及|以及|and|&|or))+\\s*';
const MORE = `(?:${AND}|\\s*(?:-|–|—|~|～|至|到|to|through)\\s*)${NUMBER.replace('(\\d', '(?:\\d')}`;
const LIST = `(?:no\\.?\\s*)?\\d{1,9}(?:\\s*号)?(?:${MORE})*`;
/** What is counted or measured is no frame: `数据包 10 个`, `packet 2 of the handshake`. */
const NO_UNIT =
  '(?![\\d.:,]*\\d)(?!\\s*(?:个|条|次|字节|比特|位|秒|毫秒|bytes?\\b|bits?\\b|ms\\b|of the\\b|of a\\b|in the (?:handshake|teardown)))';

const PATTERNS: readonly RegExp[] = [
  new RegExp(`(?<![\\w.])(?:frames?|packets?|pkts?)\\s*(?:numbers?|nos?\\.|#)?\\s*(${LIST})${NO_UNIT}`, 'giu'),
  new RegExp(`(?<![\\w.])no\\.\\s*(${LIST})${NO_UNIT}`, 'giu'),
  new RegExp(`(?<![\\w.])#(${LIST})${NO_UNIT}`, 'giu'),
  new RegExp(`第\\s*(${LIST})\\s*(?:号\\s*)?帧`, 'gu'),
  new RegExp(`(?<![\\d.=:])(${LIST})(?<=号)\\s*(?:的)?(?:数据)?(?:帧|报文段|报文|包|分组)`, 'gu'),
  new RegExp(`(?:帧|报文|数据包|分组)(?:序号|编号|号)?\\s*(?:为|是|:)?\\s*(${LIST})${NO_UNIT}`, 'gu'),
];

/** The frames that a sentence names by their numbers, in order. */
export function mentions(text: string): Mention[] {
  const found: Mention[] = [];
  for (const pattern of PATTERNS) {
    for (const match of text.matchAll(pattern)) {
      const start = match.index;
      const end = start + match[0].length;
      if (found.some((other) => start < other.end && other.start < end)) continue;
      found.push({frames: numbersOf(match[1] ?? ''), start, end});
    }
  }
  return found.sort((one, other) => one.start - other.start);
}

/** `7`, `7-10`, `4、12 和 15`, `No.4、No.12` as numbers; a range of more than a hundred is its two ends. */
function numbersOf(list: string): number[] {
  const numbers: number[] = [];
  let previousEnd = 0;
  for (const match of list.matchAll(/\d+/g)) {
    const value = Number(match[0]);
    const between = list.slice(previousEnd, match.index);
    const from = numbers.at(-1);
    if (from !== undefined && /[-–—~～至到]|to|through/.test(between) && value - from <= 100)
      for (let next = from + 1; next < value; next += 1) numbers.push(next);
    numbers.push(value);
    previousEnd = match.index + match[0].length;
  }
  return [...new Set(numbers)];
}

/** Parts of a sentence between its commas, with where they begin; commas within what names packets part nothing. */
export function clauses(
  text: string,
  named: readonly Mention[] = [],
): {readonly text: string; readonly start: number}[] {
  const found: {text: string; start: number}[] = [];
  let start = 0;
  for (const match of text.matchAll(/[，；;]|,(?!\d{3}(?!\d))|——|--/gu)) {
    if (named.some((mention) => mention.start < match.index && match.index < mention.end)) continue;
    found.push({text: text.slice(start, match.index), start});
    start = match.index + match[0].length;
  }
  found.push({text: text.slice(start), start});
  return found.filter((clause) => /\S/.test(clause.text));
}

/** Theory, examples, guesses, other people's opinions and questions: nothing that is claimed of this capture. */
const GENERAL =
  /通常|一般|例如|比如|譬如|假设|假如|如果|倘若|倘|若|理论|应该|应当|本应|可能|或许|也许|往往|常常|默认|所谓|概念|定义|标准的|正常情况|典型|教材|课本|书上|为什么|吗|误以为|误认|以为|认为|看似|看起来|好像|似乎|曾|要是|即使|\?|？|\b(usual(ly)?|typical(ly)?|general(ly)?|normal(ly)?|for example|e\.g\.|for instance|such as|suppose|imagine|if|whether|theor\w+|would|could|should|might|may(?!\s+\d)|textbooks?|standard(?! time)|by default|expect\w*|often|always|sometimes|tutorials?|mistak\w+|seems?|appears?|looks? like|thought|think|believe\w*|at first|unlike|why|had)\b/iu;

export const isGeneral = (text: string): boolean => GENERAL.test(text);

const NEGATED =
  /不是|并非|并不|不属于|没有|没|未|无需|不|\b(not|no(?!\.)|never|without|neither|nor|rather than|instead of|\w+n['’]t)\b/iu;

export const isNegated = (text: string): boolean => NEGATED.test(text);

/** Words with which a report speaks of what was recorded; theory has none of them. */
const OF_CAPTURE =
  /本次|此次|这次|本实验|抓包|抓到|捕获到|捕获的|截获|\b(?:in|of|from) (?:our|my|this|the) (?:capture|trace|recording|experiment)|\b(?:our|my) (?:capture|connection|trace)|\bthis connection|\bwe (?:see|saw|can see|captured|recorded)\b|\bwas captured|\bwere captured/iu;

export const speaksOfCapture = (text: string): boolean => OF_CAPTURE.test(text);
