import type {Side, TcpState, TeardownKind} from '../../../model/report.ts';
import {exactSeconds, plainRuns} from '../../format.ts';

const other = (side: Side): Side => (side === 'client' ? 'server' : 'client');
const bytes = (n: number): string => `${n} ${n === 1 ? 'byte' : 'bytes'}`;

interface Stated {
  readonly fin: number;
  readonly frame: number;
  readonly side: Side;
  readonly state: TcpState;
}

/** How a side's byte count follows from its sequence numbers. */
const bytesBySequence = (side: Side) => ({
  ask: `How many bytes of data did the ${side} send on the connection, by the sequence numbers of its SYN and of its FIN?`,
  missing: `The capture does not hold both the SYN and the FIN of the ${side}.`,
  working: (p: {syn: number; isn: number; fin: number; finSequence: number; bytes: number}): string[] => [
    `The ${side}'s SYN, in frame ${p.syn}, has the Sequence Number (raw) ${p.isn}; it takes one number, so the first byte of data has ${(p.isn + 1) >>> 0}.`,
    `The FIN in frame ${p.fin} has the number ${p.finSequence}, right after the last byte.`,
    p.finSequence > p.isn
      ? `So ${p.finSequence} - ${p.isn} - 1 = ${p.bytes} bytes.`
      : `The numbers came round at 4294967296: ${p.finSequence} + 4294967296 - ${p.isn} - 1 = ${p.bytes} bytes.`,
  ],
  mistakes: {
    synCounted: 'The SYN takes one sequence number, but it is no byte of data: subtract one more.',
    finCounted: 'SYN and FIN take one sequence number each, but they are no bytes of data: subtract both.',
    sent: (p: {bytes: number}): string =>
      `That is the sum over all segments: data sent again are in it twice. Each byte has one sequence number: ${bytes(p.bytes)}.`,
  },
});

