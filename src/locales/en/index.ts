import type {FrameLink} from '../format.ts';
import {answersEn} from './answers.ts';
import {assignmentEn} from './assignment.ts';
import {captureEn, connectionsEn, lookupsEn} from './capture.ts';
import {checksEn} from './checks.ts';
import {classEn} from './class.ts';
import {exchangeEn, layersEn} from './exchange.ts';
import {failureEn} from './failures.ts';
import {fieldsEn} from './fields.ts';
import {figuresEn} from './figures.ts';
import {formatEn} from './format.ts';
import {handshakeEn} from './handshake.ts';
import {headersEn, methodsEn, statusesEn} from './http-names.ts';
import {issueEn} from './issues.ts';
import {keyEn} from './key.ts';
import {cannotAnswerEn, choicesEn, questionsEn} from './questions/index.ts';
import {redactionEn} from './redaction.ts';
import {remarkIn, remarksEn} from './remarks.ts';
import {statementsEn} from './statements.ts';
import {teardownEn} from './teardown.ts';
import {notesEn, transferEn} from './transfer.ts';
import {worksheetEn} from './worksheet.ts';

/** Every sentence of a report in English, one typed key each; the other locales have the same shape. */
export function en(link: FrameLink) {
  const f = formatEn(link);
  return {
    tag: 'en' as string,
    format: f,
    report: {
      title: 'Lab report: one web visit over TCP, packet by packet',
      titleOther: 'Lab report: one TCP connection, packet by packet',
      titleForOther: (p: {client: string; server: string}): string => `${p.client} and ${p.server}`,
      titleFor: (p: {client: string; server: string}): string => `${p.client} visits ${p.server}`,
      student: 'Student',
      studentId: 'Student ID',
      captureFile: 'Capture',
      recorded: 'Recorded',
      connection: 'Connection explained',
      exchange: 'Request and response',
      generator: (version: string): string =>
        `Made with labshark ${version} from the capture; every statement names the frames that prove it.`,
      contents: 'Contents',
      alerts: {note: 'Note', tip: 'Tip', warning: 'Mind', important: 'Important', caution: 'Caution'},
      failed: 'This section could not be made because of an error in labshark; the rest of the report is not affected.',
      noTcp: 'The capture holds no TCP connection, so there is nothing to say here.',
      noPackets: 'The capture holds no packets, so there is nothing to say here.',
    },
    segmentHead: [
      'Frame',
      'Time (s)',
      'From',
      'Flags',
      'Seq (raw)',
      'Seq (relative)',
      'Ack (raw)',
      'Ack (relative)',
      'Window',
      'Length',
    ],
    stateHead: ['After frame', 'Client', 'Server'],
    statesTitle: 'State of each side once the segment has arrived',
    stateUnknown: 'not known',
    stateStart: 'before',
    class: classEn(),
    capture: captureEn(f),
    lookups: lookupsEn(f),
    connections: connectionsEn(f),
    handshake: handshakeEn(f),
    exchange: exchangeEn(f),
    layers: layersEn(f),
    transfer: transferEn(f),
    teardown: teardownEn(f),
    notes: notesEn(f),
    checks: checksEn(),
    assignmentTemplate: assignmentEn,
    questions: questionsEn(),
    worksheet: worksheetEn(),
    cannotAnswer: cannotAnswerEn,
    choices: choicesEn,
    answers: answersEn,
    key: keyEn,
    redaction: redactionEn(f),
    statements: statementsEn(),
    figures: figuresEn(),
    fields: fieldsEn,
    methods: methodsEn,
    statuses: statusesEn,
    headers: headersEn,
    issue: issueEn,
    failure: failureEn,
    remark: remarkIn(remarksEn),
  };
}

export type Locale = ReturnType<typeof en>;
