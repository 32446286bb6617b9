import type {Capture} from '../model/capture.ts';
import type {DnsLookup} from '../model/report.ts';
import {frameOf, type Row} from '../model/units.ts';
import {type DnsMessage, type DnsRecord, rcodeName, typeName} from '../wire/dns.ts';
import {DNS_PORT, dnsMessages} from './dns-messages.ts';

type Mutable = {-readonly [K in keyof DnsLookup]: DnsLookup[K]};

interface Asked {
  readonly lookup: Mutable;
  readonly row: Row;
}

/** Name look-ups over port 53, a question with its answer, in the order in which they begin. */
export function dnsLookups(capture: Capture): readonly DnsLookup[] {
  const table = capture.packets;
  const lookups: Mutable[] = [];
  /** The latest query of a client with an id, answered or not; and of these, the latest about each name. */
  const asked = new Map<string, Asked>();
  const askedAbout = new Map<string, Asked>();
  for (const {row, transport, source, destination, message} of dnsMessages(capture)) {
    // Only standard queries ask for names (RFC 1035 §4.1.1).
    if (message.opcode !== 0) continue;
    const [client, server] = message.response ? [destination, source] : [source, destination];
    if (server.port !== DNS_PORT) continue;
    const key = `${transport} ${client.addressId} ${client.port} ${server.addressId} ${message.id}`;
    const [question] = message.questions;
    const about = question && `${key} ${question.type} ${question.name.toLowerCase()}`;
    const last = (about === undefined ? undefined : askedAbout.get(about)) ?? asked.get(key);
    const known = last && isAbout(last.lookup, message) ? last : undefined;
    const remember = (entry: Asked): void => {
      lookups.push(entry.lookup);
      asked.set(key, entry);
      if (about !== undefined) askedAbout.set(about, entry);
    };
    const begun = (): Mutable => ({
      transport,
      client: {address: client.address, port: client.port},
      server: {address: server.address, port: server.port},
      id: message.id,
      name: message.questions[0]?.name ?? '',
      type: typeName(message.questions[0]?.type ?? 0),
      answers: [],
    });
    if (!message.response) {
      // The same question again with the same id is a repetition, unless it was answered in between.
      if (known && known.lookup.responseFrame === undefined) {
        repeated(known.lookup, 'repeatedQueryFrames', frameOf(row));
        continue;
      }
      if (message.questions.length === 0) continue;
      remember({lookup: {...begun(), queryFrame: frameOf(row)}, row});
      continue;
    }
    // A second answer to a repeated question.
    if (known?.lookup.responseFrame !== undefined) {
      repeated(known.lookup, 'repeatedResponseFrames', frameOf(row));
      continue;
    }
    if (!known && message.questions.length === 0) continue;
    const lookup = known?.lookup ?? begun();
    const timeNs = known && table.knownElapsedNs(known.row, row);
    Object.assign(lookup, answered(row, message), timeNs === undefined ? {} : {timeNs});
    if (!known) remember({lookup, row});
  }
  return lookups;
}

/** A name may be asked for any number of times: the list grows in place. */
function repeated(lookup: Mutable, list: 'repeatedQueryFrames' | 'repeatedResponseFrames', frame: number): void {
  const frames = lookup[list] as number[] | undefined;
  if (frames) frames.push(frame);
  else lookup[list] = [frame];
}

/** Some servers leave the question out of an error; names are compared without case (RFC 4343), as §7.3 demands. */
function isAbout(lookup: DnsLookup, {questions}: DnsMessage): boolean {
  const [question] = questions;
  if (!question) return true;
  return question.name.toLowerCase() === lookup.name.toLowerCase() && typeName(question.type) === lookup.type;
}

function answered(row: Row, message: DnsMessage): Partial<Mutable> {
  const missing = message.counts[1] - message.answers.length;
  return {
    responseFrame: frameOf(row),
    rcode: rcodeName(message.rcode),
    answers: message.answers.map(answer),
    ...(missing > 0 ? {answersMissing: missing} : {}),
  };
}

const answer = ({name, type, ttl, data}: DnsRecord) => ({name, type: typeName(type), ttl, data});
