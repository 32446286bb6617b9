import {describe, expect, it} from 'vitest';
import type {FrameContext, HttpFrameMessage, TcpAnalysisFlag, TcpFrameContext} from '../../src/model/frame-context.ts';
import type {FieldNode} from '../../src/model/tree.ts';
import {dissect} from '../../src/wire/dissect.ts';
import {bytes, ethernet, FLAG, hex, ipv4, option, tcp, udp} from '../support/craft.ts';
import {LINKTYPE} from '../support/pcap-file.ts';
import {ALL} from './frames.ts';

const contextOf = (frame: Uint8Array, linkType: number, more: Partial<FrameContext> = {}): FrameContext => ({
  frame: 7,
  time: {seconds: 1_700_000_000, nanos: 5},
  sincePreviousNs: 1000,
  sinceFirstNs: 2000,
  capturedLength: frame.length,
  originalLength: frame.length,
  linkType,
  ...more,
});

const lines = (nodes: readonly FieldNode[]): string[] =>
  nodes.flatMap(({text, children}) => [text, ...lines(children ?? [])]);

const ENDS = {source: '10.0.0.1', destination: '10.0.0.2', sourcePort: 50000, destinationPort: 80};

/** Ports whose payload somebody reads, and one of nobody. */
const UDP_PORTS = [
  7, 9, 53, 67, 69, 88, 123, 137, 138, 443, 496, 520, 547, 654, 1900, 4000, 5353, 5355, 6343, 8612, 17_500,
];
const QUIC_CONTEXT = {
  connection: 0,
  version: 1,
  fromClient: true,
  initialId: hex('0102030405060708'),
  firstId: hex('0102030405060708'),
  destinationIdLength: 8,
  isFirstShort: true,
};

describe('what is not all there', () => {
  it.each(ALL)('$name, cut at every length, keeps its good lines', ({linkType, frames}) => {
    for (const frame of frames) {
      for (let length = 0; length < frame.length; length++) {
        const cut = frame.subarray(0, length);
        const snapped = dissect(cut, contextOf(cut, linkType, {originalLength: frame.length}));
        const short = dissect(cut, contextOf(cut, linkType));
        expect([...beyond(snapped.tree.slice(1), length), ...beyond(short.tree.slice(1), length)]).toEqual([]);
        expect(snapped.info).not.toContain('Malformed Packet');
      }
    }
  });

  /** The lines that claim a byte that was not captured. */
  const beyond = (nodes: readonly FieldNode[], captured: number): string[] =>
    nodes.flatMap(({at = 0, length = 0, text, children = []}) => [
      ...(at + length > captured ? [text] : []),
      ...beyond(children, captured),
    ]);

  const frame = ethernet(
    {},
    ipv4(
      ENDS,
      tcp({
        ...ENDS,
        sequence: 1,
        flags: FLAG.SYN,
        options: bytes(option.mss(1460), option.windowScale(7), option.nop()),
      }),
    ),
  );
  const cutTo = (length: number, originalLength = frame.length) => {
    const cut = frame.subarray(0, length);
    return dissect(cut, contextOf(cut, LINKTYPE.ethernet, {originalLength}));
  };

  it('tells a cut capture from a packet that is too short', () => {
    expect(cutTo(36).tree.at(-1)?.text).toBe('[Packet size limited during capture: TCP truncated]');
    expect(cutTo(36, 36).tree.at(-1)?.text).toBe('[Malformed Packet: TCP]');
    expect(lines(cutTo(36, 36).tree)).toContain(
      '[Expert Info (Error/Malformed): Malformed Packet (Exception occurred)]',
    );
  });

  it.each([
    [10, 'Ethernet', ''],
    [16, 'IPv4', ''],
    [32, 'IPv4', ''],
    [40, 'TCP', '50000 → 80'],
    [50, 'TCP', '50000 → 80 [SYN] Seq=1 Win=65535'],
    [55, 'TCP', '50000 → 80 [SYN] Seq=1 Win=65535 Len=0'],
    [59, 'TCP', '50000 → 80 [SYN] Seq=1 Win=65535 Len=0 MSS=1460'],
  ])('after %i bytes, %s says "%s"', (length, protocol, info) => {
    const {tree, ...columns} = cutTo(length);
    expect(columns).toMatchObject({protocol, info: `${info}[Packet size limited during capture]`});
    expect(tree.at(-1)?.field).toBe('_ws.short');
  });

  it('takes any bytes', () => {
    let state = 7;
    const random = () => {
      state = (Math.imul(state, 1103515245) + 12345) >>> 0;
      return state >>> 24;
    };
    for (let round = 0; round < 1500; round++) {
      const noise = Uint8Array.from({length: random() % 150}, random);
      // Most of it would stop at the first header: give it one that leads on.
      const packet = ipv4({...ENDS, protocol: [1, 6, 17, 58][round % 4] as number}, noise);
      dissect(packet, contextOf(packet, LINKTYPE.raw));
      const port = UDP_PORTS[round % UDP_PORTS.length] as number;
      const datagram = ipv4({...ENDS, protocol: 17}, udp({...ENDS, destinationPort: port}, noise));
      dissect(datagram, contextOf(datagram, LINKTYPE.raw, {quic: QUIC_CONTEXT}));
      for (const linkType of [0, 1, 108, 113, 228, 229, 276]) dissect(noise, contextOf(noise, linkType));
    }
  });
});

