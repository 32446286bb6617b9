import type {Side, TimelinePhase} from '../../model/report.ts';

export const figuresEn = () => ({
  /** Before each figure's title. */
  number: (number: number): string => `Figure ${number}`,
  caption: (number: string, title: string): string => `${number}. ${title}`,
  role: {client: 'Client', server: 'Server'} satisfies Record<Side, string>,
  frame: (frame: number): string => `frame ${frame}`,
  handshake: {
    title: 'The establishment of the connection, segment by segment',
    description: (p: {segments: string}): string =>
      `A sequence diagram of client and server, time running down, with the state of each side. ${p.segments}`,
  },
  release: {
    title: 'The release of the connection, segment by segment',
    description: (p: {segments: string}): string =>
      `A sequence diagram of client and server, time running down, with the state of each side. ${p.segments}`,
  },
  connection: {
    title: 'The whole connection, segment by segment',
    description: (p: {segments: string}): string =>
      `A sequence diagram of client and server, time running down. ${p.segments}`,
  },
  threeAndFour: {
    title: 'The three segments of this release beside the four of the textbook',
    description: (p: {first: number; merged: number; last: number}): string =>
      `Two sequence diagrams. Left, as captured: FIN in frame ${p.first}, FIN and ACK together in frame ${p.merged}, ACK in frame ${p.last}. Right, what it would be with an ACK of its own: FIN, ACK, FIN, ACK. The two in the middle of the right one are frame ${p.merged} of the left one.`,
    captured: 'Captured: three segments',
    theory: 'In theory: four segments',
    partOf: (frame: number): string => `merged into frame ${frame}`,
  },
  segment: (p: {frame: number; from: Side; flags: string; detail: string}): string =>
    `Frame ${p.frame}: ${p.from} sends ${p.flags}, ${p.detail}.`,
  encapsulation: {
    title: (frame: number): string =>
      `Frame ${frame}: each layer's header before the data of the layer above, to scale`,
    description: (p: {parts: string; total: number}): string =>
      `A row for each layer, the innermost first. From the outside in: ${p.parts}. Together ${p.total} bytes.`,
    bytes: (bytes: number): string => (bytes === 1 ? '1 byte' : `${bytes} bytes`),
    offset: 'begins at byte',
  },
  header: {
    title: (p: {name: string; frame: number}): string => `The ${p.name} header of frame ${p.frame}, 32 bits a row`,
    description: (p: {fields: string}): string => `A header diagram with these fields and values: ${p.fields}.`,
  },
  relative: (raw: string, counted: string): string => `${raw} (relative ${counted})`,
  field: {
    version: 'Version',
    headerLength: 'IHL',
    totalLength: 'Total length',
    identification: 'Identification',
    flags: 'Flags',
    fragmentOffset: 'Fragment offset',
    timeToLive: 'Time to live',
    protocol: 'Protocol',
    checksum: 'Checksum',
    source: 'Source address',
    destination: 'Destination address',
    options: 'Options',
    bytes: (bytes: number): string => `${bytes} bytes`,
    trafficClass: 'Traffic class',
    flowLabel: 'Flow label',
    payloadLength: 'Payload length',
    nextHeader: 'Next header',
    hopLimit: 'Hop limit',
    sourcePort: 'Source port',
    destinationPort: 'Destination port',
    sequence: 'Sequence number',
    acknowledgment: 'Acknowledgment number',
    dataOffset: 'Data offset',
    reserved: 'Reserved',
    window: 'Window',
    urgentPointer: 'Urgent pointer',
  },
  connections: {
    title: 'The connections of the capture in time',
    description: (p: {lanes: string}): string => `A lane for each connection, time running to the right. ${p.lanes}`,
    lane: (stream: number, port: number): string => `${stream}: port ${port}`,
    laneText: (p: {stream: number; port: number; from: string; to: string; exchanges: number}): string =>
      `Connection ${p.stream} (client port ${p.port}): from ${p.from} s to ${p.to} s, ${p.exchanges} HTTP ${p.exchanges === 1 ? 'exchange' : 'exchanges'}.`,
    legend: ['handshake', 'request', 'response', 'release'] as [string, string, string, string],
    parallel: (streams: readonly number[]): string =>
      `Lanes that overlap are connections open at the same time (${streams.join(', ')}): they are parallel, and none repeats another.`,
  },
  waterfall: {
    title: 'Where the time of the explained exchange went',
    description: (p: {phases: string}): string => `A bar for each phase, one behind the other. ${p.phases}`,
    phase: {
      dns: 'name lookup',
      connect: 'connection setup',
      send: 'request sent',
      wait: 'waiting',
      receive: 'response received',
    } satisfies Record<TimelinePhase['phase'], string>,
    frames: (from: number, to: number): string => (from === to ? `frame ${from}` : `frames ${from}–${to}`),
    text: (p: {phase: string; duration: string}): string => `${p.phase}: ${p.duration}.`,
  },
  sequence: {
    title: {
      client: "The client's sequence numbers over time",
      server: "The server's sequence numbers over time",
    } satisfies Record<Side, string>,
    description: (p: {from: Side; segments: number; lowest: number; highest: number; again: number}): string =>
      `A diagram of ${p.segments} segments with data from the ${p.from}, time running to the right, relative sequence numbers from ${p.lowest} up to ${p.highest}, with the acknowledgments of the other side.${p.again > 0 ? ` ${p.again} of the strokes are segments sent again or late.` : ''}`,
    legend: {
      segment: 'segment with data',
      again: 'sent again or late',
      acknowledged: 'acknowledged',
      window: 'end of the window',
    },
  },
  acknowledges: (expected: number): string => `ack = ${(expected - 1) >>> 0} + 1 = ${expected}`,
});
