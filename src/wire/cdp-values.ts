import type {FieldNode} from '../model/tree.ts';
import {formatAddress, hexText} from './address.ts';
import {bitPicture, hex, hexBytes, label} from './bits.ts';
import {macText} from './mac.ts';
import {u8, u16, u24, u32} from './read.ts';
import {text, visible} from './text.ts';

/** What CDP's TLVs hold, by type. */
export interface CdpValue {
  /** Of the type line. */
  readonly type: string;
  /** The value in `[at, end)`. */
  show(b: Uint8Array, at: number, end: number): CdpShown;
}

interface CdpShown {
  readonly title: string;
  readonly lines: readonly FieldNode[];
  /** What the info column adds. */
  readonly info?: string;
}

const line = (field: string, at: number, length: number, shown: string, children?: FieldNode[]): FieldNode => ({
  field,
  text: shown,
  at,
  length,
  ...(children ? {children} : {}),
});

const stringAt = (b: Uint8Array, at: number, end: number): string => visible(text(b.subarray(at, end)));

/** A text; `inInfo` is how the info column names it. */
const string = (type: string, title: string, name: string, field: string, inInfo?: string): CdpValue => ({
  type,
  show: (b, at, end) => {
    const value = stringAt(b, at, end);
    return {
      title: `${title}: ${value}`,
      lines: [line(field, at, end - at, label(name, value))],
      ...(inInfo === undefined ? {} : {info: `${inInfo}: ${value}  `}),
    };
  },
});

/** One number. */
const number = (
  type: string,
  name: string,
  field: string,
  size: 1 | 2 | 4,
  shown: (value: number) => string,
): CdpValue => ({
  type,
  show: (b, at, end) => {
    if (end - at < size) return {title: type, lines: []};
    const value = shown((size === 1 ? u8 : size === 2 ? u16 : u32)(b, at));
    return {title: `${name}: ${value}`, lines: [line(field, at, size, `${name}: ${value}`)]};
  },
});

const softwareVersion: CdpValue = {
  type: 'Software version',
  show: (b, at, end) => {
    const lines: FieldNode[] = [];
    for (let from = at; from < end; ) {
      const newline = b.subarray(from, end).indexOf(0x0a);
      const to = newline < 0 ? end : from + newline;
      lines.push(line('cdp.software_version', from, to - from, label('Software version', stringAt(b, from, to))));
      from = to + 1;
    }
    return {title: 'Software Version', lines};
  },
};

/** By type and protocol: 1 is an NLPID, of which 0xcc is IP (RFC 1490 appendix), 2 a header of IEEE 802.2. */
const NLPID = 1;
const PROTOCOLS: ReadonlyMap<string, string> = new Map([
  ['1 81', 'CLNP'],
  ['1 cc', 'IP'],
  ['2 aaaa030000000800', 'IPv4'],
  ['2 aaaa030000006003', 'DEC DNA Routing'],
  ['2 aaaa0300000086dd', 'IPv6'],
]);
/** More than fit a TLV are not there. */
const MAX_ADDRESSES = 1024;

const addresses = (type: string, title: string): CdpValue => ({
  type,
  show: (b, at, end) => {
    if (end - at < 4) return {title, lines: []};
    const count = u32(b, at);
    const lines = [line('cdp.number_of_addresses', at, 4, `Number of addresses: ${count}`)];
    let here = at + 4;
    for (let i = 0; i < Math.min(count, MAX_ADDRESSES) && end - here >= 2; i++) {
      const protocolLength = u8(b, here + 1);
      const lengthAt = here + 2 + protocolLength;
      const addressAt = lengthAt + 2;
      const addressLength = u16(b, lengthAt);
      if (addressAt + addressLength > end) break;
      lines.push(addressNode(b, {at: here, protocolLength, addressAt, addressLength}));
      here = addressAt + addressLength;
    }
    return {title, lines};
  },
});

