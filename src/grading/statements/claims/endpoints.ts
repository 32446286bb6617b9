import type {Connection, Report, Side} from '../../../model/report.ts';
import {type Claim, type Found, numberFrom, type Says, VALUE} from '../claim.ts';
import {clauses, isGeneral, isNegated, speaksOfCapture} from '../subject.ts';

const WHO: readonly (readonly [Side, string])[] = [
  ['client', "(?:客户端|客户机|浏览器|\\bclient(?:['’]s)?|\\bbrowser(?:['’]s)?)"],
  ['server', "(?:(?:服务器|服务端)端?|\\bserver(?:['’]s)?)"],
];
const OWN = '\\s*(?:的|(?:所)?(?:使用|用)的?|\\buses?\\b|\\bused\\b|\\bis using\\b|\\blistens on\\b)?\\s*';
const IS = '\\s*(?:=|:|为|是|\\bis\\b|\\bwas\\b)?\\s*';
const IP = '(?<![\\d.])(\\d{1,3}(?:\\.\\d{1,3}){3})(?![\\d.]*\\d|\\s*/)';

interface Pattern {
  readonly side: Side;
  readonly what: 'port' | 'address';
  readonly find: RegExp;
}

const PATTERNS: readonly Pattern[] = WHO.flatMap(([side, who]): Pattern[] => [
  {
    side,
    what: 'port',
    // A range of ports is no connection's.
    find: new RegExp(
      `${who}${OWN}(?:TCP|随机|本地|源)?\\s*(?:端口号?|\\bport(?: numbers?)?)${IS}${VALUE}(?!\\s*(?:~|～|–|至|到|to\\b|以上|以下|or\\b|或))`,
      'giu',
    ),
  },
  {
    side,
    what: 'address',
    find: new RegExp(
      `${who}${OWN}(?:IPv4|IP)?\\s*(?:地址|\\baddress)\\s*(?:=|:|为|是|\\bis\\b|\\bwas\\b)\\s*${IP}`,
      'giu',
    ),
  },
]);

const STATUS =
  /(?:返回|响应|回复|应答)(?:报文|消息)?(?:中)?(?:了|的)?\s*(?:HTTP)?\s*(?:状态码|status code)\s*(?:=|:|为|是)?\s*([1-5]\d\d)(?!\d)|\b(?:response|server)\b[^.,]{0,30}\bstatus code (?:is |was |of )?([1-5]\d\d)(?!\d)/iu;

/** Hosts that no connection with the web server has, and captures of other people or of other days. */
const ELSEWHERE =
  /DNS|域名|解析|UDP|ICMP|DHCP|NAT|公网|外网|代理|网关|虚拟机|另一|别的|其他|其它|第[二三]次(?:抓|捕)|二次捕获|上次|重新抓|\b(?:proxy|gateway|resolver|public|another|other|second capture|previous)\b/iu;

/** The ports and addresses of client and server, and the status code, where the text names no packet. */
export const endpoints: Claim = {
  id: 'endpoints',
  find({text, mentions}, {report}, {say}) {
    if (mentions.length > 0 || isGeneral(text) || ELSEWHERE.test(text)) return [];
    return clauses(text)
      .filter((clause) => !isNegated(clause.text))
      .flatMap(({text: clause}) => [
        ...PATTERNS.flatMap((pattern) =>
          [...clause.matchAll(pattern.find)].flatMap((match) => judge(pattern, match.at(-1) ?? '', text, report, say)),
        ),
        ...judgeStatus(STATUS.exec(clause), text, report, say),
      ]);
  },
};

function judge({side, what}: Pattern, written: string, text: string, report: Report, say: Says): Found[] {
  const focus = report.focus ? report.connections[report.focus.stream] : undefined;
  if (!focus) return [];
  const given = what === 'port' ? numberFrom(written) : written;
  const says = say.endpoints[what];
  const has = (connection: Connection): boolean => connection[side][what] === given;
  // The explained connection first: it is the one that is shown where several would do.
  const own = [focus, ...report.connections.filter(({server}) => server.address === focus.server.address)];
  const fits = own.find(has);
  if (fits)
    return [{outcome: 'agrees', frames: [frameOf(fits)], why: says.agrees({side, given, frame: frameOf(fits)})}];
  // Textbooks have a port 80 and example addresses; a client's port is of one visit.
  const isTheory = side === 'server' && what === 'port' && !speaksOfCapture(text) && !namesConnection(text, own);
  const guessed = own.some(({rolesFrom}) => rolesFrom === 'port');
  if (isTheory || guessed || report.connections.some(has) || isElsewhere(String(given), report)) return [];
  const right = focus[side][what];
  const frame = frameOf(focus);
  return [
    {
      outcome: 'contradicts',
      frames: [frame],
      why: says.contradicts({side, given, right, frame, connections: new Set(own).size}),
    },
  ];
}

function judgeStatus(match: RegExpExecArray | null, text: string, report: Report, say: Says): Found[] {
  const given = Number(match?.[1] ?? match?.[2]);
  if (!match || !speaksOfCapture(text)) return [];
  const exchanges = report.connections.flatMap(({http}) => http);
  const responses = exchanges.flatMap(({response}) => response ?? []);
  const fits = responses.find(({status}) => status === given);
  if (fits) return [{outcome: 'agrees', frames: [fits.frame], why: say.status.agrees({frame: fits.frame, given})}];
  // What is encrypted or was not captured may have any status.
  const isAllRead =
    exchanges.length > 0 &&
    responses.length === exchanges.length &&
    report.connections.every(({application}) => application !== 'tls');
  const codes = [...new Set(responses.map(({status}) => status))].sort((one, other) => one - other);
  if (!isAllRead) return [];
  const frames = responses.map(({frame}) => frame).slice(0, 10);
  return [{outcome: 'contradicts', frames, why: say.endpoints.status({given, codes})}];
}

const frameOf = ({handshake, firstFrame}: Connection): number => handshake.frames.syn ?? firstFrame;

/** Whether the text names a port or an address of these connections: then it speaks of them. */
const namesConnection = (text: string, connections: readonly Connection[]): boolean =>
  connections.some(({client, server}) =>
    [String(client.port), client.address, server.address].some((one) =>
      new RegExp(`(?<![\\d.])${one.replaceAll('.', '\\.')}(?![\\d]|\\.\\d)`).test(text),
    ),
  );

/** Look-ups and pings have ports and addresses too. */
const isElsewhere = (value: string, {lookups, echoes}: Report): boolean =>
  new RegExp(`(?<![\\d.])${value.replaceAll('.', '\\.')}(?![\\d.])`).test(JSON.stringify([lookups, echoes]));
