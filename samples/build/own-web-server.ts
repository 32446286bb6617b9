import {bytes, dns} from '../../test/support/craft.ts';
import {type PcapngBlock, writePcapng} from '../../test/support/pcap-file.ts';
import {addUdp, Connection, crlf, type Host, linuxSyn, linuxTimes, Recording} from './recording.ts';

/** The page, 384 bytes, as Apache's gzip sent it in 299; kept as bytes because compressors differ. */
const PAGE =
  'H4sIAAAAAAAAA3WQPUsDQRCG+/yKcft4JJXo3jV+tFpExHJvM9we7t0udxMwpaVfRVAQQxBSCDFFWoOaf5PLxcq/IHcLCoLVy8y8TzEP39g73O2cHu2DokQHDV4FaJFGPsOUVQsU3aABwBMkAVKJLEfy2XHnoLnF6gPFpDFQqLXhnhsa3HMcD023X7dUC4SOo9RnElPCjAXr2bicPaxGb+ViUL6PuKdartn+21zO75bz4dfHsLx8WV/cl4tB8fpcTq65p9r/ICcYwmp0W1yNi8dJMXv6nN78tC3k1NfoM8JzatbgNjhwp34JgMdJBHkmfaZNZDZtGjEQmnyWYW5NmiMoIgvS9LIcQQpLvew3tTE2FPIMbCyrhfPk2cqLE8I95/sbJnZAnIABAAA=';

const FIREFOX = [
  'Host: 127.0.0.1',
  'User-Agent: Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:105.0) Gecko/20100101 Firefox/105.0',
];
const ACCEPTED = ['Accept-Language: en-US,en;q=0.5', 'Accept-Encoding: gzip, deflate, br', 'Connection: keep-alive'];
const IMAGE = [
  'Referer: http://127.0.0.1/',
  'Sec-Fetch-Dest: image',
  'Sec-Fetch-Mode: no-cors',
  'Sec-Fetch-Site: same-origin',
];
const SERVED = ['Date: Sun, 23 Oct 2022 13:46:42 GMT', 'Server: Apache/2.4.41 (Ubuntu)'];
const NOT_FOUND = `<!DOCTYPE HTML PUBLIC "-//IETF//DTD HTML 2.0//EN">
<html><head>
<title>404 Not Found</title>
</head><body>
<h1>Not Found</h1>
<p>The requested URL was not found on this server.</p>
<hr>
<address>Apache/2.4.41 (Ubuntu) Server at 127.0.0.1 Port 80</address>
</body></html>
`;

const loopback = (identification: number | null): Host => ({
  address: '127.0.0.1',
  mac: '00:00:00:00:00:00',
  ttl: 64,
  identification,
  tcpChecksum: 'partial',
});

/**
 * Apache and Firefox on one machine, recorded on the loopback: a page, a picture that is still in the cache, an icon
 * that does not exist, and look-ups of other programs in between. A second recording of the same machine follows in a
 * section of its own: a connection that carried nothing and was closed with three segments.
 */
export function ownWebServer(): Uint8Array {
  const section = (recording: Recording): PcapngBlock[] => [
    {
      block: 'section',
      options: [
        [3, 'Linux 5.15.0-52-generic'],
        [4, 'Dumpcap (Wireshark) 3.2.3 (Git v3.2.3 packaged as 3.2.3-1)'],
      ],
    },
    {block: 'interface', name: 'lo', timeResolution: 9, os: 'Linux 5.15.0-52-generic'},
    ...recording.packets.map((packet) => ({
      block: 'packet' as const,
      ticksPerSecond: 1_000_000_000n,
      ...packet,
    })),
    {block: 'statistics', dropped: 0},
  ];
  return writePcapng([...section(visit()), ...section(idleConnection())]);
}

