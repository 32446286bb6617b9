import type {Assignment} from '../../assignment/types.ts';
import type {Locale} from '../../locales/index.ts';

/** What the reader of a notation makes of an answer. */
export type Marked =
  | {readonly outcome: 'right'}
  /** `why` where the mistake is known. */
  | {readonly outcome: 'wrong'; readonly why?: string}
  /** `unreadable`: nothing in it is of the kind that is asked for. */
  | {readonly outcome: 'to-read'; readonly why: string; readonly unreadable?: true};

export interface Marking {
  readonly say: Locale['answers'];
  readonly tolerance: Assignment['tolerance'];
}

export const RIGHT: Marked = {outcome: 'right'};
export const WRONG: Marked = {outcome: 'wrong'};
export const toRead = (why: string): Marked => ({outcome: 'to-read', why});
export const unreadable = (why: string): Marked => ({outcome: 'to-read', why, unreadable: true});
