// Dropbox's LAN sync discovery, broadcast on port 17500: a JSON object.
import type {Layer, Unit} from './layer.ts';
import {node} from './node.ts';
import {asciiValue, latin1} from './text.ts';

const TITLE = 'Dropbox LAN sync Discovery Protocol';

export function dropboxLayer({b, at, end, wireEnd}: Unit): Layer {
  const payload = b.subarray(at, end);
  const isJson = /^\s*[[{]/.test(latin1(payload));
  const content = isJson
    ? node('json', 'JavaScript Object Notation', at, end - at)
    : node('db-lsp.text', `Text: ${asciiValue(payload)}`, at, end - at);
  return {
    name: 'DB-LSP-DISC',
    protocols: isJson ? ['db-lsp-disc', 'json'] : ['db-lsp-disc'],
    nodes: [node('db-lsp-disc', TITLE, at, end - at, [content])],
    columns: isJson ? {protocol: 'DB-LSP-DISC/JSON', info: `${TITLE}, JSON`} : {protocol: 'DB-LSP-DISC', info: TITLE},
    shortage: end < wireEnd ? 'cut' : undefined,
  };
}