interface AddressPlace {
  readonly at: number;
  readonly protocolLength: number;
  readonly addressAt: number;
  readonly addressLength: number;
}

function addressNode(b: Uint8Array, {at, protocolLength, addressAt, addressLength}: AddressPlace): FieldNode {
  const protocolType = u8(b, at);
  const typeName = protocolType === NLPID ? 'NLPID' : protocolType === 2 ? '802.2' : 'Unknown';
  const protocolBytes = hexBytes(b, at + 2, at + 2 + protocolLength);
  const protocol = PROTOCOLS.get(`${protocolType} ${protocolBytes}`) ?? protocolBytes;
  const bytes = b.subarray(addressAt, addressAt + addressLength);
  const isIp = (protocol === 'IP' && addressLength === 4) || (protocol === 'IPv6' && addressLength === 16);
  const shown = isIp ? formatAddress(bytes) : hexText(bytes);
  return line('', at, addressAt + addressLength - at, `${isIp ? `${protocol} address` : 'Address'}: ${shown}`, [
    line('cdp.protocol_type', at, 1, `Protocol type: ${typeName} (${hex(protocolType, 2)})`),
    line('cdp.protocol_length', at + 1, 1, `Protocol length: ${protocolLength}`),
    line('cdp.protocol', at + 2, protocolLength, `Protocol: ${protocol}`),
    line('cdp.address_length', addressAt - 2, 2, `Address length: ${addressLength}`),
    isIp
      ? line(`cdp.nrgyz.${protocol.toLowerCase()}_address`, addressAt, addressLength, `${protocol} Address: ${shown}`)
      : line('cdp.address', addressAt, addressLength, `Address: ${shown}`),
  ]);
}

const CAPABILITIES = [
  ['router', 'Router'],
  ['trans_bridge', 'Transparent Bridge'],
  ['src_bridge', 'Source Route Bridge'],
  ['switch', 'Switch'],
  ['host', 'Host'],
  ['igmp_capable', 'IGMP capable'],
  ['repeater', 'Repeater'],
  ['voip_phone', 'VoIP Phone'],
  ['remote', 'Remotely Managed Device'],
  ['cvta', 'CVTA/STP Dispute Resolution/Cisco VT Camera'],
  ['mac_relay', 'Two Port Mac Relay'],
] as const;

const capabilities: CdpValue = {
  type: 'Capabilities',
  show: (b, at, end) => {
    if (end - at < 4) return {title: 'Capabilities', lines: []};
    const value = u32(b, at);
    const bits = CAPABILITIES.map(([field, name], bit) => {
      const isSet = (value & (1 << bit)) !== 0;
      const shown = `${bitPicture(value, 2 ** bit, 32)} = ${name}: ${isSet ? 'Yes' : 'No'}`;
      return line(`cdp.capabilities.${field}`, at, 4, shown);
    });
    return {title: 'Capabilities', lines: [line('cdp.capabilities', at, 4, `Capabilities: ${hex(value, 8)}`, bits)]};
  },
};

const prefixes: CdpValue = {
  type: 'IP Prefix/Gateway (used for ODR)',
  show: (b, at, end) => {
    const length = end - at;
    if (length === 4) {
      const gateway = formatAddress(b.subarray(at, end));
      return {
        title: `ODR Default gateway: ${gateway}`,
        lines: [line('cdp.odr_default_gateway', at, 4, `ODR Default gateway: ${gateway}`)],
      };
    }
    const lines: FieldNode[] = [];
    for (let here = at; here + 5 <= end; here += 5) {
      const prefix = `${formatAddress(b.subarray(here, here + 4))}/${u8(b, here + 4)}`;
      lines.push(line('cdp.ip_prefix', here, 5, `IP Prefix: ${prefix}`));
    }
    return {title: `IP Prefixes: ${Math.floor(length / 5)}`, lines};
  },
};

const OUI_CISCO = 0x00000c;
const CLUSTER_MANAGEMENT = 0x0112;
const CLUSTER_LENGTH = 32;

