/** What a choice is called: its name, and other words for it that answers use. */
export const choicesEn = {
  client: {name: 'the client', also: ['client', 'browser', 'me', 'my computer']},
  server: {name: 'the server', also: ['server', 'web server']},
  yes: {name: 'yes', also: ['true', 'y']},
  no: {name: 'no', also: ['false', 'n']},
  udp: {name: 'UDP', also: ['User Datagram Protocol']},
  tcp: {name: 'TCP', also: ['Transmission Control Protocol']},
  both: {name: 'both sides', also: ['both', 'client and server']},
  neither: {name: 'neither side', also: ['neither', 'none', 'nobody']},
  'four-packet': {
    name: 'four segments',
    also: ['four', '4', 'four packets', 'four-way', 'four-way close', 'FIN, ACK, FIN, ACK'],
  },
  'three-packet': {
    name: 'three segments, ACK and FIN in one',
    also: ['three', '3', 'three segments', 'three packets', 'three-way', 'FIN, FIN-ACK, ACK', 'FIN, FIN+ACK, ACK'],
  },
  simultaneous: {name: 'simultaneous close', also: ['simultaneous', 'at the same time', 'the FINs crossed']},
  'fin-then-reset': {
    name: 'a FIN, then a reset',
    also: ['FIN then RST', 'FIN, then RST', 'FIN and RST', 'first FIN, then RST'],
  },
  reset: {name: 'a reset', also: ['RST', 'reset', 'aborted', 'abort']},
  'half-closed': {
    name: 'half-closed: only one side sent a FIN',
    also: ['half-closed', 'half closed', 'half-close', 'one FIN', 'only one FIN'],
  },
  'still-open': {name: 'not closed in the capture', also: ['still open', 'open', 'not closed', 'not released']},
  established: {name: 'ESTABLISHED', also: ['ESTAB']},
  'fin-wait-1': {
    name: 'FIN-WAIT-1',
    also: ['FIN_WAIT_1', 'FIN_WAIT1', 'FIN WAIT 1', 'FINWAIT1', 'FINWAIT-1', 'FIN-WAIT1'],
  },
  'fin-wait-2': {
    name: 'FIN-WAIT-2',
    also: ['FIN_WAIT_2', 'FIN_WAIT2', 'FIN WAIT 2', 'FINWAIT2', 'FINWAIT-2', 'FIN-WAIT2'],
  },
  'close-wait': {name: 'CLOSE-WAIT', also: ['CLOSE_WAIT', 'CLOSE WAIT', 'CLOSEWAIT']},
  closing: {name: 'CLOSING', also: ['the closing state']},
  'last-ack': {name: 'LAST-ACK', also: ['LAST_ACK', 'LAST ACK', 'LASTACK']},
  'time-wait': {name: 'TIME-WAIT', also: ['TIME_WAIT', 'TIME WAIT', 'TIMEWAIT']},
  closed: {name: 'CLOSED', also: ['the closed state']},
  success: {name: 'success (2xx)', also: ['2xx', 'success', 'successful', 'ok']},
  redirection: {name: 'redirection (3xx)', also: ['3xx', 'redirection', 'redirect']},
  'client-error': {name: 'client error (4xx)', also: ['4xx', 'client error', 'error of the client']},
  'server-error': {name: 'server error (5xx)', also: ['5xx', 'server error', 'error of the server']},
  informational: {name: 'informational (1xx)', also: ['1xx', 'informational']},
  'content-length': {name: 'by Content-Length', also: ['Content-Length', 'content length', 'length']},
  chunked: {
    name: 'by chunked transfer coding',
    also: ['chunked', 'chunks', 'Transfer-Encoding: chunked', 'Transfer-Encoding'],
  },
  'connection-close': {
    name: 'by the end of the connection',
    also: ['connection close', 'Connection: close', 'FIN', 'closing the connection'],
  },
  'no-body': {name: 'there is no body', also: ['no body', 'empty body', 'without a body']},
  serial: {
    name: 'one after the other (serially)',
    also: ['serial', 'serially', 'one after the other', 'one after another', 'sequential', 'sequentially', 'in series'],
  },
  parallel: {
    name: 'in parallel',
    also: ['parallel', 'at the same time as others', 'concurrent', 'concurrently', 'simultaneously'],
  },
  opened: {name: 'established', also: ['it was established', 'success', 'successful', 'connected']},
  refused: {name: 'refused', also: ['it was refused', 'connection refused', 'rejected', 'reset', 'RST']},
  unanswered: {name: 'unanswered', also: ['no answer', 'no reply', 'no response', 'timeout', 'timed out']},
  retransmission: {name: 'retransmissions', also: ['retransmission', 'retransmitted', 'sent again', 'resent']},
  'new-connections': {
    name: 'new connections',
    also: ['new connection', 'other connections', 'connections of their own', 'several connections', 'parallel'],
  },
  'ack-alone': {
    name: 'a segment of its own',
    also: ['its own segment', 'pure ACK', 'bare ACK', 'separate ACK', 'separately', 'without data'],
  },
  'ack-with-data': {
    name: 'a segment that carries data',
    also: ['with data', 'with the response', 'piggybacked', 'piggyback', 'together with the response'],
  },
};
