// RFC 959 §4: lines of a command, or of a three-digit code and a text; RFC 2428 has EPRT and EPSV.
import type {FieldNode} from '../model/tree.ts';
import {formatAddress} from './address.ts';
import {label} from './bits.ts';
import {REPLIES} from './ftp-replies.ts';
import {node} from './node.ts';
import type {Application, ApplicationTree, Pdu} from './tcp-framing.ts';
import {cutLine, visible} from './text.ts';
import {type TextLine, textLines, wholeLine} from './text-lines.ts';

export const ftp: Application = {id: 'ftp', name: 'FTP', ports: [21], dissect};

function dissect({b, at, end, fromServer, context, ip}: Pdu): ApplicationTree {
  const serverAddress = ip && formatAddress(ip.source);
  const lines = textLines(b, at, end);
  const first = lines[0];
  const children = lines.map((line, index) =>
    node(
      'ftp',
      cutLine(wholeLine(b, line)),
      line.at,
      line.length,
      index > 0 ? [] : fromServer ? replyParts(line, serverAddress) : commandParts(line),
    ),
  );
  const directory = context.ftpDirectory ?? '';
  return {
    nodes: [
      {field: 'ftp', text: 'File Transfer Protocol (FTP)', at, length: end - at, children},
      {field: 'ftp.current-working-directory', text: `[${label('Current working directory', directory)}]`},
    ],
    protocol: 'FTP',
    info: `${fromServer ? 'Response' : 'Request'}: ${visible(first?.text ?? '')}`,
  };
}

function replyParts({at, text}: TextLine, server: string | undefined): FieldNode[] {
  const code = /^\d{3}/.exec(text)?.[0];
  const argumentAt = code === undefined ? 0 : 4;
  const argument = text.slice(argumentAt);
  const nodes: FieldNode[] = [];
  if (code !== undefined)
    nodes.push(node('ftp.response.code', `Response code: ${REPLIES.get(Number(code)) ?? 'Unknown'} (${code})`, at, 3));
  if (argument !== '')
    nodes.push(node('ftp.response.arg', label('Response arg', visible(argument)), at + argumentAt, argument.length));
  const place = [at + argumentAt, argument.length] as const;
  // RFC 959 §4.1.2: h1,h2,h3,h4,p1,p2.
  const passive = code === '227' ? SIX_NUMBERS.exec(argument) : null;
  if (passive)
    nodes.push(
      node('ftp.passive.ip', `Passive IP address: ${addressOf(passive)}`, ...place),
      node('ftp.passive.port', `Passive port: ${portOf(passive)}`, ...place),
    );
  const extended = code === '229' ? /\((.)\1\1(\d+)\1\)/.exec(argument) : null;
  if (extended) {
    // RFC 2428 §3: the address is the one that the connection has already.
    if (server !== undefined)
      nodes.push(
        server.includes(':')
          ? node('ftp.epsv.ipv6', `Extended passive IPv6 address: ${server}`, ...place)
          : node('ftp.epsv.ip', `Extended passive IPv4 address: ${server}`, ...place),
      );
    nodes.push(node('ftp.epsv.port', `Extended passive port: ${extended[2]}`, ...place));
  }
  return nodes;
}

const SIX_NUMBERS = /(\d+),(\d+),(\d+),(\d+),(\d+),(\d+)/;
const addressOf = (numbers: RegExpExecArray): string => numbers.slice(1, 5).map(Number).join('.');
const portOf = (numbers: RegExpExecArray): number => Number(numbers[5]) * 256 + Number(numbers[6]);

function commandParts({at, text}: TextLine): FieldNode[] {
  const found = /^(\S+) ?(.*)$/s.exec(text);
  if (!found) return [];
  const [, command = '', argument = ''] = found;
  const argumentAt = at + text.length - argument.length;
  const nodes = [node('ftp.request.command', label('Request command', visible(command)), at, command.length)];
  if (argument !== '')
    nodes.push(node('ftp.request.arg', label('Request arg', visible(argument)), argumentAt, argument.length));
  const place = [argumentAt, argument.length] as const;
  const active = command === 'PORT' ? SIX_NUMBERS.exec(argument) : null;
  if (active)
    nodes.push(
      node('ftp.active.cip', `Active IP address: ${addressOf(active)}`, ...place),
      node('ftp.active.port', `Active port: ${portOf(active)}`, ...place),
    );
  // RFC 2428 §2: |family|address|port|
  const extended = command === 'EPRT' ? /^(.)([12])\1([^|]*)\1(\d+)\1/.exec(argument) : null;
  if (extended) {
    const [, , family, address, port] = extended;
    nodes.push(
      node('ftp.eprt.af', `Extended active address family: IPv${family === '1' ? '4 (1)' : '6 (2)'}`, ...place),
      node(
        `ftp.eprt.ip${family === '1' ? '' : 'v6'}`,
        `Extended active ${family === '1' ? 'IP' : 'IPv6'} address: ${address}`,
        ...place,
      ),
      node('ftp.eprt.port', `Extended active port: ${port}`, ...place),
    );
  }
  return nodes;
}
