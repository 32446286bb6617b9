import {describe, expect, it} from 'vitest';
import type {FrameContext} from '../../src/model/frame-context.ts';
import type {Row} from '../../src/model/units.ts';
import {compareCapture} from '../conformance/compare.ts';
import {ladder} from '../support/ladder.ts';
import {flowsOf} from '../support/streams.ts';

/** Each line of a drawing ends with what Wireshark's analysis says of the segment, behind `=>`. */
const CASES: Readonly<Record<string, string>> = {
  'an undisturbed exchange': `
    C>S SYN seq=100 ws=7              =>
    S>C SYN,ACK seq=300 ws=7          => acks:1
    C>S ACK                           => acks:2
    C>S PSH,ACK len=100               => flight:100 push:100
    S>C ACK                           => acks:4
    S>C ACK len=1000                  => flight:1000 push:1000
    S>C PSH,ACK len=1000              => flight:2000 push:2000
    S>C PSH,ACK len=10                => flight:2010 push:10
    C>S ACK ack=1301                  => acks:6
    C>S ACK ack=2311                  => acks:8
    S>C FIN,ACK len=5                 => flight:5 push:5
    C>S ACK                           => acks:11`,

  'a retransmission after a timeout': `
    C>S SYN seq=100                   =>
    S>C SYN,ACK seq=300               => acks:1
    C>S ACK                           => acks:2
    C>S PSH,ACK len=100               => flight:100 push:100
    +500ms
    C>S PSH,ACK seq=101 len=100       => retransmission rto:4 flight:100 push:100
    S>C ACK                           => acks:4`,

  'a SYN sent again': `
    C>S SYN seq=100                   =>
    +1s
    C>S SYN seq=100                   => retransmission rto:1
    S>C SYN,ACK seq=300 ack=101       => acks:1
    C>S ACK                           => acks:3`,

  'three duplicate ACKs and a fast retransmission': `
    C>S SYN seq=100 ws=2              =>
    S>C SYN,ACK seq=300 ws=2          => acks:1
    C>S ACK                           => acks:2
    S>C ACK len=100                   => flight:100 push:100
    lost S>C ACK len=100
    S>C ACK len=100                   => lost-segment
    C>S ACK ack=401                   => acks:4
    S>C ACK len=100                   => flight:200 push:200
    C>S ACK ack=401                   => duplicate-ack dup:1#6
    S>C ACK len=100                   => flight:300 push:300
    C>S ACK ack=401                   => duplicate-ack dup:2#6
    S>C ACK seq=401 len=100           => fast-retransmission flight:400 push:400
    C>S ACK ack=801                   => acks:9`,

  'duplicate ACKs with SACK, whose blocks are no bytes in flight': `
    C>S SYN seq=100 sack              =>
    S>C SYN,ACK seq=300 sack          => acks:1
    C>S ACK                           => acks:2
    S>C ACK len=100                   => flight:100 push:100
    lost S>C ACK len=100
    S>C ACK len=100                   => lost-segment
    C>S ACK ack=401 sack=501-601      => acks:4
    S>C ACK len=100                   => flight:100 push:200
    C>S ACK ack=401 win=65000 sack=501-701 => duplicate-ack dup:1#6
    S>C ACK seq=401 len=100           => retransmission rto:5 flight:100 push:300
    C>S ACK ack=701                   => acks:7`,

  'an ACK that ends within a segment': `
    C>S SYN seq=100                   =>
    S>C SYN,ACK seq=300               => acks:1
    C>S ACK                           => acks:2
    S>C ACK len=100                   => flight:100 push:100
    C>S ACK ack=351                   => acks:4 partial
    C>S ACK ack=401                   => acks:4
    S>C ACK len=100                   => flight:100 push:200
    S>C ACK seq=451 len=100           => out-of-order flight:150 push:300
    C>S ACK ack=471                   => acks:7 partial
    C>S ACK ack=501                   => acks:7
    C>S ACK ack=551                   => ack-lost-segment acks:8`,

  'a FIN with data of which SACK tells everything: nothing is in flight': `
    C>S SYN seq=100 sack              =>
    S>C SYN,ACK seq=300 sack          => acks:1
    C>S ACK                           => acks:2
    S>C FIN,PSH,ACK len=100           => flight:100 push:100
    C>S ACK ack=301 sack=301-401      => duplicate-ack dup:1#3
    S>C FIN,PSH,ACK seq=301 len=100   => retransmission rto:4
    S>C ACK seq=301 len=50            => retransmission rto:4 flight:1 push:50`,

  'a SYN behind the SYN-ACK that answers it': `
    S>C SYN,ACK seq=300 ack=101       =>
    C>S SYN seq=100                   => begun
    C>S ACK                           => acks:1`,

  'a retransmission of what was acknowledged': `
    C>S SYN seq=100                   =>
    S>C SYN,ACK seq=300               => acks:1
    C>S ACK                           => acks:2
    S>C ACK len=100                   => flight:100 push:100
    C>S ACK                           => acks:4
    S>C ACK seq=301 len=100           => spurious-retransmission flight:100 push:200`,

  'segments out of order': `
    C>S SYN seq=100                   =>
    +100ms
    S>C SYN,ACK seq=300               => acks:1
    C>S ACK                           => acks:2
    S>C ACK len=100                   => flight:100 push:100
    S>C ACK seq=501 len=100           => lost-segment
    S>C ACK seq=401 len=100           => out-of-order
    C>S ACK ack=601                   => acks:5`,

  'an ACK of what the capture lacks': `
    C>S SYN seq=100                   =>
    S>C SYN,ACK seq=300               => acks:1
    C>S ACK                           => acks:2
    lost S>C ACK len=100
    C>S ACK ack=401                   => ack-lost-segment
    S>C ACK seq=401 len=50            => lost-segment`,

  'keep-alives with and without a byte': `
    C>S SYN seq=100                   =>
    S>C SYN,ACK seq=300               => acks:1
    C>S ACK                           => acks:2
    C>S PSH,ACK len=10                => flight:10 push:10
    S>C ACK                           => acks:4
    +45s
    C>S ACK seq=110 len=1             => keep-alive flight:1 push:1
    S>C ACK ack=111                   => keep-alive-ack acks:6
    +45s
    C>S ACK seq=110                   => keep-alive
    S>C ACK ack=111                   => keep-alive-ack`,

  'a window that fills, closes, is probed and opens': `
    C>S SYN seq=100 win=200           =>
    S>C SYN,ACK seq=300               => acks:1
    C>S ACK win=200                   => acks:2
    S>C ACK len=100                   => flight:100 push:100
    S>C ACK len=100                   => window-full flight:200 push:200
    C>S ACK ack=501 win=0             => zero-window acks:5
    +200ms
    S>C ACK seq=501 len=1             => zero-window-probe flight:1 push:201
    C>S ACK ack=501 win=0             => zero-window zero-window-probe-ack
    +400ms
    S>C ACK seq=501 len=1             => zero-window-probe flight:1 push:202
    C>S ACK ack=501 win=400           => window-update
    S>C ACK seq=501 len=100           => flight:100 push:302
    C>S ACK ack=601 win=400           => acks:11`,

  'ports used again': `
    C>S SYN seq=100                   =>
    S>C RST,ACK seq=0 ack=101         => acks:1
    +1s
    C>S SYN seq=5000                  => reused-ports
    S>C SYN,ACK seq=900 ack=5001      => acks:3`,

  'sequence numbers that wrap': `
    C>S SYN seq=4294967200            =>
    S>C SYN,ACK seq=4294967290        => acks:1
    C>S ACK                           => acks:2
    C>S PSH,ACK len=200               => flight:200 push:200
    S>C ACK len=100                   => acks:4 flight:100 push:100
    S>C ACK len=100                   => flight:200 push:200
    C>S ACK                           => acks:6
    S>C ACK seq=4294967291 len=100    => spurious-retransmission flight:100 push:300`,

  'a connection that was open before': `
    C>S PSH,ACK seq=1000 ack=5000 len=10 => flight:10 push:10
    S>C ACK seq=5000 ack=1010 len=20  => acks:1 flight:20 push:20
    C>S ACK seq=1010 ack=5020         => acks:2
    S>C ACK seq=5020 ack=1010 len=20  => flight:20 push:40
    +1s
    S>C ACK seq=5020 ack=1010 len=20  => retransmission rto:4 flight:20 push:60`,
};

