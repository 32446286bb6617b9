/** Connections that speak TLS: every message, extension and certificate field that is decoded, and records in pieces. */
import {type Bytes, bytes, ethernet, FLAG, hex, ipv4, tcp, u16, u32} from '../support/craft.ts';
import {certificate, der, ELLIPTIC, extension as field, ISSUER, oid, RSA, sequence} from '../support/der.ts';
import {LINKTYPE} from '../support/pcap-file.ts';
import {message, record} from '../support/tls.ts';
import type {Fixture} from './frames.ts';

type Piece = readonly [from: 'C' | 'S', ...payload: Uint8Array[]];

/** Segments from 10.0.0.1:50000 to 10.0.0.2 and back, in order. */
function connection(port: number, pieces: readonly Piece[]): Bytes[] {
  const ends = {C: {address: '10.0.0.1', port: 50_000, next: 1}, S: {address: '10.0.0.2', port, next: 1}};
  return pieces.map(([from, ...payload]) => {
    const [own, peer] = from === 'C' ? [ends.C, ends.S] : [ends.S, ends.C];
    const data = bytes(...payload);
    const addresses = {source: own.address, destination: peer.address};
    const ports = {sourcePort: own.port, destinationPort: peer.port};
    const numbers = {sequence: own.next, acknowledgment: peer.next, flags: FLAG.PSH | FLAG.ACK};
    own.next += data.length;
    return ethernet({}, ipv4(addresses, tcp({...addresses, ...ports, ...numbers}, data)));
  });
}

const u24 = (value: number): Bytes => bytes(value >> 16, u16(value & 0xffff));
const sized = (size: 1 | 2 | 3, ...parts: (Uint8Array | string)[]): Bytes => {
  const content = bytes(...parts);
  return bytes(size === 1 ? content.length : size === 2 ? u16(content.length) : u24(content.length), content);
};
const extension = (type: number, ...data: Uint8Array[]): Bytes => bytes(u16(type), sized(2, ...data));
const RANDOM = bytes(hex('65a0bc00'), new Uint8Array(28).fill(0x52));

const clientHello = (...extensions: Uint8Array[]): Bytes =>
  message(
    1,
    bytes(
      u16(0x0303),
      RANDOM,
      sized(1, hex('aabbcc')),
      sized(2, hex('0a0a1301c02f009e002f00ff')),
      hex('0100'),
      sized(2, ...extensions),
    ),
  );
const serverHello = (suite: number, id: string, ...extensions: Uint8Array[]): Bytes =>
  message(2, bytes(u16(0x0303), RANDOM, sized(1, hex(id)), u16(suite), 0, sized(2, ...extensions)));

const SERVER_NAME = extension(0, sized(2, bytes(0), sized(2, 'example.org')));
const OFFERS = [
  extension(0x2a2a),
  SERVER_NAME,
  extension(5, hex('0100000000')),
  extension(10, sized(2, hex('3a3a001d00170100'))),
  extension(11, sized(1, hex('000102'))),
  extension(13, sized(2, hex('040308040401020108ff'))),
  extension(15, hex('01')),
  extension(16, sized(2, sized(1, 'h2'), sized(1, 'http/1.1'))),
  extension(18),
  extension(21, new Uint8Array(7)),
  extension(22),
  extension(23),
  extension(27, sized(1, hex('00010002'))),
  extension(28, u16(0x4001)),
  extension(35),
  extension(13172),
  extension(65281, bytes(0)),
];
const OFFERS_1_3 = [
  extension(43, sized(1, hex('7a7a0304'))),
  extension(44, sized(2, hex('c00c1e'))),
  extension(45, hex('020001')),
  extension(49),
  extension(51, sized(2, hex('4a4a000100'), u16(0x001d), sized(2, new Uint8Array(32).fill(0x4b)))),
  extension(
    41,
    sized(2, sized(2, new Uint8Array(16).fill(0x49)), u32(1_000_000)),
    sized(2, sized(1, new Uint8Array(32).fill(0x42))),
  ),
];

