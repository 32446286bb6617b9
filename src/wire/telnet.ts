// RFC 854: text with commands in it, each IAC and a code; WILL, WON'T, DO, DON'T and SB name an option as well.
import type {FieldNode} from '../model/tree.ts';
import {byteCount, hexBytes, label} from './bits.ts';
import {expert} from './lines.ts';
import {node} from './node.ts';
import {u8, u16} from './read.ts';
import type {Application, ApplicationTree, Pdu} from './tcp-framing.ts';
import {OPTIONS} from './telnet-options.ts';
import {text, visible} from './text.ts';
import {textNode} from './text-node.ts';

const IAC = 255;
const SB = 250;
const SE = 240;
const WILL = 251;

export const telnet: Application = {id: 'telnet', name: 'TELNET', ports: [23], dissect};

const COMMANDS: ReadonlyMap<number, string> = new Map([
  [236, 'End of File'],
  [237, 'Suspend Current Process'],
  [238, 'Abort Process'],
  [239, 'End of Record'],
  [SE, 'Suboption End'],
  [241, 'No Operation'],
  [242, 'Data Mark'],
  [243, 'Break'],
  [244, 'Interrupt Process'],
  [245, 'Abort Output'],
  [246, 'Are You There?'],
  [247, 'Escape Character'],
  [248, 'Erase Line'],
  [249, 'Go Ahead'],
  [SB, 'Suboption'],
  [WILL, 'Will'],
  [252, "Won't"],
  [253, 'Do'],
  [254, "Don't"],
]);

/** The info column names this many, and then an ellipsis. */
const NAMED = 5;

function dissect({b, at, end, wireEnd}: Pdu): ApplicationTree {
  const nodes: FieldNode[] = [];
  const names: string[] = [];
  let isBroken = false;
  for (let here = at; here < end && !isBroken; ) {
    if (!isCommand(b, here, end)) {
      const to = nextCommand(b, here, end);
      // The line that was cut, and all behind it, is not shown.
      const isCut = to === end && end < wireEnd;
      nodes.push(...dataLines(b, here, to).slice(0, isCut ? -1 : undefined));
      names.push(`${byteCount((isCut ? wireEnd : to) - here)} data`);
      here = to;
      continue;
    }
    const found = command(b, here, end);
    nodes.push(...found.nodes);
    if (found.name) names.push(found.name);
    isBroken = found.next === undefined;
    here = found.next ?? end;
  }
  const shown = [...names.slice(0, NAMED), ...(names.length > NAMED ? ['…'] : [])];
  return {
    nodes: [{field: 'telnet', text: 'Telnet', at, length: end - at, children: nodes}],
    protocol: 'TELNET',
    info: names.length === 0 || isBroken ? 'Telnet Data…' : shown.join(', '),
    shortage: end < wireEnd ? 'cut' : isBroken ? 'malformed' : undefined,
  };
}

/** Twice IAC is a byte 255 of the data. */
const isCommand = (b: Uint8Array, at: number, end: number): boolean =>
  b[at] === IAC && !(at + 1 < end && b[at + 1] === IAC);

function nextCommand(b: Uint8Array, at: number, end: number): number {
  let here = at;
  while (here < end && !isCommand(b, here, end)) here += b[here] === IAC ? 2 : 1;
  return Math.min(here, end);
}

interface Command {
  readonly nodes: readonly FieldNode[];
  /** For the info column. */
  readonly name?: string;
  /** Where to go on; undefined when the command breaks off. */
  readonly next?: number;
}

function command(b: Uint8Array, at: number, end: number): Command {
  if (at + 1 >= end) return {nodes: []};
  const code = u8(b, at + 1);
  const name = COMMANDS.get(code) ?? '<unknown option>';
  const codeLine = node('telnet.cmd', `Command: ${COMMANDS.get(code) ?? 'Unknown'} (${code})`, at + 1, 1);
  if (code < SB) {
    const named = code === SE ? {} : {name};
    return {nodes: [node('telnet', name, at, 2, [codeLine])], ...named, next: at + 2};
  }
  if (at + 2 >= end) return {nodes: [node('telnet', 'Command header', at, 2, [codeLine])]};
  const option = OPTIONS[u8(b, at + 2)] ?? '<unknown option>';
  const title = `${name} ${option}`;
  if (code !== SB) {
    const optionLine = node('telnet.subcmd', `Subcommand: ${option}`, at + 2, 1);
    return {nodes: [node('telnet', title, at, 3, [codeLine, optionLine])], name: title, next: at + 3};
  }
  // RFC 855: what follows the option lasts up to IAC SE.
  const to = nextCommand(b, at + 3, end);
  const optionLine = node('telnet.subcmd', `Subcommand: ${option}`, at + 2, to - at - 2, parameters(b, at + 3, to));
  return {nodes: [node('telnet', title, at, to - at, [codeLine, optionLine])], name: title, next: to};
}

const TERMINAL_TYPE = 24;
const WINDOW_SIZE = 31;
const FLOW_CONTROL = 33;
const X_DISPLAY = 35;

/** Of the suboption in `b[at … to)`, whose option stands before. */
function parameters(b: Uint8Array, at: number, to: number): FieldNode[] {
  if (to <= at) return [];
  const option = u8(b, at - 1);
  switch (option) {
    case TERMINAL_TYPE:
    case X_DISPLAY: {
      const name = OPTIONS[option] ?? '';
      const isSend = u8(b, at) === 1;
      const what = node('telnet.subcmd', isSend ? `Send your ${name}` : `Here's my ${name}`, at, 1);
      const value = visible(text(b.subarray(at + 1, to)));
      if (isSend || value === '') return [what];
      return [what, node('telnet.string_subopt.value', label('Value', value), at + 1, to - at - 1)];
    }
    case WINDOW_SIZE: {
      if (to - at !== 4) {
        const remark = `Suboption parameter length is ${to - at}, should be 4`;
        return [expert('telnet.suboption_length.invalid', 'Warning', 'Protocol', remark)];
      }
      return [
        node('telnet.naws_subopt.width', `Width: ${u16(b, at)}`, at, 2),
        node('telnet.naws_subopt.height', `Height: ${u16(b, at + 2)}`, at + 2, 2),
      ];
    }
    case FLOW_CONTROL: {
      const value = u8(b, at);
      const shown = FLOW_COMMANDS[value] ?? 'Unknown';
      return [node('telnet.rfc_subopt.cmd', `Command: ${shown} (${value})`, at, 1)];
    }
    default:
      return [node('telnet.option_data', label('Option data', hexBytes(b, at, to)), at, to - at)];
  }
}

const FLOW_COMMANDS = ['OFF', 'ON', 'RESTART-ANY', 'RESTART-XON'];

/** A line each; CR NUL (RFC 854) ends one as CR LF does. */
function dataLines(b: Uint8Array, at: number, to: number): FieldNode[] {
  const nodes: FieldNode[] = [];
  for (let from = at; from < to; ) {
    let next = from;
    while (next < to && b[next] !== 0x0a && !(b[next] === 0x0d && (next + 1 === to || b[next + 1] === 0))) next++;
    const end = next >= to ? to : b[next] === 0x0d && next + 1 < to ? next + 2 : next + 1;
    nodes.push(textNode('telnet.data', 'Data', b, from, end));
    from = end;
  }
  return nodes;
}
