import {crc32} from 'node:zlib';
import type {KeyFrame, Report} from '../../model/report.ts';
import {explained, keyFrame, numberIn, textIn} from './evidence.ts';
import {LINK_ARP_QUESTIONS} from './link-arp.ts';
import {LINK_COOKED_QUESTIONS} from './link-cooked.ts';
import {LINK_OFFSET_QUESTIONS} from './link-offsets.ts';
import {choice, mac, number, type Question, question, text, type Unanswerable} from './question.ts';
import {type Distance, distanceOf, sentBy} from './senders.ts';

type Because = Readonly<Record<'noConnection' | 'rolesUnknown' | 'noneSent' | 'noEthernet' | 'cookedInstead', string>>;

interface Addressed {
  readonly frame: KeyFrame;
  readonly source: string;
  readonly destination: string;
  /** Of further packets that the same side sent, where they differ: recorded on both sides of a router, for example. */
  readonly otherSources: readonly string[];
  readonly otherDestinations: readonly string[];
}

/** The Ethernet header of the packets that one side of the explained connection sent, or why there is none. */
function ethernetOf(report: Report, side: 'client' | 'server', because: Because): Addressed | Unanswerable {
  const connection = explained(report);
  if (!connection) return {because: because.noConnection};
  // The end with the higher port is not always the client.
  if (connection.rolesFrom === 'port') return {because: because.rolesUnknown};
  const sent = sentBy(report, side);
  const [frame] = sent;
  if (!frame) return {because: because.noneSent};
  const [source, destination] = [textIn(frame, 'eth.src'), textIn(frame, 'eth.dst')];
  if (source === undefined || destination === undefined) {
    return {because: frame.layers[0]?.protocol === 'sll' ? because.cookedInstead : because.noEthernet};
  }
  const others = (field: string, value: string): string[] =>
    [...new Set(sent.map((one) => textIn(one, field)).filter((one) => one !== undefined && one !== value))] as string[];
  return {
    frame,
    source,
    destination,
    otherSources: others('eth.src', source),
    otherDestinations: others('eth.dst', destination),
  };
}

const NO_ADDRESS = '00:00:00:00:00:00';
/** The first bits on the wire of an address, in its first byte (IEEE 802 §8.2). */
const GROUP_BIT = 0x01;
const LOCAL_BIT = 0x02;
const BROADCAST = 'ff:ff:ff:ff:ff:ff';
const firstByte = (address: string): number => Number.parseInt(address.slice(0, 2), 16);

const HEADERS = {eth: 'ethernet', sll: 'linux-cooked', null: 'loopback', loop: 'loopback', raw: 'raw-ip'} as const;

export const linkHeader = question('link-header', {
  layer: 'link',
  difficulty: 1,
  kind: 'choice',
  answer(report, say, {cannotAnswer, choices}) {
    const first = keyFrame(report, 'first');
    const outermost = first?.layers[0];
    if (!first || !outermost) return {because: cannotAnswer.noPackets};
    if (report.capture.linkTypes.length > 1) return {because: cannotAnswer.severalInterfaces};
    const header = HEADERS[outermost.protocol as keyof typeof HEADERS];
    if (header === undefined) return {because: cannotAnswer.otherLink};
    const isLoopback = textIn(first, 'eth.src') === NO_ADDRESS && textIn(first, 'eth.dst') === NO_ADDRESS;
    return {
      value: choice(header),
      frames: [first.frame],
      working: say.working({
        frame: first.frame,
        name: choices[header].name,
        bytes: header === 'raw-ip' ? 0 : outermost.bytes,
        zeros: isLoopback,
      }),
      mistakes: [
        ...(header === 'linux-cooked' ? [{value: choice('ethernet'), says: say.mistakes.ethernet}] : []),
        ...(isLoopback ? [{value: choice('loopback'), says: say.mistakes.loopback}] : []),
      ],
    };
  },
});

