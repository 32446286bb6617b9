// RFC 9051 §2.2: lines; a client's begin with a tag, which the line that ends the answer repeats.
import type {FieldNode} from '../model/tree.ts';
import {label} from './bits.ts';
import {node} from './node.ts';
import type {Application, ApplicationTree, Pdu} from './tcp-framing.ts';
import {visible} from './text.ts';
import {byLines, type TextLine, textLines, wholeLine} from './text-lines.ts';

export const imap: Application = {id: 'imap', name: 'IMAP', ports: [143], framer: byLines(4096), isText: true, dissect};

function dissect({b, at, end, fromServer}: Pdu): ApplicationTree {
  const lines = textLines(b, at, end);
  const children = lines.map((line) =>
    node('imap.line', label('Line', wholeLine(b, line)), line.at, line.length, parts(line, fromServer)),
  );
  // The list shows the tagged line, which ends the answer.
  const tagged = fromServer ? lines.findLast(({text}) => !text.startsWith('*')) : undefined;
  const shown = tagged ?? lines[0];
  return {
    nodes: [{field: 'imap', text: 'Internet Message Access Protocol', at, length: end - at, children}],
    protocol: 'IMAP',
    info: `${fromServer ? 'Response' : 'Request'}: ${visible(shown?.text ?? '')}`,
  };
}

function parts({at, text}: TextLine, fromServer: boolean): FieldNode[] {
  if (text === '' || (fromServer && text.startsWith('*'))) return [];
  const kind = fromServer ? 'response' : 'request';
  const title = fromServer ? 'Response' : 'Request';
  const words = text.split(' ');
  const [tag = '', second] = words;
  const whole = [at, text.length] as const;
  const word = (field: string, name: string, value: string | undefined): FieldNode[] =>
    value === undefined || value === '' ? [] : [node(`imap.${field}`, label(name, visible(value)), ...whole)];
  const nodes = [...word(kind, title, text), ...word(`${kind}_tag`, `${title} Tag`, tag)];
  if (fromServer) {
    const status = word('response.status', 'Response Status', second);
    const rest = /^(OK|NO|BAD)$/i.test(second ?? '') ? word('response.command', 'Response Command', words[2]) : [];
    return [...nodes, ...status, ...rest];
  }
  // A command for messages by unique identifiers (§6.4.9) stands after UID.
  const isUid = second?.toUpperCase() === 'UID';
  const command = isUid ? words[2] : second;
  const uid = isUid ? [node('imap.request.command.uid', 'Request isUID: True', ...whole)] : [];
  const folder = /^(SELECT|EXAMINE|CREATE|DELETE|STATUS|SUBSCRIBE|UNSUBSCRIBE)$/i.test(command ?? '')
    ? word('request.folder', 'Request Folder', words[isUid ? 3 : 2])
    : [];
  return [...nodes, ...uid, ...word('request.command', 'Request Command', command), ...folder];
}
