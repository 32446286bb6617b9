import {plainLocale} from '../../locales/index.ts';
import {CHECK_IDS, CHECKS, optionsOf} from '../../model/checks.ts';
import {CHECK_TABLE} from './index.ts';

/** docs/checks.md, from what checks say of themselves. */
export function checksPage(): string {
  const en = plainLocale('en').checks.names;
  const zh = plainLocale('zh-CN').checks.names;
  const sections = CHECK_IDS.map((check) => {
    const {needs} = CHECK_TABLE[check];
    const facts = [
      `- points: ${CHECKS[check].points}, where the assignment does not say`,
      ...(optionsOf(check).length > 0 ? [`- options: ${listed(optionsOf(check))}`] : []),
      ...(needs.length > 0 ? [`- needs: ${listed(needs)}`] : []),
    ];
    const {title, description} = en[check];
    return `## ${check}\n\n**${title}.** ${description}\n\n**${zh[check].title}。** ${zh[check].description}\n\n${facts.join('\n')}\n`;
  });
  return `${HEAD}\n${sections.join('\n')}`;
}

const listed = (names: readonly string[]): string => names.map((name) => `\`${name}\``).join(', ');

const HEAD = `# Checks

What an assignment can ask for under \`checks:\`, in any order. A check that is not named is not made.

\`\`\`yaml
checks:
  - readable-capture # with its usual points
  - handshake-complete: 3
  - http-exchange: {points: 2, method: GET, path: /lab/*, status: [200]}
  - release-captured: {kind: [four-packet, three-packet]}
\`\`\`

A verdict is one of

| verdict | when | points |
|---|---|---|
| \`pass\` | the capture shows it; the frames that prove it are named | all |
| \`fail\` | it does not; the verdict says what was expected, what was found, and how to mend it | none |
| \`skipped\` | a check that this one needs was not passed, which is named | none |
| \`error\` | the check itself could not be made, which is nobody's fault | 0 of 0: it does not count |

What needs a check that ended in \`error\` is skipped with 0 of 0 points. Where a needed check is not named in the
assignment, the check that needs it fails with its reason.

Besides its checks an assignment can ask \`questions:\` ([questions.md](questions.md)). \`labshark check\` marks the answers,
each against the student's own capture, and reads them from worksheets and reports: \`.docx\`, \`.pdf\`, \`.md\`, \`.txt\` and
\`.yaml\`. Their points are added to those of the checks.

All connections with the target are looked at. Where several are, the one that shows most of handshake, exchange and
release is the one that a verdict explains.

This page is made from the program's own data: \`UPDATE_DOCS=1 npm test\` makes it anew.
`;
