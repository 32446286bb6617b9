import type {Handshake} from '../model/report.ts';

/**
 * What each side's window fields are multiplied with: scaling holds only when both SYNs offered it (RFC 7323 §2.2).
 * A SYN-ACK alone tells its sender's factor, since a server may offer scaling only to a client that did.
 */
export function windowMultipliers({client, server}: Handshake): {readonly client?: number; readonly server?: number} {
  if (client && server) {
    const scaled = client.windowScale !== undefined && server.windowScale !== undefined;
    return scaled
      ? {client: 2 ** (client.windowScale ?? 0), server: 2 ** (server.windowScale ?? 0)}
      : {client: 1, server: 1};
  }
  if (server) return server.windowScale === undefined ? {client: 1, server: 1} : {server: 2 ** server.windowScale};
  if (!client) return {};
  // Without the SYN-ACK nobody knows whether the offer was taken up; Wireshark takes it for granted.
  return client.windowScale === undefined ? {client: 1, server: 1} : {client: 2 ** client.windowScale};
}
