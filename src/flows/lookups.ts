import type {Capture} from '../model/capture.ts';
import {MARK} from '../model/packet-table.ts';
import type {DnsLookup} from '../model/report.ts';
import {frameOf, type Row} from '../model/units.ts';
import {formatAddress} from '../wire/address.ts';
import {type DnsMessage, type DnsRecord, parseDns, rcodeName, typeName} from '../wire/dns.ts';

const DNS_PORT = 53;
const UDP = 17;
const TCP = 6;
/** RFC 1035 §4.2.2: over TCP two bytes with the length come first. */
const TCP_LENGTH = 2;

type Mutable = {-readonly [K in keyof DnsLookup]: DnsLookup[K]};

/** Name look-ups over port 53, a question with its answer, in the order in which they begin. */
export function dnsLookups(capture: Capture): readonly DnsLookup[] {
  const table = capture.packets;
  const lookups: Mutable[] = [];
  /** Unanswered queries by client, server, transport and id. */
  const open = new Map<string, {lookup: Mutable; row: Row}>();
  for (let index = 0; index < table.length; index++) {
    const row = index as Row;
    const protocol = table.get('protocol', row);
    if ((protocol !== UDP && protocol !== TCP) || !table.has(row, MARK.transport)) continue;
    const fromServer = table.get('sourcePort', row) === DNS_PORT;
    if (!fromServer && table.get('destinationPort', row) !== DNS_PORT) continue;
    if (table.get('payloadCaptured', row) === 0) continue;
    const message = messageIn(capture, row, protocol);
    const question = message?.questions[0];
    if (!message || !question || message.opcode !== 0) continue;
    const response = message.response;
    const source = {address: addressText(capture, 'source', row), port: table.get('sourcePort', row)};
    const destination = {address: addressText(capture, 'destination', row), port: table.get('destinationPort', row)};
    const [client, server] = response ? [destination, source] : [source, destination];
    const transport = protocol === UDP ? 'udp' : 'tcp';
    const key = `${transport} ${client.address} ${client.port} ${server.address} ${message.id} ${question.name.toLowerCase()} ${question.type}`;
    const known = open.get(key);
    if (!response) {
      // The same question again with the same id is a repetition.
      if (known) continue;
      const lookup: Mutable = {
        ...asked(message, question),
        transport,
        client,
        server,
        queryFrame: frameOf(row),
        answers: [],
      };
      lookups.push(lookup);
      open.set(key, {lookup, row});
      continue;
    }
    const answered = {
      responseFrame: frameOf(row),
      rcode: rcodeName(message.rcode),
      answers: message.answers.map(answer),
    };
    if (known) {
      Object.assign(known.lookup, answered, {timeNs: table.elapsedNs(known.row, row)});
      open.delete(key);
    } else if (!lookups.some((lookup) => lookup.responseFrame !== undefined && sameQuestion(lookup, message, client))) {
      lookups.push({...asked(message, question), transport, client, server, ...answered});
    }
  }
  return lookups;
}

const asked = (message: DnsMessage, question: {name: string; type: number}) => ({
  id: message.id,
  name: question.name,
  type: typeName(question.type),
});

const answer = ({name, type, ttl, data}: DnsRecord) => ({name, type: typeName(type), ttl, data});

/** A second answer to a question that has one already, e.g. to a repeated query. */
const sameQuestion = (lookup: DnsLookup, message: DnsMessage, client: DnsLookup['client']): boolean =>
  lookup.id === message.id && lookup.client.address === client.address && lookup.client.port === client.port;

function messageIn(capture: Capture, row: Row, protocol: number): DnsMessage | undefined {
  const table = capture.packets;
  const bytes = capture.bytesOf(row);
  const at = table.get('payloadAt', row) + (protocol === TCP ? TCP_LENGTH : 0);
  const end = Math.min(bytes.length, table.get('payloadAt', row) + table.get('payloadCaptured', row));
  return parseDns(bytes, at, end);
}

const addressText = ({packets}: Capture, which: 'source' | 'destination', row: Row): string =>
  formatAddress(packets.addresses.get(packets.get(which, row)));
