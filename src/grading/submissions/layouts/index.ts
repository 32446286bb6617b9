import type {Layout} from '../types.ts';
import {blackboard} from './blackboard.ts';
import {canvas} from './canvas.ts';
import {gradescope} from './gradescope.ts';
import {moodle} from './moodle.ts';
import {nbgrader} from './nbgrader.ts';
import {plain} from './plain.ts';

/** Every layout; `plain` last, for what no platform made. */
export const LAYOUTS: readonly Layout[] = [moodle, canvas, blackboard, gradescope, nbgrader, plain];
