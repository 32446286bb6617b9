import {explained} from '../../../assignment/questions/evidence.ts';
import {type Claim, type Found, numberFrom, partsOfOne, unknown, VALUE} from '../claim.ts';
import {isGeneral, isNegated, speaksOfCapture} from '../subject.ts';

const PORT = `(?:端口)?(?:号|\\s*ports?|\\s*numbers?)*\\s*(?:=|:|为|是|\\bis\\b|\\bwas\\b)?\\s*${VALUE}`;
const SOURCE = new RegExp(`(?:(?:\\bsource|\\bsrc) port|源端口)${PORT}`, 'giu');
const DESTINATION = new RegExp(`(?:(?:\\bdestination|\\bdst|\\bdest) port|(?:目的|目标)端口)${PORT}`, 'giu');
/** The number that Wireshark gives to the card, read as a port. */
const INTERFACE =
  /端口(?:号)?(?:为|是|:|=)?\s*0\s*号?(?:端口)?(?!\d|x)|(?<!\d)0\s*号端口|\bports?(?: number)?(?: is| =|:)?\s*0(?!\d|x)/iu;
const ASSIGNED =
  /(?:服务器|服务端)(?:端|方)?(?:随机|动态|自动)?(?:为|给|向)?(?:客户端|浏览器|其|它|我们|主机|本机)?(?:所|随机|动态|自动)?(?:分配|指派|指定)|由(?:服务器|服务端)[^，,。]{0,8}(?:分配|指派|指定)|\bserver (?:has |randomly |dynamically |then )*(?:assign(?:s|ed)|allocate[sd]|picks|picked|chose|chooses)|(?:assigned|allocated|chosen|picked) (?:to (?:it|the (?:client|browser)) )?by the server/iu;

/** The ports of a packet, the interface's number taken for one, and who chose the client's. */
export const ports: Claim = {
  id: 'ports',
  find(reading, frames, {say}) {
    const found: Found[] = [];
    for (const {text, facts} of partsOfOne(reading, frames)) {
      const {frame} = facts;
      for (const [field, given, right] of [
        ...[...text.matchAll(SOURCE)].map((match) => ['source', match.at(-1), facts.sourcePort] as const),
        ...[...text.matchAll(DESTINATION)].map(
          (match) => ['destination', match.at(-1), facts.destinationPort] as const,
        ),
      ]) {
        const value = numberFrom(given ?? '');
        if (right === undefined) found.push(unknown(frame, frames, say));
        else if (value === right)
          found.push({outcome: 'agrees', frames: [frame], why: say.ports.agrees[field]({frame, given: value})});
        else
          found.push({
            outcome: 'contradicts',
            frames: [frame],
            why: say.ports.contradicts[field]({frame, given: value, right}),
          });
      }
      if (
        INTERFACE.test(text) &&
        facts.sourcePort !== undefined &&
        facts.sourcePort !== 0 &&
        facts.destinationPort !== 0
      )
        found.push({
          outcome: 'contradicts',
          frames: [frame],
          why: say.ports.interface({frame, source: facts.sourcePort, destination: facts.destinationPort ?? 0}),
        });
    }
    return [...found, ...assigned()];

    function assigned(): Found[] {
      const {text} = reading;
      if (isGeneral(text) || isNegated(text) || !/端口|\bports?\b/iu.test(text) || !ASSIGNED.test(text)) return [];
      const named = frames.report.connections.filter(
        ({client, rolesFrom}) => rolesFrom === 'syn' && new RegExp(`(?<!\\d)${client.port}(?!\\d)`).test(text),
      );
      const {report} = frames;
      const meant = named[0] ?? (speaksOfCapture(text) ? explained(report) : undefined);
      const syn = meant?.handshake.frames.syn;
      if (!meant || syn === undefined) return [];
      return [{outcome: 'contradicts', frames: [syn], why: say.ports.assigned({frame: syn, port: meant.client.port})}];
    }
  },
};
