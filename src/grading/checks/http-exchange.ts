import type {HttpExchange} from '../../model/report.ts';
import {type Check, type CheckInput, type Failure, fail, pass, reportIn} from './check.ts';
import {evidence, exchangeFrames, isAskedFor, isComplete} from './evidence.ts';
import {targetConnections, targetExchanges} from './target.ts';

/** That a verdict lists. */
const MOST = 3;

export const httpExchange: Check = {
  id: 'http-exchange',
  needs: ['target-traffic', 'not-https-only'],
  judge(input) {
    const {shown} = evidence(input);
    return shown.exchange ? pass(shown.exchange.frames) : failure(input);
  },
};

function failure(input: CheckInput): Failure {
  const {options, locale, assignment} = input;
  const say = locale.checks.exchange;
  const {method, path, status = []} = options;
  const expected = say.expected({
    status,
    ...(method === undefined ? {} : {method}),
    ...(path === undefined ? {} : {path}),
  });
  const all = targetConnections(reportIn(input), assignment.target)
    .flatMap((connection) => targetExchanges(connection, assignment.target))
    .filter(({request}) => request?.method !== 'CONNECT' || method === 'CONNECT');
  const complete = all.filter(isComplete);
  if (complete.length > 0) {
    const exchanges = complete.map(({request, response}) => ({
      request: `${request?.method} ${request?.target}`,
      status: response?.status ?? 0,
      frame: response?.frame ?? 0,
    }));
    const found = say.others({exchanges: exchanges.slice(0, MOST), more: Math.max(0, exchanges.length - MOST)});
    const isCached = complete.some(
      (one) => one.response?.status === 304 && isAskedFor(one, {...options, status: [304]}),
    );
    const frames = complete.slice(0, MOST).flatMap(exchangeFrames);
    return fail(expected, {found, hint: isCached ? say.hint.cached : say.hint.others}, frames);
  }
  const [part] = [...all].sort((a, b) => share(b) - share(a));
  if (!part) return fail(expected, {found: say.none, hint: say.hint.none});
  const {request, response} = part;
  const line = `${request?.method} ${request?.target}`;
  const frames = exchangeFrames(part);
  if (request && response) return fail(expected, {found: say.cut({request: line, frames}), hint: say.hint.cut}, frames);
  if (request) {
    return fail(
      expected,
      {found: say.noResponse({request: line, frame: request.frame}), hint: say.hint.noResponse},
      frames,
    );
  }
  return fail(expected, {found: say.noRequest({frame: response?.frame ?? 0}), hint: say.hint.noRequest}, frames);
}

/** How much of an exchange is there. */
const share = ({request, response}: HttpExchange): number => (request ? 2 : 0) + (response ? 1 : 0);
