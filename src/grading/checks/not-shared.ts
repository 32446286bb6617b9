import {SHARED_FRAMES} from '../../model/class.ts';
import {CannotCheck, type Check, fail, inOrder, pass, type Shared} from './check.ts';

/** What tells nobody who the others are: that is for the teacher to see. */
export const notShared: Check = {
  id: 'not-shared',
  needs: ['readable-capture'],
  judge({shared, locale}) {
    if (!shared) throw new CannotCheck(locale.checks.notCompared);
    const say = locale.checks.shared;
    const {others, places} = sharedWith(shared);
    if (others === 0) return pass();
    const frames = inOrder(places.flatMap((place) => place.frames));
    const connections = new Set(places.map(({stream}) => stream)).size;
    const isCut = places.some((place) => place.frames.length >= SHARED_FRAMES);
    return fail(say.expected, {found: say.found({others, connections, frames, isCut}), hint: say.hint}, frames);
  },
};

/** How many others have connections of this student's capture, and which connections these are. */
export function sharedWith({student, clusters}: Shared) {
  const own = clusters.filter(({students}) => students.includes(student));
  const others = new Set(own.flatMap(({students}) => students).filter((id) => id !== student)).size;
  const places = own
    .flatMap(({evidence}) => evidence)
    .flatMap((one) => (Object.hasOwn(one.places, student) ? [one.places[student]] : []))
    .filter((place) => place !== undefined);
  return {others, places};
}