function visit(): Recording {
  const browser = loopback(0xbc05);
  const server = loopback(0x5d21);
  const resolver: Host = {...loopback(0x1c40), address: '127.0.0.53'};
  const stub = loopback(0x77e0);
  const recording = new Recording('1666532802.013447210', 'ethernet');
  const connection = new Connection(
    recording,
    {host: browser, port: 41086, isn: 2589184757},
    {host: server, port: 80, isn: 4081050223},
  );
  const times = linuxTimes;
  connection.send('0', 'client', 'SYN', {window: 65495, options: linuxSyn(65495, 1390905366, 0, 7)});
  connection.send('0.000030411', 'server', 'SYN,ACK', {
    window: 65483,
    options: linuxSyn(65495, 1390905367, 1390905366, 7),
    identification: 0,
  });
  connection.send('0.000056902', 'client', 'ACK', {window: 512, options: times(1390905367, 1390905367)});
  connection.send('0.145853213', 'client', 'PSH,ACK', {
    window: 512,
    options: times(1390905512, 1390905367),
    payload: crlf(
      'GET / HTTP/1.1',
      ...FIREFOX,
      'Accept: text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8',
      ...ACCEPTED,
      'Upgrade-Insecure-Requests: 1',
      'Sec-Fetch-Dest: document',
      'Sec-Fetch-Mode: navigate',
      'Sec-Fetch-Site: none',
      'Sec-Fetch-User: ?1',
    ),
  });
  connection.send('0.145921045', 'server', 'ACK', {window: 509, options: times(1390905512, 1390905512)});
  connection.send('0.148932255', 'server', 'PSH,ACK', {
    window: 512,
    options: times(1390905515, 1390905512),
    payload: bytes(
      crlf(
        'HTTP/1.1 200 OK',
        ...SERVED,
        'Last-Modified: Sun, 23 Oct 2022 06:30:17 GMT',
        'ETag: "180-5ebadceec43f4-gzip"',
        'Accept-Ranges: bytes',
        'Vary: Accept-Encoding',
        'Content-Encoding: gzip',
        'Content-Length: 299',
        'Keep-Alive: timeout=5, max=100',
        'Connection: Keep-Alive',
        'Content-Type: text/html',
      ),
      Buffer.from(PAGE, 'base64'),
    ),
  });
  connection.send('0.149031870', 'client', 'ACK', {window: 508, options: times(1390905515, 1390905515)});
  telemetryLookup(recording, stub, resolver);
  connection.send('0.266042511', 'client', 'PSH,ACK', {
    window: 512,
    options: times(1390905632, 1390905515),
    payload: crlf(
      'GET /logo.png HTTP/1.1',
      ...FIREFOX,
      'Accept: image/avif,image/webp,*/*',
      ...ACCEPTED,
      ...IMAGE,
      'If-Modified-Since: Sun, 23 Oct 2022 06:15:35 GMT',
      'If-None-Match: "4c7a-5ebad9a4b8a62"',
    ),
  });
  connection.send('0.266310084', 'server', 'PSH,ACK', {
    window: 512,
    options: times(1390905633, 1390905632),
    payload: crlf(
      'HTTP/1.1 304 Not Modified',
      ...SERVED,
      'Connection: Keep-Alive',
      'Keep-Alive: timeout=5, max=99',
      'ETag: "4c7a-5ebad9a4b8a62"',
    ),
  });
  connection.send('0.266322916', 'client', 'ACK', {window: 511, options: times(1390905633, 1390905633)});
  connection.send('0.283291177', 'client', 'PSH,ACK', {
    window: 512,
    options: times(1390905650, 1390905633),
    payload: crlf('GET /favicon.ico HTTP/1.1', ...FIREFOX, 'Accept: image/avif,image/webp,*/*', ...ACCEPTED, ...IMAGE),
  });
  connection.send('0.283374530', 'client', 'FIN,ACK', {window: 512, options: times(1390905650, 1390905633)});
  connection.send('0.283502008', 'server', 'PSH,ACK', {
    window: 512,
    options: times(1390905650, 1390905650),
    payload: `${crlf(
      'HTTP/1.1 404 Not Found',
      ...SERVED,
      `Content-Length: ${NOT_FOUND.length}`,
      'Keep-Alive: timeout=5, max=98',
      'Connection: Keep-Alive',
      'Content-Type: text/html; charset=iso-8859-1',
    )}${NOT_FOUND}`,
  });
  // The browser had closed its socket: data that still come are answered with a reset (RFC 9293 §3.10.7).
  connection.send('0.283530741', 'client', 'RST', {window: 0, identification: 0});
  connectivityLookup(recording, stub, resolver);
  return recording;
}

