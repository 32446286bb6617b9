import {join} from 'node:path';
import {answerKey, answersOnly} from '../../assignment/key.ts';
import {plainLocale} from '../../locales/index.ts';
import {writeFileSafely} from '../../render/write.ts';
import {keyContent} from '../key/content.ts';
import {bestCapture} from './best-capture.ts';
import type {Keyed, KeyTask} from './key-task.ts';

/** Makes one student's key from their own captures, and writes what is not printed. */
export async function keyStudent(task: KeyTask): Promise<Keyed> {
  const {assignment, student, folder, formats, timeZone, templates} = task;
  const {id, name, source} = student;
  const who = {id, ...(name === undefined ? {} : {name})};
  const best = bestCapture(task.captures, assignment);
  if (!best || best.report.capture.packets === 0) {
    return {result: {...who, source, because: whyNone(task, best !== undefined)}, pages: []};
  }
  const key = answerKey(best.report, assignment, plainLocale(assignment.language), {student: who});
  const options = {locale: assignment.language, timeZone, ...(templates === undefined ? {} : {templates})};
  const pages: {file: string; html: string; date?: string}[] = [];
  for (const format of formats) {
    const file = join(folder, `key.${format}`);
    const content = keyContent(key, format, options);
    const date = key.capture.startTime;
    if (format === 'pdf') pages.push({file, html: content, ...(date === undefined ? {} : {date})});
    else writeFileSafely(file, content);
  }
  return {result: {...who, source, capture: best.capture.path, answers: answersOnly(key)}, pages};
}

function whyNone({assignment, student, captures}: KeyTask, isEmpty: boolean): string {
  const say = plainLocale(assignment.language);
  const {readable} = say.checks;
  const failures = captures.flatMap(({failure}) => failure ?? []);
  const failure = failures.find(({kind}) => kind !== 'capture') ?? failures[0];
  const why = (): string => {
    if (isEmpty) return readable.empty.found;
    if (failure) return failure.kind === 'capture' ? say.failure(failure) : say.key.class.gaveUp(say.failure(failure));
    return student.hasFiles ? readable.noCapture.found : readable.nothing.found;
  };
  return [...new Set([why(), ...student.remarks])].join(say.key.class.between);
}
