import {type LocaleTag, plainLocale} from '../locales/index.ts';
import {CHECK_IDS, CHECKS, type CheckId} from '../model/checks.ts';

/** Checks that the template leaves out at first: they need something that only the teacher knows. */
const UNASKED: ReadonlySet<CheckId> = new Set(['file-name', 'time-window', 'name-lookup', 'ping', 'not-handed-out']);

/** Of checks that are better told more than their points. */
const EXAMPLES: Readonly<Partial<Record<CheckId, string>>> = {
  'http-exchange': '{points: 2, method: GET, status: [200]}',
};

/** What `labshark init` writes: an assignment.yaml with comments, ready to be read. */
export function assignmentTemplate(language: LocaleTag): string {
  const {checks, assignmentTemplate: say} = plainLocale(language);
  const lines = CHECK_IDS.map((check) => {
    const request = `${UNASKED.has(check) ? '# ' : ''}- ${check}: ${EXAMPLES[check] ?? CHECKS[check].points}`;
    return `  ${request.padEnd(60)} # ${checks.names[check].title}`;
  });
  return `${say.head}\n${say.checks}\nchecks:\n${lines.join('\n')}\n\n${say.rest}`;
}