export const clientMac = question('client-mac', {
  layer: 'link',
  difficulty: 1,
  kind: 'mac',
  answer(report, say, {cannotAnswer}) {
    const found = ethernetOf(report, 'client', cannotAnswer);
    if ('because' in found) return found;
    const {frame, source, destination, otherSources} = found;
    if (source === NO_ADDRESS) return {because: cannotAnswer.loopbackMac};
    const distance = distanceOf(frame);
    // Behind a router the source address is the router's.
    if (distance?.routers !== 0 || otherSources.length > 0) return {because: cannotAnswer.macBehindRouter};
    return {
      value: mac(source),
      frames: [frame.frame],
      working: say.working({frame: frame.frame, source, ttl: distance.ttl}),
      mistakes: [{value: mac(destination), says: say.mistakes.destination}],
    };
  },
});

export const destinationMac = question('destination-mac', {
  layer: 'link',
  difficulty: 1,
  kind: 'mac',
  answer(report, say, {cannotAnswer}) {
    const found = ethernetOf(report, 'client', cannotAnswer);
    if ('because' in found) return found;
    const {frame, source, destination, otherDestinations} = found;
    return {
      value: mac(destination),
      also: otherDestinations.map(mac),
      frames: [frame.frame],
      working: say.working({frame: frame.frame, destination, zeros: destination === NO_ADDRESS}),
      mistakes: [
        {value: mac(source), says: say.mistakes.source},
        {value: mac(BROADCAST), says: say.mistakes.broadcast},
      ],
    };
  },
});

/** RFC 1918 and RFC 3927. */
const PRIVATE = /^(?:10\.|192\.168\.|169\.254\.|172\.(?:1[6-9]|2\d|3[01])\.)/;
const isLoopback = (address: string): boolean => address === '::1' || address.startsWith('127.');
const isPublicIpv4 = (address: string): boolean =>
  /^\d+(?:\.\d+){3}$/.test(address) && !PRIVATE.test(address) && !isLoopback(address);

/** Whose the destination address of the client's frames is, as far as the capture proves it. */
function ownerOf(client: string, server: string, away: Distance | undefined): 'server' | 'gateway' | undefined {
  // No network has both a private and a public address: the way between them leads through a router.
  if (PRIVATE.test(client) && isPublicIpv4(server)) return 'gateway';
  if (away === undefined) return undefined;
  return away.routers === 0 ? 'server' : 'gateway';
}

export const destinationMacOwner = question('destination-mac-owner', {
  layer: 'link',
  difficulty: 2,
  kind: 'choice',
  answer(report, say, {cannotAnswer}) {
    const found = ethernetOf(report, 'client', cannotAnswer);
    if ('because' in found) return found;
    const {frame, destination} = found;
    const connection = explained(report);
    if (!connection || destination === NO_ADDRESS) return {because: cannotAnswer.loopbackMac};
    const [answered] = sentBy(report, 'server');
    const [client, server] = [connection.client.address, connection.server.address];
    const away = distanceOf(answered);
    const owner = ownerOf(client, server, away);
    if (owner === undefined || found.otherDestinations.length > 0) return {because: cannotAnswer.unknownOwner};
    const byAddress = PRIVATE.test(client) && isPublicIpv4(server);
    return {
      value: choice(owner),
      frames: answered ? [frame.frame, answered.frame].sort((a, b) => a - b) : [frame.frame],
      working: say.working({
        frame: frame.frame,
        destination,
        client,
        server,
        byAddress,
        ...(answered && away ? {answer: {frame: answered.frame, ...away}} : {}),
      }),
      mistakes: [
        owner === 'gateway'
          ? {value: choice('server'), says: say.mistakes.server}
          : {value: choice('gateway'), says: say.mistakes.gateway},
        {value: choice('client'), says: say.mistakes.client},
      ],
    };
  },
});

