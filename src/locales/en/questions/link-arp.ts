export const linkArpQuestionsEn = () => ({
  'arp-frames': {
    ask: 'Which two frames are the first ARP request of the capture that is answered, and its reply?',
    working: (p: {request: number; reply: number; asks: string; answers: string}): string[] => [
      `The display filter arp shows them. Frame ${p.request} asks: ${p.asks}.`,
      `Frame ${p.reply} answers: ${p.answers}.`,
    ],
    mistakes: {one: (p: {reply: number}): string => `That is the request only. Frame ${p.reply} answers it.`},
  },
  'arp-opcodes': {
    ask: 'Which values has the Opcode field in the ARP request, and in the ARP reply?',
    working: (p: {request: number; reply: number; asks: number; answers: number}): string[] => [
      `In frame ${p.request} Opcode (arp.opcode) is ${p.asks}, request; in frame ${p.reply} it is ${p.answers}, reply.`,
    ],
    mistakes: {swapped: 'These are the two values in the wrong order: the request is asked for first.'},
  },
  'arp-target': {
    ask: 'Which IP address does the ARP request ask for? (Of several requests: the first that is answered; if none is, the first.)',
    working: (p: {frame: number; target: string; sender: string}): string[] => [
      `Frame ${p.frame} is the request: its Target IP address (arp.dst.proto_ipv4) is ${p.target}.`,
      `Its sender, ${p.sender}, wants to know the MAC address that belongs to it.`,
    ],
    mistakes: {sender: "That is the sender's own IP address. The Target IP address is asked for."},
  },
  'arp-request-destination': {
    ask: 'To which MAC address is the ARP request sent (Destination in the Ethernet header)? (Of several requests: the first that is answered; if none is, the first.)',
    working: (p: {frame: number; destination: string; broadcast: boolean}): string[] => [
      `In the Ethernet header of frame ${p.frame} Destination (eth.dst) is ${p.destination}.`,
      p.broadcast
        ? 'It is the broadcast address: the sender does not know yet who has the IP address, so it asks all.'
        : 'It is not the broadcast address: the sender knows the address already and checks whether it still holds.',
    ],
    mistakes: {
      inArp:
        'That is the Target MAC address inside the ARP message. The Destination in the Ethernet header was asked for.',
    },
  },
  'arp-request-target-mac': {
    ask: 'What does the ARP request hold in its Target MAC address field? (Of several requests: the first that is answered; if none is, the first.)',
    working: (p: {frame: number; target: string; unknown: boolean}): string[] => [
      `In frame ${p.frame} Target MAC address (arp.dst.hw_mac) is ${p.target}.`,
      ...(p.unknown ? ['It is all zeros, because this is the address that the request asks for.'] : []),
    ],
    mistakes: {
      ethernet: (p: {target: string}): string =>
        `That is the Destination in the Ethernet header. The field inside the ARP message holds ${p.target}.`,
    },
  },
  'arp-reply-delivery': {
    ask: 'Is the ARP reply sent by unicast, multicast or broadcast?',
    working: (p: {frame: number; destination: string; delivery: 'unicast' | 'multicast' | 'broadcast'}): string[] => [
      `In the Ethernet header of frame ${p.frame}, the reply, Destination (eth.dst) is ${p.destination}.`,
      {
        unicast:
          'It is the address of one station: unicast. The request told who asks, so the reply goes to the asker alone.',
        multicast: 'The lowest bit of its first byte is 1, and it is not all ones: multicast.',
        broadcast: 'All its bits are ones: broadcast.',
      }[p.delivery],
    ],
    mistakes: {broadcast: 'The request is a broadcast. The reply goes back to the station that asked.'},
  },
  'arp-answer': {
    ask: 'Which MAC address does the ARP reply tell?',
    working: (p: {frame: number; sender: string; owner: string}): string[] => [
      `Frame ${p.frame} is the reply: its Sender MAC address (arp.src.hw_mac) is ${p.sender}.`,
      `It belongs to ${p.owner}, the Sender IP address: who replies is the sender of the reply.`,
    ],
    mistakes: {
      asker:
        'That is the Target MAC address of the reply: the station that asked. The answer is in the Sender MAC address.',
      request: 'That stands in the request, which does not know the answer yet. Look at the reply.',
    },
  },
  'arp-opcode-offset': {
    ask: 'How many bytes of the frame with the ARP request stand before the Opcode field?',
    working: (p: {frame: number; start: number; inMessage: number; at: number}): string[] => [
      `In frame ${p.frame} the link-layer header takes ${p.start} bytes.`,
      `In the ARP message Hardware type (2), Protocol type (2), Hardware size (1) and Protocol size (1) stand before the Opcode: ${p.inMessage} bytes.`,
      `${p.start} + ${p.inMessage} = ${p.at} bytes.`,
    ],
    mistakes: {
      fromOne: (p: {at: number}): string =>
        `That counts the byte itself, or counts from 1. ${p.at} bytes stand before it, and Wireshark's offsets count from 0.`,
      inArp: (p: {start: number}): string =>
        `That counts from the beginning of the ARP message. The frame begins with the link-layer header, ${p.start} bytes earlier.`,
    },
  },
});

export type LinkArpQuestions = ReturnType<typeof linkArpQuestionsEn>;
