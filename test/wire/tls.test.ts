import {describe, expect, it} from 'vitest';
import type {TlsFrameContext} from '../../src/model/frame-context.ts';
import type {FieldNode} from '../../src/model/tree.ts';
import {chosenVersion, serverNameOf, startsClientHello, startsRecord} from '../../src/wire/tls.ts';
import {tlsTree} from '../../src/wire/tls-tree.ts';
import {bytes, hex} from '../support/craft.ts';
import {clientHello, message, record, serverHello} from '../support/tls.ts';

const flat = (nodes: readonly FieldNode[], depth = 0): string[] =>
  nodes.flatMap(({text, children}) => [`${'  '.repeat(depth)}${text}`, ...flat(children ?? [], depth + 1)]);

const tree = (b: Uint8Array, connection: TlsFrameContext = {}, end = b.length) =>
  tlsTree(b, 0, end, {connection, serverPort: 443, timeZone: 'UTC'});

describe('hellos', () => {
  it('name the server and the version', () => {
    const hello = clientHello('example.org');
    expect(startsClientHello(hello, 0, hello.length)).toBe(true);
    expect(serverNameOf(hello, 0, hello.length)).toBe('example.org');
    expect(serverNameOf(clientHello(), 0, 99)).toBeUndefined();
    expect(chosenVersion(serverHello(0x0304), 0, 999)).toBe(0x0304);
    expect(chosenVersion(serverHello(), 0, 999)).toBe(0x0303);
    expect(chosenVersion(hello, 0, hello.length)).toBeUndefined();
  });

  it('are read where they stand, and give nothing once they are cut', () => {
    const hello = clientHello('example.org');
    const placed = bytes('xyz', hello, 'rest');
    expect(serverNameOf(placed, 3, placed.length)).toBe('example.org');
    for (let end = 0; end < hello.length; end++) expect(serverNameOf(hello, 0, end)).toBeUndefined();
    const server = serverHello(0x0304);
    for (let end = 0; end < server.length; end++) chosenVersion(server, 0, end);
  });

  it('with lengths that lie give nothing', () => {
    const hello = clientHello('example.org');
    for (let at = 5; at < hello.length; at++) {
      const lying = Uint8Array.from(hello);
      lying[at] = 0xff;
      serverNameOf(lying, 0, lying.length);
      tree(lying);
    }
  });
});

describe('records', () => {
  it('are known by type, version and length', () => {
    const starts = (text: string) => startsRecord(hex(text), 0, text.length / 2);
    expect(starts('1703030010')).toBe(true);
    expect(starts('1403010001')).toBe(true);
    expect(starts('1703030000')).toBe(false);
    expect(starts('17030348ff')).toBe(false);
    expect(starts('1603050010')).toBe(false);
    expect(starts('1303030010')).toBe(false);
    expect(starts('17030300')).toBe(false);
  });

  it('show their messages as Wireshark does', () => {
    const {nodes, info, protocol} = tree(bytes(clientHello('example.org')));
    expect(info).toBe('Client Hello (SNI=example.org)');
    // Until a ServerHello is known the record's version is all there is.
    expect(protocol).toBe('TLSv1');
    expect(flat(nodes).slice(0, 8)).toEqual([
      'Transport Layer Security',
      '  TLSv1 Record Layer: Handshake Protocol: Client Hello',
      '    Content Type: Handshake (22)',
      '    Version: TLS 1.0 (0x0301)',
      `    Length: ${clientHello('example.org').length - 5}`,
      '    Handshake Protocol: Client Hello',
      '      Handshake Type: Client Hello (1)',
      `      Length: ${clientHello('example.org').length - 9}`,
    ]);
  });

  it('take the version from the ServerHello, in the frame or in the connection', () => {
    const flight = bytes(serverHello(0x0304), record(20, hex('01')), record(23, bytes('cipher')));
    const {info, protocol, nodes} = tree(flight);
    expect([info, protocol]).toEqual(['Server Hello, Change Cipher Spec, Application Data', 'TLSv1.3']);
    expect(flat(nodes)).toContain('    Opaque Type: Application Data (23)');
    const data = record(23, bytes('cipher'));
    expect(tree(data, {version: 0x0304}).protocol).toBe('TLSv1.3');
    expect(flat(tree(data).nodes)).toContain('    Content Type: Application Data (23)');
  });

  it('hold several messages, or encrypted ones', () => {
    const several = record(22, bytes(message(11, bytes('certificate')), message(14, new Uint8Array(0))));
    expect(tree(several).info).toBe('Certificate, Server Hello Done');
    const finished = bytes(record(20, hex('01')), record(22, new Uint8Array(40)));
    expect(tree(finished).info).toBe('Change Cipher Spec, Encrypted Handshake Message');
    expect(tree(record(22, hex('aabbccddeeff'))).info).toBe('Encrypted Handshake Message');
  });

  it('tell plain alerts from encrypted ones', () => {
    expect(tree(record(21, hex('0228'))).info).toBe('Alert (Level: Fatal, Description: Handshake Failure)');
    expect(tree(record(21, new Uint8Array(26))).info).toBe('Encrypted Alert');
  });

  it('never throw when they are cut', () => {
    const flight = bytes(
      clientHello('example.org'),
      serverHello(0x0304),
      record(21, hex('0100')),
      record(23, hex('01')),
    );
    for (let end = 0; end <= flight.length; end++) tree(flight, {}, end);
  });
});
