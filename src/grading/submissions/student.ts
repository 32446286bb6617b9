/** Reads who somebody is from the name of what they handed in: `{学号}_{姓名}_实验一.zip`, `http—{学号}.pcapng`. */

const SHORTEST_ID = 5;

/** No file system takes longer names; a zip may list some, and patterns take their time on them. */
const LONGEST_NAME = 300;
const normal = (text: string): string => text.slice(0, LONGEST_NAME).normalize('NFKC');

/** The longest run of digits; a date or a recorder's time stamp only when nothing else is there. */
export function numberIn(text: string): string | undefined {
  const runs = runsIn(text);
  const rank = (run: string): number => run.length - (isTime(run) ? 1000 : 0);
  return runs.reduce<string | undefined>(
    (best, run) => (best === undefined || rank(run) > rank(best) ? run : best),
    undefined,
  );
}

/** The number that names of files agree on; undefined where they name none, or several. */
export function numberInAll(names: readonly string[]): string | undefined {
  // dumpcap numbers the files of a ring with five digits.
  const all = names.flatMap(runsIn).filter((run) => run.length > SHORTEST_ID && !isTime(run));
  return new Set(all).size === 1 ? all[0] : undefined;
}

const runsIn = (text: string): string[] => normal(text).match(new RegExp(`\\d{${SHORTEST_ID},}`, 'g')) ?? [];

/** 20260305, 202603051200, 20260305120000. */
const isTime = (run: string): boolean =>
  /^20\d\d(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(([01]\d|2[0-3])[0-5]\d([0-5]\d)?)?$/.test(run);

/** Words of a file name that are no person's. */
const NO_NAME =
  /实验|报告|作业|抓包|捕获|数据|网络|计算|课|班|组|学号|姓名|学院|专业|提交|最终|最新|修改|更正|副本|附件|截图|文件|文档|分析|协议|第.+次/;

/** A Chinese name that stands apart, nearest to the number; other names can't be told from other words. */
export function nameIn(text: string): string | undefined {
  const number = numberIn(text);
  const parts = normal(text)
    .split(number === undefined ? /(?!)/ : new RegExp(`(${number})`))
    .flatMap((part) => part.split(/[^\p{Script=Han}·\d]+/u))
    .filter((part) => part !== '');
  const at = number === undefined ? 0 : parts.indexOf(number);
  const names = parts.flatMap((part, index) =>
    /^\p{Script=Han}[\p{Script=Han}·]{1,14}$/u.test(part) &&
    (part.length <= 4 || part.includes('·')) &&
    !NO_NAME.test(part)
      ? [{part, far: Math.abs(index - at)}]
      : [],
  );
  return names.sort((a, b) => a.far - b.far)[0]?.part;
}

/** Name of a file without what follows the last dot; .pcapng.gz counts as one. */
export const stemOf = (name: string): string => name.replace(/(\.(pcap|pcapng|cap))?\.[^.\s/]{1,8}$/i, '') || name;

export const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

export interface Revision {
  /** The name without what tells revisions apart. */
  readonly of: string;
  /** 0 for the first. */
  readonly number: number;
}

const counted = (text: string): number => (/^\d/.test(text) ? Number(text) : '零一二三四五六七八九十'.indexOf(text));

/** `lab1 (2)`, `lab1_v3`, `实验一_第二次提交`, `实验一-修改版`. */
export function revisionOf(stem: string): Revision {
  const text = normal(stem).trim();
  const [, before = '', n, v, times] =
    /^(.+?)(?:\s*\((\d{1,3})\)|[\s_-]+v(\d{1,3})|[\s_-]*第(\d{1,2}|[一二三四五六七八九十])次(?:提交)?)$/iu.exec(text) ??
    [];
  if (before !== '') {
    const number = n === undefined ? counted(v ?? times ?? '1') - 1 : Number(n);
    return {of: before, number: Math.max(0, number)};
  }
  const [, unmarked = ''] =
    /^(.+?)(?:[\s_-]+(?:copy|final|new)|[\s_-]*(?:副本|修改版?|更正版?|最终版?|最新版?))$/iu.exec(text) ?? [];
  return unmarked === '' ? {of: text, number: 0} : {of: unmarked, number: 1};
}
