import type {Choice} from './question.ts';

/** What is asked for together: an answer is one word of a group. A synonym may belong to words of several groups. */
const GROUPS: readonly (readonly Choice[])[] = [
  ['client', 'server', 'both', 'neither', 'gateway'],
  ['yes', 'no'],
  ['udp', 'tcp'],
  ['four-packet', 'three-packet', 'simultaneous', 'fin-then-reset', 'reset', 'half-closed', 'still-open'],
  ['established', 'fin-wait-1', 'fin-wait-2', 'close-wait', 'closing', 'last-ack', 'time-wait', 'closed'],
  ['informational', 'success', 'redirection', 'client-error', 'server-error'],
  ['content-length', 'chunked', 'connection-close', 'no-body'],
  ['serial', 'parallel'],
  ['opened', 'refused', 'unanswered'],
  ['retransmission', 'new-connections'],
  ['ack-alone', 'ack-with-data'],
  ['ethernet', 'linux-cooked', 'loopback', 'raw-ip'],
  ['unicast', 'multicast', 'broadcast'],
  ['unicast-to-us', 'to-another-host', 'sent-by-us', 'multicast', 'broadcast'],
];

/** The words that an answer may be where one of these is right, and yes and no, which deny them. */
export const alternatives = (right: readonly Choice[]): ReadonlySet<Choice> =>
  new Set(['yes', 'no', ...GROUPS.filter((group) => right.some((choice) => group.includes(choice))).flat()]);
