import type {Teardown} from '../../model/report.ts';
import {CannotCheck, type Check, fail, pass} from './check.ts';
import {evidence} from './evidence.ts';
import {nameOf} from './target.ts';

export const releaseCaptured: Check = {
  id: 'release-captured',
  needs: ['target-traffic'],
  judge(input) {
    const {checks, teardown: words} = input.locale;
    const say = checks.release;
    const {counted, shown} = evidence(input);
    if (shown.release) return pass(shown.release.frames);
    if (!counted) throw new CannotCheck('no connection with the target');
    const {kind, complete, initiator, frames: own} = counted.teardown;
    const frames = own.length > 0 ? own : [counted.lastFrame];
    const found = say.found({
      connection: nameOf(counted),
      kind,
      name: words.kindName[kind],
      complete,
      frames,
      ...(initiator === undefined ? {} : {initiator}),
    });
    const asked = (input.options.teardown ?? []).map((kind) => words.kindName[kind]);
    return fail(say.expected(asked), {found, hint: say.hint[whatToDo(counted.teardown)]}, frames);
  },
};

function whatToDo({kind, complete}: Teardown): 'open' | 'cut' | 'other' {
  if (kind === 'still-open' || kind === 'half-closed') return 'open';
  return complete ? 'other' : 'cut';
}
