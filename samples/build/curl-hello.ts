import {LINKTYPE, writePcap} from '../../test/support/pcap-file.ts';
import {Connection, crlf, type Host, linuxSyn, linuxTimes, Recording} from './recording.ts';

/**
 * A request with curl to a small web service, recorded on the server with `tcpdump -i any`: ten packets, and a release
 * that is often told as four segments although it has three.
 */
export function curlHello(): Uint8Array {
  const client: Host = {
    address: '192.168.0.50',
    mac: '00:0c:29:c2:89:0b',
    ttl: 64,
    identification: 0x886d,
    tcpChecksum: 'good',
  };
  const server: Host = {
    address: '192.168.0.52',
    mac: '00:0c:29:e4:79:a0',
    ttl: 64,
    identification: 0x069f,
    tcpChecksum: 'partial',
  };
  const recording = new Recording('1726642892.461594', 'linux-cooked', server);
  const connection = new Connection(
    recording,
    {host: client, port: 58626, isn: 2169630313},
    {host: server, port: 8080, isn: 828247081},
  );
  const request = crlf(
    'GET /hello?name=world HTTP/1.1',
    'User-Agent: curl/7.29.0',
    'Host: 192.168.0.52:8080',
    'Accept: */*',
  );
  const response = `${crlf(
    'HTTP/1.1 200 ',
    'Content-Type: text/plain;charset=UTF-8',
    'Content-Length: 12',
    'Date: Wed, 18 Sep 2024 07:01:32 GMT',
  )}hello, world`;
  connection.send('0', 'client', 'SYN', {window: 29200, options: linuxSyn(1460, 3433988, 0, 7)});
  // A SYN-ACK has no socket yet to count identifications for.
  connection.send('0.000122', 'server', 'SYN,ACK', {
    window: 28960,
    options: linuxSyn(1460, 3803829, 3433988, 7),
    identification: 0,
  });
  connection.send('0.000438', 'client', 'ACK', {window: 229, options: linuxTimes(3433989, 3803829)});
  connection.send('0.000500', 'client', 'PSH,ACK', {
    window: 229,
    options: linuxTimes(3433989, 3803829),
    payload: request,
  });
  connection.send('0.000508', 'server', 'ACK', {window: 227, options: linuxTimes(3803829, 3433989)});
  connection.send('0.003111', 'server', 'PSH,ACK', {
    window: 227,
    options: linuxTimes(3803832, 3433989),
    payload: response,
  });
  connection.send('0.003372', 'client', 'ACK', {window: 229, options: linuxTimes(3433992, 3803832)});
  connection.send('0.003528', 'client', 'FIN,ACK', {window: 229, options: linuxTimes(3433992, 3803832)});
  connection.send('0.003925', 'server', 'FIN,ACK', {window: 227, options: linuxTimes(3803832, 3433992)});
  connection.send('0.004140', 'client', 'ACK', {window: 229, options: linuxTimes(3433993, 3803832)});
  return writePcap(recording.packets, {linkType: LINKTYPE.linuxCooked, snapLength: 262144});
}
