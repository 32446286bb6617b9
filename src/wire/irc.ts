// RFC 1459 §2.3: lines of an optional prefix, a command, parameters and a last one, after a colon, with spaces in it.
import type {FieldNode} from '../model/tree.ts';
import {label} from './bits.ts';
import {node} from './node.ts';
import type {Application, ApplicationTree, Pdu} from './tcp-framing.ts';
import {visible} from './text.ts';
import {type TextLine, textLines} from './text-lines.ts';

export const irc: Application = {id: 'irc', name: 'IRC', ports: [6667, 6665, 6666, 6668, 6669], dissect};

function dissect({b, at, end, fromServer}: Pdu): ApplicationTree {
  const kind = fromServer ? 'response' : 'request';
  const title = fromServer ? 'Response' : 'Request';
  const lines = textLines(b, at, end).filter(({text}) => text !== '');
  const commands: string[] = [];
  const children = lines.map((line) => {
    const {nodes, command} = parts(line, kind);
    if (command !== '') commands.push(` (${visible(command)})`);
    return node(`irc.${kind}`, label(title, visible(line.text)), line.at, line.text.length, nodes);
  });
  return {
    nodes: [{field: 'irc', text: 'Internet Relay Chat', at, length: end - at, children}],
    protocol: 'IRC',
    info: `${title}${commands.join('')}`,
  };
}

function parts({at, text}: TextLine, kind: string): {readonly nodes: FieldNode[]; readonly command: string} {
  const found = /^(?::(\S*)\s*)?(\S*)(.*)$/s.exec(text);
  const [, prefix, command = '', rest = ''] = found ?? [];
  const trailerAt = rest.search(/ :/);
  const middle = (trailerAt < 0 ? rest : rest.slice(0, trailerAt)).split(' ').filter((one) => one !== '');
  const trailer = trailerAt < 0 ? undefined : rest.slice(trailerAt + 2);
  const place = [at, text.length] as const;
  const parameters = middle.map((one) =>
    node(`irc.${kind}.command_parameter`, label('Parameter', visible(one)), ...place),
  );
  const nodes = [
    ...(prefix === undefined ? [] : [node(`irc.${kind}.prefix`, label('Prefix', visible(prefix)), ...place)]),
    ...(command === '' ? [] : [node(`irc.${kind}.command`, label('Command', visible(command)), ...place)]),
    ...(parameters.length === 0 ? [] : [node('irc', 'Command parameters', ...place, parameters)]),
    ...(trailer === undefined ? [] : [node(`irc.${kind}.trailer`, label('Trailer', visible(trailer)), ...place)]),
  ];
  return {nodes, command};
}