export const responseSourceMac = question('response-source-mac', {
  layer: 'link',
  difficulty: 1,
  kind: 'mac',
  answer(report, say, {cannotAnswer}) {
    const found = ethernetOf(report, 'server', cannotAnswer);
    if ('because' in found) return found;
    const {frame, source, destination, otherSources} = found;
    return {
      value: mac(source),
      also: otherSources.map(mac),
      frames: [frame.frame],
      working: say.working({frame: frame.frame, source}),
      mistakes: [{value: mac(destination), says: say.mistakes.destination}],
    };
  },
});

export const etherType = question('ether-type', {
  layer: 'link',
  difficulty: 1,
  kind: 'number',
  unit: 'hex',
  answer(report, say, {cannotAnswer}) {
    const found = ethernetOf(report, 'client', cannotAnswer);
    if ('because' in found) return found;
    const {frame} = found;
    const type = numberIn(frame, 'eth.type');
    if (type === undefined) return {because: cannotAnswer.noEtherType};
    const inner = numberIn(frame, 'vlan.etype');
    const protocol = numberIn(frame, 'ip.proto') ?? numberIn(frame, 'ipv6.nxt');
    const version = numberIn(frame, 'ip.version') ?? numberIn(frame, 'ipv6.version');
    return {
      value: number(type, 'hex'),
      frames: [frame.frame],
      working: say.working({frame: frame.frame, type, ...(inner === undefined ? {} : {inner})}),
      mistakes: [
        ...(inner === undefined ? [] : [{value: number(inner, 'hex'), says: say.mistakes.inner}]),
        ...(protocol === undefined ? [] : [{value: number(protocol, 'hex'), says: say.mistakes.protocol({protocol})}]),
        ...(version === undefined ? [] : [{value: number(version, 'hex'), says: say.mistakes.version({version})}]),
      ],
    };
  },
});

/** Frame check sequence, preamble with start delimiter: bytes on the wire that captures lack. */
const CHECK_BYTES = 4;
const PREAMBLE_BYTES = 8;

export const ethernetHeaderLength = question('ethernet-header-length', {
  layer: 'link',
  difficulty: 1,
  kind: 'number',
  unit: 'bytes',
  answer(report, say, {cannotAnswer}) {
    const found = ethernetOf(report, 'client', cannotAnswer);
    if ('because' in found) return found;
    const {frame} = found;
    const [header] = frame.layers;
    // With tags or an LLC header it is not clear what counts.
    if (header?.bytes !== 14 || !/^ip(?:v6)?$/.test(frame.layers[1]?.protocol ?? '')) {
      return {because: cannotAnswer.otherEthernet};
    }
    const {bytes} = header;
    return {
      value: number(bytes, 'bytes'),
      frames: [frame.frame],
      working: say.working({frame: frame.frame, bytes}),
      mistakes: [
        {value: number(bytes + CHECK_BYTES, 'bytes'), says: say.mistakes.check},
        {value: number(bytes + PREAMBLE_BYTES, 'bytes'), says: say.mistakes.preamble},
        {value: number(bytes + PREAMBLE_BYTES + CHECK_BYTES, 'bytes'), says: say.mistakes.preamble},
      ],
    };
  },
});

export const destinationAddressType = question('destination-address-type', {
  layer: 'link',
  difficulty: 2,
  kind: 'choice',
  answer(report, say, {cannotAnswer}) {
    const found = ethernetOf(report, 'client', cannotAnswer);
    if ('because' in found) return found;
    const {frame, destination} = found;
    if (destination === NO_ADDRESS) return {because: cannotAnswer.loopbackMac};
    const group = destination === BROADCAST ? 'broadcast' : 'multicast';
    const type = firstByte(destination) & GROUP_BIT ? group : 'unicast';
    return {
      value: choice(type),
      frames: [frame.frame],
      working: say.working({
        frame: frame.frame,
        destination,
        first: destination.slice(0, 2),
        bit: firstByte(destination) & GROUP_BIT,
      }),
      mistakes: type === 'unicast' ? [{value: choice('broadcast'), says: say.mistakes.broadcast}] : [],
    };
  },
});

