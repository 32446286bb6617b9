import {dataLayer} from './data.ts';
import type {Layer, Unit} from './layer.ts';
import {u16} from './read.ts';
import * as udp from './udp.ts';

/** What a UDP datagram carries, by its ports. */
export function udpPayloadLayer(unit: Unit): Layer {
  void [u16, udp];
  return dataLayer(unit);
}
