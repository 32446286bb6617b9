/** Crafts frames byte for byte. Layers are functions from their fields and payload to bytes; they nest. */

export type Bytes = Uint8Array<ArrayBuffer>;

export const bytes = (...parts: (number | Uint8Array | string)[]): Bytes => {
  const chunks = parts.map((part) =>
    typeof part === 'number' ? Uint8Array.of(part) : typeof part === 'string' ? new TextEncoder().encode(part) : part,
  );
  const all = new Uint8Array(chunks.reduce((sum, {length}) => sum + length, 0));
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.length;
  }
  return all;
};

export const hex = (text: string): Bytes => {
  const digits = text.replace(/[\s:]/g, '');
  return Uint8Array.from({length: digits.length / 2}, (_, i) => Number.parseInt(digits.slice(2 * i, 2 * i + 2), 16));
};

export const u16 = (n: number): Bytes => Uint8Array.of((n >>> 8) & 255, n & 255);
export const u32 = (n: number): Bytes => Uint8Array.of((n >>> 24) & 255, (n >>> 16) & 255, (n >>> 8) & 255, n & 255);

export function ipAddress(text: string): Bytes {
  if (!text.includes(':')) return Uint8Array.from(text.split('.').map(Number));
  const [head = '', tail] = text.split('::');
  const groups = (part: string) => (part === '' ? [] : part.split(':').map((group) => Number.parseInt(group, 16)));
  const first = groups(head);
  const last = tail === undefined ? [] : groups(tail);
  const zeros = Array.from({length: 8 - first.length - last.length}, () => 0);
  return bytes(...[...first, ...zeros, ...last].map(u16));
}

/** RFC 1071 §1: one's complement sum of 16-bit words, folded, not complemented. */
export function sum16(...parts: readonly Uint8Array[]): number {
  const all = bytes(...parts);
  let sum = 0;
  for (let at = 0; at < all.length; at += 2) sum += ((all[at] ?? 0) << 8) | (all[at + 1] ?? 0);
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >>> 16);
  return sum;
}

export interface EthernetFields {
  readonly source?: string;
  readonly destination?: string;
  readonly type?: number;
  /** VLAN ids, outermost first; two are QinQ. */
  readonly vlan?: readonly number[];
  /** Fills the frame up to 60 bytes. */
  readonly pad?: boolean;
}

export function ethernet(fields: EthernetFields, payload: Uint8Array): Bytes {
  const {source = '02:00:00:00:00:01', destination = '02:00:00:00:00:02', vlan = [], pad = false} = fields;
  const tags = vlan.map((id, i) => bytes(u16(vlan.length > 1 && i === 0 ? 0x88a8 : 0x8100), u16(id)));
  const frame = bytes(hex(destination), hex(source), ...tags, u16(fields.type ?? etherType(payload)), payload);
  return pad && frame.length < 60 ? bytes(frame, new Uint8Array(60 - frame.length)) : frame;
}

const etherType = (payload: Uint8Array): number => ((payload[0] ?? 0) >> 4 === 6 ? 0x86dd : 0x0800);

export interface CookedFields {
  /** 0 to us, 4 sent by us. */
  readonly packetType?: number;
  readonly source?: string;
  readonly hardwareType?: number;
  readonly type?: number;
  readonly interfaceIndex?: number;
}

export function linuxCooked(fields: CookedFields, payload: Uint8Array): Bytes {
  const {packetType = 0, source = '02:00:00:00:00:01', hardwareType = 1} = fields;
  const address = hex(source);
  return bytes(
    u16(packetType),
    u16(hardwareType),
    u16(address.length),
    address,
    new Uint8Array(8 - address.length),
    u16(fields.type ?? etherType(payload)),
    payload,
  );
}

export function linuxCooked2(fields: CookedFields, payload: Uint8Array): Bytes {
  const {packetType = 0, source = '02:00:00:00:00:01', hardwareType = 1, interfaceIndex = 1} = fields;
  const address = hex(source);
  return bytes(
    u16(fields.type ?? etherType(payload)),
    u16(0),
    u32(interfaceIndex),
    u16(hardwareType),
    packetType,
    address.length,
    address,
    new Uint8Array(8 - address.length),
    payload,
  );
}

/** BSD loopback: the family in the byte order of the recording host (NULL) or of the network (LOOP). */
export function loopback(payload: Uint8Array, order: 'little' | 'network' = 'little', family = 2): Bytes {
  return bytes(order === 'little' ? u32(family).reverse() : u32(family), payload);
}

