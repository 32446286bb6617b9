import type {Remark} from '../../locales/index.ts';

/** How a learning platform, or a course without one, arranges what was handed in. */
export const LAYOUT_NAMES = ['moodle', 'canvas', 'blackboard', 'gradescope', 'nbgrader', 'plain'] as const;
export type LayoutName = (typeof LAYOUT_NAMES)[number];

/** What one student handed in. Ids, names and paths are as the students wrote them: hostile text. */
export interface Submission {
  /** Unique in the class: the 学号, or the login; where there is neither, the name of what was handed in. */
  readonly id: string;
  readonly idFrom: IdSource;
  readonly name?: string;
  /** Folder or file, as it is called in the input; empty for who handed in nothing. */
  readonly source: string;
  /** Nanoseconds since 1970, UTC, as the platform says. */
  readonly submittedNs?: bigint;
  /** As the platform says, not the assignment. */
  readonly late?: boolean;
  /** Of a group that hands in together: who else it is from. */
  readonly members?: readonly Member[];
  readonly lms?: LmsIds;
  /** In the order of their paths. */
  readonly files: readonly SubmittedFile[];
  /** What the latest attempt replaced, as it is called in the input, oldest first. */
  readonly earlierAttempts: readonly string[];
  readonly remarks: readonly Remark[];
}

/**
 * Who says so. `platform`: the platform knows the student by it. `name`: the name of the folder or file that was handed
 * in. `files`: names of files inside, which anybody may write. `source`: nobody; it is the name itself. `roster`: the
 * roster, by the student's name.
 */
export type IdSource = 'platform' | 'name' | 'files' | 'source' | 'roster';

export interface Member {
  readonly id: string;
  readonly name?: string;
}

/** What a platform needs to know to take results back. */
export type LmsIds =
  | {readonly system: 'moodle'; readonly folder: string; readonly participantId?: string}
  | {readonly system: 'canvas'; readonly userId: string; readonly attachmentIds: readonly string[]}
  | {readonly system: 'blackboard'; readonly username: string; readonly attempt: string}
  | {readonly system: 'gradescope'; readonly submission: string; readonly email?: string}
  | {readonly system: 'nbgrader'; readonly studentId: string; readonly assignmentId?: string};

export interface SubmittedFile {
  /** Within the submission, with `/`; a zip that was unpacked is a folder there. */
  readonly path: string;
  readonly size: number;
  /** A file on the disk with its content: the file itself, or an unpacked copy. */
  readonly onDisk: string;
  /** By its first bytes; also what is only called a capture, so that it is told what it is instead. */
  readonly looksLikeCapture: boolean;
}

/** A line of the class list. */
export interface RosterEntry {
  readonly id: string;
  readonly name?: string;
  readonly email?: string;
  /** Where it stands in the file. */
  readonly line: number;
}

/** A file or folder of what was handed in, before anybody knows whose it is. */
export interface Item {
  /** With `/`. */
  readonly path: string;
  readonly kind: 'file' | 'folder';
  readonly size: number;
  /** Empty for folders. */
  readonly onDisk: string;
  /** Only for comparing with others of the same input: a zip knows no time zone. */
  readonly modifiedMs: number;
}

/** One student's submission as a layout finds it: files not unpacked yet. */
export interface Draft {
  readonly source: string;
  /** What the platform calls the student, when it is not a name. */
  readonly login?: string;
  /** Text with the student's number and name in it, that the student or the platform wrote. */
  readonly label?: string;
  readonly name?: string;
  /** Id of the one student on the class list whom the name fits. */
  readonly listed?: string;
  /** What to call the student when no number is found. */
  readonly fallback: string;
  readonly submittedNs?: bigint;
  readonly late?: boolean;
  readonly members?: readonly Member[];
  readonly lms?: LmsIds;
  /** Paths within the submission. */
  readonly items: readonly Item[];
  readonly earlierAttempts: readonly string[];
  readonly remarks: readonly Remark[];
}

/** What layouts look at: the items of the folder or zip that holds the submissions. */
export interface Level {
  /** Name of that folder or zip. */
  readonly called: string;
  readonly items: readonly Item[];
}

/** What a file is by its first bytes. */
export type Looks = 'capture' | 'zip' | 'rar' | '7z' | 'other';

export interface Layout {
  readonly name: LayoutName;
  /** How much of the names it explains: 0 … 1. */
  readonly score: (level: Level) => number;
  readonly split: (level: Level, context: SplitContext) => Promise<Drafts>;
}

export interface SplitContext {
  /** Of a small file that the platform wrote, whatever its encoding. */
  readonly text: (item: Item) => Promise<string>;
  /** What its first bytes say. */
  readonly looks: (item: Item) => Promise<Looks>;
  /** Names inside a zip; undefined when it is none. */
  readonly zipNames: (item: Item) => Promise<readonly string[] | undefined>;
  readonly unpack: (item: Item) => Promise<readonly Item[] | undefined>;
  /** Nanoseconds since 1970, UTC, of a time on the platform's clock: year, month (1 … 12), day, hour, minute, second. */
  readonly platformTime: (parts: readonly number[]) => bigint | undefined;
  /** Id of the one student on the class list whose id or name is in a text; undefined where nobody's or several are. */
  readonly listed: (text: string) => string | undefined;
  /** The assignment that is checked, where a layout holds several. */
  readonly assignmentId?: string;
}

export interface Drafts {
  readonly drafts: readonly Draft[];
  readonly remarks: readonly Remark[];
}
