import {type Claim, type Found, numberFrom, partsOfOne, unknown, VALUE} from '../claim.ts';

const STATUS = new RegExp(
  `(?:状态码|status(?: code)?)(?:\\s*(?:为|是|则为|=|:|of|is|was|code))*\\s*${VALUE}|HTTP/1\\.[01] (\\d{3})(?!\\d)`,
  'giu',
);

/** The status code of a response. */
export const status: Claim = {
  id: 'status',
  find(reading, frames, {say}) {
    const found: Found[] = [];
    for (const {text, facts} of partsOfOne(reading, frames)) {
      const {frame, connection} = facts;
      for (const match of text.matchAll(STATUS)) {
        const given = numberFrom(match[1] ?? match[2] ?? '');
        if (given < 100 || given > 599) continue;
        const exchanges = connection?.http ?? [];
        const of = exchanges.find(
          ({request, response}) =>
            request?.frame === frame || response?.frame === frame || response?.firstFrame === frame,
        );
        const right = of?.response;
        if (!right) {
          if (facts.payloadBytes === 0 && facts.flags !== undefined)
            found.push({outcome: 'contradicts', frames: [frame], why: say.status.nothing({frame, given})});
          else found.push(unknown(frame, frames, say));
        } else if (right.status === given)
          found.push({outcome: 'agrees', frames: [right.frame], why: say.status.agrees({frame: right.frame, given})});
        else
          found.push({
            outcome: 'contradicts',
            frames: [...new Set([frame, right.frame])],
            why: say.status.contradicts({frame: right.frame, given, right: right.status}),
          });
      }
    }
    return found;
  },
};
