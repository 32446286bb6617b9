import {CannotCheck, type Check, fail, inOrder, pass} from './check.ts';
import {evidence, type Shown} from './evidence.ts';
import {nameOf} from './target.ts';

export const oneConnection: Check = {
  id: 'one-connection',
  needs: ['handshake-complete', 'http-exchange', 'release-captured'],
  judge(input) {
    const {handshake, exchange, release} = evidence(input).shown;
    if (!handshake || !exchange || !release) throw new CannotCheck('a part is missing');
    const frames = inOrder([...handshake.frames, ...exchange.frames, ...release.frames]);
    // The connection that counts shows most: where any shows all three, it is that one.
    if (new Set([handshake, exchange, release].map(({connection}) => connection.stream)).size === 1)
      return pass(frames);
    const say = input.locale.checks.oneConnection;
    const named = ({connection, frames}: Shown) => ({...nameOf(connection), frames: inOrder(frames)});
    const found = say.found({handshake: named(handshake), exchange: named(exchange), release: named(release)});
    return fail(say.expected, {found, hint: say.hint(exchange.connection.stream)}, frames);
  },
};
