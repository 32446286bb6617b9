import type {FocusRequest} from '../report/focus.ts';
import {type Arguments, one, wholeNumber} from './options.ts';
import {usageError} from './usage.ts';

/** `--stream` and `--host`. */
export function focusRequest(argv: Arguments): FocusRequest {
  const stream = one(argv, 'stream');
  const host = one(argv, 'host');
  if (stream !== undefined && host !== undefined) throw usageError('--stream and --host exclude each other.');
  return {
    ...(stream === undefined ? {} : {stream: wholeNumber('stream', stream)}),
    ...(host === undefined ? {} : {host}),
  };
}