/** Nobody's port, so that what the segments carry stays data. */
const drawingOf = (text: string): string => text.replace(/ *=>.*$/gm, '').replace(/\bS\b(?=>| )/g, 'S:4000');

const expectedOf = (text: string): string[] => text.split('\n').flatMap((line) => line.split('=>')[1]?.trim() ?? []);

function said({tcp}: FrameContext): string {
  if (!tcp) return '';
  const {flags, duplicateAck, acksFrame, partialAck, timeout, bytesInFlight, bytesSincePush, analysisBegun} = tcp;
  const notes = [
    ...flags,
    ...(duplicateAck ? [`dup:${duplicateAck.number}#${duplicateAck.ofFrame}`] : []),
    ...(timeout ? [`rto:${timeout.sinceFrame}`] : []),
    ...(acksFrame === undefined ? [] : [`acks:${acksFrame}`]),
    ...(partialAck ? ['partial'] : []),
    ...(bytesInFlight === undefined ? [] : [`flight:${bytesInFlight}`]),
    ...(bytesSincePush === undefined ? [] : [`push:${bytesSincePush}`]),
  ];
  // Only where nothing else is said.
  return notes.length === 0 && analysisBegun ? 'begun' : notes.join(' ');
}

it('takes no RST that acknowledges nothing for the end of the handshake', async () => {
  const {streams} = await flowsOf(`
    C>S SYN seq=100
    S>C RST,ACK seq=7 ack=0
    +1s
    S>C SYN,ACK seq=300 ack=101
    C>S ACK`);
  expect(streams.map(({analysis}) => analysis.irttNs)).toEqual([1003e6]);
});

describe.each(Object.entries(CASES))('%s', (_, text) => {
  it('is analysed', async () => {
    const flows = await flowsOf(drawingOf(text));
    const rows = Array.from({length: flows.capture.packets.length}, (_, row) => row as Row);
    expect(rows.map((row) => said(flows.contextOf(row)))).toEqual(expectedOf(text));
  });

  it('as Wireshark does', async () => {
    const {differences} = await compareCapture('drawn', ladder(drawingOf(text)));
    expect(differences.filter(({of}) => of === 'tcp')).toEqual([]);
  });
});
