import type {Capture} from '../model/capture.ts';
import type {Row} from '../model/units.ts';
import type {StatusLine} from '../wire/http1.ts';
import {ACK} from '../wire/tcp-flags.ts';
import type {HttpMessage, MessageStart} from './http-messages.ts';
import {type ByteStream, pieceAt} from './reassembly.ts';
import {advance, distance} from './sequence.ts';

/** Which request each response answers; responses are asked for in the order of their stream. */
export interface Pairing {
  /** The request that this final response answers; undefined for an interim one and where the capture can't tell. */
  requestOf(response: MessageStart): HttpMessage | undefined;
}

/** So many requests may wait for their responses (pipelining, RFC 9112 §9.3.2): nobody sends more. */
const MOST_IN_FLIGHT = 256;

/**
 * Responses come in the order of the requests (RFC 9112 §9.3.2), so the n-th answers the n-th. Where messages are
 * missing, counting fails; then the acknowledgment number decides: a client that waits for each answer sends its
 * request with the number at which the response will begin. Where that tells nothing either, nothing is paired.
 */
export function pairing(
  capture: Capture,
  streams: {readonly request: ByteStream; readonly response: ByteStream},
  requests: readonly HttpMessage[],
): Pairing {
  const table = capture.packets;
  let next = 0;
  /** Nothing is missing since the last pair. */
  let inStep = true;
  /** Where the first interim response to the request began. */
  let begun: number | undefined;

  /** The server had received the request's beginning when it sent the response's. */
  const cameBefore = (request: HttpMessage, responseRow: Row): boolean =>
    table.get('flags', responseRow) & ACK
      ? distance(advance(streams.request.origin, request.from), table.get('acknowledgment', responseRow)) > 0
      : request.firstRow < responseRow;

  const expects = (request: HttpMessage, at: number): boolean =>
    table.get('acknowledgment', request.firstRow) === advance(streams.response.origin, at);

  function indexBehindHole(row: Row, at: number): number | undefined {
    let until = next;
    const last = Math.min(requests.length, next + MOST_IN_FLIGHT);
    for (; until < last && cameBefore(requests[until] as HttpMessage, row); until++) {
      if (expects(requests[until] as HttpMessage, at)) return until;
    }
    // With one request and no hole among the requests there is nothing else to answer.
    return until === next + 1 && requests[next]?.follows ? next : undefined;
  }

  return {
    requestOf({head, from, follows}) {
      const {status} = head.start as StatusLine;
      inStep &&= follows;
      const at = begun ?? from;
      if (status < 200 && status !== 101) {
        begun = at;
        return undefined;
      }
      begun = undefined;
      const row = streams.response.pieces[pieceAt(streams.response, from)]?.row;
      if (row === undefined) return undefined;
      const first = requests[next];
      if (first === undefined || !cameBefore(first, row)) return undefined;
      const index = inStep && first.follows ? next : indexBehindHole(row, at);
      const request = index === undefined ? undefined : requests[index];
      inStep = request !== undefined;
      if (index !== undefined) next = index + 1;
      return request;
    },
  };
}
