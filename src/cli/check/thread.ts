import type {CaptureFacts, CaptureTask} from './facts.ts';
import type {Graded, GradeTask} from './grade-task.ts';
import type {Keyed, KeyTask} from './key-task.ts';
import {readCapture} from './read-capture.ts';

/** Runs in a thread of its own: whatever a capture does to it, only that capture is lost. */
export const read = (task: CaptureTask): Promise<CaptureFacts> => readCapture(task);

/** What a document does to it costs the student the marks, and not what the capture earns. */
export async function mark(task: GradeTask): Promise<void> {
  const {markStudent} = await import('./grade-student.ts');
  return markStudent(task);
}

export async function grade(task: GradeTask): Promise<Graded> {
  // Loaded when the captures have been read.
  const {gradeStudent} = await import('./grade-student.ts');
  return gradeStudent(task);
}

export async function key(task: KeyTask): Promise<Keyed> {
  const {keyStudent} = await import('./key-student.ts');
  return keyStudent(task);
}
