import {ISSUES, type Issue, type IssueCode, type IssueValues} from '../../model/issue.ts';

/** English needs no table of its own: the model's sentences are English. */
export const issueEn = (found: Issue): string => {
  const kind: {message: (values: IssueValues) => string} = ISSUES[found.code as IssueCode];
  return kind.message(found.values ?? {});
};
