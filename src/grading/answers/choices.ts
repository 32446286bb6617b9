import {alternatives} from '../../assignment/questions/choice-groups.ts';
import type {Choice} from '../../assignment/questions/question.ts';
import {type Locale, plainLocale} from '../../locales/index.ts';
import {type Marked, type Marking, RIGHT, toRead, unreadable, WRONG} from './marked.ts';
import {escaped, isNegated, isOpen, plain} from './plain.ts';

type Names = Readonly<Record<string, {readonly name: string; readonly also: readonly string[]}>>;

/** A name in any language, and the choices that are called so. */
interface Named {
  readonly name: string;
  readonly choices: ReadonlySet<string>;
}

const LANGUAGES: readonly Locale[] = [plainLocale('en'), plainLocale('zh-CN')];

/** The segment that is sent; but beside one that is named so, another one is meant. */
const FLAGS = /\b(fin|syn|rst|ack)\b/;

const namesByChoices = new Map<string, readonly Named[]>();

/** Of what the answer may be; longest first, so that 不是 is found before 是. */
function namesFor(wanted: readonly Choice[]): readonly Named[] {
  const known = [...alternatives(wanted)];
  const key = known.join();
  const names =
    namesByChoices.get(key) ??
    namesOf(LANGUAGES.map(({choices}) => Object.fromEntries(known.map((choice) => [choice, choices[choice]]))));
  namesByChoices.set(key, names);
  return names;
}

const PLACES =
  /[(（]?\s*(?:see\s+|见)?(?:\b(?:in\s+)?(?:frames?|packets?|no\.)\s*[#:]?\s*\d+|第\s*\d+\s*号?[帧包])\s*[)）]?/giu;

/** What may stand beside a choice and changes nothing: articles, what it does, the end of a sentence. */
const FILLERS =
  /\b(the|a|an|it|it's|its|is|was|are|were|by|to|from|this|that|side|first|actively|sends?|sent|initiates?|initiated|starts?|started|closes?|closed|answer|packet|segment|kind|type|of)\b|由|先|首先|主动|发送|发出|发起|关闭|释放|断开|连接|一方|方|端|的|了|是|为|属于|答案?|这|它|该|报文段?|[\s.,;:!?、。"'()[\]{}/=+-]/gi;

/** A word of the locales, in any of their languages: `wanted` are the ones that are right. */
export function markChoice(wanted: readonly Choice[], given: string, {say}: Marking, names = namesFor(wanted)): Marked {
  const rights = new Set<string>(wanted);
  // `the server (frame 527)`: where it is to be seen is no part of it.
  const text = folded(given.replace(PLACES, ' '));
  const whole = names.find(({name}) => name === text || `${name}的` === text);
  if (whole) return judged(whole, rights, say);
  const {found, rest} = choicesIn(text, names);
  const answer = yesOrNo(text, names);
  if (answer) {
    const others = found.filter((one) => !intersects(one.choices, answer.choices));
    return others.length > 0 || isNegated(rest) || isOpen(rest) || /\bbut\b|但|不/.test(rest)
      ? toRead(say.read.several)
      : judged(answer, rights, say);
  }
  const [first] = found;
  if (!first) return unreadable(say.read.noChoice);
  if (isOpen(text)) return toRead(say.read.several);
  if (found.some((one) => !intersects(one.choices, first.choices))) {
    // 不是客户端: `no` beside another choice denies it.
    const denies = new Set(found.map(({choices}) => isYesOrNo(choices))).size > 1;
    return toRead(denies ? say.read.negated : say.read.several);
  }
  if (isNegated(rest) || /不|无|未|没/.test(rest)) return toRead(say.read.negated);
  // 是不是 asks, and answers nothing.
  if (isYesOrNo(first.choices) && /[是有对]/.test(rest)) return toRead(say.read.several);
  const around = FLAGS.test(first.name) ? rest : rest.replace(FLAGS, '');
  return around.replace(FILLERS, '') === '' ? judged(first, rights, say) : toRead(say.read.prose);
}

function judged({choices}: Named, rights: ReadonlySet<string>, say: Marking['say']): Marked {
  if (intersects(choices, rights)) return RIGHT;
  // Yes or no to a question that asks for something else, or the other way round, does not answer it.
  return isYesOrNo(choices) === isYesOrNo(rights) ? WRONG : toRead(say.read.noChoice);
}

const isYesOrNo = (choices: ReadonlySet<string>): boolean => choices.has('yes') || choices.has('no');
const intersects = (one: ReadonlySet<string>, other: ReadonlySet<string>): boolean =>
  [...one].some((choice) => other.has(choice));

/** `Yes, because …`, 是，因为…: the first word answers, set off from what explains it. */
function yesOrNo(text: string, names: readonly Named[]): Named | undefined {
  const first = /^([^\s,.;:!、。(]+)\s*(?:[,.;:!、。\n(]|\bbecause\b|因为)/.exec(text)?.[1];
  return names.find(({name, choices}) => name === first && isYesOrNo(choices));
}

/** The choices that a text names, and what is left of it. Single Chinese characters are parts of other words. */
function choicesIn(text: string, names: readonly Named[]): {found: Named[]; rest: string} {
  const found: Named[] = [];
  let rest = text;
  for (const named of names) {
    const {name} = named;
    if (/^\p{Script=Han}$/u.test(name)) continue;
    const isWord = /^[\w]/.test(name);
    const pattern = isWord
      ? `(?<![\\p{Script=Latin}\\p{N}_-])${escaped(name)}(?![\\p{Script=Latin}\\p{N}_-])`
      : escaped(name);
    const left = rest.replace(new RegExp(pattern, 'gu'), ' ');
    if (left === rest) continue;
    found.push(named);
    rest = left;
  }
  return {found, rest};
}

export function namesOf(all: readonly Names[]): Named[] {
  const byName = new Map<string, Set<string>>();
  for (const choices of all) {
    for (const [choice, {name, also}] of Object.entries(choices)) {
      for (const one of [name, ...also, choice, choice.replaceAll('-', ' ')]) {
        const key = folded(one);
        byName.set(key, (byName.get(key) ?? new Set()).add(choice));
      }
    }
  }
  return [...byName]
    .map(([name, choices]) => ({name, choices}))
    .sort((a, b) => b.name.length - a.name.length || (a.name < b.name ? -1 : 1));
}

function folded(text: string): string {
  return plain(text)
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .replace(/^[\s.,;:!?、。"'()[\]{}]+|[\s.,;:!?、。"'()[\]{}]+$/g, '')
    .replace(/^(the|a|an) (?=\S)/, '')
    .replace(/^(答案?|answer)\s*(:|是|为|is)\s*/, '');
}
