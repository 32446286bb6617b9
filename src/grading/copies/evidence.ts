import {type ConnectionPrint, SHARED_FRAMES, type SharedConnection} from '../../model/class.ts';
import {eachKey} from './keys.ts';
import {type CommonPorts, isTelling} from './telling.ts';

type Kind = SharedConnection['same'][number];
const KINDS = ['isn', 'sequence', 'ip-id', 'timestamps', 'ports', 'date', 'payload'] as const satisfies readonly Kind[];

export interface Sighting {
  readonly student: string;
  readonly print: ConnectionPrint;
}

/** What sightings of one connection, of two students at least, have in common. */
export function evidenceOf(sightings: readonly Sighting[], ports: CommonPorts): SharedConnection {
  const same = KINDS.filter((kind) => {
    const owners = new Owners();
    return sightings.some(({student, print}) => valuesOf(kind, print).some((value) => owners.add(value, student)));
  });
  const owners = new Owners();
  const keys = sightings.map(({student, print}) => {
    const found: [key: string, frame: number][] = [];
    eachKey(print, ports, (first, second, third, frame) => found.push([`${first}/${second}/${third}`, frame]));
    for (const [key] of found) owners.add(key, student);
    return found;
  });
  const places = new Map<string, {readonly stream: number; readonly frames: readonly number[]}>();
  sightings.forEach(({student, print}, i) => {
    const shared = (keys[i] ?? []).filter(([key]) => owners.shared.has(key)).map(([, frame]) => frame);
    const frames = [...new Set(shared)].sort((a, b) => a - b).slice(0, SHARED_FRAMES);
    const known = places.get(student);
    if (!known || frames.length > known.frames.length) places.set(student, {stream: print.stream, frames});
  });
  return {same, places: Object.fromEntries([...places].sort(([a], [b]) => (a < b ? -1 : 1)))};
}

/** Values, and which of them several students have. */
class Owners {
  readonly shared = new Set<string>();
  private readonly first = new Map<string, string>();

  /** Whether another student has it too. */
  add(value: string, student: string): boolean {
    const owner = this.first.get(value);
    if (owner === undefined) this.first.set(value, student);
    const isShared = owner !== undefined && owner !== student;
    if (isShared) this.shared.add(value);
    return isShared;
  }
}

/** What prints of the same connection can have in common; none names a side, since a rewritten port can turn them. */
function valuesOf(kind: Kind, print: ConnectionPrint): readonly string[] {
  switch (kind) {
    case 'isn':
      return Object.values(print.isn).filter(isTelling).map(String);
    case 'sequence':
      return segmentsOf(print)
        .filter(({sequence, acknowledgment}) => isTelling(sequence) && isTelling(acknowledgment))
        .map(({sequence, acknowledgment}) => `${sequence}/${acknowledgment}`);
    case 'ip-id':
      return segmentsOf(print)
        .filter(({id}) => id !== 0)
        .flatMap(({id, sequence, acknowledgment, timestamp, echo}) => [
          `${id} of ${sequence}/${acknowledgment}`,
          ...(timestamp === 0 ? [] : [`${id} at ${timestamp}/${echo}`]),
        ]);
    case 'timestamps':
      return segmentsOf(print)
        .filter(({timestamp}) => timestamp !== 0)
        .map(({timestamp, echo}) => `${timestamp}/${echo}`);
    case 'ports':
      return [[print.ports.client, print.ports.server].sort((a, b) => a - b).join('/')];
    case 'date':
      return print.dates;
    case 'payload':
      return Object.values(print.payload);
    default:
      return kind satisfies never;
  }
}

function segmentsOf({segments}: ConnectionPrint) {
  return [segments.client, segments.server].flatMap(({sequences, acknowledgments, ipIds, timestamps, echoes}) =>
    sequences.map((sequence, i) => ({
      sequence,
      acknowledgment: acknowledgments[i] as number,
      id: ipIds[i] as number,
      timestamp: timestamps[i] as number,
      echo: echoes[i] as number,
    })),
  );
}
