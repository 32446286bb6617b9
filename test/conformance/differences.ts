/** A difference that stays, because Wireshark is wrong there or only a preference differs. */
export interface ListedDifference {
  readonly because: string;
  /** Whether two lines that stand side by side differ in this way only. One of them may be missing. */
  readonly covers: (ours: string | undefined, theirs: string | undefined, layer: string, place: Place) => boolean;
}

export interface Place {
  readonly file: string;
  readonly frame: number;
}

/** Whether a place is one of these frames of a file. */
const isAt = ({file, frame}: Place, name: string, ...frames: readonly number[]): boolean =>
  file.endsWith(name) && frames.includes(frame);

export const LISTED: readonly ListedDifference[] = [
  {
    because: 'Wireshark shows a time its C library can not take apart as a day that never was; labshark as seconds',
    covers: (ours, theirs) => /Arrival Time: Jan {2}0, 1900/.test(theirs ?? '') && /Arrival Time: @/.test(ours ?? ''),
  },
  {
    because: 'Wireshark shows text as UTF-8 whatever its charset; labshark decodes it as the header says',
    covers: (ours, theirs, layer) =>
      layer === 'data-text-lines' &&
      ours !== undefined &&
      (theirs ?? '').includes('\ufffd') &&
      (theirs ?? '').split(/\ufffd+/).every((part) => ours.includes(part)),
  },
  {
    because: 'Wireshark counts the bits of a frame in 32 bits, which overflow from 512 MiB on',
    covers: (ours, theirs, layer) =>
      layer === 'frame' &&
      Number(/ \((\d+) bits\)/.exec(ours ?? '')?.[1]) > 0xffffffff &&
      ours?.replace(/ \(\d+ bits\)/, '') === theirs?.replace(/ \(\d+ bits\)/, ''),
  },
  {
    because:
      'Wireshark 4.4 takes a SYN-ACK away from its SYN, because a RST came between them; but that one acknowledged nothing, so that the client had to drop it (RFC 9293 §3.10.7.3), and went on',
    covers: (_ours, _theirs, layer, {file}) =>
      file.endsWith('zeek__rst-inject-rae.pcap') &&
      ['tcp', 'frame', 'list rows', 'stream numbers', 'TCP analysis'].includes(layer),
  },
  {
    because:
      'Wireshark names a retransmission as the segment with which a PDU is put together, but shows nothing of that in it',
    covers: (_ours, _theirs, layer, place) =>
      isAt(place, 'zeek__reassembly.pcap', 52) && ['tcp', 'tcp.segments'].includes(layer),
  },
  {
    because:
      'Wireshark takes the 0 in a SYN or RST without ACK for an acknowledgment of all numbers of the upper half, and forgets what was sent there',
    covers: (ours, theirs, layer, place) =>
      ['tcp', 'TCP analysis'].includes(layer) &&
      (isAt(place, 'zeek__handshake-reorder.pcap', 3) || isAt(place, 'zeek__ipv6-http-atomic-frag.pcap', 5)
        ? theirs === undefined && /SEQ\/ACK analysis|This is an ACK|RTT/.test(ours ?? '')
        : (isAt(place, 'dhcp-wireshark-trace1-1.pcapng', 503) || isAt(place, 'dns-wireshark-trace1-1.pcapng', 121)) &&
          /Bytes in flight/.test(ours ?? '') &&
          /Bytes in flight/.test(theirs ?? '')),
  },
];
