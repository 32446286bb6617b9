import {curlHello} from './curl-hello.ts';
import {fourPacketClose} from './four-packet-close.ts';
import {mergedClose} from './merged-close.ts';
import {ownWebServer} from './own-web-server.ts';
import {sixConnections} from './six-connections.ts';

/** The samples that are built, by file name; browser-visit.pcapng beside them is a recording. */
export const SAMPLES: Readonly<Record<string, () => Uint8Array>> = {
  'curl-hello.pcap': curlHello,
  'own-web-server.pcapng': ownWebServer,
  'six-connections.pcapng': sixConnections,
  'four-packet-close.pcap': fourPacketClose,
  'merged-close.pcap': mergedClose,
};
