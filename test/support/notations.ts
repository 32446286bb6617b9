import {formatAnswer} from '../../src/assignment/questions/format-answer.ts';
import type {AnswerValue, Unit} from '../../src/assignment/questions/question.ts';
import {type LocaleTag, plainLocale} from '../../src/locales/index.ts';

/** `!` … `~` as an input method for Chinese types them. */
export const fullWidth = (text: string): string =>
  text.replace(/[!-~]/g, (one) => String.fromCharCode(one.charCodeAt(0) + 0xfee0));

export const grouped = (value: number, separator = ','): string =>
  String(value).replace(/(?<=\d)(?=(\d{3})+$)/g, separator);

const hex = (value: number): string => `0x${value.toString(16)}`;
const TAGS = ['zh-CN', 'en'] as const satisfies readonly LocaleTag[];

/** The ways in which students write a value, the plainest first; all of them mean the same. */
export function notationsOf(value: AnswerValue, asked?: Unit): string[] {
  const keys = TAGS.map((tag) => formatAnswer(value, plainLocale(tag)));
  return [...new Set([...waysOf(value, asked), ...keys])];
}

function waysOf(value: AnswerValue, asked?: Unit): string[] {
  switch (value.kind) {
    case 'number':
      return numberWays(value.value, value.unit ?? asked);
    case 'numbers':
      return numbersWays(value.values, value.unit ?? asked);
    case 'frames':
      return framesWays(value.frames);
    case 'address':
      return [value.value, fullWidth(value.value), `IP：${value.value}。`, `${value.value} (IPv4)`];
    case 'mac': {
      const {value: mac} = value;
      return [mac, mac.toUpperCase(), mac.replaceAll(':', '-'), mac.replaceAll(':', ''), `MAC：${fullWidth(mac)}`];
    }
    case 'text':
      return [value.value, ` ${value.value} `, `“${value.value}”`, `${value.value}。`];
    case 'texts': {
      const {values} = value;
      return ['、', ', ', '\n', '；'].flatMap((between) => [values.join(between), [...values].reverse().join(between)]);
    }
    case 'choice':
      return TAGS.flatMap((tag) => {
        const {name, also} = plainLocale(tag).choices[value.value];
        return [name, `${name}${tag === 'en' ? '.' : '。'}`, ...also];
      });
    case 'free':
      return [];
    default:
      return value satisfies never;
  }
}

function numberWays(value: number, unit: Unit | undefined): string[] {
  if (unit === 'seconds') {
    const digits = (scale: number) => String(Number((value * scale).toPrecision(12)));
    return [`${digits(1)} s`, `${digits(1e3)} ms`, `${digits(1e3)}毫秒`, `${digits(1e6)} µs`, `${digits(1)} 秒`];
  }
  if (!Number.isInteger(value)) return [String(value)];
  const plain = [
    String(value),
    fullWidth(String(value)),
    grouped(value),
    grouped(value, '，'),
    hex(value),
    `${value}。`,
    `= ${value}`,
    `是 ${value}`,
  ];
  if (unit === 'bytes')
    return [...plain, `${value} B`, `${value}字节`, `${grouped(value)} bytes`, `${value} 字节（${value * 8} 比特）`];
  return unit === 'bits' ? [...plain, `${value} bit`, `${value / 8} 字节`] : plain;
}

function numbersWays(values: readonly number[], unit: Unit | undefined): string[] {
  if (unit === 'seconds') {
    const all = (scale: number, name: string) =>
      values.map((value) => `${Number((value * scale).toPrecision(12))}${name}`);
    return [all(1e3, ' ms').join(', '), all(1, ' s').join('、'), all(1e3, '毫秒').join('，')];
  }
  const joined = (between: string, write: (value: number) => string = String) => values.map(write).join(between);
  const [first, second] = values;
  const named =
    values.length === 2 && unit === undefined
      ? [
          `Seq=${first} Ack=${second}`,
          `序号 ${first}，确认号 ${second}`,
          `序号：${first}\n确认号：${second}`,
          `seq = ${first}, ack = ${second}`,
        ]
      : [];
  const bytes =
    unit === 'bytes' ? [joined('、', (value) => `${value} 字节`), joined(', ', (value) => `${value}B`)] : [];
  return [
    joined(', '),
    joined('、'),
    joined('，'),
    joined(' '),
    joined('；', (value) => grouped(value)),
    fullWidth(joined(',')),
    joined(', ', hex),
    joined(' 和 '),
    joined('\n'),
    ...named,
    ...bytes,
  ];
}

function framesWays(frames: readonly number[]): string[] {
  const listed = (between: string, write: (frame: number) => string = String) => frames.map(write).join(between);
  return [
    listed(', '),
    listed('、'),
    `第 ${listed('、')} 帧`,
    listed('、', (frame) => `第${frame}帧`),
    `frames ${listed(', ')}`,
    `No.${listed('、No.')}`,
    listed(' ', (frame) => `#${frame}`),
    fullWidth(listed('，')),
    `${listed('、')} 号`,
    [...frames].reverse().join(', '),
  ];
}

/** Values of the same kind that are not the same: one more and one less, an address beside it, another word. */
export function neighboursOf(value: AnswerValue): AnswerValue[] {
  switch (value.kind) {
    case 'number':
      return Number.isInteger(value.value)
        ? [value.value + 1, value.value - 1].filter((one) => one >= 0).map((one) => ({...value, value: one}))
        : [{...value, value: value.value * 1.5}];
    case 'numbers':
      return value.values.map((_, at) => ({
        ...value,
        values: value.values.map((one, index) => (index === at ? (Number.isInteger(one) ? one + 1 : one * 1.5) : one)),
      }));
    case 'frames':
      return [
        {...value, frames: value.frames.map((frame) => frame + 1)},
        {...value, frames: [...value.frames, Math.max(...value.frames) + 1]},
        ...(value.frames.length > 1 ? [{...value, frames: value.frames.slice(1)}] : []),
      ];
    case 'address':
      return [{...value, value: value.value.replace(/\d+$/, (last) => String((Number(last) + 1) % 255))}];
    case 'mac':
      return [{...value, value: `${value.value.slice(0, -2)}${value.value.endsWith('77') ? '78' : '77'}`}];
    case 'text':
    case 'texts':
    case 'choice':
    case 'free':
      return [];
    default:
      return value satisfies never;
  }
}
