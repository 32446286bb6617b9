import {csvLines} from './csv.ts';

export interface CanvasGrade {
  /** As Canvas shows it; students are found by their ids. */
  readonly name: string;
  readonly userId: string;
  readonly score: number;
}

/** A gradebook that Canvas imports: the assignment's column has its title, and its id where it is known. */
export function canvasCsv(
  grades: readonly CanvasGrade[],
  assignment: {readonly title: string; readonly id?: string; readonly maxScore: number},
): string {
  const column = assignment.id === undefined ? assignment.title : `${assignment.title} (${assignment.id})`;
  return csvLines([
    ['Student', 'ID', 'SIS User ID', 'SIS Login ID', 'Section', column],
    ['    Points Possible', '', '', '', '', assignment.maxScore],
    ...grades.map(({name, userId, score}) => [name, userId, '', '', '', score]),
  ]);
}