export const teardownEndQuestionsEn = () => ({
  'state-after-first-fin': {
    ask: 'In which TCP state is the side that closes first when it has sent its FIN, which is not acknowledged yet?',
    notShown: 'The capture does not show the connection in this state.',
    working: (p: Stated): string[] => [
      `Frame ${p.fin} is the first FIN: the ${p.side} has closed its direction and waits for the acknowledgment.`,
      `So the ${p.side} goes from ESTABLISHED to ${p.state} (RFC 9293 §3.6).`,
    ],
    mistakes: {
      'fin-wait-2': 'FIN-WAIT-2 follows only when the FIN has been acknowledged.',
      'close-wait': "CLOSE-WAIT is the other side's state, which has received the FIN.",
      'time-wait': 'TIME-WAIT follows only when the FIN of the other side has arrived too.',
    },
  },
  'peer-state-after-first-fin': {
    ask: 'In which TCP state is the other side when it has received the first FIN, and has not sent its own?',
    notShown:
      'The capture does not show the connection in this state: data sent before that FIN arrived only after it.',
    working: (p: Stated): string[] => [
      `Frame ${p.fin} is the first FIN; the ${p.side} receives it.`,
      `The ${p.side}'s TCP now waits for its own program to close: it goes from ESTABLISHED to ${p.state} (RFC 9293 §3.6).`,
    ],
    mistakes: {
      'fin-wait-1': 'FIN-WAIT-1 is the state of the side that closes first.',
      'fin-wait-2': 'FIN-WAIT-2 is the state of the side that closes first.',
      'last-ack': 'LAST-ACK follows only when this side has sent its own FIN.',
      'time-wait': 'TIME-WAIT is a state of the side that closes first.',
    },
  },
  'state-after-first-fin-ack': {
    ask: 'In which TCP state is the side that closes first, once it has received the segment that acknowledges its FIN?',
    notShown: 'The capture does not show the connection in this state.',
    working: (p: Stated): string[] => [
      `Frame ${p.frame} is the first segment that acknowledges the FIN of frame ${p.fin}.`,
      p.state === 'FIN-WAIT-2'
        ? `It has no FIN, so the ${p.side} now waits for the FIN of the other side: ${p.state}.`
        : p.state === 'TIME-WAIT'
          ? `The FIN of the other side has arrived too, with it or before, so both directions are closed: ${p.state}.`
          : `After it the ${p.side} is in ${p.state} (RFC 9293 §3.6).`,
    ],
    mistakes: {
      'fin-wait-1': 'In FIN-WAIT-1 it waited for this acknowledgment, which has now arrived.',
      'fin-wait-2': 'FIN-WAIT-2 waits for the FIN of the other side, which has arrived already.',
      'time-wait': 'TIME-WAIT needs the FIN of the other side, which has not arrived yet.',
    },
  },
  'peer-state-after-second-fin': {
    ask: 'In which TCP state is the side that closes second when it has sent its FIN, which is not acknowledged yet?',
    notShown: 'The capture does not show the connection in this state.',
    working: (p: Stated): string[] => [
      `Frame ${p.frame} is the FIN of the ${p.side}, which had received the first FIN (frame ${p.fin}) before.`,
      `It now waits for nothing but the last ACK: ${p.state} (RFC 9293 §3.6).`,
    ],
    mistakes: {
      'close-wait': 'CLOSE-WAIT was its state before it sent its own FIN.',
      'fin-wait-1': 'FIN-WAIT-1 is the state of the side that closes first.',
      'time-wait': 'TIME-WAIT is the state of the side that closes first.',
      closed: 'It is CLOSED only when the last ACK has arrived.',
    },
  },
  'time-wait-side': {
    ask: 'Which side waits in TIME-WAIT at the end: the client, the server, both, or neither?',
    working: (p: {fin: number; side: Side}): string[] => [
      `The ${p.side} sent the first FIN, frame ${p.fin}, and so also sends the last ACK.`,
      `Should that ACK be lost, the ${other(p.side)} sends its FIN again, and the ${p.side} must be there to answer: it waits in TIME-WAIT for 2 MSL.`,
    ],
    both: (fins: readonly number[]): string[] => [
      `The FINs (frames ${plainRuns(fins, ', ')}) crossed, so each side acknowledges the other's FIN after its own.`,
      'Each goes from CLOSING to TIME-WAIT: both wait.',
    ],
    reset: (p: {frame: number}): string[] => [
      `Frame ${p.frame} is a RST: it ends the connection at once on both sides.`,
      'Both go to CLOSED, and neither waits in TIME-WAIT.',
    ],
    mistakes: {
      other: (p: {side: Side}): string =>
        `The ${other(p.side)} closed second: with the last ACK it is CLOSED. It is the ${p.side} who waits.`,
      both: (p: {side: Side}): string => `Only the side that closed first waits, here the ${p.side}.`,
      reset: (p: {frame: number; side: Side}): string =>
        `The ${p.side} sent the first FIN, but the RST in frame ${p.frame} ends the connection before TIME-WAIT is reached.`,
    },
  },
  'release-duration': {
    ask: 'How long does the release of the connection take, from the first FIN to the last ACK, in seconds?',
    working: (p: {start: number; end: number; startNs: number; endNs: number; ns: number}): string[] => [
      `In the Time column, frame ${p.start} (the first FIN) has ${exactSeconds(p.startNs)} s, frame ${p.end} (the last ACK) ${exactSeconds(p.endNs)} s.`,
      `The difference is ${exactSeconds(p.ns)} s.`,
    ],
    mistakes: {
      dataAck: (p: {frame: number}): string =>
        `That counts from frame ${p.frame}, which acknowledges data: the release begins with the first FIN.`,
      secondFin: 'That is the time between the two FINs: the release ends with the last ACK.',
      milliseconds: 'That is in milliseconds; seconds are asked for.',
    },
  },
  'data-ack-before-fin': {
    ask: 'Right before the first FIN stands an ACK that is easily taken for a part of the release. In which frame?',
    missing: 'Right before the first FIN stands no ACK of data that could be taken for a part of the release.',
    working: (p: {frame: number; fin: number; acknowledgment: number}): string[] => [
      `Frame ${p.frame} has the ACK flag and no FIN; its Acknowledgment number (raw) ${p.acknowledgment} acknowledges data received before.`,
      `The release begins only after it, with the FIN in frame ${p.fin}.`,
    ],
    mistakes: {
      fin: 'That frame has the first FIN: with it the release begins.',
      wave: (p: {frame: number; fin: number}): string =>
        `Frame ${p.frame} acknowledges the FIN of frame ${p.fin}, so it is part of the release.`,
    },
  },
  'client-bytes-by-sequence': bytesBySequence('client'),
  'server-bytes-by-sequence': bytesBySequence('server'),
  'release-complete': {
    ask: 'Is the release of the connection captured completely, that is, with both FINs and an ACK of each?',
    complete: (p: {waves: readonly number[]}): string[] => [
      `Both FINs and what acknowledges them are in the capture: frames ${plainRuns(p.waves, ', ')}.`,
      'So the release is complete.',
    ],
    incomplete: (p: {kind: TeardownKind; waves: readonly number[]; stream: number}): string[] => [
      missing(p.kind, p.stream),
      'So the release is not captured completely.',
    ],
    mistakes: {
      no: (p: {waves: readonly number[]}): string =>
        p.waves.length === 3
          ? `Three segments are complete here: frame ${p.waves[1]} is both ACK and FIN.`
          : `Both FINs and an ACK of each are there: frames ${plainRuns(p.waves, ', ')}.`,
      yes: (p: {kind: TeardownKind; stream: number}): string => missing(p.kind, p.stream),
    },
  },
  'reset-frame': {
    ask: 'Which frame is the first RST segment of the connection?',
    working: (p: {frame: number; stream: number}): string[] => [
      `The display filter tcp.stream == ${p.stream} && tcp.flags.reset == 1 leaves the connection's RST segments.`,
      `The first is frame ${p.frame}.`,
    ],
    mistakes: {
      near: (p: {near: number; frame: number}): string => `Frame ${p.near} is next to it: the RST is frame ${p.frame}.`,
    },
  },
  'reset-sender': {
    ask: "Which side sends the connection's first RST: the client or the server?",
    working: (p: {frame: number; side: Side; port: number}): string[] => [
      `Frame ${p.frame} is the first RST: its Source Port is ${p.port}.`,
      `That is the ${p.side}'s port, so the ${p.side} sends it.`,
    ],
    mistakes: {
      other: (p: {frame: number; side: Side; port: number}): string =>
        `Frame ${p.frame} comes from port ${p.port}, which is the ${p.side}'s.`,
    },
  },
  'reset-reason': {
    ask: 'Why is the connection ended by a RST, and what does the capture show of the reason?',
    missing: 'The connection did not end with a RST.',
    working: (p: {frame: number; side: Side; sequence: number; data?: number}): string[] => [
      `Frame ${p.frame} is the RST; the ${p.side} sends it, with the Sequence Number (raw) ${p.sequence}.`,
      p.data === undefined
        ? "It does not answer data that came after its sender's own FIN."
        : `That is the acknowledgment number of frame ${p.data}, which it answers (RFC 9293 §3.5.2).`,
    ],
    answers: (p: {frame: number; side: Side; data: number; bytes: number}): string =>
      `The program of the ${p.side} had closed the connection and takes no more data. Then frame ${p.data} brought ${bytes(p.bytes)}. Nobody could receive them, so the TCP of the ${p.side} answered with the RST in frame ${p.frame}.`,
    aborted: (p: {frame: number; side: Side; fin?: number}): string =>
      p.fin === undefined
        ? `The ${p.side} sent the RST in frame ${p.frame} without a FIN before: it aborted the connection instead of releasing it, as happens when a program ends, or gives up. The program's own reason is not in the capture. Data under way are lost.`
        : `After the FIN in frame ${p.fin} the ${p.side} sent the RST in frame ${p.frame}: it gave the connection up before both directions were closed in the ordinary way. The program's own reason is not in the capture.`,
  },
});

function missing(kind: TeardownKind, stream: number): string {
  if (kind === 'still-open') return `No segment of the connection (tcp.stream == ${stream}) has a FIN.`;
  if (kind === 'half-closed') return "Only one side's FIN is in the capture.";
  return 'Both FINs are in the capture, but not an ACK of each.';
}

export type TeardownEndQuestions = ReturnType<typeof teardownEndQuestionsEn>;
