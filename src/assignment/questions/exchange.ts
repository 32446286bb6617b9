import type {Locale} from '../../locales/index.ts';
import type {HttpRequest, HttpResponse, Report} from '../../model/report.ts';
import {explained, explainedExchange, headerOf} from './evidence.ts';
import {type AnswerValue, type Question, question, text, type Unanswerable} from './question.ts';

type Sentences = Locale['cannotAnswer'];

/** The request that the report explains, when its head and body are all there. */
export function requestOf(report: Report, say: Sentences): HttpRequest | Unanswerable {
  if (!explained(report)) return {because: say.noConnection};
  const exchange = explainedExchange(report);
  if (!exchange) return {because: say.noHttp};
  if (!exchange.request) return {because: say.noRequest};
  return exchange.request.complete ? exchange.request : {because: say.requestCut};
}

/** Its response, when all of its header fields are there; a `whole` one has all of its body too. */
export function responseOf(report: Report, say: Sentences, whole = false): HttpResponse | Unanswerable {
  if (!explained(report)) return {because: say.noConnection};
  const exchange = explainedExchange(report);
  if (!exchange) return {because: say.noHttp};
  const {response} = exchange;
  const suffices = response && (whole ? response.complete : response.bodyEnd !== 'unknown');
  if (!suffices) return {because: say.noResponse};
  // The last frame of a body that has gaps proves nothing of its header.
  return response.complete ? response : {...response, frame: response.firstFrame};
}

/** `1.1` for `HTTP/1.1`. */
export const bareVersion = (version: string): AnswerValue[] => [text(version.replace(/^HTTP\//i, ''))];

type FieldId =
  | 'request-host'
  | 'user-agent'
  | 'server-software'
  | 'content-type'
  | 'content-encoding'
  | 'last-modified'
  | 'etag';

/** The value of a header field, and notations of it that are right too. */
export const fieldQuestion = <Id extends FieldId>(
  id: Id,
  of: 'request' | 'response',
  name: string,
  also: (value: string) => readonly string[] = () => [],
): Question =>
  question(id, {
    layer: 'http',
    difficulty: 1,
    kind: 'text',
    answer(report, say, {cannotAnswer}) {
      const message = of === 'request' ? requestOf(report, cannotAnswer) : responseOf(report, cannotAnswer);
      if ('because' in message) return message;
      const value = headerOf(message, name);
      if (!value) return {because: say.missing};
      return {
        value: text(value),
        also: also(value)
          .filter((one) => one !== '' && one !== value)
          .map(text),
        frames: [message.frame],
        working: say.working({frame: message.frame, value}),
      };
    },
  });