export interface Ipv4Fields {
  readonly source: string;
  readonly destination: string;
  readonly protocol?: number;
  readonly id?: number;
  readonly ttl?: number;
  readonly dscp?: number;
  readonly dontFragment?: boolean;
  readonly moreFragments?: boolean;
  /** Bytes. */
  readonly fragmentOffset?: number;
  readonly options?: Uint8Array;
  readonly totalLength?: number;
  readonly checksum?: number;
}

export function ipv4(fields: Ipv4Fields, payload: Uint8Array): Bytes {
  const options = fields.options ?? new Uint8Array(0);
  const {dontFragment = true, moreFragments = false, fragmentOffset = 0} = fields;
  const header = bytes(
    0x40 | (5 + options.length / 4),
    fields.dscp ?? 0,
    u16(fields.totalLength ?? 20 + options.length + payload.length),
    u16(fields.id ?? 0),
    u16((dontFragment ? 0x4000 : 0) | (moreFragments ? 0x2000 : 0) | (fragmentOffset / 8)),
    fields.ttl ?? 64,
    fields.protocol ?? 6,
    u16(0),
    ipAddress(fields.source),
    ipAddress(fields.destination),
    options,
  );
  header.set(u16(fields.checksum ?? ~sum16(header)), 10);
  return bytes(header, payload);
}

export interface Ipv6Fields {
  readonly source: string;
  readonly destination: string;
  readonly nextHeader?: number;
  readonly hopLimit?: number;
  readonly trafficClass?: number;
  readonly flowLabel?: number;
  readonly payloadLength?: number;
}

/** Extension headers are part of the payload; `nextHeader` names the first. */
export function ipv6(fields: Ipv6Fields, payload: Uint8Array): Bytes {
  return bytes(
    u32(0x60000000 | ((fields.trafficClass ?? 0) << 20) | (fields.flowLabel ?? 0)),
    u16(fields.payloadLength ?? payload.length),
    fields.nextHeader ?? 6,
    fields.hopLimit ?? 64,
    ipAddress(fields.source),
    ipAddress(fields.destination),
    payload,
  );
}

export const ip = (fields: Ipv4Fields & {hopLimit?: number}, payload: Uint8Array): Bytes =>
  fields.source.includes(':')
    ? ipv6({...fields, nextHeader: fields.protocol ?? 6, hopLimit: fields.ttl ?? 64}, payload)
    : ipv4(fields, payload);

export const FLAG = {
  FIN: 0x001,
  SYN: 0x002,
  RST: 0x004,
  PSH: 0x008,
  ACK: 0x010,
  URG: 0x020,
  ECE: 0x040,
  CWR: 0x080,
  AE: 0x100,
} as const;

export type Checksum = 'good' | 'partial' | number;

export interface TcpFields {
  readonly source: string;
  readonly destination: string;
  readonly sourcePort: number;
  readonly destinationPort: number;
  readonly sequence: number;
  readonly acknowledgment?: number;
  readonly flags: number;
  readonly window?: number;
  readonly urgent?: number;
  /** Already padded to a multiple of four bytes. */
  readonly options?: Uint8Array;
  /** `partial` is what checksum offload leaves: the sum of the pseudo-header alone, folded, not complemented. */
  readonly checksum?: Checksum;
}

export function tcp(fields: TcpFields, payload: Uint8Array = new Uint8Array(0)): Bytes {
  const options = fields.options ?? new Uint8Array(0);
  const segment = bytes(
    u16(fields.sourcePort),
    u16(fields.destinationPort),
    u32(fields.sequence),
    u32(fields.acknowledgment ?? 0),
    u16(((5 + options.length / 4) << 12) | fields.flags),
    u16(fields.window ?? 65535),
    u16(0),
    u16(fields.urgent ?? 0),
    options,
    payload,
  );
  segment.set(u16(checksumOf(fields, 6, segment)), 16);
  return segment;
}

function checksumOf(
  fields: {source: string; destination: string; checksum?: Checksum},
  protocol: number,
  segment: Uint8Array,
): number {
  const {checksum = 'good'} = fields;
  if (typeof checksum === 'number') return checksum;
  const pseudo = bytes(ipAddress(fields.source), ipAddress(fields.destination), u32(segment.length), u32(protocol));
  return checksum === 'partial' ? sum16(pseudo) : ~sum16(pseudo, segment) & 0xffff;
}

