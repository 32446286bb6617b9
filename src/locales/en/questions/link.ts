import {linkArpQuestionsEn} from './link-arp.ts';
import {linkCookedQuestionsEn} from './link-cooked.ts';
import {linkOffsetQuestionsEn} from './link-offsets.ts';

const hex = (type: number): string => `0x${type.toString(16).padStart(4, '0')}`;

export const linkQuestionsEn = () => ({
  ...linkOffsetQuestionsEn(),
  ...linkCookedQuestionsEn(),
  ...linkArpQuestionsEn(),
  'link-header': {
    ask: 'Which link-layer header do the frames of the capture have: Ethernet, Linux cooked, loopback, or none (raw IP)?',
    working: (p: {frame: number; name: string; bytes: number; zeros: boolean}): string[] => [
      p.bytes === 0
        ? `The details of frame ${p.frame} begin, below Frame, with the IP header: nothing stands before it.`
        : `In the details of frame ${p.frame} the first header below Frame is ${p.name}, ${p.bytes} bytes.`,
      'Encapsulation type (frame.encap_type) under Frame says the same.',
      ...(p.zeros
        ? ['Its addresses are all zeros: Linux gives the packets of the loopback interface an Ethernet header.']
        : []),
    ],
    mistakes: {
      ethernet:
        'The details show Linux cooked capture in place of Ethernet II: so the Linux system records on “any”, and on interfaces without Ethernet headers.',
      loopback:
        'It was recorded on the loopback interface, but its packets have an Ethernet header here, with addresses of zeros.',
    },
  },
  'client-mac': {
    ask: "What is the client's MAC address?",
    working: (p: {frame: number; source: string; ttl: number}): string[] => [
      `Frame ${p.frame} was sent by the client: the Source (eth.src) in its Ethernet header is ${p.source}.`,
      `Its TTL (hop limit) is ${p.ttl}, an initial value: no router has forwarded it, so the source address is the client's own.`,
    ],
    mistakes: {
      destination:
        'That is the destination address, which comes first in the Ethernet header. The client is the source.',
    },
  },
  'destination-mac': {
    ask: 'What is the destination MAC address in the frames that the client sends to the web server?',
    working: (p: {frame: number; destination: string; zeros: boolean}): string[] => [
      `Frame ${p.frame} was sent by the client: the Destination (eth.dst) in its Ethernet header is ${p.destination}.`,
      ...(p.zeros ? ['It was recorded on the loopback interface, where all MAC addresses are zeros.'] : []),
    ],
    mistakes: {
      source: "That is the source address, the sender's. The destination comes before it in the header.",
      broadcast: 'That is the broadcast address, to which ARP requests go. TCP segments go to one station.',
    },
  },
  'destination-mac-owner': {
    ask: 'To whom does the destination MAC address in the frames belong that the client sends to the web server: to the server, or to a gateway (router)?',
    working: (p: {
      frame: number;
      destination: string;
      client: string;
      server: string;
      byAddress: boolean;
      answer?: {frame: number; ttl: number; initial: number; routers: number};
    }): string[] => [
      `Frame ${p.frame} goes to the MAC address ${p.destination} and to the IP address ${p.server}.`,
      ...(p.byAddress
        ? [
            `${p.client} is a private address and ${p.server} a public one, so they are in different networks, and a router lies between them.`,
          ]
        : []),
      ...(p.answer === undefined || (p.byAddress && p.answer.routers === 0)
        ? []
        : p.answer.routers === 0
          ? [
              `The server's frame ${p.answer.frame} has TTL (hop limit) ${p.answer.ttl}, an initial value: no router has forwarded it.`,
            ]
          : [
              `The server's frame ${p.answer.frame} has TTL (hop limit) ${p.answer.ttl}; sent with ${p.answer.initial}, it has passed ${p.answer.initial} − ${p.answer.ttl} = ${p.answer.routers} routers.`,
            ]),
      p.byAddress || (p.answer?.routers ?? 0) > 0
        ? 'A MAC address reaches only as far as the next router, so the destination is that router.'
        : "No router lies between the server and the place of the recording, so the destination is the server's own.",
    ],
    mistakes: {
      server:
        "MAC addresses hold on one link only. The server is in another network: the frame goes to the gateway's MAC address, with the server's IP address inside.",
      gateway: 'No router has forwarded the packets of the server, so frames to it need no gateway.',
      client: 'That would be the source address. The destination is where the frame is sent to.',
    },
  },
  'response-source-mac': {
    ask: 'What is the source MAC address in the frames that come from the web server?',
    working: (p: {frame: number; source: string}): string[] => [
      `Frame ${p.frame} comes from the server: the Source (eth.src) in its Ethernet header is ${p.source}.`,
    ],
    mistakes: {
      destination: "That is the destination address of this frame, on the client's side. The source was asked for.",
    },
  },
  'ether-type': {
    ask: 'What is the value of the Type field in the Ethernet header of the frames that the client sends to the web server?',
    working: (p: {frame: number; type: number; inner?: number}): string[] => [
      `In frame ${p.frame} Type (eth.type), the last two bytes of the Ethernet header, is ${hex(p.type)}.`,
      p.inner === undefined
        ? `It says which protocol the frame carries: ${p.type === 0x86dd ? 'IPv6' : p.type === 0x0800 ? 'IPv4' : 'see the name that Wireshark gives it'}.`
        : `It announces a VLAN tag (802.1Q), whose own Type is ${hex(p.inner)}.`,
    ],
    mistakes: {
      inner: 'That is the Type in the VLAN tag. The one in the Ethernet header stands before the tag and announces it.',
      protocol: (p: {protocol: number}): string =>
        `${p.protocol} is the Protocol field (Next Header) of the IP header, which names TCP. The Type of the Ethernet header was asked for.`,
      version: (p: {version: number}): string =>
        `${p.version} is the Version in the IP header. The Type of the Ethernet header was asked for.`,
    },
  },
  'ethernet-header-length': {
    ask: 'How many bytes does the Ethernet header take in the frames that the client sends to the web server?',
    working: (p: {frame: number; bytes: number}): string[] => [
      `The Ethernet header of frame ${p.frame} has Destination (6 bytes), Source (6) and Type (2): 6 + 6 + 2 = ${p.bytes} bytes.`,
      'Wireshark marks these bytes when Ethernet II is selected.',
    ],
    mistakes: {
      check:
        'That includes the frame check sequence, 4 bytes at the end of the frame. It is a trailer, not in the header.',
      preamble:
        'That includes the preamble, 8 bytes with its start delimiter. It comes before the frame, and captures never hold it.',
    },
  },
  'destination-address-type': {
    ask: 'Is the destination MAC address in the frames that the client sends to the web server unicast, multicast or broadcast?',
    working: (p: {frame: number; destination: string; first: string; bit: number}): string[] => [
      `The Destination of frame ${p.frame} is ${p.destination}; its first byte is 0x${p.first}.`,
      p.bit === 0
        ? 'The lowest bit of that byte (IG bit, eth.dst.ig) is 0: an individual address, unicast.'
        : 'The lowest bit of that byte (IG bit, eth.dst.ig) is 1: a group address; all ones is broadcast, the others are multicast.',
    ],
    mistakes: {
      broadcast: 'Broadcast is ff:ff:ff:ff:ff:ff. Here the IG bit is 0, and the frame goes to one station.',
    },
  },
  'source-mac-local': {
    ask: 'Is the source MAC address in the frames that the client sends to the web server locally administered?',
    working: (p: {frame: number; source: string; first: string; bit: number}): string[] => [
      `The Source of frame ${p.frame} is ${p.source}; its first byte is 0x${p.first}.`,
      `The second lowest bit of that byte (LG bit, eth.src.lg) is ${p.bit}: ${p.bit === 0 ? 'no, it is globally unique, given by the manufacturer' : 'yes, it was set by the system, as virtual machines and randomized Wi-Fi addresses have it'}.`,
    ],
    mistakes: {
      no: 'The LG bit, the second lowest bit of the first byte, is 1: the address is locally administered.',
      yes: 'The LG bit, the second lowest bit of the first byte, is 0: the address is globally unique.',
    },
  },
  'source-mac-oui': {
    ask: 'What is the OUI, the part assigned to the manufacturer, of the source MAC address in the frames that the client sends to the web server?',
    working: (p: {frame: number; source: string; oui: string}): string[] => [
      `The Source of frame ${p.frame} is ${p.source}.`,
      `The OUI is its first three bytes: ${p.oui}. Wireshark shows the manufacturer's name in place of them, where it knows it.`,
    ],
    mistakes: {
      rest: (p: {oui: string}): string =>
        `These are the last three bytes, which the manufacturer numbers by itself. The OUI is the first three: ${p.oui}.`,
    },
  },
  'check-sequence-captured': {
    ask: 'Does the frame in which the HTTP request begins hold the frame check sequence (FCS) in the capture?',
    working: (p: {frame: number; all: number; trailer: number; isCheck: boolean}): string[] => [
      p.isCheck
        ? `The last four bytes of frame ${p.frame} are the CRC of the bytes before them: yes, the frame holds its FCS.`
        : p.trailer === 0
          ? `The headers and the data of frame ${p.frame} add up to all of its ${p.all} bytes: nothing follows the IP packet.`
          : `After the IP packet, frame ${p.frame} holds ${p.trailer} bytes of padding, and nothing else.`,
      ...(p.isCheck
        ? []
        : [
            'No: the network card adds the FCS to what it sends and takes it off what it receives, so the capture lacks it.',
          ]),
    ],
    mistakes: {
      yes: 'On the wire every Ethernet frame ends with an FCS, but the network card adds it and takes it off: the capture does not hold it.',
    },
  },
});

export type LinkQuestions = ReturnType<typeof linkQuestionsEn>;
