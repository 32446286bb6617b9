import type {Handshake} from '../../model/report.ts';
import {CannotCheck, type Check, fail, pass} from './check.ts';
import {evidence, handshakeFrames} from './evidence.ts';
import {nameOf} from './target.ts';

export const handshakeComplete: Check = {
  id: 'handshake-complete',
  needs: ['target-traffic'],
  judge(input) {
    const {checks, connections} = input.locale;
    const say = checks.handshake;
    const {counted, shown} = evidence(input);
    if (shown.handshake) return pass(shown.handshake.frames);
    if (!counted) throw new CannotCheck('no connection with the target');
    const {handshake} = counted;
    const {kind} = handshake;
    const own = handshakeFrames(handshake);
    const frames = own.length > 0 ? own : [counted.firstFrame];
    const name = connections.handshakeName[kind];
    const found = say.found({connection: nameOf(counted), kind, name, frames, missing: missingIn(handshake)});
    const asked = (input.options.handshake ?? []).map((kind) => connections.handshakeName[kind]);
    return fail(say.expected(asked), {found, hint: say.hint[kind]}, frames);
  },
};

/** Without the SYN+ACK nobody can tell which segment was to acknowledge it. */
const missingIn = ({frames}: Handshake): string[] =>
  [
    {name: 'SYN', frame: frames.syn},
    {name: 'SYN+ACK', frame: frames.synAck},
    {name: 'ACK', frame: frames.ack ?? (frames.synAck === undefined ? 0 : undefined)},
  ]
    .filter(({frame}) => frame === undefined)
    .map(({name}) => name);
