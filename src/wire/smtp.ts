// RFC 5321 §2.3.7: lines of commands and replies; after DATA (§4.1.1.4) a message up to a line with a dot alone.
import type {FieldNode} from '../model/tree.ts';
import {label} from './bits.ts';
import {node} from './node.ts';
import {REPLIES} from './smtp-replies.ts';
import type {Application, ApplicationTree, Framer, Pdu} from './tcp-framing.ts';
import {visible} from './text.ts';
import {byLines, type TextLine, textLines, wholeLine} from './text-lines.ts';

export const smtp: Application = {
  id: 'smtp',
  name: 'SMTP',
  ports: [25, 587],
  framer: smtpFramer,
  isText: true,
  dissect,
};

const STATE = {command: 0, data: 1, lastData: 2, username: 3, password: 4} as const;
/** Lines are at most 1000 bytes long (RFC 5321 §4.5.3.1.6). */
const PEEK = 4096;

/** Follows what a client says: a message after DATA, user name and password after AUTH LOGIN (RFC 4954 §4). */
function smtpFramer(): Framer {
  const lines = byLines(PEEK)();
  let state: number = STATE.command;
  return {
    peek: PEEK,
    next(bytes, room) {
      const found = lines.next(bytes, room);
      if (state === STATE.data) {
        const isLast = endsMessage(bytes.subarray(0, room));
        if (isLast) state = STATE.command;
        return {length: room, state: isLast ? STATE.lastData : STATE.data};
      }
      if (typeof found !== 'object') return found;
      const text = Buffer.from(bytes.subarray(0, found.length)).toString('latin1');
      const now = state;
      if (/(?:^|\n)DATA\r?\n$/i.test(text)) state = STATE.data;
      else if (/(?:^|\n)AUTH LOGIN\r?\n$/i.test(text)) state = STATE.username;
      else if (/(?:^|\n)AUTH LOGIN \S+\r?\n$/i.test(text)) state = STATE.password;
      else state = now === STATE.username ? STATE.password : STATE.command;
      return {length: found.length, state: now};
    },
  };
}

const endsMessage = (segment: Uint8Array): boolean =>
  /(?:^|\r\n)\.\r\n$/.test(Buffer.from(segment.subarray(-5)).toString('latin1'));

function dissect({b, at, end, fromServer, state = STATE.command}: Pdu): ApplicationTree {
  const lines = textLines(b, at, end);
  const tree = (children: readonly FieldNode[], info: string, protocol = 'SMTP'): ApplicationTree => ({
    nodes: [{field: 'smtp', text: 'Simple Mail Transfer Protocol', at, length: end - at, children}],
    protocol,
    info,
  });
  if (fromServer) {
    const {nodes, infos} = replies(b, lines);
    return tree(nodes, `S: ${infos.join(' | ')}`);
  }
  if (state === STATE.data) return tree([], `C: DATA fragment, ${end - at} bytes`);
  if (state === STATE.lastData) {
    const isWhole = /^[!-9;-~]+:/.test(lines[0]?.text ?? '');
    const info = `${messageText(isWhole ? lines.slice(0, -1) : [])} | .`;
    const message: FieldNode = {field: 'imf', text: 'Internet Message Format', at, length: end - 3 - at};
    const shown = tree([node('smtp', 'C: .', end - 3, 3)], info, 'SMTP/IMF');
    return {...shown, nodes: [...shown.nodes, message], inner: ['imf']};
  }
  const [first] = lines;
  if (state === STATE.username || state === STATE.password) {
    const isName = state === STATE.username;
    const text = visible(first?.text ?? '');
    const shown = node(
      isName ? 'smtp.auth.username' : 'smtp.auth.password',
      label(isName ? 'Username' : 'Password', text),
      at,
      end - at,
    );
    return tree([shown], `C: ${isName ? 'User' : 'Pass'}: ${text}`);
  }
  return tree(
    lines.map((line) => commandLine(b, line)),
    `C: ${lines.map(({text}) => visible(text)).join(' | ')}`,
  );
}

/** RFC 5322 §2.1: header lines up to an empty one, then the text, as the list shows them. */
function messageText(lines: readonly TextLine[]): string {
  const empty = lines.findIndex(({text}) => text === '');
  return lines
    .map(({text}, index) =>
      empty >= 0 && index > empty
        ? `${visible(text)}  `
        : visible(text.replace(/^[^:]*:/, (name) => name.toLowerCase())),
    )
    .join(', ');
}

function commandLine(b: Uint8Array, line: TextLine): FieldNode {
  const [, command = '', parameter = ''] = /^(\S{0,4})\s*(.*)$/s.exec(line.text) ?? [];
  const parts = [
    node('smtp.req.command', label('Command', visible(command)), line.at, command.length),
    ...(parameter === ''
      ? []
      : [
          node(
            'smtp.req.parameter',
            label('Request parameter', visible(parameter)),
            line.at + line.text.length - parameter.length,
            parameter.length,
          ),
        ]),
  ];
  return node('smtp.command_line', label('Command Line', wholeLine(b, line)), line.at, line.length, parts);
}

/** §4.2.1: a reply of several lines has a hyphen behind the code in all but the last. */
function replies(b: Uint8Array, lines: readonly TextLine[]): {nodes: FieldNode[]; infos: string[]} {
  const nodes: FieldNode[] = [];
  const infos: string[] = [];
  let open: {line: TextLine; parts: FieldNode[]} | undefined;
  const close = (): void => {
    if (!open) return;
    const {line, parts} = open;
    nodes.push(node('smtp.response', label('Response', wholeLine(b, line)), line.at, line.length, parts));
    open = undefined;
  };
  for (const line of lines) {
    const code = /^\d{3}/.exec(line.text)?.[0];
    if (code === undefined) continue;
    const text = visible(line.text.slice(4));
    const parameter = node('smtp.rsp.parameter', label('Response parameter', text), line.at + 4, line.text.length - 4);
    infos.push(open ? text : visible(line.text));
    if (!open) {
      const name = REPLIES.get(Number(code)) ?? 'Unknown';
      open = {line, parts: [node('smtp.response.code', `Response code: ${name} (${code})`, line.at, 3)]};
    }
    if (text !== '') open.parts.push(parameter);
    if (line.text[3] !== '-') close();
  }
  close();
  return {nodes, infos};
}
