import type {Side} from '../../../model/report.ts';
import type {Claim} from '../claim.ts';
import {isGeneral, isNegated, speaksOfCapture} from '../subject.ts';

const WHO: Readonly<Record<Side, string>> = {
  client: '客户端|浏览器|(?:the )?(?:client|browser)',
  server: '服务器|服务端|(?:the )?server',
};
const FIRST = (who: string): RegExp =>
  new RegExp(
    `(?:${who})(?:端|方)?(?:\\s*(?:首先|最先|率先|先|主动))+[^，,。；;客服浏]{0,12}(?:FIN|关闭|断开|释放|挥手)|(?:由|是)(?:${who})(?:端|方)?(?:首先|最先|率先|先|主动)?(?:发起|发出)[^，,。；;]{0,8}(?:FIN|关闭|断开|释放|挥手)|\\b(?:${who}) (?:closed|closes|initiated|initiates|began|begins|started|starts|sent|sends)[^.,;]{0,30}\\b(?:first(?! segment| packet| data| request| response)|the first FIN|close|closing|release|teardown)|(?:closed|initiated|begun|started) first by (?:${who})`,
    'iu',
  );

/** Who closed first. */
export const firstClose: Claim = {
  id: 'first-close',
  find({text, mentions}, {report, of}, {say}) {
    if (isGeneral(text) || isNegated(text)) return [];
    const said = (['client', 'server'] as const).filter((side) => FIRST(WHO[side]).test(text));
    const [side] = said;
    if (side === undefined || said.length > 1) return [];
    const named = report.connections.filter(({client}) => new RegExp(`(?<!\\d)${client.port}(?!\\d)`).test(text));
    const byFrame = mentions.flatMap(({frames}) => frames.flatMap((frame) => of(frame)?.connection ?? []));
    const own = [...new Set([...named, ...byFrame])];
    if (own.length === 0 && !speaksOfCapture(text)) return [];
    const closed = (own.length > 0 ? own : report.connections).filter(
      ({teardown}) => teardown.initiator !== undefined && teardown.kind !== 'reset',
    );
    if (closed.length === 0) return [];
    const fitting = closed.filter(({teardown}) => teardown.initiator === side);
    const shown = fitting[0] ?? closed.find(({stream}) => stream === report.focus?.stream) ?? closed[0];
    const fin = shown?.teardown.frames[0];
    if (!shown || fin === undefined) return [];
    if (fitting.length === closed.length || (fitting.length > 0 && own.length === 0))
      return [{outcome: 'agrees', frames: [fin], why: say.firstClose.agrees[side]({frame: fin})}];
    if (fitting.length > 0 || shown.teardown.kind === 'simultaneous') return [];
    const other: Side = side === 'client' ? 'server' : 'client';
    return [{outcome: 'contradicts', frames: [fin], why: say.firstClose.contradicts[other]({frame: fin})}];
  },
};
