// RFC 1939 §3: lines; a response begins with +OK or -ERR, and what a command returns lasts up to a line with a dot.
import {label} from './bits.ts';
import {node} from './node.ts';
import type {Application, ApplicationTree, Pdu} from './tcp-framing.ts';
import {cutLine, visible} from './text.ts';
import {textLines, wholeLine} from './text-lines.ts';

export const pop: Application = {id: 'pop', name: 'POP', ports: [110], dissect};

const INDICATOR = /^[+-]/;

function dissect({b, at, end, fromServer}: Pdu): ApplicationTree {
  const lines = textLines(b, at, end);
  const [first, ...others] = lines;
  const [letter, kind, what, argument] = fromServer
    ? (['S', 'response', 'Response indicator', 'Response description'] as const)
    : (['C', 'request', 'Request command', 'Request parameter'] as const);
  const root = (children: ReturnType<typeof node>[]): ApplicationTree['nodes'] => [
    {field: 'pop', text: 'Post Office Protocol', at, length: end - at, children},
  ];
  if (fromServer && !INDICATOR.test(first?.text ?? ''))
    return {nodes: root([]), protocol: 'POP', info: `S: DATA fragment, ${end - at} bytes`};
  const [, word = '', rest = ''] = /^(\S*)\s*(.*)$/s.exec(first?.text ?? '') ?? [];
  const [wordField, restField] = fromServer ? ['indicator', 'description'] : ['command', 'parameter'];
  const parts = [
    ...(word === '' ? [] : [node(`pop.${kind}.${wordField}`, label(what, visible(word)), at, word.length)]),
    ...(rest === ''
      ? []
      : [
          node(
            `pop.${kind}.${restField}`,
            label(argument, visible(rest)),
            at + (first?.text.length ?? 0) - rest.length,
            rest.length,
          ),
        ]),
  ];
  const children = first ? [node(`pop.${kind}`, cutLine(wholeLine(b, first)), first.at, first.length, parts)] : [];
  children.push(...others.map((line) => node(`pop.${kind}.data`, cutLine(wholeLine(b, line)), line.at, line.length)));
  return {nodes: root(children), protocol: 'POP', info: `${letter}: ${visible(first?.text ?? '')}`};
}
