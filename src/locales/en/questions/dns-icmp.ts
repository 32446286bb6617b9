import {exactSeconds, hex, someRuns} from '../../format.ts';
import {pingQuestionsEn} from './ping.ts';

/** Which look-up is asked about where there are several. */
const WHICH = "(Of several look-ups, the first that gave the server's address; if none did, the first of the capture.)";

const framesText = (frames: readonly number[]): string =>
  `${frames.length === 1 ? 'frame' : 'frames'} ${someRuns(frames, ', ')}`;

export const dnsIcmpQuestionsEn = () => ({
  'dns-transport': {
    ask: `Which transport protocol carries the DNS look-up, UDP or TCP? ${WHICH}`,
    working: (p: {frame: number; transport: 'udp' | 'tcp'; port: number}): string[] => [
      `Frame ${p.frame} belongs to the look-up.`,
      `Between IP and DNS it has the header of ${p.transport.toUpperCase()}, with port ${p.port} on the side of the DNS server.`,
    ],
    mistakes: {
      tcp: 'HTTP is carried by TCP; this look-up is carried by UDP, as short ones are.',
      udp: 'Most look-ups are carried by UDP; this one has a TCP header.',
    },
  },
  'dns-query-ports': {
    ask: `What are the source port and the destination port of the DNS query? ${WHICH}`,
    working: (p: {frame: number; source: number; destination: number}): string[] => [
      `Frame ${p.frame} is the query.`,
      `Its Source Port is ${p.source}, which the client chose, and its Destination Port is ${p.destination}, that of the DNS server.`,
    ],
    mistakes: {swapped: 'These are the two ports in the wrong order, as the response has them.'},
  },
  'dns-resolver': {
    ask: `What is the IP address of the DNS server to which the query is sent? ${WHICH}`,
    working: (p: {frame: number; isQuery: boolean; resolver: string; port: number; isLocal: boolean}): string[] => [
      `Frame ${p.frame} is the ${p.isQuery ? 'query' : 'response'}; port ${p.port} is that of the DNS server.`,
      p.isQuery
        ? `The query goes to it: the Destination Address is ${p.resolver}.`
        : `The response comes from it: the Source Address is ${p.resolver}.`,
      ...(p.isLocal
        ? ['This address is the machine itself: a resolver that runs there asks other DNS servers in turn.']
        : []),
    ],
    mistakes: {
      client: 'That is the address of the client, which asks.',
      answer: 'That is an address that the DNS server gave as its answer.',
    },
  },
  'dns-name': {
    ask: `Which name does the DNS query ask for? ${WHICH}`,
    working: (p: {frame: number; name: string}): string[] => [
      `Frame ${p.frame} belongs to the look-up.`,
      `Its section Queries holds the Name ${p.name}.`,
    ],
    mistakes: {canonical: 'To that name the answer leads (CNAME); another one was asked for.'},
  },
  'dns-type': {
    ask: `Which type of record does the DNS query ask for? ${WHICH}`,
    also: (p: {type: string}): string[] => [`${p.type} record`, `type ${p.type}`],
    working: (p: {frame: number; type: string}): string[] => [
      `In frame ${p.frame}, the section Queries holds the Type ${p.type}.`,
      ...(p.type === 'A' ? ['It asks for IPv4 addresses.'] : p.type === 'AAAA' ? ['It asks for IPv6 addresses.'] : []),
    ],
    mistakes: {
      answer: (p: {type: string; other: string}): string =>
        `${p.other} is the type of a record in the answer; the query asks for ${p.type}.`,
      family: 'A asks for IPv4 addresses, and AAAA for IPv6 addresses.',
    },
  },
  'dns-transaction-id': {
    ask: `What is the Transaction ID of the DNS query and its response? ${WHICH}`,
    working: (p: {frames: readonly number[]; id: number}): string[] => [
      `In ${framesText(p.frames)} the Transaction ID is ${hex(p.id)} (${p.id}).`,
      'By it, the client tells which response belongs to which query.',
    ],
  },
  'dns-response-code': {
    ask: `Which response code (RCODE, Reply code in Wireshark) does the DNS response have? ${WHICH}`,
    working: (p: {frame: number; code: number; rcode: string; inWords?: string}): string[] => [
      `Frame ${p.frame} is the response. The last four bits of its Flags, the Reply code, are ${p.code}.`,
      p.inWords === undefined ? `${p.code} is ${p.rcode}.` : `${p.code} is ${p.rcode}: ${p.inWords}.`,
    ],
  },
  'dns-authoritative': {
    ask: `Does the DNS response come from a server that is an authority for the name (flag Authoritative, AA)? ${WHICH}`,
    working: (p: {frame: number; flags: number; set: boolean; resolver: string}): string[] => [
      `Frame ${p.frame} is the response, and its Flags are ${hex(p.flags)}.`,
      p.set
        ? `The flag Authoritative (0x0400) is set: ${p.resolver} is an authority for the domain.`
        : `The flag Authoritative (0x0400) is not set: ${p.resolver} passes on what it learned from other servers, or had cached.`,
    ],
  },
  'dns-recursion-available': {
    ask: `Does the DNS server say in its response that it can ask other servers in turn (flag Recursion available, RA)? ${WHICH}`,
    working: (p: {frame: number; flags: number; set: boolean; resolver: string}): string[] => [
      `Frame ${p.frame} is the response, and its Flags are ${hex(p.flags)}.`,
      `The flag Recursion available (0x0080) is ${p.set ? 'set' : 'not set'}.`,
    ],
  },
  'dns-time': {
    ask: `How many seconds pass from the DNS query to its response? ${WHICH}`,
    working: (p: {
      queryFrame: number;
      responseFrame: number;
      timeNs: number;
      repeated: readonly number[];
    }): string[] => [
      `Frame ${p.queryFrame} is the query, and frame ${p.responseFrame} is the response.`,
      ...(p.repeated.length === 0
        ? []
        : [`The query was sent again (${framesText(p.repeated)}); the time counts from the first one.`]),
      `Between them pass ${exactSeconds(p.timeNs)} seconds (Time, in the DNS part of frame ${p.responseFrame}).`,
    ],
    mistakes: {milliseconds: 'That is the number of milliseconds; seconds are asked for.'},
  },
  'dns-answer-count': {
    ask: `How many resource records does the answer section of the DNS response have? ${WHICH}`,
    working: (p: {frame: number; count: number; addresses: number}): string[] => [
      `Frame ${p.frame} is the response.`,
      `Its field Answer RRs is ${p.count}.`,
      ...(p.addresses === p.count || p.addresses === 0
        ? []
        : ['Not every record is an address: CNAME records, for one, give another name.']),
    ],
    mistakes: {
      addresses: 'That counts the addresses alone; other records, such as CNAME, belong to the answer too.',
      sections: 'That counts the authority and additional sections too.',
    },
  },
  'dns-addresses': {
    ask: `Which IP addresses does the answer section of the DNS response give? ${WHICH}`,
    working: (p: {frame: number; name: string; addresses: readonly string[]}): string[] => [
      `Frame ${p.frame} is the response to the query for ${p.name}.`,
      `The records of type A and AAAA in its section Answers give ${p.addresses.join(', ')}.`,
    ],
    mistakes: {
      resolver: 'That is the address of the DNS server that was asked.',
      names: 'CNAME records give names and no addresses.',
    },
  },
  'dns-canonical-name': {
    ask: `To which name do the CNAME records of the DNS response lead in the end? ${WHICH}`,
    working: (p: {frame: number; chain: readonly string[]}): string[] => [
      `Frame ${p.frame} is the response. Its CNAME records lead from name to name: ${p.chain.join(' → ')}.`,
      `The last one, ${p.chain.at(-1) ?? ''}, is the canonical name.`,
    ],
    mistakes: {
      asked: 'That is the name that was asked for, an alias.',
      onTheWay: (p: {canonical: string}): string => `That name is an alias as well: it leads on to ${p.canonical}.`,
    },
  },
  'dns-ttl': {
    ask: `For how many seconds may the first record in the answer section of the DNS response be cached? ${WHICH}`,
    working: (p: {frame: number; type: string; ttl: number}): string[] => [
      `Frame ${p.frame} is the response. The first record of its section Answers is of type ${p.type}.`,
      `Its Time to live is ${p.ttl}, in seconds.`,
    ],
    mistakes: {
      hops: "That is the TTL (hop limit) of the IP header, which counts routers; the DNS record's counts seconds.",
      other: 'That is the Time to live of another record.',
    },
  },
  'syn-to-dns-answer': {
    ask: 'Is the address to which the client sends its SYN among the addresses that DNS responses of the capture give?',
    working: (p: {syn: number; server: string; responses: readonly number[]; name?: string}): string[] => [
      `Frame ${p.syn} is the SYN, and its Destination Address is ${p.server}.`,
      p.name === undefined
        ? `None of the DNS responses (${framesText(p.responses)}) gives this address.`
        : `The response to the query for ${p.name}, in ${framesText(p.responses)}, gives this address.`,
    ],
  },
  'dns-query-count': {
    ask: 'How many DNS queries does the capture hold (to port 53; the same query sent again counts once)?',
    working: (p: {queries: readonly number[]; repeated: readonly number[]}): string[] => [
      'A message is a query when the first bit of its Flags, Response, is 0.',
      `The queries: ${framesText(p.queries)}, ${p.queries.length} in all.`,
      ...(p.repeated.length === 0 ? [] : [`Sent again, with the same Transaction ID: ${framesText(p.repeated)}.`]),
    ],
    mistakes: {
      messages: 'That counts the responses too.',
      repeated: 'That counts queries that were sent again with the same Transaction ID.',
      names: 'That is the number of names; a name may be asked for several times, and for several types of record.',
    },
  },
  'server-name-queries': {
    ask: "How often is the server's name looked up in the capture, counting only the type of record that gave the server's address (the same query sent again counts once)?",
    working: (p: {name: string; type: string; queries: readonly number[]; requests: number}): string[] => [
      `The address of the server comes from a query of type ${p.type} for ${p.name}.`,
      ...(p.requests > p.queries.length
        ? [
            `The server gets ${p.requests} HTTP requests: an address once known is cached, and not asked for again for each object.`,
          ]
        : []),
      `Such queries: ${framesText(p.queries)}, ${p.queries.length} in all.`,
    ],
    mistakes: {
      requests: 'That is the number of HTTP requests; an address once known is cached.',
      types: (p: {type: string}): string => `That counts queries for other types of record than ${p.type} too.`,
      connections: 'That is the number of connections to the server; an address once known is cached.',
    },
  },
  ...pingQuestionsEn(),
});

export type DnsIcmpQuestions = ReturnType<typeof dnsIcmpQuestionsEn>;
