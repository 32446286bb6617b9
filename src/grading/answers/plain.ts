const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/**
 * An answer as it is read: full-width forms as ASCII (NFKC), one kind of space, dash, wave and apostrophe; 2³² is `2^32`.
 * Line breaks stay; Markdown's emphasis around all of it does not.
 */
export function plain(text: string): string {
  return (
    text
      .replace(/(?<=\d)⁻?[⁰¹²³⁴⁵⁶⁷⁸⁹]+/g, (power) => `^${[...power].map(fromSuperscript).join('')}`)
      // ① 500 ② 101: marks of a list, and no digits of the numbers behind them.
      .replace(/[①-⑳]/g, (mark) => ` (${mark.normalize('NFKC')}) `)
      .normalize('NFKC')
      .replace(/[\u200b-\u200d\u2060\ufeff\u00ad]/g, '')
      .replace(/\r\n?|[\u2028\u2029]/g, '\n')
      .replace(/[^\S\n]/g, ' ')
      .replace(/[‐‑‒–—―−]+/g, '-')
      .replace(/[〜∼]/g, '~')
      .replace(/[’‘`´]/g, "'")
      .replace(/[“”„«»「」『』]/g, '"')
      .replace(/(?<=\d)。(?=\d)/g, '.')
      .trim()
      .replace(/^(\*{1,3}|_{1,3})(?=[^\s*_])([^*_]+)\1$/, '$2')
  );
}

const fromSuperscript = (character: string): string =>
  character === '⁻' ? '-' : String(SUPERSCRIPTS.indexOf(character));

/** What is written where nothing is known: nothing, a line to write on, a dash, a question mark, or words that say so. */
export function isBlank(given: string): boolean {
  const text = plain(given)
    .replace(/^(答案?|answer|a)\s*:/i, '')
    .trim()
    .toLowerCase();
  return /^[\s_.\-/\\*~?!()[\]{}"'…。、,;:#]*$/.test(text) || NOTHING.test(text.replace(/[\s.。!?,~()[\]{}"']+$/g, ''));
}

const NOTHING =
  /^[([{"]?(不知道|我不知道|不会|我不会|不会做|不清楚|不懂|不太清楚|没做|没写|未做|未作答|未填写?|待填写?|待补充?|略|空|空白|n\/a|na|idk|i (do not|don't) know|don't know|do not know|dunno|not known|no idea|unknown|no answer|not answered|blank|empty|todo|to do|tbd)$/;

/** The answer says what is not so. Names of HTTP statuses, such as Not Modified, say nothing of the kind. */
export const isNegated = (text: string): boolean =>
  /\b(not|never|neither|nor|cannot|except|without)\b|n't\b|!=|≠|不是|并非|而非|不等于|不为|不应|不对|没有|\bno\b(?!\.|\s?\d)/i.test(
    text.replace(
      /\bnot (found|modified|acceptable|allowed|implemented|extended)\b|\bno content\b|non-authoritative/gi,
      '',
    ),
  );

/** One of several, which is left open. */
export const isOpen = (text: string): boolean => /\b(or|either)\b|或|还是|要么/i.test(text);

/** `MAC:3c:52:…`, `地址:2001:…`: the colon after a word that is no hexadecimal number belongs to no address. */
export const withoutLabelColons = (text: string): string =>
  text.replace(/\b([a-z\d]*[g-z][a-z\d]*)\s*:(?!:)|(?<=\p{Script=Han})\s*:(?!:)/giu, (_, word = '') => `${word} `);

/** As a part of an expression that stands for itself. */
export const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Longer answers than this are prose, whatever they hold. */
export const LONGEST_READ = 600;
