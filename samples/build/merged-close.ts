import {bytes, option} from '../../test/support/craft.ts';
import {writePcap} from '../../test/support/pcap-file.ts';
import {Connection, crlf, type Host, Recording} from './recording.ts';

/** A PC opens a page on a server in the same Ethernet, then closes it: the server's ACK and FIN are one segment. */
export function mergedClose(): Uint8Array {
  const pc: Host = {
    address: '192.168.1.10',
    mac: '54:89:98:5c:11:10',
    ttl: 128,
    identification: 0x0a41,
    tcpChecksum: 'good',
  };
  const server: Host = {
    address: '192.168.1.100',
    mac: '54:89:98:0f:62:64',
    ttl: 255,
    identification: 0x5b00,
    tcpChecksum: 'good',
  };
  const recording = new Recording('1616549400.250113', 'padded-ethernet', pc);
  const connection = new Connection(
    recording,
    {host: pc, port: 2051, isn: 10245},
    {host: server, port: 80, isn: 33841},
  );
  const syn = bytes(option.mss(1460));
  const body = '<html><head><title>Lab</title></head><body><h1>TCP lab</h1></body></html>\n';
  connection.send('0', 'client', 'SYN', {window: 8192, options: syn});
  connection.send('0.016204', 'server', 'SYN,ACK', {window: 8192, options: syn});
  connection.send('0.016251', 'client', 'ACK', {window: 8192});
  connection.send('0.031310', 'client', 'PSH,ACK', {
    window: 8192,
    payload: crlf(
      'GET /index.html HTTP/1.1',
      'Accept: text/html, */*',
      'Accept-Language: zh-cn',
      'User-Agent: Mozilla/4.0 (compatible; MSIE 7.0; Windows NT 6.1)',
      'Host: 192.168.1.100',
      'Connection: Keep-Alive',
    ),
  });
  connection.send('0.047022', 'server', 'PSH,ACK', {
    window: 7940,
    payload: `${crlf(
      'HTTP/1.1 200 OK',
      'Server: labweb/1.0',
      'Date: Wed, 24 Mar 2021 01:30:00 GMT',
      'Content-Type: text/html',
      `Content-Length: ${body.length}`,
    )}${body}`,
  });
  connection.send('0.203441', 'client', 'ACK', {window: 7980});
  connection.send('3.512700', 'client', 'FIN,ACK', {window: 7980});
  connection.send('3.528115', 'server', 'FIN,ACK', {window: 7939});
  connection.send('3.528160', 'client', 'ACK', {window: 7980});
  return writePcap(recording.packets);
}
