/** What a check may be told in assignment.yaml, beside its points. */
export type CheckOptionName = 'kind' | 'method' | 'path' | 'status';

interface CheckKind {
  /** Where the assignment does not say how many. */
  readonly points: number;
  readonly options?: readonly CheckOptionName[];
}

/** Every check that an assignment may ask for, in the order in which `labshark init` lists them. */
export const CHECKS = {
  'readable-capture': {points: 1},
  'file-name': {points: 1},
  'target-traffic': {points: 1},
  'time-window': {points: 1},
  'handshake-complete': {points: 2, options: ['kind']},
  'http-exchange': {points: 2, options: ['method', 'path', 'status']},
  'not-cached-only': {points: 1},
  'not-https-only': {points: 1},
  'release-captured': {points: 2, options: ['kind']},
  'one-connection': {points: 1},
  'name-lookup': {points: 1},
  ping: {points: 1},
  'nothing-cut': {points: 1},
  'not-handed-out': {points: 1},
  'not-shared': {points: 1},
} as const satisfies Record<string, CheckKind>;

export type CheckId = keyof typeof CHECKS;

export const CHECK_IDS = Object.keys(CHECKS) as readonly CheckId[];

export const optionsOf = (check: CheckId): readonly CheckOptionName[] => (CHECKS[check] as CheckKind).options ?? [];
