import type {Remark, RemarkCode, RemarkSentences} from '../../locales/index.ts';

/** The values are those of the code's sentence. */
export const remark = <C extends RemarkCode>(code: C, ...[values]: Parameters<RemarkSentences[C]>): Remark => ({
  code,
  values: values ?? {},
});
