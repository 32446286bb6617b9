import type {RosterEntry} from './types.ts';

/** Whose name or id on the class list a text has in it: nobody's, one student's, or that of several. */
export type FindListed = (text: string) => readonly RosterEntry[];

/** No file system takes longer names. */
const LONGEST = 300;
/** `lab 1` is not student 1's: so short a number counts only where a name begins with it. */
const SHORT_NUMBER = /^\d{1,4}$/;

/**
 * Searches for ids as whole words and for names with all their words in any order; case and accents play no part. An id
 * decides between namesakes; an id and the name of somebody else fit both, and nobody guesses.
 */
export function listedIn(roster: readonly RosterEntry[]): FindListed {
  const known = roster.map((entry) => ({
    entry,
    id: wordsOf(entry.id),
    name: wordsOf(entry.name ?? ''),
  }));
  return (text) => {
    const words = wordsOf(text);
    const inText = new Set(words);
    const joined = ` ${words.join(' ')} `;
    const byId = known.filter(({id}) => id.length > 0 && hasId(joined, id));
    const byName = known.filter(({name}) => name.length > 0 && (hasAll(inText, name) || hasJoined(inText, name)));
    // `Li Wei Ming` has Li Wei's words, too.
    const exact = byName.filter(({name, id}) => isAllOf(inText, [...name, ...id]));
    const named = exact.length > 0 ? exact : byName;
    const both = byId.filter((one) => named.includes(one));
    const found = both.length > 0 ? both : [...byId, ...named];
    return found.map(({entry}) => entry);
  };
}

const hasId = (joined: string, id: readonly string[]): boolean =>
  id.length === 1 && SHORT_NUMBER.test(id[0] ?? '')
    ? joined.startsWith(` ${id[0]} `)
    : joined.includes(` ${id.join(' ')} `);

const hasAll = (inText: ReadonlySet<string>, name: readonly string[]): boolean =>
  name.every((word) => inText.has(word));

/** `AliceSmith`, `smithalice`. */
const hasJoined = (inText: ReadonlySet<string>, name: readonly string[]): boolean =>
  name.length > 1 && (inText.has(name.join('')) || inText.has([...name.slice(-1), ...name.slice(0, -1)].join('')));

const isAllOf = (inText: ReadonlySet<string>, words: readonly string[]): boolean =>
  [...inText].every((word) => words.includes(word));

/** Letters that Unicode does not take apart into a letter and an accent. */
const PLAIN: Readonly<Record<string, string>> = {
  ß: 'ss',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  æ: 'ae',
  œ: 'oe',
  þ: 'th',
  ı: 'i',
};

/** In lower case and without accents; Chinese beside Latin letters or digits is a word of its own. */
const wordsOf = (text: string): string[] =>
  text
    .slice(0, LONGEST)
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[ßøłđðæœþı]/g, (letter) => PLAIN[letter] ?? letter)
    .replace(/\p{M}+/gu, '')
    .match(/\p{Script=Han}+|(?:(?!\p{Script=Han})[\p{L}\p{N}])+/gu) ?? [];