/** A protocol's own hello; that of switch clusters is known, as far as people have found out. */
const hello: CdpValue = {
  type: 'Protocol Hello',
  show: (b, at, end) => {
    const isCluster = end - at >= 5 && u24(b, at) === OUI_CISCO && u16(b, at + 3) === CLUSTER_MANAGEMENT;
    if (!isCluster || end - at < CLUSTER_LENGTH) return {title: 'Protocol Hello', lines: []};
    const ip = (from: number) => formatAddress(b.subarray(from, from + 4));
    const byte = (from: number) => hex(u8(b, from), 2);
    const mac = (from: number) => macText(b.subarray(from, from + 6));
    return {
      title: 'Protocol Hello: Cluster Management',
      lines: [
        line('cdp.oui', at, 3, 'OUI: 00:00:0c (Cisco Systems, Inc)'),
        line('cdp.protocol_id', at + 3, 2, `Protocol ID: Cluster Management (${hex(CLUSTER_MANAGEMENT, 4)})`),
        line('cdp.cluster.master_ip', at + 5, 4, `Cluster Master IP: ${ip(at + 5)}`),
        line('cdp.cluster.ip', at + 9, 4, `IP?: ${ip(at + 9)}`),
        line('cdp.cluster.version', at + 13, 1, `Version?: ${byte(at + 13)}`),
        line('cdp.cluster.sub_version', at + 14, 1, `Sub Version?: ${byte(at + 14)}`),
        line('cdp.cluster.status', at + 15, 1, `Status?: ${byte(at + 15)}`),
        line('cdp.cluster.unknown', at + 16, 1, `UNKNOWN: ${byte(at + 16)}`),
        line('cdp.cluster.commander_mac', at + 17, 6, `Cluster Commander MAC: ${mac(at + 17)}`),
        line('cdp.cluster.switch_mac', at + 23, 6, `Switch's MAC: ${mac(at + 23)}`),
        line('cdp.cluster.unknown', at + 29, 1, `UNKNOWN: ${byte(at + 29)}`),
        line('cdp.cluster.management_vlan', at + 30, 2, `Management VLAN: ${u16(b, at + 30)}`),
      ],
    };
  },
};

const plain = String;
const byte = (value: number): string => hex(value, 2);

export const CDP_VALUES: ReadonlyMap<number, CdpValue> = new Map<number, CdpValue>([
  [0x0001, string('Device ID', 'Device ID', 'Device ID', 'cdp.deviceid', 'Device ID')],
  [0x0002, addresses('Addresses', 'Addresses')],
  [0x0003, string('Port ID', 'Port ID', 'Sent through Interface', 'cdp.portid', 'Port ID')],
  [0x0004, capabilities],
  [0x0005, softwareVersion],
  [0x0006, string('Platform', 'Platform', 'Platform', 'cdp.platform')],
  [0x0007, prefixes],
  [0x0008, hello],
  [
    0x0009,
    string('VTP Management Domain', 'VTP Management Domain', 'VTP Management Domain', 'cdp.vtp_management_domain'),
  ],
  [0x000a, number('Native VLAN', 'Native VLAN', 'cdp.native_vlan', 2, plain)],
  [0x000b, number('Duplex', 'Duplex', 'cdp.duplex', 1, (value) => (value ? 'Full' : 'Half'))],
  [0x0011, number('MTU', 'MTU', 'cdp.mtu', 4, plain)],
  [0x0012, number('Trust Bitmap', 'Trust Bitmap', 'cdp.trust_bitmap', 1, byte)],
  [0x0013, number('Untrusted Port CoS', 'Untrusted port CoS', 'cdp.untrusted_port_cos', 1, byte)],
  [0x0014, string('System Name', 'System Name', 'System Name', 'cdp.system_name')],
  [0x0016, addresses('Management Address', 'Management Addresses')],
]);
