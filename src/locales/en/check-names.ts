import type {CheckId} from '../../model/checks.ts';

/** What each check is called, and what it looks at: for students, for docs/checks.md and for assignment.yaml. */
export const checkNamesEn: Readonly<Record<CheckId, {readonly title: string; readonly description: string}>> = {
  'readable-capture': {
    title: 'The capture can be read',
    description: 'A pcap or pcapng file was handed in, it can be opened, and it holds packets.',
  },
  'file-name': {
    title: 'The file has the right name',
    description: 'The name of the file is as `file-name` in the assignment says.',
  },
  'target-traffic': {
    title: 'Traffic with the target',
    description:
      'There is a TCP connection with the target. A host is recognised by Host headers, TLS server names and DNS answers, also under its subdomains; without a target any web traffic will do.',
  },
  'time-window': {
    title: 'Recorded in the time allowed',
    description: 'The first and the last packet lie within `window`.',
  },
  'handshake-complete': {
    title: 'The TCP handshake is complete',
    description:
      'Of some connection with the target, SYN, SYN+ACK and ACK were captured. `kind` asks for other kinds of establishment, e.g. `refused`.',
  },
  'http-exchange': {
    title: 'An HTTP request with its response',
    description:
      'Some connection with the target carries a complete request and its complete response; `method`, `path` (its end may be `*`) and `status` say which.',
  },
  'not-cached-only': {
    title: 'The content itself was sent',
    description: 'Not every response of the target is 304 Not Modified, with which the browser takes its own copy.',
  },
  'not-https-only': {
    title: 'HTTP that can be read',
    description: 'Not every connection with the target is encrypted with TLS.',
  },
  'release-captured': {
    title: 'The release of the connection was captured',
    description:
      'Of some connection with the target the whole release was captured, with FINs and their ACKs or with an RST; `kind` says which, e.g. `[four-packet, three-packet]`.',
  },
  'one-connection': {
    title: 'All from one connection',
    description: 'Handshake, HTTP exchange and release can be shown of one and the same connection with the target.',
  },
  'name-lookup': {
    title: "The target's name was looked up",
    description: 'There is a DNS query for the name of the target, with an answer that holds an address.',
  },
  ping: {
    title: 'The target was pinged',
    description: 'There is an ICMP echo request to the target, with its reply.',
  },
  'nothing-cut': {
    title: 'Nothing was cut off or lost',
    description: 'Packets are whole, none was lost while recording, and the file is complete.',
  },
  'not-handed-out': {
    title: 'Not a capture that was handed out',
    description:
      'The file is none of `handed-out`, nor are its connections: trimming, filtering and saving again are seen through.',
  },
  'not-shared': {
    title: 'No connection in common with others',
    description: "None of the connections is also in another student's capture.",
  },
};
