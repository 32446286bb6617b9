import {describe, expect, test} from 'vitest';
import {statementsOn, told} from '../../support/statements.ts';

const HEAD = 'No.\tTime\tSource\tDestination\tProtocol\tLength\tInfo\n';
const row = (frame: number, ack: number): string =>
  `${frame}\t3.512700\t192.168.1.10\t192.168.1.100\tTCP\t54\t2051 → 80 [FIN, ACK] Seq=186 Ack=${ack} Win=7980 Len=0\n`;

test('a pasted list that is the capture’s agrees, once for all of its rows', async () => {
  const text = `${HEAD}${row(7, 196)}9\t3.5\t192.168.1.10\t192.168.1.100\tTCP\t54\t2051 → 80 [ACK] Seq=187 Ack=197 Win=7980 Len=0`;
  expect(told(await statementsOn('merged-close.pcap', text))).toEqual([
    "agrees 7,9: The pasted packet list is the capture's: 2 of 2 rows compared.",
  ]);
});

test('a pasted list with another number contradicts', async () => {
  expect(told(await statementsOn('merged-close.pcap', HEAD + row(7, 195)))).toEqual([
    'contradicts 7: What is pasted is not in the capture: frame 7, Acknowledgment Number: 196 in the capture, 195 pasted.',
  ]);
});

test.each([70, 8])('the same packet under number %s is another recording’s', async (frame) => {
  expect(told(await statementsOn('merged-close.pcap', HEAD + row(frame, 196)))).toEqual([
    'undecidable 7: What is pasted has other frame numbers in this capture: frame 7. It was taken from another recording, or from a part of this one.',
  ]);
});

test('a pasted tree is compared by its lines', async () => {
  const tree = (sequence: number): string => `Frame 8: 60 bytes on wire (480 bits), 60 bytes captured (480 bits)
    Frame Number: 8
Transmission Control Protocol, Src Port: 80, Dst Port: 2051, Seq: 196, Ack: 187, Len: 0
    Source Port: 80
    [TCP Segment Len: ${sequence}]
    Window: 7939`;
  expect(told(await statementsOn('merged-close.pcap', tree(0)))).toEqual([
    'agrees 8: The pasted field tree is that of frame 8: 6 values compared.',
  ]);
  expect(told(await statementsOn('merged-close.pcap', tree(9)))).toEqual([
    'contradicts 8: What is pasted is not in the capture: frame 8, TCP Segment Len: 0 in the capture, 9 pasted.',
  ]);
});

test('a segment whose numbers no packet of the connection has was not captured here', async () => {
  const text = `Transmission Control Protocol, Src Port: 2051, Dst Port: 80, Seq: 0, Len: 0
    Source Port: 2051
    Destination Port: 80
    Sequence Number (raw): 2169630313`;
  expect(told(await statementsOn('merged-close.pcap', text))).toEqual([
    'contradicts -: No packet of the connection from port 2051 has the sequence number 2169630313 of this pasted field tree.',
  ]);
});

test('fields that are written below a pasted tree are of its packet', async () => {
  const text = `Frame 8: 60 bytes on wire (480 bits), 60 bytes captured (480 bits)

源端口号：80

目的端口号：2052`;
  expect(told(await statementsOn('merged-close.pcap', text))).toEqual([
    'agrees 8: The pasted field tree is that of frame 8: 2 values compared.',
    'agrees 8: The source port of frame 8 is 80.',
    'contradicts 8: The destination port of frame 8 is 2051, not 2052.',
  ]);
});

test('a layer of a packet that the capture does not have agrees with nothing', async () => {
  const text = `Frame 234: 403 bytes on wire (3224 bits), 403 bytes captured (3224 bits)

以下是网络层的首部：

Internet Protocol Version 4, Src: 10.164.249.88, Dst: 202.117.1.13
    Total Length: 389
`;
  const found = await statementsOn('six-connections.pcapng', text);
  expect(found.filter(({outcome}) => outcome !== 'undecidable')).toEqual([]);
});

describe('a text with the frame numbers of the recording that the capture is a part of', () => {
  const list = [
    [501, '10.164.249.88\t202.117.1.13\tTCP\t66\t13096 → 80 [SYN] Seq=0 Win=64240 Len=0 MSS=1460 WS=256 SACK_PERM'],
    [502, '10.164.249.88\t202.117.1.13\tTCP\t66\t13097 → 80 [SYN] Seq=0 Win=64240 Len=0 MSS=1460 WS=256 SACK_PERM'],
    [503, '10.164.249.88\t202.117.1.13\tTCP\t66\t13098 → 443 [SYN] Seq=0 Win=64240 Len=0 MSS=1460 WS=256 SACK_PERM'],
  ]
    .map(([frame, rest]) => `${frame}\t14.441719\t${rest}\n`)
    .join('');
  const claim = '502 号报文和 503 号报文是 501 号报文的重传。\n';

  test('is held against the packets that its lists show', async () => {
    const found = (await statementsOn('six-connections.pcapng', `${HEAD}${list}\n${claim}`)).filter(
      ({outcome}) => outcome === 'contradicts',
    );
    expect(found).toHaveLength(1);
    expect(found[0]?.frames).toEqual([12, 13]);
    expect(found[0]?.why).toContain('frame 502 is frame 12 of this capture');
  });

  test('cannot be decided without them', async () => {
    const found = await statementsOn('six-connections.pcapng', claim);
    expect(found.map(({outcome}) => outcome)).not.toContain('contradicts');
  });
});
