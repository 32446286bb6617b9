import type {Report, Side} from '../../model/report.ts';
import {explained, keyFrame} from './evidence.ts';
import {choice, number, type Question, question, text} from './question.ts';
import {isOpeningSyn, misleadsAnalysis, named, segmentsOf} from './segments.ts';

/** As Wireshark shows them when it names ports. */
const SERVICES: Readonly<Record<number, string>> = {80: 'http', 443: 'https', 8080: 'http-alt'};

/** So many ports are listed. */
const LISTED = 24;

const portQuestion = (id: 'client-port' | 'server-port', side: Side): Question =>
  question(id, {
    layer: 'handshake',
    difficulty: 1,
    kind: 'number',
    answer(report, say, {cannotAnswer}) {
      const connection = explained(report);
      if (!connection) return {because: cannotAnswer.noConnection};
      if (connection.rolesFrom === 'port') return {because: cannotAnswer.rolesUnknown};
      const shown = keyFrame(report, 'syn') ?? keyFrame(report, 'syn-ack') ?? keyFrame(report, 'request');
      const from = segmentsOf(report).find(({frame}) => frame === shown?.frame)?.from;
      if (!shown || from === undefined) return {because: cannotAnswer.rolesUnknown};
      const {port} = connection[side];
      const other = connection[side === 'client' ? 'server' : 'client'].port;
      const service = side === 'server' ? SERVICES[port] : undefined;
      return {
        value: number(port),
        ...(service === undefined ? {} : {also: [text(service)]}),
        frames: [shown.frame],
        working: say.working({frame: shown.frame, port, other, from, isSyn: shown.roles.includes('syn')}),
        mistakes: [{value: number(other), says: say.mistakes.others({other})}],
      };
    },
  });

export const clientPort = portQuestion('client-port', 'client');
export const serverPort = portQuestion('server-port', 'server');

export const connectionOutcome = question('connection-outcome', {
  layer: 'handshake',
  difficulty: 1,
  kind: 'choice',
  answer(report, say, {cannotAnswer}) {
    const {handshake} = explained(report) ?? {};
    const {syn, synAck, ack} = handshake?.frames ?? {};
    if (!handshake || syn === undefined) return {because: cannotAnswer.noSyn};
    const {kind, resetFrame, synRetransmissions} = handshake;
    if ((kind === 'three-way' || kind === 'simultaneous-open') && synAck && ack) {
      return {
        value: choice('opened'),
        frames: [syn, synAck, ack],
        working: say.established({syn, synAck, ack, isSimultaneous: kind === 'simultaneous-open'}),
      };
    }
    if (kind === 'refused' && resetFrame !== undefined) {
      return {
        value: choice('refused'),
        frames: [syn, resetFrame],
        working: say.refused({syn, reset: resetFrame}),
        mistakes: [{value: choice('unanswered'), says: say.mistakes.unanswered({reset: resetFrame})}],
      };
    }
    if (kind !== 'unanswered') return {because: cannotAnswer.noHandshake};
    const all = synFrames(report);
    return {
      value: choice('unanswered'),
      frames: all,
      working: say.unanswered({frames: all, again: synRetransmissions}),
      mistakes: [{value: choice('refused'), says: say.mistakes.refused}],
    };
  },
});

/** Every SYN with which the client opens the explained connection. */
const synFrames = (report: Report): readonly number[] =>
  segmentsOf(report)
    .filter(isOpeningSyn)
    .map(({frame}) => frame);

