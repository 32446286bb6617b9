import type {Locale} from '../../locales/index.ts';
import type {StatementResult} from '../../model/class.ts';
import type {Report} from '../../model/report.ts';
import type {Claim, Found, Reading} from './claim.ts';
import {addresses} from './claims/addresses.ts';
import {endpoints} from './claims/endpoints.ts';
import {firstClose} from './claims/first-close.ts';
import {length} from './claims/length.ts';
import {oneConnection} from './claims/one-connection.ts';
import {packetCount} from './claims/packet-count.ts';
import {ports} from './claims/ports.ts';
import {randomSequence} from './claims/random-sequence.ts';
import {retransmission} from './claims/retransmission.ts';
import {judgeWave, roles, waveOf} from './claims/roles.ts';
import {sequence} from './claims/sequence.ts';
import {status} from './claims/status.ts';
import {times} from './claims/times.ts';
import {window} from './claims/window.ts';
import {framesOf} from './frames.ts';
import {judgeList, judgeTree, renumbered} from './pasted.ts';
import {mentions} from './subject.ts';
import {type Passage, type Place, passagesOf, type ReportText} from './text.ts';

export {findSplices, type SplicePart} from './splices.ts';
export type {ReportText} from './text.ts';

/** In the order in which what they find of a sentence is told. */
export const CLAIMS: readonly Claim[] = [
  roles,
  oneConnection,
  retransmission,
  packetCount,
  firstClose,
  length,
  times,
  ports,
  addresses,
  endpoints,
  sequence,
  randomSequence,
  window,
  status,
];

/** For how many sentences a field tree stays what is spoken of. */
const TREE_LASTS = 10;
const LONGEST_QUOTE = 240;

/**
 * What a report in prose claims that the capture can decide, in the text's order. Theory, examples and what other
 * captures show are no claims. `zone` is the IANA zone of clock times whose zone the text does not name.
 */
export function findStatements(
  text: ReportText,
  report: Report,
  locale: Locale,
  {zone = 'UTC'}: {readonly zone?: string} = {},
): StatementResult[] {
  const say = locale.statements;
  const frames = framesOf(report);
  const results: StatementResult[] = [];
  let discussed: {frame: number; shown: boolean; left: number} | undefined;
  let previous: Extract<Passage, {kind: 'sentence'}> | undefined;
  const passages = passagesOf(text);
  const numberHere = renumbered(passages, frames);
  for (const passage of passages) {
    switch (passage.kind) {
      case 'list':
        add(passage.place, passage.quote, judgeList(passage.rows, frames, say));
        previous = undefined;
        break;
      case 'tree': {
        const above = discussed?.shown ? discussed.frame : undefined;
        const {frame, found} = judgeTree(passage.lines, above, frames, say);
        add(passage.place, passage.quote, found);
        const wave = previous && previous.text.length <= 24 ? waveOf(previous.text) : undefined;
        if (previous && wave && frame !== undefined && found.every(({outcome}) => outcome === 'agrees'))
          add(previous.place, `${previous.quote} … ${passage.quote}`, judgeWave(wave, frame, frames, say));
        discussed = frame === undefined ? undefined : {frame, shown: true, left: TREE_LASTS};
        previous = undefined;
        break;
      }
      case 'sentence': {
        const written = mentions(passage.text);
        const named = written.map((mention) => ({
          ...mention,
          frames: mention.frames.map((frame) => numberHere.get(frame) ?? frame),
        }));
        const moved = [...new Set(written.flatMap((mention) => mention.frames))].flatMap((given) => {
          const here = numberHere.get(given);
          return here === undefined ? [] : {given, here};
        });
        const reading: Reading = {
          sentence: passage,
          text: passage.text,
          mentions: named,
          ...(discussed ? {discussed} : {}),
          ...(previous && previous.paragraph === passage.paragraph ? {before: previous.text} : {}),
        };
        add(
          passage.place,
          passage.quote,
          CLAIMS.flatMap((claim) => claim.find(reading, frames, {say, zone})).map((found) =>
            moved.length === 0 ? found : {...found, why: `${found.why}${say.renumbered(moved)}`},
          ),
        );
        const meant = [...new Set(named.flatMap((mention) => mention.frames))];
        const [only] = meant;
        if (meant.length === 1 && only !== undefined) {
          const shown = discussed?.shown === true && discussed.frame === only;
          discussed = {frame: only, shown, left: shown ? TREE_LASTS : 2};
        } else if (meant.length > 1) discussed = undefined;
        else if (discussed) discussed = discussed.left > 1 ? {...discussed, left: discussed.left - 1} : undefined;
        previous = passage;
        break;
      }
      default:
        passage satisfies never;
    }
  }
  return results;

  function add(place: Place, quote: string, found: readonly Found[]): void {
    const told = new Set<string>();
    for (const {outcome, frames: proof, why} of found) {
      if (told.has(why)) continue;
      told.add(why);
      results.push({
        quote: quote.length > LONGEST_QUOTE ? `${quote.slice(0, LONGEST_QUOTE - 1)}…` : quote,
        place: say.place({name: text.name, ...place}),
        outcome,
        ...(proof && proof.length > 0 ? {frames: [...new Set(proof)]} : {}),
        why,
      });
    }
  }
}
