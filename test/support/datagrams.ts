import {openBytes} from '../../src/capture/index.ts';
import type {Capture} from '../../src/model/capture.ts';
import {ethernet, ip, udp} from './craft.ts';
import {writePcap} from './pcap-file.ts';

/** A capture of frames, one millisecond apart unless `at` (in milliseconds) says otherwise. */
export async function captureOf(frames: readonly (Uint8Array | {at: number; frame: Uint8Array})[]): Promise<Capture> {
  const packets = frames.map((one, index) => {
    const {at, frame} = one instanceof Uint8Array ? {at: index, frame: one} : one;
    const time = {seconds: 1_700_000_000 + Math.floor(at / 1000), nanos: (at % 1000) * 1e6};
    return {time, bytes: frame};
  });
  return openBytes('drawn.pcap', writePcap(packets));
}

export interface Datagram {
  readonly from?: string;
  readonly to?: string;
  readonly fromPort: number;
  readonly toPort: number;
}

export const datagram = (
  {from = '10.0.0.1', to = '10.0.0.2', fromPort, toPort}: Datagram,
  payload: Uint8Array,
): Uint8Array =>
  ethernet(
    {},
    ip(
      {source: from, destination: to, protocol: 17},
      udp({source: from, destination: to, sourcePort: fromPort, destinationPort: toPort}, payload),
    ),
  );