export const synRetransmissions = question('syn-retransmissions', {
  layer: 'handshake',
  difficulty: 2,
  kind: 'number',
  answer(report, say, {cannotAnswer}) {
    const {handshake, stream} = explained(report) ?? {};
    if (!handshake || stream === undefined || handshake.frames.syn === undefined) return {because: cannotAnswer.noSyn};
    const all = synFrames(report);
    const count = handshake.synRetransmissions;
    if (count > 0 && misleadsAnalysis(report)) return {because: cannotAnswer.orderMisleads};
    const parallel = parallelSyns(report);
    return {
      value: number(count),
      frames: all,
      working: say.working({frames: all, count, stream, parallel: parallel.map(({frame}) => frame)}),
      mistakes: [
        ...(parallel.length === 0
          ? []
          : [
              {
                value: number(count + parallel.length),
                says: say.mistakes.parallel({ports: parallel.map(({port}) => port)}),
              },
            ]),
        ...(count === 0 ? [] : [{value: number(count + 1), says: say.mistakes.first}]),
      ],
    };
  },
});

const parallelSyns = ({findings: {handshake}}: Report) => (handshake.available ? handshake.parallelSyns : []);

export const severalSyns = question('several-syns', {
  layer: 'handshake',
  difficulty: 3,
  kind: 'choice',
  answer(report, say, {cannotAnswer}) {
    const connection = explained(report);
    const syn = connection?.handshake.frames.syn;
    if (!connection || syn === undefined) return {because: cannotAnswer.noSyn};
    const again = synFrames(report).slice(1);
    const parallel = parallelSyns(report);
    if (again.length > 0 && misleadsAnalysis(report)) return {because: cannotAnswer.orderMisleads};
    if (again.length > 0 && parallel.length > 0) return {because: cannotAnswer.synsOfBothKinds};
    if (parallel.length > 0) {
      const others = parallel.map(({frame}) => frame);
      return {
        value: choice('new-connections'),
        frames: [syn, ...others].sort((a, b) => a - b),
        working: say.parallel({syn, own: connection.client.port, others, ports: parallel.map(({port}) => port)}),
        mistakes: [{value: choice('retransmission'), says: say.mistakes.retransmission}],
      };
    }
    if (again.length === 0) return {because: cannotAnswer.oneSyn};
    return {
      value: choice('retransmission'),
      frames: [syn, ...again],
      working: say.again({syn, again, port: connection.client.port}),
      mistakes: [{value: choice('new-connections'), says: say.mistakes.connections}],
    };
  },
});

export const connectionsToServer = question('connections-to-server', {
  layer: 'handshake',
  difficulty: 2,
  kind: 'number',
  answer(report, say, {cannotAnswer}) {
    const own = explained(report);
    if (!own) return {because: cannotAnswer.noConnection};
    const opened = report.connections.filter(
      ({client, server, handshake}) =>
        client.address === own.client.address &&
        server.address === own.server.address &&
        handshake.frames.syn !== undefined,
    );
    const syns = opened.flatMap(({handshake}) => handshake.frames.syn ?? []);
    if (syns.length === 0) return {because: cannotAnswer.noSyn};
    return {
      value: number(syns.length),
      frames: named(syns),
      working: say.working({
        client: own.client.address,
        server: own.server.address,
        count: syns.length,
        frames: named(syns),
        ports: opened.slice(0, LISTED).map(({client}) => client.port),
        omitted: Math.max(0, opened.length - LISTED),
      }),
      mistakes: [
        {value: number(1), says: say.mistakes.one},
        {value: number(report.connections.length), says: say.mistakes.all({all: report.connections.length})},
      ],
    };
  },
});

export const connectionCount = question('connection-count', {
  layer: 'handshake',
  difficulty: 1,
  kind: 'number',
  answer(report, say, {cannotAnswer}) {
    const count = report.connections.length;
    if (count === 0) return {because: cannotAnswer.noConnection};
    return {
      value: number(count),
      frames: named(report.connections.map(({firstFrame}) => firstFrame)),
      working: say.working({count}),
      mistakes: [{value: number(count - 1), says: say.mistakes.fromZero({count})}],
    };
  },
});

export const PORT_QUESTIONS: readonly Question[] = [clientPort, serverPort, connectionOutcome];

export const CONNECTION_QUESTIONS: readonly Question[] = [
  synRetransmissions,
  severalSyns,
  connectionsToServer,
  connectionCount,
];
