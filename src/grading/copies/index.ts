import type {Cluster, ConnectionPrint, SharedConnection} from '../../model/class.ts';
import {Components} from './components.ts';
import {evidenceOf, type Sighting} from './evidence.ts';
import {KeyTable} from './key-table.ts';
import {eachKey} from './keys.ts';
import {CommonPorts} from './telling.ts';

export interface PrintedCapture {
  /** Of an earlier year's capture with the name of its folder before it. */
  readonly student: string;
  readonly prints: readonly ConnectionPrint[];
}

/**
 * Students whose captures show the same connections, by the rule of docs/copies.md; in order of their ids. `excluded`
 * are the connections of captures that were handed out: who shares only these shares nothing.
 */
export function findClusters(captures: readonly PrintedCapture[], excluded: readonly ConnectionPrint[]): Cluster[] {
  const sightings: Sighting[] = captures.flatMap(({student, prints}) => prints.map((print) => ({student, print})));
  // After the others, so that their index tells them.
  const prints = [...sightings.map(({print}) => print), ...excluded];
  const ports = new CommonPorts();
  for (const {ports: own} of prints) ports.add(own.client);
  const shared: Shared[] = [];
  for (const group of sameConnections(prints, ports)) {
    if ((group.at(-1) as number) >= sightings.length) continue;
    const found = group.map((index) => sightings[index] as Sighting);
    const students = [...new Set(found.map(({student}) => student))];
    if (students.length > 1) {
      const isExplained = found.some(({print}) => print.explained);
      shared.push({students, isExplained, evidence: evidenceOf(found, ports)});
    }
  }
  return clustersOf(shared);
}

interface Shared {
  readonly students: readonly string[];
  readonly isExplained: boolean;
  readonly evidence: SharedConnection;
}

/** Indices of prints that are of one connection. Each key is looked up once: nothing is compared with everything. */
function sameConnections(prints: readonly ConnectionPrint[], ports: CommonPorts): number[][] {
  let count = 0;
  for (const print of prints) eachKey(print, ports, () => count++);
  const table = new KeyTable(count);
  const connections = new Components(prints.length);
  prints.forEach((print, index) => {
    eachKey(print, ports, (first, second, third) => {
      const earlier = table.add(first, second, third, index);
      if (earlier !== index) connections.join(earlier, index);
    });
  });
  return connections.groups();
}

function clustersOf(shared: readonly Shared[]): Cluster[] {
  const students = [...new Set(shared.flatMap((one) => one.students))].sort();
  const numbers = new Map(students.map((student, number) => [student, number]));
  const numberOf = (student: string | undefined) => numbers.get(student ?? '') ?? 0;
  const components = new Components(students.length);
  for (const one of shared)
    for (const other of one.students) components.join(numberOf(one.students[0]), numberOf(other));
  const evidence = new Map<number, Shared[]>();
  for (const one of shared) {
    const root = components.find(numberOf(one.students[0]));
    const found = evidence.get(root);
    if (found) found.push(one);
    else evidence.set(root, [one]);
  }
  return components.groups().map((group) => ({
    students: group.map((number) => students[number] as string),
    evidence: (evidence.get(group[0] as number) ?? []).sort(byStrength).map((one) => one.evidence),
  }));
}

/** What is explained first, then what has most in common. */
function byStrength(a: Shared, b: Shared): number {
  return (
    Number(b.isExplained) - Number(a.isExplained) ||
    b.evidence.same.length - a.evidence.same.length ||
    framesIn(b.evidence) - framesIn(a.evidence) ||
    byFirstPlace(a.evidence, b.evidence)
  );
}

const framesIn = ({places}: SharedConnection): number =>
  Math.max(0, ...Object.values(places).map(({frames}) => frames.length));

/** By the first student who has it, then by where it begins in that student's capture. */
function byFirstPlace(a: SharedConnection, b: SharedConnection): number {
  const [[studentA, placeA], [studentB, placeB]] = [firstPlace(a), firstPlace(b)];
  if (studentA !== studentB) return studentA < studentB ? -1 : 1;
  return placeA.stream - placeB.stream;
}

const firstPlace = ({places}: SharedConnection) =>
  Object.entries(places).sort(([a], [b]) => (a < b ? -1 : 1))[0] as [string, SharedConnection['places'][string]];
