import {bytes, option} from '../../test/support/craft.ts';
import {writePcap} from '../../test/support/pcap-file.ts';
import {gif} from './pictures.ts';
import {Connection, crlf, type Host, Recording} from './recording.ts';

/**
 * A PC visits a web server over Ethernet. Its first connection carries nothing and is closed with four segments, all
 * numbers still 1 and 2; the second one carries a page and is closed with four as well, because the server still had
 * data to send after it had acknowledged the FIN.
 */
export function fourPacketClose(): Uint8Array {
  const pc: Host = {
    address: '192.168.12.106',
    mac: '00:1b:21:5c:0a:6a',
    ttl: 64,
    identification: 0x21a0,
    tcpChecksum: 'good',
  };
  const server: Host = {
    address: '123.58.191.10',
    mac: '00:1d:0f:3b:77:01',
    ttl: 52,
    identification: 0x7c11,
    tcpChecksum: 'good',
  };
  const recording = new Recording('1576636321.104512', 'padded-ethernet', pc);
  const syn = bytes(
    option.mss(1460),
    option.nop(),
    option.windowScale(8),
    option.nop(),
    option.nop(),
    option.sackPermitted(),
  );
  const synAck = bytes(
    option.mss(1412),
    option.nop(),
    option.nop(),
    option.sackPermitted(),
    option.nop(),
    option.windowScale(7),
  );

  const idle = new Connection(
    recording,
    {host: pc, port: 49721, isn: 3094856312},
    {host: server, port: 80, isn: 1250443871},
  );
  idle.send('0', 'client', 'SYN', {window: 64240, options: syn});
  idle.send('0.031873', 'server', 'SYN,ACK', {window: 14600, options: synAck});
  idle.send('0.031958', 'client', 'ACK', {window: 513});
  idle.send('4.218340', 'client', 'FIN,ACK', {window: 513});
  idle.send('4.250377', 'server', 'ACK', {window: 115});
  idle.send('4.250912', 'server', 'FIN,ACK', {window: 115});
  idle.send('4.250987', 'client', 'ACK', {window: 513});

  const visit = new Connection(
    recording,
    {host: pc, port: 49722, isn: 4211880447},
    {host: server, port: 80, isn: 2877301554},
  );
  const body = `<!doctype html>\n<html><head><meta charset="utf-8"><title>TCP</title></head>\n<body>${'<p>Four segments close this connection.</p>\n'.repeat(40)}</body></html>\n`;
  const head = crlf(
    'HTTP/1.1 200 OK',
    'Server: nginx',
    'Date: Wed, 18 Dec 2019 02:32:06 GMT',
    'Content-Type: text/html; charset=utf-8',
    `Content-Length: ${body.length}`,
    'Connection: keep-alive',
    'Last-Modified: Mon, 16 Dec 2019 08:00:00 GMT',
    'ETag: "5df7394000000-728"',
  );
  const response = bytes(head, body);
  const picture = bytes(
    crlf(
      'HTTP/1.1 200 OK',
      'Server: nginx',
      'Date: Wed, 18 Dec 2019 02:32:06 GMT',
      'Content-Type: image/gif',
      'Content-Length: 1100',
      'Connection: close',
    ),
    gif(1100),
  );
  visit.send('5.000000', 'client', 'SYN', {window: 64240, options: syn});
  visit.send('5.031512', 'server', 'SYN,ACK', {window: 14600, options: synAck});
  visit.send('5.031590', 'client', 'ACK', {window: 513});
  visit.send('5.032044', 'client', 'PSH,ACK', {
    window: 513,
    payload: crlf(
      'GET / HTTP/1.1',
      'Host: 123.58.191.10',
      'Connection: keep-alive',
      'User-Agent: Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/79.0.3945.79 Safari/537.36',
      'Accept: text/html,application/xhtml+xml,*/*;q=0.8',
      'Accept-Encoding: identity',
      'Accept-Language: zh-CN,zh;q=0.9',
    ),
  });
  visit.send('5.063702', 'server', 'ACK', {window: 123});
  visit.send('5.066418', 'server', 'ACK', {window: 123, payload: response.subarray(0, 1412)});
  visit.send('5.066431', 'server', 'PSH,ACK', {window: 123, payload: response.subarray(1412)});
  visit.send('5.066502', 'client', 'ACK', {window: 513});
  visit.send('5.120233', 'client', 'PSH,ACK', {
    window: 513,
    payload: crlf('GET /logo.gif HTTP/1.1', 'Host: 123.58.191.10', 'Connection: close', 'Accept: image/*,*/*;q=0.8'),
  });
  // The page is closed before the picture has come: the FIN overtakes it.
  visit.send('5.121406', 'client', 'FIN,ACK', {window: 513});
  visit.send('5.153120', 'server', 'ACK', {window: 131});
  visit.send('5.160774', 'server', 'PSH,ACK', {window: 131, payload: picture});
  visit.send('5.160842', 'client', 'ACK', {window: 509});
  visit.send('5.161090', 'server', 'FIN,ACK', {window: 131});
  visit.send('5.161133', 'client', 'ACK', {window: 509});
  return writePcap(recording.packets);
}
