import type {CheckId} from '../../model/checks.ts';
import type {HandshakeKind, Side, TeardownKind} from '../../model/report.ts';
import {excerpt, plainRuns, someRuns} from '../format.ts';
import {checkNamesEn} from './check-names.ts';

const list = (parts: readonly string[]): string =>
  parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
const either = (parts: readonly string[]): string =>
  parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} or ${parts.at(-1)}`;
const frames = (all: readonly number[]): string => `${all.length === 1 ? 'frame' : 'frames'} ${plainRuns(all, ', ')}`;
const count = (n: number, one: string, many = `${one}s`): string => `${n} ${n === 1 ? one : many}`;

export interface ConnectionName {
  readonly stream: number;
  readonly clientPort: number;
}
const connection = ({stream, clientPort}: ConnectionName): string => `connection ${stream} (client port ${clientPort})`;

const CLEAR_CACHE =
  'The browser had the page in its cache. Clear the cache (Ctrl+Shift+Delete), or reload with Ctrl+F5, and record again.';
const HTTP_ADDRESS =
  "Type the address with http:// in front. Where the browser turns it into https://, use a private window, or the command 'curl -v http://…', and record again.";

/**
 * What the checks of a submission say, in plain text: to be escaped where it is written. Names and headers in it are
 * the student's.
 */
export const checksEn = () => ({
  names: checkNamesEn,
  /** A target's parts, none of which need be there. */
  target: (p: {host?: string; address?: string; port?: number}): string => {
    const site = p.host !== undefined && p.address !== undefined ? `${p.host} (${p.address})` : (p.host ?? p.address);
    if (site === undefined) return p.port === undefined ? 'a web site' : `TCP port ${p.port}`;
    return p.port === undefined ? site : `${site}, TCP port ${p.port}`;
  },
  skipped: (p: {title: string; check: CheckId}): string =>
    `This was not looked at, because '${p.title}' (${p.check}) was not passed: see to that first.`,
  skippedForError: (p: {title: string; check: CheckId}): string =>
    `This was not looked at, because '${p.title}' (${p.check}) could not be checked. It costs no points.`,
  error: (reason: string): string =>
    `This could not be checked (${excerpt(reason, 200)}). That is not your fault and costs no points; your teacher will look at it.`,
  notCompared: 'the captures of the class were not compared',
  handedOutNotCompared: 'the captures that were handed out were not compared',
  readable: {
    expected: 'A packet capture (pcap or pcapng) that can be opened and holds packets.',
    nothing: {
      found: 'Nothing was handed in.',
      hint: 'Hand in the file in which Wireshark saved your capture (File → Save As, ending .pcapng).',
    },
    noCapture: {
      found: 'None of the files handed in is a packet capture.',
      hint: 'Hand in the capture itself, not a screenshot or a report: in Wireshark, File → Save As, ending .pcapng.',
    },
    unreadable: {
      hint: 'Try to open the file in Wireshark. Where that fails too, save the capture once more, or record again, and hand in the new file.',
    },
    empty: {
      found: 'The file is a capture, but it holds no packets.',
      hint: 'In the start window of Wireshark choose the interface whose line moves, and make sure that packets appear before you stop. A capture filter may also have kept them all out.',
    },
  },
  fileName: {
    expected: (p: {example?: string; pattern: string}): string =>
      p.example === undefined
        ? `A file name that fits the pattern ${p.pattern}.`
        : `A file name such as ${p.example}, with your own values.`,
    found: (name: string): string => `The file is called ${excerpt(name)}.`,
    hint: 'Rename the file and hand it in again; what is in it can stay.',
  },
  traffic: {
    expected: (target: string): string => `A TCP connection with ${target}.`,
    noTcp: 'The capture holds no TCP connection.',
    others: (p: {servers: readonly string[]; more: number}): string =>
      `The capture holds TCP connections with others only: ${[...p.servers.map((one) => excerpt(one)), ...(p.more > 0 ? [`${p.more} more`] : [])].join(', ')}.`,
    otherPort: (p: {ports: readonly number[]; frames: readonly number[]}): string =>
      `With this host there are only connections to port ${list(p.ports.map(String))} (${frames(p.frames)}).`,
    hint: (target: string): string =>
      `Start recording, open the page (the target is ${target}), wait until it is there, and stop. A capture filter must not leave it out.`,
    quic: 'The capture holds QUIC (HTTP/3 over UDP), which does without TCP: turn QUIC off in the browser, or use an http:// address, and record again.',
  },
  window: {
    expected: (p: {from?: string; to?: string; zone: string}): string =>
      `A recording made ${p.from === undefined ? '' : `from ${p.from} `}${p.to === undefined ? '' : `until ${p.to} `}(${p.zone}).`,
    found: (p: {start: string; end: string}): string =>
      p.start === p.end ? `It was recorded at ${p.start}.` : `It was recorded from ${p.start} to ${p.end}.`,
    noTimes: 'The packets have no time stamps.',
    early:
      'The recording is older than the assignment allows: record again. If it is new, check the clock of the computer that recorded it.',
    late: 'The recording was made after the time allowed. If the clock of the recording computer was wrong, tell your teacher.',
    noTimesHint: 'Hand in the capture as Wireshark saved it: programs that rewrite a file may lose the times.',
  },
  handshake: {
    expected: (kinds: readonly string[]): string =>
      kinds.length === 0
        ? 'The whole handshake of a connection with the target: SYN, SYN+ACK and ACK.'
        : `A connection with the target of which the establishment is: ${either(kinds)}.`,
    found: (p: {
      connection: ConnectionName;
      kind: HandshakeKind;
      name: string;
      frames: readonly number[];
      missing: readonly string[];
    }): string => {
      const at = frames(p.frames);
      switch (p.kind) {
        case 'not-captured':
          return `The capture begins in the middle of ${connection(p.connection)}: its first packet (${at}) is no SYN.`;
        case 'incomplete':
          return `Of the handshake of ${connection(p.connection)} the capture lacks ${list(p.missing)} (${at} ${p.frames.length === 1 ? 'is' : 'are'} there).`;
        case 'refused':
          return `The server refused ${connection(p.connection)}: it answered the SYN with an RST (${at}).`;
        case 'unanswered':
          return `The SYN of ${connection(p.connection)} got no answer (${at}).`;
        case 'three-way':
        case 'simultaneous-open':
          return `The establishment of ${connection(p.connection)} is: ${p.name} (${at}).`;
        default:
          return p.kind satisfies never;
      }
    },
    hint: {
      'not-captured':
        'Start recording first, and open the page afterwards. Close the browser before, so that it has to open a new connection.',
      incomplete:
        'Start recording a few seconds before you open the page, and record again without a capture filter that leaves out one direction.',
      refused: 'Nothing listens at that port: check the address and whether the server is running, then record again.',
      unanswered: 'Check the address and the network connection: the page must open in the browser. Then record again.',
      'three-way': 'Bring about the kind of establishment that the assignment asks for, and record again.',
      'simultaneous-open': 'Bring about the kind of establishment that the assignment asks for, and record again.',
    } satisfies Record<HandshakeKind, string>,
  },
  exchange: {
    expected: (p: {method?: string; path?: string; status: readonly number[]}): string => {
      const request = [p.method, p.path].filter((part) => part !== undefined).join(' ');
      const status = p.status.length === 0 ? '' : ` with status ${either(p.status.map(String))}`;
      return `A complete HTTP request${request === '' ? '' : ` (${request})`} to the target, and its complete response${status}.`;
    },
    none: 'No connection with the target carries an HTTP request.',
    noResponse: (p: {request: string; frame: number}): string =>
      `The request ${excerpt(p.request)} (frame ${p.frame}) has no response in the capture.`,
    noRequest: (p: {frame: number}): string => `The response in frame ${p.frame} has no request in the capture.`,
    cut: (p: {request: string; frames: readonly number[]}): string =>
      `The exchange ${excerpt(p.request)} (${frames(p.frames)}) is not complete in the capture.`,
    others: (p: {exchanges: readonly {request: string; status: number; frame: number}[]; more: number}): string =>
      `The complete exchanges are others: ${p.exchanges.map((one) => `${excerpt(one.request)} → ${one.status} (frame ${one.frame})`).join('; ')}${p.more > 0 ? `; and ${p.more} more` : ''}.`,
    hint: {
      none: 'Record while you open the page with an http:// address, and wait until it is there.',
      noResponse: 'Stop recording only after the page has been shown completely.',
      noRequest: 'Start recording before you open the page.',
      cut: 'Record whole packets (no limit on their length), and stop only after the page has been shown completely.',
      others: 'Open exactly the address that the assignment names, check the spelling, and record again.',
      cached: CLEAR_CACHE,
    },
  },
  cached: {
    expected: 'At least one response that brings the content, not only 304 Not Modified.',
    found: (p: {count: number; frames: readonly number[]}): string =>
      p.count === 1
        ? `The only response of the target is 304 Not Modified (${frames(p.frames)}).`
        : `All ${p.count} responses of the target are 304 Not Modified (${frames(p.frames)}).`,
    hint: CLEAR_CACHE,
  },
  https: {
    expected: 'A connection with the target whose HTTP messages are not encrypted.',
    found: (p: {count: number; frames: readonly number[]}): string =>
      `${p.count === 1 ? 'The only connection with the target is' : `All ${p.count} connections with the target that carry data are`} encrypted with TLS (${frames(p.frames)}): the HTTP messages cannot be read.`,
    hint: HTTP_ADDRESS,
  },
  release: {
    expected: (kinds: readonly string[]): string =>
      kinds.length === 0
        ? 'The whole release of a connection with the target: the FINs and their ACKs, or an RST.'
        : `A connection with the target whose release was captured completely, and is: ${either(kinds)}.`,
    found: (p: {
      connection: ConnectionName;
      kind: TeardownKind;
      name: string;
      complete: boolean;
      initiator?: Side;
      frames: readonly number[];
    }): string => {
      if (p.kind === 'still-open')
        return `At the end of the capture ${connection(p.connection)} is still open (last packet: ${frames(p.frames)}).`;
      if (p.kind === 'half-closed')
        return `Of ${connection(p.connection)} only the FIN of ${p.initiator === undefined ? 'one side' : `the ${p.initiator}`} was captured (${frames(p.frames)}).`;
      if (!p.complete)
        return `Of the release of ${connection(p.connection)} the last ACK is missing (${frames(p.frames)} are there).`;
      return `The release of ${connection(p.connection)} is: ${p.name}, in ${frames(p.frames)}.`;
    },
    hint: {
      open: 'Go on recording after the page has been shown: close the tab or the browser, and stop only when FIN or RST segments have appeared. A server may keep a connection open for minutes.',
      cut: 'Wait some seconds after the FINs have appeared before you stop recording.',
      other:
        'Both sides decide how a connection is released, so it may differ from visit to visit: record again, also with another browser or with curl, until the release is as asked.',
    },
  },
  oneConnection: {
    expected: 'Handshake, HTTP exchange and release, all of one and the same connection.',
    found: (p: {
      handshake: ConnectionName & {frames: readonly number[]};
      exchange: ConnectionName & {frames: readonly number[]};
      release: ConnectionName & {frames: readonly number[]};
    }): string =>
      `They come from different ones: the handshake (${frames(p.handshake.frames)}) from ${connection(p.handshake)}, the exchange (${frames(p.exchange.frames)}) from ${connection(p.exchange)}, the release (${frames(p.release.frames)}) from ${connection(p.release)}.`,
    hint: (stream: number): string =>
      `Browsers open several connections at once. Follow the one with the page (in Wireshark: tcp.stream == ${stream}): start recording before it begins, and stop after it has been released.`,
  },
  lookup: {
    expected: (name?: string): string =>
      name === undefined ? 'A DNS query and its answer.' : `A DNS query for ${name}, and an answer with its address.`,
    none: 'The capture holds no DNS query.',
    others: (p: {names: readonly string[]; more: number}): string =>
      `The capture holds DNS queries for other names only: ${[...p.names.map((one) => excerpt(one)), ...(p.more > 0 ? [`${p.more} more`] : [])].join(', ')}.`,
    unanswered: (p: {name: string; frames: readonly number[]}): string =>
      `The query for ${excerpt(p.name)} (${frames(p.frames)}) has no answer in the capture.`,
    failed: (p: {name: string; rcode: string; frames: readonly number[]}): string =>
      `The query for ${excerpt(p.name)} was answered without an address (${p.rcode}, ${frames(p.frames)}).`,
    hint: {
      none: "The computer still knew the address, or asked in another way. Clear the DNS cache (Windows: 'ipconfig /flushdns', macOS: 'sudo dscacheutil -flushcache', Linux: 'resolvectl flush-caches'), turn off secure DNS in the browser, use no capture filter that leaves DNS out, and start recording before you open the page.",
      unanswered:
        'Start recording earlier and check the network connection; a capture filter must let both directions through.',
      failed: 'Check how the name is spelled, and record again.',
    },
  },
  ping: {
    expected: (target?: string): string =>
      target === undefined
        ? 'An ICMP echo request and its reply.'
        : `An ICMP echo request to ${target}, and its reply.`,
    none: 'The capture holds no ICMP echo request.',
    others: (p: {destinations: readonly string[]}): string => `Only others were pinged: ${p.destinations.join(', ')}.`,
    noReply: (p: {destination: string; frames: readonly number[]}): string =>
      `None of the echo requests to ${p.destination} (${frames(p.frames)}) has a reply in the capture.`,
    hint: (target?: string): string =>
      `While you record, run 'ping ${target ?? 'HOST'}' in a terminal; a capture filter must not leave ICMP out.`,
    noReplyHint:
      'Check the network connection and ping again. Some hosts never answer: if the page opens all the same, tell your teacher.',
  },
  cut: {
    expected: 'Whole packets, none lost while recording, in a file that is complete.',
    snaplen: (p: {packets: number; frame?: number}): string =>
      `${count(p.packets, 'packet')} ${p.packets === 1 ? 'was' : 'were'} cut off when recorded${p.frame === undefined ? '' : ` (first in frame ${p.frame})`}.`,
    dropped: (packets: number): string => `The recording program lost ${count(packets, 'packet')}.`,
    truncated: 'The file ends too early or is damaged: a part of it is missing.',
    hint: {
      snaplen:
        "Record whole packets: in Wireshark's capture options leave 'Limit each packet to' unticked, with tcpdump use -s 0.",
      dropped:
        'Close other programs that use the network, record for a shorter time or with a capture filter, and record again.',
      truncated: 'Stop the recording before you save it, let the copy or upload finish, and hand the file in again.',
    },
  },
  handedOut: {
    expected: 'A recording of your own.',
    file: (name: string): string => `The file is the capture ${name}, which was handed out.`,
    connections: (p: {name: string; frames: readonly number[]}): string =>
      `Its connections (${frames(p.frames)}) are those of the capture ${p.name}, which was handed out.`,
    hint: 'Record the visit on your own computer, and hand in what you have recorded.',
  },
  shared: {
    expected: 'A recording of your own, which nobody else hands in.',
    /** `isCut`: more frames may be shared. */
    found: (p: {others: number; connections: number; frames: readonly number[]; isCut: boolean}): string =>
      `${count(p.connections, 'connection')} (${p.frames.length === 1 ? 'frame' : 'frames'} ${someRuns(p.frames, ', ', 10, p.isCut)}) ${p.connections === 1 ? 'is' : 'are'} also in the capture of ${count(p.others, 'other student')}. Some numbers in them are chosen at random: separate recordings never agree in those.`,
    hint: 'Record the visit yourself and hand in your own capture. If you worked at one computer together, tell your teacher.',
  },
  late: (p: {days: number; points: number}): string =>
    p.points > 0
      ? `Handed in late, on day ${p.days} after the end: ${count(p.points, 'point')} taken off.`
      : `Handed in late, on day ${p.days} after the end.`,
  zeroed: "No points, because connections in it are also in another student's capture.",
  chosen: {
    only: 'It is the only capture that can be read.',
    points: (p: {captures: number; file: string}): string =>
      `Of ${p.captures} captures '${p.file}' was graded: it earns the most points.`,
    checks: (p: {captures: number; file: string; passed: number}): string =>
      `Of ${p.captures} captures several earn the same points; '${p.file}' was graded, which passes the most checks (${p.passed}).`,
    name: (p: {captures: number; file: string}): string =>
      `Of ${p.captures} captures several show the same; '${p.file}' was graded, which comes first by name.`,
    cut: (file: string): string => `'${file}' breaks off: its end is missing.`,
  },
});

/** The sentences of checks. */
export type CheckSentences = ReturnType<typeof checksEn>;
