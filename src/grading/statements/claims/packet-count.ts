import type {Connection} from '../../../model/report.ts';
import type {Claim, Found} from '../claim.ts';
import {clauses, isGeneral, speaksOfCapture} from '../subject.ts';

const COUNT =
  /([三四34])\s*(?:个|条)\s*(?:(?:断开|释放|关闭|挥手)(?:连接)?(?:过程)?的?)?\s*(?:TCP)?\s*(?:的)?\s*(?:数据包|报文段|报文|包|分组|帧|段)|\b(three|four|3|4) (?:TCP )?(?:packets?|segments?|frames?)\b/iu;
const RELEASE = /挥手|释放|断开|关闭|FIN\b|\b(?:releas\w+|teardown|tear(?:s|ing)? down|clos\w+|terminat\w+)\b/iu;
const CAPTURED =
  /抓到|捕获|截获|实际|看到|用了|使用|共|经过|本次|此次|抓包|\b(?:captured|recorded|see|saw|in (?:our|my|this|the) capture|this connection|shows?|was|were|here)\b/iu;

/** How many packets a release took: 'four' for a release whose ACK and FIN came in one. */
export const packetCount: Claim = {
  id: 'packet-count',
  find({text, before, mentions}, {report, of}, {say}) {
    const about = RELEASE.test(text) || (before !== undefined && RELEASE.test(before) && speaksOfCapture(text));
    if (!about || !speaksOfCapture(text)) return [];
    const found: Found[] = [];
    for (const {text: clause} of clauses(text)) {
      const match = COUNT.exec(clause);
      if (
        !match ||
        !CAPTURED.test(clause) ||
        isGeneral(clause) ||
        /不|没|未|\b(?:not|no(?!\.)|instead|rather)\b|n['’]t/iu.test(clause)
      )
        continue;
      const given = /[三3]|three/iu.test(match[1] ?? match[2] ?? '') ? 3 : 4;
      const named = report.connections.filter(({client}) => new RegExp(`(?<!\\d)${client.port}(?!\\d)`).test(text));
      const byFrame = mentions.flatMap(({frames}) => frames.flatMap((frame) => of(frame).connection ?? []));
      const own = [...new Set([...named, ...byFrame])];
      // The explained connection first: it is the one that is shown where several would do.
      const all = report.connections.filter(({stream}) => stream === report.focus?.stream).concat(report.connections);
      const meant = (own.length > 0 ? own : all).filter(isClosed);
      if (meant.length === 0) continue;
      const fits = meant.find(({teardown}) => teardown.frames.length === given);
      if (fits)
        found.push({
          outcome: 'agrees',
          frames: fits.teardown.frames,
          why: say.packetCount.agrees({count: given, frames: fits.teardown.frames}),
        });
      else {
        const [shown] = meant;
        if (!shown || shown.teardown.kind === 'simultaneous') continue;
        const {frames} = shown.teardown;
        found.push({
          outcome: 'contradicts',
          frames,
          why: say.packetCount.contradicts({given, count: frames.length, frames}),
        });
      }
    }
    return found;
  },
};

const isClosed = ({teardown: {kind, complete}}: Connection): boolean =>
  complete && (kind === 'four-packet' || kind === 'three-packet' || kind === 'simultaneous');