describe('the context', () => {
  const tcpContext = (flags: readonly TcpAnalysisFlag[], more: Partial<TcpFrameContext> = {}): TcpFrameContext => ({
    stream: 3,
    packetInStream: 4,
    completeness: {bits: 31, text: 'Complete, WITH_DATA (31)', flags: '·FDASS'},
    baseSequence: 0xfffffff0,
    baseAcknowledgment: 100,
    windowMultiplier: 128,
    sinceFirstNs: 0,
    sincePreviousNs: 0,
    serverPort: 80,
    flags: new Set(flags),
    ...more,
  });
  const frame = ipv4(
    ENDS,
    tcp({
      ...ENDS,
      sequence: 5,
      acknowledgment: 105,
      flags: FLAG.ACK,
      window: 3,
      options: bytes(option.nop(), option.nop(), option.sack(110, 120)),
    }),
  );
  const shown = (context: Partial<FrameContext>) => dissect(frame, contextOf(frame, LINKTYPE.raw, context));

  it('makes numbers relative, over the wrap', () => {
    const {info, tree} = shown({tcp: tcpContext([])});
    expect(info).toBe('50000 → 80 [ACK] Seq=21 Ack=5 Win=384 Len=0 SLE=10 SRE=20');
    expect(lines(tree)).toContain('Sequence Number: 21    (relative sequence number)');
    expect(lines(tree)).toContain('[Window size scaling factor: 128]');
  });

  it('shows raw numbers without it', () => {
    const {info, tree} = shown({});
    expect(info).toBe('50000 → 80 [ACK] Seq=5 Ack=105 Win=3 Len=0 SLE=110 SRE=120');
    expect(lines(tree)).toContain('[Window size scaling factor: -1 (unknown)]');
    expect(lines(tree).join()).not.toContain('Stream index');
  });

  it.each([
    [1, undefined, '-2 (no window scaling used)'],
    [1, true, '1'],
  ] as const)('a multiplier of %i, agreed %s, is %s', (windowMultiplier, windowScaleAgreed, text) => {
    const agreed = windowScaleAgreed === undefined ? {} : {windowScaleAgreed};
    const {tree} = shown({tcp: tcpContext([], {windowMultiplier, ...agreed})});
    expect(lines(tree)).toContain(`[Window size scaling factor: ${text}]`);
  });

  it.each<[TcpAnalysisFlag[], string, string]>([
    [['retransmission'], '[TCP Retransmission]', 'This frame is a (suspected) retransmission'],
    [
      ['fast-retransmission', 'retransmission'],
      '[TCP Fast Retransmission]',
      'This frame is a (suspected) fast retransmission',
    ],
    [
      ['spurious-retransmission', 'retransmission'],
      '[TCP Spurious Retransmission]',
      'This frame is a (suspected) spurious retransmission',
    ],
    [['out-of-order'], '[TCP Out-Of-Order]', 'This frame is a (suspected) out-of-order segment'],
    [
      ['lost-segment'],
      '[TCP Previous segment not captured]',
      'Previous segment(s) not captured (common at capture start)',
    ],
    [['zero-window', 'ack-lost-segment'], '[TCP ZeroWindow] [TCP ACKed unseen segment]', 'TCP Zero Window segment'],
    [
      ['window-full', 'lost-segment'],
      '[TCP Window Full] [TCP Previous segment not captured]',
      'TCP window specified by the receiver is now completely full',
    ],
    [['window-update'], '[TCP Window Update]', 'TCP window update'],
    [['keep-alive'], '[TCP Keep-Alive]', 'TCP keep-alive segment'],
    [['keep-alive-ack'], '[TCP Keep-Alive ACK]', 'ACK to a TCP keep-alive segment'],
    [
      ['reused-ports'],
      '[TCP Port numbers reused]',
      'A new tcp session is started with the same ports as an earlier session in this trace',
    ],
  ])('%s', (flags, prefix, remark) => {
    const {info, tree} = shown({tcp: tcpContext(flags)});
    expect(info).toMatch(/^\[.*\] 50000 → 80 \[ACK\]/);
    expect(info.slice(0, info.indexOf(' 50000'))).toBe(prefix);
    expect(lines(tree)).toContain(`[${remark}]`);
    expect(lines(tree)).toContain('[TCP Analysis Flags]');
  });

  it('tells which acknowledgment is repeated, and colours what is wrong', () => {
    const {info, tree} = shown({tcp: tcpContext(['duplicate-ack'], {duplicateAck: {number: 2, ofFrame: 5}})});
    expect(info).toMatch(/^\[TCP Dup ACK 5#2\] 50000/);
    expect(lines(tree)).toContain('[Duplicate to the ACK in frame: 5]');
    expect(lines(tree)).toContain('[Coloring Rule Name: Bad TCP]');
  });

  it('shows no [SEQ/ACK analysis] for the round-trip time of the handshake alone', () => {
    expect(lines(shown({tcp: tcpContext([], {irttNs: 5})}).tree)).not.toContain('[SEQ/ACK analysis]');
    const acked = lines(shown({tcp: tcpContext([], {irttNs: 5, acksFrame: 2, ackRttNs: 9})}).tree);
    expect(acked.slice(-4)).toEqual([
      '[SEQ/ACK analysis]',
      '[This is an ACK to the segment in frame: 2]',
      '[The RTT to ACK the segment was: 0.000000009 seconds]',
      '[iRTT: 0.000000005 seconds]',
    ]);
  });

  it('shows interface and comments of pcapng', () => {
    const {tree} = shown({
      interface: {id: 1, section: 0, name: 'en0', description: 'Wi-Fi'},
      comments: ['the first packet'],
    });
    expect(tree.map(({text}) => text).slice(0, 2)).toEqual([
      'Packet comments',
      'Frame 7: 52 bytes on wire (416 bits), 52 bytes captured (416 bits) on interface en0, id 1',
    ]);
    expect(lines(tree)).toEqual(
      expect.arrayContaining([
        'the first packet',
        'Section number: 1',
        'Interface id: 1 (en0)',
        'Interface description: Wi-Fi',
      ]),
    );
  });

  it('puts arrival times into the zone that is asked for', () => {
    const {tree} = dissect(frame, contextOf(frame, LINKTYPE.raw), {timeZone: 'America/New_York'});
    expect(lines(tree)).toEqual(
      expect.arrayContaining([
        'Arrival Time: Nov 14, 2023 17:13:20.000000005 EST',
        'UTC Arrival Time: Nov 14, 2023 22:13:20.000000005 UTC',
      ]),
    );
  });
});

describe('payloads', () => {
  const text = 'GET /a HTTP/1.1\r\nHost: h\r\n\r\n';
  const carrying = (payload: Uint8Array, ports = ENDS) =>
    ipv4(ports, tcp({...ports, sequence: 1, flags: FLAG.ACK, window: 9}, payload));
  const message = (frames: HttpFrameMessage['frames']): HttpFrameMessage => ({
    bytes: bytes(text),
    frames,
    kind: 'request',
  });
  const shown = (frame: Uint8Array, http: FrameContext['http']) =>
    dissect(frame, contextOf(frame, LINKTYPE.raw, http ? {http} : {}));

  it('shows an HTTP message where it ends', () => {
    const frame = carrying(bytes(text));
    const {protocol, info, tree} = shown(frame, {messages: [message([{frame: 7, length: text.length}])]});
    expect([protocol, info.trim()]).toEqual(['HTTP', 'GET /a HTTP/1.1']);
    expect(tree.map(({field}) => field)).toEqual(['frame', 'raw', 'ip', 'tcp', 'http']);
    expect(lines(tree)).toContain(`TCP payload (${text.length} bytes)`);
    const start = tree.at(-1)?.children?.[0];
    expect(start).toMatchObject({text: 'GET /a HTTP/1.1\\r\\n', at: 40, length: 17});
  });

  it('shows the segments before, and where they come together', () => {
    const first = carrying(bytes(text.slice(0, 10)));
    const before = shown(first, {messages: [], reassembledIn: 9});
    expect(before.info).toBe('50000 → 80 [ACK] Seq=1 Ack=0 Win=9 Len=10 [TCP PDU reassembled in 9]');
    expect(lines(before.tree).slice(-3)).toEqual([
      'TCP payload (10 bytes)',
      '[Reassembled PDU in frame: 9]',
      'TCP segment data (10 bytes)',
    ]);
    const last = carrying(bytes(text.slice(10)));
    const frames = [
      {frame: 7, length: 10},
      {frame: 9, length: text.length - 10},
    ];
    const {tree} = shown(last, {messages: [message(frames)]});
    expect(tree.map(({field}) => field)).toEqual(['frame', 'raw', 'ip', 'tcp', 'tcp.segments', 'http']);
    expect(tree[4]?.text).toBe(`[2 Reassembled TCP Segments (${text.length} bytes): #7(10), #9(${text.length - 10})]`);
    expect(tree[4]?.children?.map((child) => child.text).slice(0, 4)).toEqual([
      '[Frame: 7, payload: 0-9 (10 bytes)]',
      `[Frame: 9, payload: 10-${text.length - 1} (${text.length - 10} bytes)]`,
      '[Segment count: 2]',
      `[Reassembled TCP length: ${text.length}]`,
    ]);
    expect(tree[5]?.at).toBe(0);
  });

  it('shows all messages of one frame', () => {
    const frames = [{frame: 7, length: text.length}];
    const {info, tree} = shown(carrying(bytes(text, text)), {messages: [message(frames), message(frames)]});
    expect(info).toBe('GET /a HTTP/1.1 GET /a HTTP/1.1 ');
    expect(tree.slice(4).map(({field, at}) => [field, at])).toEqual([
      ['http', 40],
      ['http', 40 + text.length],
    ]);
    expect(lines(tree)).toContain('[Protocols in frame: raw:ip:tcp:http]');
  });

  it('leaves other bytes as data', () => {
    const {protocol, tree} = shown(carrying(bytes('hello'), {...ENDS, destinationPort: 4000}), undefined);
    expect(protocol).toBe('TCP');
    expect(lines(tree).slice(-4)).toEqual([
      'TCP payload (5 bytes)',
      'Data (5 bytes)',
      'Data: 68656c6c6f',
      '[Length: 5]',
    ]);
  });

  it('names multicast DNS as what it is', () => {
    const query = hex('0000 0000 0001 0000 0000 0000 0161 056c6f63616c 00 0001 0001');
    const ports = {...ENDS, sourcePort: 5353, destinationPort: 5353};
    const frame = ipv4({...ports, protocol: 17, ttl: 255}, udp(ports, query));
    const {protocol, tree} = shown(frame, undefined);
    expect(protocol).toBe('MDNS');
    expect(tree.at(-1)).toMatchObject({field: 'mdns', text: 'Multicast Domain Name System (query)'});
  });
});

describe('colours', () => {
  const nameOf = (frame: Uint8Array, linkType: number = LINKTYPE.raw) =>
    lines(dissect(frame, contextOf(frame, linkType)).tree).find((line) => line.startsWith('[Coloring Rule Name'));
  const segment = (flags: number, ports: typeof ENDS = {...ENDS, destinationPort: 4000}, ttl = 64) =>
    ipv4({...ports, ttl}, tcp({...ports, sequence: 1, flags}));

  it.each([
    ['TCP SYN/FIN', segment(FLAG.SYN)],
    ['TCP', segment(FLAG.ACK)],
    ['TCP RST', segment(FLAG.RST)],
    ['HTTP', segment(FLAG.SYN, ENDS)],
    ['IPv4 TTL low or unexpected', segment(FLAG.ACK, ENDS, 3)],
    ['UDP', ipv4({...ENDS, protocol: 17}, udp(ENDS, bytes('x')))],
    ['SMB', ipv4({...ENDS, protocol: 17}, udp({...ENDS, sourcePort: 137, destinationPort: 137}, new Uint8Array(12)))],
    ['ICMP errors', ipv4({...ENDS, protocol: 1}, bytes(hex('03010000 00000000'), segment(FLAG.SYN)))],
    ['ICMP', ipv4({...ENDS, protocol: 1}, hex('08000000 00000000'))],
    ['Routing', ipv4({...ENDS, protocol: 2}, hex('11000000 00000000'))],
  ])('%s', (name, frame) => {
    expect(nameOf(frame)).toBe(`[Coloring Rule Name: ${name}]`);
  });

  it('Broadcast, or none', () => {
    const of = (destination: string) => ethernet({destination, type: 0x88b5}, new Uint8Array(46));
    expect(nameOf(of('ff:ff:ff:ff:ff:ff'), LINKTYPE.ethernet)).toBe('[Coloring Rule Name: Broadcast]');
    expect(nameOf(of('02:00:00:00:00:02'), LINKTYPE.ethernet)).toBeUndefined();
  });
});

it('says that it does not decode a link type', () => {
  const frame = hex('0102030405');
  const {tree, info} = dissect(frame, contextOf(frame, 147));
  expect(info).toBe('Link type 147 is not decoded');
  expect(lines(tree).slice(-3)).toEqual(['Data (5 bytes)', 'Data: 0102030405', '[Length: 5]']);
});
