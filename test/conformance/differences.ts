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
  {
    because: 'Wireshark counts at most 2147483647 bytes, and their bits in 32 bits',
    covers: (ours, theirs, layer) =>
      layer === 'frame' &&
      Number(/(\d+) bytes/.exec(ours ?? '')?.[1]) > 0x7fffffff &&
      ours?.replace(/\d+ bytes((?: on wire)?) \(\d+ bits\)/, '2147483647 bytes$1 (4294967288 bits)') === theirs,
  },
  {
    because: 'Wireshark counts nanoseconds in 32 bits, which overflow where a damaged record has a fraction of seconds',
    covers: (ours, theirs, layer) => layer === 'frame' && isOverflow(timeIn(ours), timeIn(theirs)),
  },
  {
    because: 'Wireshark remarks on the nanoseconds that overflowed in it',
    covers: (ours, theirs, layer) =>
      layer === 'frame' &&
      ours === undefined &&
      /Fractional second -?\d+ is invalid, |^ {4}Severity level: Note$|^ {4}Group: Sequence$/.test(theirs ?? ''),
  },
  {
    because: 'labshark does not decode address resolution of AppleTalk',
    covers: (ours, theirs, layer) =>
      (layer === 'frame' && theirs === '  Protocols in frame: eth:ethertype:aarp') ||
      (layer === 'list rows' && / AARP /.test(theirs ?? '') && / 0x80f3 /.test(ours ?? '')),
  },
  {
    because:
      'Wireshark takes the sampled headers in sFlow for packets of the capture, and numbers connections of which it holds none; labshark takes them for quotations',
    covers: (ours, theirs, layer, place) =>
      isAt(place, 'seladb__tcp-reassembly.pcap', 66) &&
      (layer === 'frame' ||
        (ours === undefined &&
          ((layer === 'stream numbers' && / Stream index: \d+$/.test(theirs ?? '')) ||
            (layer === 'TCP analysis' && / TCP SYN-ACK accepting TFO data$/.test(theirs ?? ''))))),
  },
  {
    because: 'labshark does not decode the link types of radio networks, and says so',
    covers: (ours, theirs, layer) =>
      (layer === 'frame' &&
        ours === '  Protocols in frame: data' &&
        /^ {2}Protocols in frame: (bluetooth:btle_rf:btle|bluetooth:btbredr_rf|wpan:data)$/.test(theirs ?? '')) ||
      (layer === 'list rows' && /Link type (195|255|256) is not decoded$/.test(ours ?? '')),
  },
];

/** A capture that only one of both reads, which stays so. */
export interface ListedCapture {
  readonly because: string;
  /** What labshark, and what Wireshark, says of it: undefined of the one that reads it. */
  readonly covers: (ours: string | undefined, theirs: string | undefined, bytes: Uint8Array) => boolean;
}

export const LISTED_CAPTURES: readonly ListedCapture[] = [
  {
    because: 'labshark reads pcap and pcapng, and says how to get there from other formats',
    covers: (ours, theirs) => theirs === undefined && /' is an? [^.]+ capture\. Open it in Wireshark/.test(ours ?? ''),
  },
  {
    because: 'Wireshark 4.4 does not know the link type of switch tags (DSA), which labshark names',
    covers: (ours, theirs, bytes) =>
      ours === undefined && theirs !== undefined && linkTypeOf(bytes) === LINKTYPE_DSA_TAG_DSA,
  },
];

const LINKTYPE_DSA_TAG_DSA = 284;

/** Of a classic pcap file in little-endian byte order; -1 otherwise. */
function linkTypeOf(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return bytes.length >= 24 && view.getUint32(0, true) === 0xa1b2c3d4 ? view.getUint32(20, true) & 0xffff : -1;
}

interface PrintedTime {
  readonly kind: string;
  readonly seconds: number;
  /** As printed: of Wireshark it may be negative or more than a second. */
  readonly nanos: bigint;
}

function timeIn(line: string | undefined): PrintedTime | undefined {
  const [, kind = '', date = '', fraction = ''] =
    /^ {2}((?:UTC )?Arrival Time): (.+:\d\d)\.(-?\d+) UTC$/.exec(line ?? '') ?? [];
  if (kind !== '') return {kind, seconds: Date.parse(`${date} UTC`) / 1000, nanos: BigInt(fraction)};
  // A negative fraction makes the whole negative; one that is too long is cut off after its unit begins.
  const [, sign = '', seconds = '', nanos = ''] =
    /^ {2}Epoch Arrival Time: (-?)(\d+)\.\(?(\d{9,})(?: nanosec\w*)?$/.exec(line ?? '') ?? [];
  return seconds === ''
    ? undefined
    : {kind: 'Epoch Arrival Time', seconds: Number(seconds), nanos: sign === '-' ? -BigInt(nanos) : BigInt(nanos)};
}

/** Whether both are the same time, when what `theirs` has of nanoseconds is taken modulo 2³². */
function isOverflow(ours: PrintedTime | undefined, theirs: PrintedTime | undefined): boolean {
  if (ours === undefined || theirs === undefined || ours.kind !== theirs.kind) return false;
  if (theirs.nanos >= 0n && theirs.nanos < 1_000_000_000n) return false;
  const exact = BigInt(ours.seconds - theirs.seconds) * 1_000_000_000n + ours.nanos;
  return BigInt.asIntN(32, exact) === BigInt.asIntN(32, theirs.nanos);
}
