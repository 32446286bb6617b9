/** Files that systems leave behind, which nobody handed in. */
const LITTER = [/^__MACOSX$/, /^\.DS_Store$/, /^\._/, /^thumbs\.db$/i, /^ehthumbs\.db$/i, /^desktop\.ini$/i];

export const isLitter = (path: string): boolean =>
  path.split('/').some((part) => LITTER.some((pattern) => pattern.test(part)));