const TIMESTAMP = bytes(
  0,
  hex('f65c942fd1773022145418083094568ee34d131933bfdf0c2f200bcc4ef164e3'),
  hex('0000018cc8a2b3c4'),
  u16(0),
  hex('0403'),
  sized(2, new Uint8Array(8).fill(0x54)),
);
const FULL = certificate(
  RSA,
  field('2.5.29.14', der(4, hex('0102030405'))),
  field('2.5.29.15', bytes(hex('030205a0')), true),
  field('2.5.29.15', bytes(hex('0303070180'))),
  field(
    '2.5.29.17',
    sequence(
      der(0x82, 'example.org'),
      der(0x81, 'a@example.org'),
      der(0x86, 'http://example.org/'),
      der(0x87, hex('c0000201')),
      der(0x87, hex('20010db8000000000000000000000001')),
      der(0xa4, ISSUER),
      der(0x88, hex('2a0304')),
    ),
  ),
  field('2.5.29.19', sequence(der(1, bytes(255)), bytes(2, 1, 3)), true),
  field('2.5.29.31', sequence(sequence(der(0xa0, der(0xa0, der(0x86, 'http://example.org/crl')))))),
  field(
    '2.5.29.32',
    sequence(
      sequence(oid('2.23.140.1.2.1')),
      sequence(
        oid('1.3.6.1.4.1.99999.1'),
        sequence(
          sequence(oid('1.3.6.1.5.5.7.2.1'), der(0x16, 'https://example.org/cps')),
          sequence(oid('1.3.6.1.5.5.7.2.2'), sequence(der(0x0c, 'Nobody vouches for this.'))),
        ),
      ),
    ),
  ),
  field('2.5.29.35', sequence(der(0x80, hex('0a0b0c')), der(0xa1, der(0xa4, ISSUER)), der(0x82, hex('0123')))),
  field('2.5.29.37', sequence(oid('1.3.6.1.5.5.7.3.1'), oid('1.3.6.1.5.5.7.3.99'))),
  field('1.3.6.1.5.5.7.1.1', sequence(sequence(oid('1.3.6.1.5.5.7.48.1'), der(0x86, 'http://example.org/ocsp')))),
  field('1.3.6.1.4.1.11129.2.4.2', der(4, sized(2, sized(2, TIMESTAMP)))),
  field('1.2.3.4', sequence(bytes(2, 1, 1))),
  field('1.2.3.5', der(5)),
  field('1.3.6.1.4.1.311.20.2', der(0x1e, hex('00530075'))),
  field('1.3.6.1.4.1.311.21.1', bytes(2, 1, 0)),
  field('1.3.6.1.4.1.311.21.7', sequence(oid('1.3.6.1.4.1.311.21.8.1'), bytes(2, 1, 100), bytes(2, 1, 3))),
  field('1.3.6.1.4.1.311.21.10', sequence(sequence(oid('1.3.6.1.5.5.7.3.1')))),
  field('1.3.6.1.5.5.7.48.1.5', der(5)),
);
const SHORT = certificate(ELLIPTIC, field('2.5.29.19', sequence()));
const CERTIFICATE = message(11, sized(3, sized(3, FULL), sized(3, SHORT)));

const SIGNED = bytes(hex('0401'), sized(2, new Uint8Array(16).fill(0x53)));
const ELLIPTIC_EXCHANGE = message(12, bytes(hex('03001d'), sized(1, new Uint8Array(32).fill(0x50)), SIGNED));
const CHANGE = record(20, hex('01'));
const ENCRYPTED = record(22, new Uint8Array(40).fill(0xee));
const data = (length: number): Bytes => record(23, new Uint8Array(length).fill(0xda));

const RESPONSE = sequence(
  der(10, bytes(0)),
  der(
    0xa0,
    sequence(
      oid('1.3.6.1.5.5.7.48.1.1'),
      der(
        4,
        sequence(
          sequence(
            der(0xa2, der(4, hex('0102'))),
            der(0x18, '20240102030405Z'),
            sequence(
              sequence(
                sequence(sequence(oid('1.3.14.3.2.26'), der(5)), der(4, hex('11')), der(4, hex('22')), bytes(2, 1, 9)),
                der(0x80),
                der(0x18, '20240102030405Z'),
                der(0xa0, der(0x18, '20240103030405Z')),
              ),
            ),
          ),
          sequence(oid('1.2.840.113549.1.1.11'), der(5)),
          der(3, bytes(0), new Uint8Array(16).fill(0x53)),
          der(0xa0, sequence(SHORT)),
        ),
      ),
    ),
  ),
);