/** TCP options; `padOptions` fills up to four bytes with NOPs in front, as Linux orders them, or at the end. */
export const option = {
  mss: (size: number): Bytes => bytes(2, 4, u16(size)),
  windowScale: (shift: number): Bytes => bytes(3, 3, shift),
  sackPermitted: (): Bytes => bytes(4, 2),
  sack: (...edges: number[]): Bytes => bytes(5, 2 + 4 * edges.length, ...edges.map(u32)),
  timestamps: (value: number, echo: number): Bytes => bytes(8, 10, u32(value), u32(echo)),
  fastOpen: (...cookie: number[]): Bytes => bytes(34, 2 + cookie.length, ...cookie),
  nop: (): Bytes => bytes(1),
  end: (): Bytes => bytes(0),
};

export interface UdpFields {
  readonly source: string;
  readonly destination: string;
  readonly sourcePort: number;
  readonly destinationPort: number;
  readonly length?: number;
  readonly checksum?: Checksum;
}

export function udp(fields: UdpFields, payload: Uint8Array): Bytes {
  const datagram = bytes(
    u16(fields.sourcePort),
    u16(fields.destinationPort),
    u16(fields.length ?? 8 + payload.length),
    u16(0),
    payload,
  );
  datagram.set(u16(checksumOf(fields, 17, datagram) || 0xffff), 6);
  return datagram;
}

export interface EchoFields {
  readonly type: 'request' | 'reply';
  readonly identifier: number;
  readonly sequence: number;
}

export function icmpEcho({type, identifier, sequence}: EchoFields, payload: Uint8Array): Bytes {
  const message = bytes(type === 'request' ? 8 : 0, 0, u16(0), u16(identifier), u16(sequence), payload);
  message.set(u16(~sum16(message)), 2);
  return message;
}

export interface ArpFields {
  readonly operation: 'request' | 'reply';
  readonly senderMac: string;
  readonly senderIp: string;
  readonly targetMac?: string;
  readonly targetIp: string;
}

export function arp(fields: ArpFields): Bytes {
  return bytes(
    u16(1),
    u16(0x0800),
    6,
    4,
    u16(fields.operation === 'request' ? 1 : 2),
    hex(fields.senderMac),
    ipAddress(fields.senderIp),
    hex(fields.targetMac ?? '00:00:00:00:00:00'),
    ipAddress(fields.targetIp),
  );
}

const DNS_TYPES = {A: 1, NS: 2, CNAME: 5, SOA: 6, PTR: 12, MX: 15, TXT: 16, AAAA: 28, HTTPS: 65} as const;
export type DnsType = keyof typeof DNS_TYPES;

export interface DnsFields {
  readonly id: number;
  readonly response?: boolean;
  readonly rcode?: number;
  readonly name: string;
  readonly type: DnsType;
  readonly answers?: readonly {
    readonly name?: string;
    /** Offset in the message where the owner's name stands already (RFC 1035 §4.1.4). */
    readonly pointer?: number;
    readonly type: DnsType;
    readonly ttl: number;
    /** Address or name as text; raw bytes for other types. */
    readonly data: string | Uint8Array;
  }[];
  /** Adds an OPT record with this UDP payload size. */
  readonly edns?: number;
}

export const dnsName = (name: string): Bytes =>
  bytes(...(name === '' ? [] : name.split('.')).flatMap((label) => [label.length, label]), 0);

/** Answers that repeat the question's name point at it (offset 12), as servers do. */
export function dns(fields: DnsFields): Bytes {
  const {id, response = false, rcode = 0, name, type, answers = [], edns} = fields;
  const records = answers.map((answer) => {
    const data =
      typeof answer.data !== 'string'
        ? answer.data
        : answer.type === 'A' || answer.type === 'AAAA'
          ? ipAddress(answer.data)
          : dnsName(answer.data);
    const owner =
      answer.pointer !== undefined
        ? u16(0xc000 | answer.pointer)
        : answer.name === undefined || answer.name === name
          ? u16(0xc00c)
          : dnsName(answer.name);
    return bytes(owner, u16(DNS_TYPES[answer.type]), u16(1), u32(answer.ttl), u16(data.length), data);
  });
  return bytes(
    u16(id),
    u16((response ? 0x8180 : 0x0100) | rcode),
    u16(1),
    u16(answers.length),
    u16(0),
    u16(edns === undefined ? 0 : 1),
    dnsName(name),
    u16(DNS_TYPES[type]),
    u16(1),
    ...records,
    ...(edns === undefined ? [] : [bytes(0, u16(41), u16(edns), u32(0), u16(0))]),
  );
}