function telemetryLookup(recording: Recording, stub: Host, resolver: Host): void {
  const name = 'incoming.telemetry.mozilla.org';
  const aliases = [
    {type: 'CNAME' as const, ttl: 11, data: 'telemetry-incoming.r53-2.services.mozilla.com'},
    {
      name: 'telemetry-incoming.r53-2.services.mozilla.com',
      pointer: 0x3c,
      type: 'CNAME' as const,
      ttl: 251,
      data: 'prod.ingestion-edge.prod.dataops.mozgcp.net',
    },
  ];
  const address = {
    name: 'prod.ingestion-edge.prod.dataops.mozgcp.net',
    pointer: 0x77,
    type: 'A' as const,
    ttl: 60,
    data: '34.120.208.123',
  };
  const query = (id: number, type: 'A' | 'AAAA') => dns({id, name, type, edns: 1200});
  const answer = (
    id: number,
    type: 'A' | 'AAAA',
    answers: readonly (typeof aliases)[number][] | readonly (typeof address | (typeof aliases)[number])[],
  ) => dns({id, name, type, response: true, answers, edns: 65494});
  addUdp(recording, '0.196182004', stub, resolver, [58131, 53], query(0x056c, 'A'));
  addUdp(recording, '0.196241730', stub, resolver, [58131, 53], query(0x0567, 'AAAA'));
  addUdp(recording, '0.201613390', resolver, stub, [53, 58131], answer(0x056c, 'A', [...aliases, address]));
  addUdp(recording, '0.207501262', resolver, stub, [53, 58131], answer(0x0567, 'AAAA', aliases));
}

function connectivityLookup(recording: Recording, stub: Host, resolver: Host): void {
  const name = 'connectivity-check.ubuntu.com';
  const local = `${name}.localdomain`;
  const aaaa = {type: 'AAAA' as const};
  addUdp(recording, '19.282114087', stub, resolver, [42770, 53], dns({id: 0x0609, name, ...aaaa, edns: 1200}));
  addUdp(
    recording,
    '19.285723910',
    resolver,
    stub,
    [53, 42770],
    dns({id: 0x0609, name, ...aaaa, response: true, edns: 65494}),
  );
  addUdp(recording, '19.285844171', stub, resolver, [51418, 53], dns({id: 0x85a7, name: local, ...aaaa, edns: 1200}));
  addUdp(
    recording,
    '19.291702655',
    resolver,
    stub,
    [53, 51418],
    dns({id: 0x85a7, name: local, ...aaaa, response: true, rcode: 3, edns: 65494}),
  );
}

/** A connection that the browser opened ahead of need; it was not used, and closed when the page was. */
function idleConnection(): Recording {
  const browser = loopback(0x3f07);
  const server = loopback(0x92b4);
  const recording = new Recording('1666535210.402118655', 'ethernet');
  const connection = new Connection(
    recording,
    {host: browser, port: 37576, isn: 1177801626},
    {host: server, port: 80, isn: 2652007560},
  );
  connection.send('0.214811032', 'client', 'SYN', {window: 65495, options: linuxSyn(65495, 22689741, 0, 7)});
  connection.send('0.214837790', 'server', 'SYN,ACK', {
    window: 65483,
    options: linuxSyn(65495, 22689741, 22689741, 7),
    identification: 0,
  });
  connection.send('0.214859321', 'client', 'ACK', {window: 512, options: linuxTimes(22689741, 22689741)});
  connection.send('6.002833480', 'client', 'FIN,ACK', {window: 512, options: linuxTimes(22695529, 22689741)});
  connection.send('6.003214907', 'server', 'FIN,ACK', {window: 512, options: linuxTimes(22695529, 22695529)});
  connection.send('6.003240115', 'client', 'ACK', {window: 512, options: linuxTimes(22695529, 22695529)});
  return recording;
}
