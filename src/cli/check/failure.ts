import type {Failure} from '../../locales/index.ts';
import type {CaptureFailure} from './facts.ts';
import type {ThreadLimits} from './threads.ts';

/** Why a thread came to no result: a limit that it exceeded, or a defect of the program. */
export function failureOf(error: unknown, {timeMs, memoryMb}: ThreadLimits): CaptureFailure {
  const {name = '', code = '', message = String(error)} = error as {name?: string; code?: string; message?: string};
  if (name === 'AbortError' || name === 'TimeoutError') {
    const seconds = timeMs / 1000;
    return {kind: 'time', code: 'limit.time', values: {seconds}, message: `it took more than ${seconds} seconds`};
  }
  if (code === 'ERR_WORKER_OUT_OF_MEMORY') {
    const values = {megabytes: memoryMb};
    return {kind: 'memory', code: 'limit.memory', values, message: `it took more than ${memoryMb} MB of memory`};
  }
  return {kind: 'crash', code: 'crash', values: {reason: message}, message: `labshark failed: ${message}`};
}

/** What is said of a file, with the name that a student gave it; `others` are the names by which it is said now. */
export function called({code, values, message}: Failure, others: readonly string[], name: string): Failure {
  const own = (value: string | number) => (others.includes(String(value)) ? name : value);
  return {
    code,
    values: Object.fromEntries(Object.entries(values).map(([key, value]) => [key, own(value)])),
    message: others.reduce((text, other) => text.replaceAll(`'${other}`, () => `'${name}`), message),
  };
}
