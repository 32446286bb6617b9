import type {LabError} from '../../model/errors.ts';

/** Why a capture was not read, or a student not graded: of a LabError, or what a limit says. */
export type Failure = Pick<LabError, 'code' | 'values' | 'message'>;

/** English needs no table of its own: the messages are English. */
export const failureEn = ({message}: Failure): string => message;