export const sourceMacLocal = question('source-mac-local', {
  layer: 'link',
  difficulty: 2,
  kind: 'choice',
  answer(report, say, {cannotAnswer}) {
    const found = ethernetOf(report, 'client', cannotAnswer);
    if ('because' in found) return found;
    const {frame, source} = found;
    if (source === NO_ADDRESS) return {because: cannotAnswer.loopbackMac};
    const bit = firstByte(source) & LOCAL_BIT ? 1 : 0;
    return {
      value: choice(bit ? 'yes' : 'no'),
      frames: [frame.frame],
      working: say.working({frame: frame.frame, source, first: source.slice(0, 2), bit}),
      mistakes: [bit ? {value: choice('no'), says: say.mistakes.no} : {value: choice('yes'), says: say.mistakes.yes}],
    };
  },
});

export const sourceMacOui = question('source-mac-oui', {
  layer: 'link',
  difficulty: 2,
  kind: 'text',
  answer(report, say, {cannotAnswer}) {
    const found = ethernetOf(report, 'client', cannotAnswer);
    if ('because' in found) return found;
    const {frame, source} = found;
    if (source === NO_ADDRESS) return {because: cannotAnswer.loopbackMac};
    if (firstByte(source) & (LOCAL_BIT | GROUP_BIT)) return {because: cannotAnswer.noOui};
    const [value, rest] = [source.slice(0, 8), source.slice(9)];
    return {
      value: text(value),
      also: otherSpellings(value).map(text),
      frames: [frame.frame],
      working: say.working({frame: frame.frame, source, oui: value}),
      mistakes: [rest, ...otherSpellings(rest)].map((one) => ({
        value: text(one),
        says: say.mistakes.rest({oui: value}),
      })),
    };
  },
});

/** Of hexadecimal bytes with colons. */
const otherSpellings = (bytes: string): string[] => ['-', ' ', ''].map((between) => bytes.replaceAll(':', between));

export const checkSequenceCaptured = question('check-sequence-captured', {
  layer: 'link',
  difficulty: 3,
  kind: 'choice',
  answer(report, say, {cannotAnswer}) {
    const found = ethernetOf(report, 'client', cannotAnswer);
    if ('because' in found) return found;
    const {layers} = report.findings;
    if (!layers.available || !keyFrame(report, 'request')) return {because: cannotAnswer.noRequest};
    const {frame, trailerBytes, trailerKind, originalLength: all} = layers;
    // Four bytes at the end prove nothing; that they are the frame's check sequence does.
    const isCheck = trailerBytes >= CHECK_BYTES && endsInCheckSequence(layers);
    if (!isCheck && trailerBytes > 0 && trailerKind !== 'padding') return {because: cannotAnswer.unknownTrailer};
    return {
      value: choice(isCheck ? 'yes' : 'no'),
      frames: [frame],
      working: say.working({frame, all, trailer: trailerBytes, isCheck}),
      mistakes: isCheck ? [] : [{value: choice('yes'), says: say.mistakes.yes}],
    };
  },
});

/** IEEE 802.3 §3.2.9: over all bytes before it; in a capture the least significant byte comes first. */
function endsInCheckSequence({hex, originalLength}: {readonly hex: string; readonly originalLength: number}): boolean {
  const bytes = Buffer.from(hex, 'hex');
  if (bytes.length !== originalLength || bytes.length < CHECK_BYTES) return false;
  const checked = bytes.length - CHECK_BYTES;
  return crc32(bytes.subarray(0, checked)) === bytes.readUInt32LE(checked);
}

export const LINK_QUESTIONS: readonly Question[] = [
  linkHeader,
  clientMac,
  destinationMac,
  destinationMacOwner,
  responseSourceMac,
  etherType,
  ethernetHeaderLength,
  ...LINK_OFFSET_QUESTIONS,
  destinationAddressType,
  sourceMacLocal,
  sourceMacOui,
  checkSequenceCaptured,
  ...LINK_COOKED_QUESTIONS,
  ...LINK_ARP_QUESTIONS,
];
