import {hex} from '../../format.ts';
import {ipFragmentQuestionsEn} from './ip-fragments.ts';

type Version = 4 | 6;

const FIRST = "the client's first packet on the connection";
const TTL = {4: 'Time to Live', 6: 'Hop Limit'} as const;
const PROTOCOL = {4: 'Protocol', 6: 'Next Header'} as const;

const bits = 'That is the number of bits; bytes are asked for.';

const addressWorking =
  (who: 'client' | 'server', how: Readonly<Record<'syn' | 'http' | 'port', string>>) =>
  (p: {frame: number; isSource: boolean; address: string; port: number; from: 'syn' | 'http' | 'port'}): string[] => [
    how[p.from],
    p.isSource
      ? `Frame ${p.frame} comes from the ${who} (its Source Port is ${p.port}), and its Source Address is ${p.address}.`
      : `Frame ${p.frame} goes to the ${who} (its Destination Port is ${p.port}), and its Destination Address is ${p.address}.`,
  ];

export const ipQuestionsEn = () => ({
  'client-address': {
    ask: 'What is the IP address of the client?',
    working: addressWorking('client', {
      syn: 'The client is the side that opens the connection: it sends the SYN.',
      http: 'The client is the side that sends the HTTP request.',
      port: 'The SYN was not captured; the client is taken to be the side with the higher port.',
    }),
    mistakes: {
      peer: 'That is the address of the server: the client is the one that opens the connection.',
      resolver: 'That is the address of the DNS server.',
    },
  },
  'server-address': {
    ask: 'What is the IP address of the server?',
    working: addressWorking('server', {
      syn: 'The server is the side to which the SYN is sent.',
      http: 'The server is the side to which the HTTP request is sent.',
      port: 'The SYN was not captured; the server is taken to be the side with the lower port.',
    }),
    mistakes: {
      peer: 'That is the address of the client: the server is the one that is connected to.',
      resolver: 'That is the address of the DNS server; the web server has one of its own.',
    },
  },
  'client-address-private': {
    ask: "Is the client's IPv4 address one of the private addresses of RFC 1918?",
    working: (p: {frame: number; address: string; range?: string}): string[] => [
      `The Source Address of frame ${p.frame} is ${p.address}.`,
      'The private ranges are 10.0.0.0/8, 172.16.0.0/12 and 192.168.0.0/16 (RFC 1918 §3).',
      p.range === undefined ? 'The address lies in none of them.' : `The address lies in ${p.range}.`,
    ],
  },
  'ip-version': {
    ask: `Which version of IP does ${FIRST} use?`,
    working: (p: {frame: number; version: Version}): string[] => [
      `Frame ${p.frame} is ${FIRST}.`,
      `The first four bits of its IP header, the field Version, hold ${p.version}.`,
    ],
  },
  'ip-header-length': {
    ask: `How many bytes long is the IP header of ${FIRST}?`,
    working: (p: {frame: number; version: Version; headerLength: number}): string[] =>
      p.version === 4
        ? [
            `In frame ${p.frame} the field Header Length holds ${p.headerLength / 4}, which counts words of 4 bytes.`,
            `${p.headerLength / 4} × 4 = ${p.headerLength} bytes${p.headerLength === 20 ? ': a header without options.' : `, ${p.headerLength - 20} of them options.`}`,
          ]
        : [
            `Frame ${p.frame} is ${FIRST}; it is IPv6.`,
            `The header of IPv6 is always ${p.headerLength} bytes long (RFC 8200 §3).`,
          ],
    mistakes: {
      words: (p: {headerLength: number}): string =>
        `That counts words of 4 bytes, as the field does: ${p.headerLength / 4} × 4 = ${p.headerLength} bytes.`,
      ipv4: 'A header of IPv4 has 20 bytes when it has no options; this one is IPv6.',
      bits,
      total: 'That is the whole packet, header and payload.',
      tcp: 'That is the TCP header, which is the beginning of what the IP packet carries.',
    },
  },
  'ip-total-length': {
    ask: `What is the total length in bytes, IP header and payload together, of ${FIRST}?`,
    working: (p: {frame: number; version: Version; totalLength: number}): string[] =>
      p.version === 4
        ? [
            `Frame ${p.frame} is ${FIRST}.`,
            `Its field Total Length is ${p.totalLength}: it counts the IP header and what follows it.`,
          ]
        : [
            `In frame ${p.frame} the field Payload Length is ${p.totalLength - 40}; it does not count the header of 40 bytes.`,
            `40 + ${p.totalLength - 40} = ${p.totalLength} bytes.`,
          ],
    mistakes: {
      frame:
        'That is the whole frame: it has a link-layer header in front of the IP packet, and perhaps padding after it.',
      payload: 'That is the payload alone; the IP header counts too.',
      header: 'That is the IP header alone; what it carries counts too.',
      bits,
    },
  },
  'request-ip-payload': {
    ask: 'How many bytes does the IP packet in which the HTTP request begins carry after its IP header?',
    working: (p: {frame: number; version: Version; header: number; total: number; payload: number}): string[] => [
      `The HTTP request begins in frame ${p.frame}.`,
      ...(p.version === 4
        ? [
            `Its Total Length is ${p.total} bytes, and its Header Length ${p.header}.`,
            `${p.total} − ${p.header} = ${p.payload} bytes: the TCP header and the data.`,
          ]
        : [`Its Payload Length is ${p.payload} bytes: all that follows the IPv6 header of ${p.header} bytes.`]),
    ],
    mistakes: {
      segment: (p: {tcpHeader: number}): string =>
        `That leaves out the TCP header of ${p.tcpHeader} bytes: to IP it is payload as well.`,
      total: 'That counts the IP header too.',
      frame: 'That is the whole frame, with the headers of the link layer and of IP.',
      end: (p: {frame: number}): string => `That is the payload of frame ${p.frame}, in which the request ends.`,
      bits,
    },
  },
  'ip-dscp': {
    ask: `Which differentiated services codepoint (DSCP) does ${FIRST} carry?`,
    working: (p: {frame: number; version: Version; byte: number}): string[] => [
      `In frame ${p.frame} the ${p.version === 4 ? 'Differentiated Services Field' : 'Traffic Class'} is ${hex(p.byte, 2)}.`,
      `Its upper six bits are the codepoint: ${p.byte >> 2}; the lower two, ${p.byte & 3}, are for congestion notification (ECN).`,
    ],
    mistakes: {byte: 'That is the whole byte: its lower two bits belong to ECN and not to the codepoint.'},
  },
  'ip-protocol': {
    ask: `Which number in the IP header of ${FIRST} says what the packet carries (Protocol, in IPv6 Next Header)?`,
    working: (p: {frame: number; version: Version; protocol: number}): string[] => [
      `In frame ${p.frame} the field ${PROTOCOL[p.version]} is ${p.protocol}.`,
      p.protocol === 6 ? '6 is TCP.' : 'TCP is 6: another header stands between the IP header and that of TCP.',
    ],
    mistakes: {
      version: 'That is the version of IP.',
      port: 'That is a port. The number in the IP header names the protocol, TCP; ports tell its applications apart.',
      udp: '17 is UDP, and the connection is TCP.',
      etherType: (p: {version: Version}): string =>
        `${p.version === 4 ? '0x0800' : '0x86dd'} is the EtherType, with which the frame says that it carries IPv${p.version}.`,
    },
  },
  'ip-ttl': {
    ask: `What is the time to live (TTL; in IPv6 the hop limit) of ${FIRST}?`,
    working: (p: {frame: number; version: Version; timeToLive: number}): string[] => [
      `Frame ${p.frame} is ${FIRST}.`,
      `Its field ${TTL[p.version]} is ${p.timeToLive}.`,
    ],
    mistakes: {peer: (p: {frame: number}): string => `That is what frame ${p.frame} has, which comes from the server.`},
  },
  'server-ttl': {
    ask: "What is the time to live (TTL; in IPv6 the hop limit) of the server's first packet on the connection, as it was captured?",
    working: (p: {frame: number; version: Version; timeToLive: number}): string[] => [
      `Frame ${p.frame} is the first packet that comes from the server.`,
      `Its field ${TTL[p.version]} is ${p.timeToLive}.`,
    ],
    mistakes: {peer: (p: {frame: number}): string => `That is what frame ${p.frame} has, which comes from the client.`},
  },
  'server-hops': {
    ask: 'Assume that the server sent its first packet with a TTL (hop limit) of 64, 128 or 255, the smallest of these that fits. How many routers had the packet passed when it was captured?',
    working: (p: {frame: number; version: Version; timeToLive: number; initial: number; hops: number}): string[] => [
      `Frame ${p.frame} comes from the server with ${TTL[p.version]} ${p.timeToLive}.`,
      `The smallest of the three that is not less is ${p.initial}.`,
      `Each router takes one away: ${p.initial} − ${p.timeToLive} = ${p.hops}.`,
      ...(p.hops === 0 ? ['No router lies between the server and where the packets were captured.'] : []),
    ],
    mistakes: {
      left: (p: {initial: number; timeToLive: number}): string =>
        `That is what is left of the TTL; it was ${p.initial} when it was sent, and the difference is asked for.`,
      links: 'That is the number of links on the way, which is one more than that of the routers.',
      initial: (p: {from: number; initial: number}): string =>
        `That counts from ${p.from}; ${p.initial} is the smallest that fits.`,
    },
  },
  'ip-dont-fragment': {
    ask: `Is the flag Don't fragment (DF) set in ${FIRST}?`,
    working: (p: {frame: number; flags: number; set: boolean}): string[] => [
      `In frame ${p.frame} the field Flags of the IP header is ${hex(p.flags, 1)}.`,
      `Its middle bit, Don't fragment, is ${p.set ? 'set: routers must not cut the packet up.' : 'not set: routers may cut the packet up.'}`,
    ],
  },
  'ip-fragmented': {
    ask: `Is ${FIRST} a fragment of an IP datagram (IPv4)?`,
    working: (p: {frame: number; more: boolean; offset: number; isFragment: boolean}): string[] => [
      `In frame ${p.frame} the flag More fragments is ${p.more ? 'set' : 'not set'}, and the Fragment Offset is ${p.offset}.`,
      p.isFragment
        ? 'A packet with the flag, or with an offset other than 0, is a fragment.'
        : 'It begins its datagram, and nothing of the datagram comes after it: it is whole.',
    ],
    mistakes: {
      dontFragment: "Don't fragment is set, which forbids fragments; More fragments and the offset tell one.",
    },
  },
  'ip-flow-label': {
    ask: `What is the flow label in the IPv6 header of ${FIRST}?`,
    working: (p: {frame: number; label: number}): string[] => [
      `Frame ${p.frame} is ${FIRST}.`,
      `Its field Flow Label, the lower 20 bits of the first four bytes, is ${hex(p.label, 5)}.`,
    ],
  },
  'ip-identification': {
    ask: `What is the Identification in the IPv4 header of ${FIRST}?`,
    working: (p: {frame: number; id: number}): string[] => [
      `Frame ${p.frame} is ${FIRST}.`,
      `Its field Identification is ${hex(p.id)} (${p.id}).`,
    ],
    mistakes: {
      server: (p: {frame: number}): string =>
        `That is the Identification of frame ${p.frame}: each side numbers its own packets.`,
    },
  },
  'ip-identification-step': {
    ask: "By how much does the Identification grow from the client's first packet on the connection to its second?",
    working: (p: {frame: number; nextFrame: number; id: number; nextId: number; step: number}): string[] => [
      `Frames ${p.frame} and ${p.nextFrame} are the first two packets of the client on the connection.`,
      `Their Identification is ${p.id} (${hex(p.id)}) and ${p.nextId} (${hex(p.nextId)}).`,
      p.nextId < p.id
        ? `The field has 16 bits, and after 65535 comes 0: ${p.nextId} + 65536 − ${p.id} = ${p.step}.`
        : `${p.nextId} − ${p.id} = ${p.step}.`,
      ...(p.step > 1 && p.step < 1024 ? ['The numbers in between were for other packets, or were skipped.'] : []),
    ],
    mistakes: {
      one: (p: {step: number}): string =>
        `Many systems count on by 1 from packet to packet; here ${p.step === 0 ? 'both numbers are the same' : `the second number is ${p.step} more than the first`}.`,
    },
  },
  'ip-identification-pattern': {
    ask: "How does the Identification change over the client's first twelve packets on the connection (all, if there are fewer)?",
    model: (p: {pattern: Pattern; pairs: readonly {frame: number; id: number}[]}): string =>
      `${PATTERN[p.pattern]} The numbers are ${p.pairs.map(({id}) => id).join(', ')}.`,
    working: (p: {pattern: Pattern; pairs: readonly {frame: number; id: number}[]}): string[] => [
      `Identification, frame by frame: ${p.pairs.map(({frame, id}) => `${id} (frame ${frame})`).join(', ')}.`,
      PATTERN[p.pattern],
    ],
  },
  'ip-changing-fields': {
    ask: "Which fields of the IP header change over the client's first twelve packets on the connection (all, if there are fewer)? Give their names as Wireshark shows them.",
    working: (p: {frames: number; changing: readonly string[]; constant: readonly string[]}): string[] => [
      `The IP headers of the client's first ${p.frames} packets are compared field by field.`,
      `These change: ${p.changing.join(', ')}.`,
      ...(p.constant.length === 0 ? [] : [`These stay: ${p.constant.join(', ')}, and the addresses.`]),
    ],
    mistakes: {
      constant: 'These are the fields that stay the same.',
      timeToLive: 'Routers change the Time to Live on the way; from packet to packet it is the same here.',
    },
  },
  'ip-checksum': {
    ask: `What is the Header Checksum in the IPv4 header of ${FIRST}?`,
    working: (p: {frame: number; checksum: number}): string[] => [
      `Frame ${p.frame} is ${FIRST}.`,
      `Its field Header Checksum is ${hex(p.checksum)}.`,
      ...(p.checksum === 0
        ? ['The network card computes it when it sends the packet, after the packet was captured (checksum offload).']
        : []),
    ],
  },
  'ip-checksum-correct': {
    ask: `Does the Header Checksum in the captured IPv4 header of ${FIRST} agree with the header?`,
    working: (p: {frame: number; checksum: number; computed: number}): string[] => [
      `In frame ${p.frame} the Header Checksum is ${hex(p.checksum)}.`,
      `The one's complement sum over the rest of the header gives ${hex(p.computed)} (RFC 791 §3.1).`,
      p.checksum === p.computed
        ? 'They agree.'
        : p.checksum === 0
          ? 'They differ, but nothing was corrupted: the network card fills the field in after the packet was captured (checksum offload).'
          : 'They differ.',
    ],
  },
  ...ipFragmentQuestionsEn(),
});

type Pattern = 'constant' | 'by-one' | 'rising' | 'irregular';

const PATTERN: Readonly<Record<Pattern, string>> = {
  constant: 'It is the same in every packet.',
  'by-one': 'It grows by 1 from packet to packet (0, where it occurs, aside).',
  rising: 'It grows from packet to packet, but not by 1 each time (0, where it occurs, aside).',
  irregular: 'It follows no order that these packets show.',
};

export type IpQuestions = ReturnType<typeof ipQuestionsEn>;
