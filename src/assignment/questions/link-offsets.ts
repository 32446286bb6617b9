import type {KeyFrame} from '../../model/report.ts';
import {explainedExchange, keyFrame} from './evidence.ts';
import {number, type Question, question} from './question.ts';

/** Of a header without options. */
const TCP_HEADER = 20;
/** From the version to the reason phrase: ` 200 `. */
const STATUS_BETWEEN = 5;

export const requestOffset = question('request-offset', {
  layer: 'link',
  difficulty: 2,
  kind: 'number',
  unit: 'bytes',
  answer(report, say, {cannotAnswer}) {
    const request = keyFrame(report, 'request');
    const message = explainedExchange(report)?.request;
    const at = request?.startLineAt;
    if (!request || !message) return {because: cannotAnswer.noRequest};
    if (at === undefined) return {because: cannotAnswer.noStartLine};
    const place = placeIn(request, at);
    if (!place) return {because: cannotAnswer.noPlainRequest};
    return {
      value: number(at, 'bytes'),
      frames: [request.frame],
      working: say.working({frame: request.frame, letter: message.method.slice(0, 1), at, ...place}),
      mistakes: [
        {value: number(at + 1, 'bytes'), says: say.mistakes.fromOne({at})},
        {value: number(at - place.link, 'bytes'), says: say.mistakes.noLink({link: place.link})},
        {value: number(place.link + place.ip + TCP_HEADER, 'bytes'), says: say.mistakes.noOptions({tcp: place.tcp})},
        {value: number(0, 'bytes'), says: say.mistakes.inPayload},
      ],
    };
  },
});

export const reasonPhraseOffset = question('reason-phrase-offset', {
  layer: 'link',
  difficulty: 3,
  kind: 'number',
  unit: 'bytes',
  answer(report, say, {cannotAnswer}) {
    const response = keyFrame(report, 'response');
    const message = explainedExchange(report)?.response;
    const start = response?.startLineAt;
    if (!response || !message) return {because: cannotAnswer.noResponseStart};
    if (!/^\S/.test(message.reason)) return {because: cannotAnswer.noReason};
    if (start === undefined) return {because: cannotAnswer.noStartLine};
    const place = placeIn(response, start);
    if (!place) return {because: cannotAnswer.noPlainResponse};
    const before = message.version.length + STATUS_BETWEEN;
    const at = start + before;
    if (at >= response.capturedLength) return {because: cannotAnswer.noStartLine};
    const line = `${message.version} ${message.status} `;
    return {
      value: number(at, 'bytes'),
      frames: [response.frame],
      working: say.working({frame: response.frame, letter: message.reason.slice(0, 1), line, start, before, at}),
      mistakes: [
        {value: number(at + 1, 'bytes'), says: say.mistakes.fromOne({at})},
        {value: number(start, 'bytes'), says: say.mistakes.start},
        {value: number(at - place.link, 'bytes'), says: say.mistakes.noLink({link: place.link})},
        {value: number(before, 'bytes'), says: say.mistakes.inPayload},
      ],
    };
  },
});

/** The headers before a message that stands at the beginning of its segment; undefined when other bytes precede it. */
function placeIn(frame: KeyFrame, at: number): {link: number; ip: number; tcp: number} | undefined {
  const ips = frame.layers.filter(({protocol}) => protocol === 'ip' || protocol === 'ipv6');
  const tcps = frame.layers.filter(({protocol}) => protocol === 'tcp');
  const [ip, tcp] = [ips[0], tcps[0]];
  if (!ip || !tcp || ips.length > 1 || tcps.length > 1 || tcp.at + tcp.bytes !== at) return undefined;
  return {link: ip.at, ip: tcp.at - ip.at, tcp: tcp.bytes};
}

export const LINK_OFFSET_QUESTIONS: readonly Question[] = [requestOffset, reasonPhraseOffset];
