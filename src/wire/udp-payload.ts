import {aodvLayer} from './aodv.ts';
import {autoRpLayer} from './auto-rp.ts';
import {bjnpLayer} from './bjnp.ts';
import {dataLayer} from './data.ts';
import {dhcpLayer} from './dhcp.ts';
import {dhcpv6Layer} from './dhcpv6.ts';
import {discardLayer, echoLayer} from './discard.ts';
import {nameLayer} from './dns-layer.ts';
import type {NameService} from './dns-tree.ts';
import {dropboxLayer} from './dropbox.ts';
import {kerberosLayer} from './kerberos.ts';
import type {Layer, Unit} from './layer.ts';
import {nbdgmLayer} from './nbdgm.ts';
import {nbnsLayer} from './nbns.ts';
import {ntpLayer} from './ntp.ts';
import {quicLayer} from './quic-tree.ts';
import {ripLayer} from './rip.ts';
import {sflowLayer} from './sflow.ts';
import {ssdpLayer} from './ssdp.ts';
import * as teredo from './teredo.ts';
import {tftpLayer} from './tftp.ts';
import * as udp from './udp.ts';
import * as vxlan from './vxlan.ts';
import {wakeOnLanLayer} from './wake-on-lan.ts';

/** Reads a datagram's payload, or refuses it. */
type Decoder = (unit: Unit) => Layer | undefined;

/** DNS (RFC 1035 §4.2.1), multicast DNS (RFC 6762 §3), link-local name resolution (RFC 4795 §2). */
export const NAME_SERVICES: ReadonlyMap<number, NameService> = new Map([
  [53, 'dns'],
  [5353, 'mdns'],
  [5355, 'llmnr'],
]);

/** Who decodes what comes from or goes to a port. */
export const BY_PORT: ReadonlyMap<number, Decoder> = new Map<number, Decoder>([
  ...[...NAME_SERVICES].map(([port, service]) => [port, nameLayer(service)] as const),
  [7, echoLayer],
  [9, discardLayer],
  [67, dhcpLayer],
  [68, dhcpLayer],
  [69, tftpLayer],
  [88, kerberosLayer],
  [123, ntpLayer],
  [137, nbnsLayer],
  [138, nbdgmLayer],
  [496, autoRpLayer],
  [520, ripLayer],
  [546, dhcpv6Layer],
  [547, dhcpv6Layer],
  [654, aodvLayer],
  [750, kerberosLayer],
  [1900, ssdpLayer],
  [teredo.PORT, teredo.teredoLayer],
  [vxlan.PORT, vxlan.vxlanLayer],
  [6343, sflowLayer],
  [8611, bjnpLayer],
  [8612, bjnpLayer],
  [8613, bjnpLayer],
  [8614, bjnpLayer],
  [17500, dropboxLayer],
]);

/** Asked in this order where no port decides. */
export const BY_CONTENT: readonly Decoder[] = [quicLayer, wakeOnLanLayer];

/** What a UDP datagram carries: the lower port is asked before the higher one, and then the content. */
export function udpPayloadLayer(unit: Unit): Layer {
  const header = unit.at - udp.HEADER_LENGTH;
  const ports = [udp.sourcePort(unit.b, header), udp.destinationPort(unit.b, header)].sort((a, b) => a - b);
  for (const decode of [...ports.map((port) => BY_PORT.get(port)), ...BY_CONTENT]) {
    const layer = decode?.(unit);
    if (layer) return unit.quoted ? {...layer, shortage: undefined} : layer;
  }
  return dataLayer(unit);
}
