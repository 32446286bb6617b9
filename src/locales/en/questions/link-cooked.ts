const hex = (type: number): string => `0x${type.toString(16).padStart(4, '0')}`;

export const linkCookedQuestionsEn = () => ({
  'cooked-packet-type': {
    ask: 'What is the Packet type in the Linux cooked header of the frames that the client sends to the web server?',
    working: (p: {frame: number; number: number; name: string; type: string}): string[] => [
      `In frame ${p.frame} Packet type (sll.pkttype) is ${p.number}: ${p.name}.`,
      ...(p.type === 'sent-by-us' ? ['So the computer that recorded it sent it.'] : []),
      ...(p.type === 'unicast-to-us'
        ? ['So the computer that recorded it received it; on the loopback interface every packet counts as received.']
        : []),
    ],
    mistakes: {
      otherDirection:
        'The type is told from where the packets were recorded: read it in a frame that the client sent, not in one of the server.',
    },
  },
  'cooked-address-type': {
    ask: 'What is the Link-layer address type (ARPHRD) in the Linux cooked header of the frames that the client sends to the web server, as a number?',
    working: (p: {frame: number; type: number; name?: string}): string[] => [
      `In frame ${p.frame} Link-layer address type (sll.hatype) is ${p.type}${p.name === undefined ? '' : ` (${p.name})`}.`,
      'It is the ARP hardware type of the interface on which the packet was recorded.',
    ],
    mistakes: {
      packetType: (p: {type: number}): string =>
        `That is the Packet type. The Link-layer address type, the field after it, is ${p.type}.`,
    },
  },
  'cooked-address-length': {
    ask: 'What is the Link-layer address length in the Linux cooked header of the frames that the client sends to the web server?',
    working: (p: {frame: number; length: number}): string[] => [
      `In frame ${p.frame} Link-layer address length (sll.halen) is ${p.length} bytes${p.length === 6 ? ': the length of a MAC address' : ''}.`,
    ],
    mistakes: {
      field: (p: {length: number}): string =>
        `The header has room for 8 bytes of address, but only ${p.length} of them are used.`,
      bits: 'These are bits. A byte has 8 bits, and bytes were asked for.',
    },
  },
  'cooked-source': {
    ask: 'What is the source MAC address in the Linux cooked header of the frames that the client sends to the web server?',
    working: (p: {frame: number; source: string}): string[] => [
      `In frame ${p.frame} Source (sll.src.eth), the only address of the header, is ${p.source}.`,
    ],
    mistakes: {
      server:
        'That is the source of the frames that come from the server. Those that the client sends were asked about.',
    },
  },
  'cooked-protocol': {
    ask: 'What is the value of the Protocol field in the Linux cooked header of the frames that the client sends to the web server?',
    working: (p: {frame: number; type: number}): string[] => [
      `In frame ${p.frame} Protocol (sll.etype) is ${hex(p.type)}${p.type === 0x0800 ? ', IPv4' : p.type === 0x86dd ? ', IPv6' : ''}.`,
      'The values are those of the Type field of Ethernet.',
    ],
    mistakes: {
      protocol: (p: {protocol: number}): string =>
        `${p.protocol} is the Protocol field (Next Header) of the IP header, which names TCP. That of the Linux cooked header was asked for.`,
    },
  },
  'cooked-header-length': {
    ask: 'How many bytes does the Linux cooked header take?',
    working: (p: {frame: number; bytes: number; version: 1 | 2}): string[] => [
      `Frame ${p.frame} begins with Linux cooked capture v${p.version}, and Wireshark marks its bytes when that line is selected.`,
      p.version === 1
        ? 'Packet type 2, address type 2, address length 2, address 8, protocol 2: 16 bytes.'
        : 'Protocol 2, reserved 2, interface index 4, address type 2, packet type 1, address length 1, address 8: 20 bytes.',
    ],
    mistakes: {
      ethernet: (p: {bytes: number}): string =>
        `14 bytes is the Ethernet header. The Linux cooked header stands in its place and takes ${p.bytes}.`,
    },
  },
  'cooked-no-destination': {
    ask: 'Why do the frames of this capture show no destination MAC address?',
    model: (p: {frame: number; type: number; source?: string}): string =>
      `The packets have a Linux cooked header in place of the Ethernet header. It is made by the system that recorded them, so that interfaces of all kinds fit in one capture (“any”), and it holds the sender's address only${p.source === undefined ? '' : ` (${p.source} in frame ${p.frame})`}. In place of a destination it has the Packet type (${p.type} in frame ${p.frame}), which says whether the packet was received or sent.`,
    working: (p: {frame: number; type: number; source?: string}): string[] => [
      `Frame ${p.frame} shows Linux cooked capture where Ethernet II would stand.`,
      `Its fields are Packet type (${p.type}), Link-layer address type and length, Source${p.source === undefined ? '' : ` (${p.source})`} and Protocol: a destination is not among them.`,
    ],
  },
});

export type LinkCookedQuestions = ReturnType<typeof linkCookedQuestionsEn>;
