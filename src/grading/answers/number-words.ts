const DIGITS: Readonly<Record<string, number>> = {
  零: 0,
  〇: 0,
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
};
const PLACES: Readonly<Record<string, number>> = {十: 10, 百: 100, 千: 1000};

const ENGLISH =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty'.split(
    ' ',
  );

/** 一百零三 → 103, 三万二千 → 32000, 二〇二四 → 2024; undefined for what is no number. */
export function chineseNumber(text: string): number | undefined {
  if (/^[零〇一二三四五六七八九]{2,}$/.test(text)) return Number([...text].map((one) => DIGITS[one]).join(''));
  let total = 0;
  let section = 0;
  let digit: number | undefined;
  for (const character of text) {
    const place = PLACES[character];
    if (DIGITS[character] !== undefined) digit = DIGITS[character];
    else if (place !== undefined) {
      section += (digit ?? 1) * place;
      digit = undefined;
    } else if (character === '万' || character === '亿') {
      const scale = character === '万' ? 1e4 : 1e8;
      const sum = section + (digit ?? 0);
      total = scale > 1e4 ? (total + sum) * scale : total + sum * scale;
      section = 0;
      digit = undefined;
    } else return undefined;
  }
  return text === '' ? undefined : total + section + (digit ?? 0);
}

const CHINESE_ANSWER =
  /^(?<before>(?:.*(?:[:=是为共有约]|一共|总共))?\s*)(?<number>[零〇一二两三四五六七八九十百千万亿]+)(?<after>\s*(?:个|次|条|段|跳|包|帧|层|份|种|位)?\s*(?:[数据报文分组段包帧连接请求路由器]*|字节|比特|毫秒|微秒|秒)[.。!]*)$/u;
const ENGLISH_ANSWER = new RegExp(
  `^(?<before>(?:.*(?::|=|\\bis|\\bare|\\bwere|\\bwas))?\\s*)(?<number>${ENGLISH.join('|')})(?<after>(?:\\s+[a-z]+)?[.!]?)$`,
  'i',
);

/**
 * The number in digits, where an answer is nothing but a number in words, with a label before it and a unit after it.
 * Words within prose are left alone: 三次握手 and 一个 count nothing.
 */
export function withDigits(text: string): string {
  if (/\d/.test(text)) return text;
  if (/^(none|无|没有|nil)[.。!]?$/i.test(text)) return '0';
  const chinese = CHINESE_ANSWER.exec(text)?.groups;
  const value = chinese && chineseNumber(chinese.number ?? '');
  if (chinese && value !== undefined) return `${chinese.before}${value}${chinese.after}`;
  const english = ENGLISH_ANSWER.exec(text)?.groups;
  if (!english) return text;
  return `${english.before}${ENGLISH.indexOf((english.number ?? '').toLowerCase())}${english.after}`;
}