const flight = bytes(
  record(22, bytes(serverHello(0xc02f, '', extension(0), extension(16, sized(2, sized(1, 'http/1.1')))), CERTIFICATE)),
  record(22, bytes(message(22, bytes(1, sized(3, RESPONSE))), ELLIPTIC_EXCHANGE, message(14, bytes()))),
);

const VERSION_1_3 = extension(43, u16(0x0304));
const RETRY = bytes(
  u16(0x0303),
  hex('cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c'),
  sized(1, hex('aabbcc')),
  u16(0x1301),
  0,
  sized(2, VERSION_1_3, extension(51, u16(0x0017))),
);

export const TLS_FIXTURES: readonly Fixture[] = [
  {
    name: 'tls, a handshake of 1.2 in segments',
    frames: connection(443, [
      ['C', record(22, clientHello(...OFFERS), 0x0301)],
      ['S', flight.subarray(0, 900)],
      ['S', flight.subarray(900, 1800)],
      ['S', flight.subarray(1800)],
      ['C', record(22, message(16, sized(1, new Uint8Array(32).fill(0x43)))), CHANGE, ENCRYPTED],
      ['S', record(22, message(4, bytes(u32(7200), sized(2, new Uint8Array(20))))), CHANGE, ENCRYPTED],
      ['C', data(30), data(400).subarray(0, 200)],
      ['C', data(400).subarray(200), data(20), hex('17')],
      ['C', data(50).subarray(1)],
      ['S', record(21, new Uint8Array(26))],
    ]),
  },
  {
    name: 'tls, a handshake of 1.3',
    frames: connection(443, [
      ['C', record(22, clientHello(...OFFERS, ...OFFERS_1_3), 0x0301)],
      ['S', record(22, message(2, RETRY)), CHANGE],
      ['C', CHANGE, record(22, clientHello(...OFFERS_1_3))],
      [
        'S',
        record(
          22,
          serverHello(
            0x1301,
            'aabbcc',
            VERSION_1_3,
            extension(51, u16(0x0017), sized(2, hex('04aa'))),
            extension(41, u16(0)),
          ),
        ),
        data(60),
      ],
      ['C', data(30)],
    ]),
  },
  {
    name: 'tls, a session resumed on a port of its own',
    frames: connection(4433, [
      ['C', record(22, clientHello(SERVER_NAME), 0x0301)],
      ['S', record(22, serverHello(0xc02f, 'aabbcc')), CHANGE, ENCRYPTED],
      ['C', CHANGE, ENCRYPTED, data(10)],
    ]),
  },
  {
    name: 'tls, other key exchanges',
    frames: [
      ...connection(443, [
        ['C', record(22, clientHello())],
        [
          'S',
          record(22, serverHello(0x009e, '')),
          record(22, message(12, bytes(sized(2, hex('17')), sized(2, hex('02')), sized(2, hex('11')), SIGNED))),
          record(22, message(13, bytes(sized(1, hex('0140')), sized(2, hex('04010403')), u16(0)))),
        ],
        ['C', record(22, message(16, sized(2, hex('99')))), record(21, hex('0228'))],
      ]),
      ...connection(8443, [
        ['C', record(22, clientHello())],
        ['S', record(22, serverHello(0x002f, ''))],
        ['C', record(22, message(16, sized(2, new Uint8Array(16).fill(0x4b))))],
      ]),
    ],
  },
  {
    name: 'tls, messages in several records',
    frames: connection(443, [
      ['S', record(22, bytes(serverHello(0xc02f, ''), CERTIFICATE.subarray(0, 3)))],
      ['S', record(22, CERTIFICATE.subarray(3, 400))],
      ['S', record(22, bytes(CERTIFICATE.subarray(400), message(14, bytes())))],
    ]),
  },
  {
    name: 'tls, what is none',
    frames: connection(443, [
      ['S', hex('ffffffffff')],
      ['C', bytes('GET / HTTP')],
      ['S', data(10)],
      ['S', hex('ffffffffff')],
    ]),
  },
].map((fixture) => ({...fixture, linkType: LINKTYPE.ethernet}));
