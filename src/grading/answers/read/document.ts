import type {Remark} from '../../../locales/index.ts';

export interface Line {
  /** Without a line break. */
  readonly text: string;
  /** Number of the table that it stands in, where the format knows of tables. */
  readonly table?: number;
  /** Of a line without text: there is a picture. */
  readonly picture?: true;
}

/** A document as text, in the order in which it is read. */
export interface DocumentText {
  /** One page where the format has none. */
  readonly pages: readonly (readonly Line[])[];
  /** Why there is no text, or not all of it. */
  readonly problems: readonly Remark[];
}

/** A document of one page, or of none, with what is to be said of it. */
export const onePage = (lines: readonly Line[], ...problems: readonly Remark[]): DocumentText => ({
  pages: lines.length > 0 ? [lines] : [],
  problems,
});

export const linesOf = ({pages}: DocumentText): readonly Line[] => pages.flat();

/** Lines of a text, whichever way they end. */
export const splitLines = (text: string): Line[] =>
  text.split(/\r\n?|[\n\v\f\u2028\u2029]/).map((line) => ({text: line}));
