import {stringify} from 'csv-stringify/sync';
import {type LocaleTag, plainLocale} from '../locales/index.ts';
import type {Connection, SegmentFacts} from '../model/report.ts';
import {endpointText} from './view/view.ts';

const ROWS_AT_ONCE = 2000;
/** A byte order mark, by which Excel and WPS know that the file is UTF-8. */
const BYTE_ORDER_MARK = '\ufeff';

/** Every packet of a connection as a table for spreadsheets, with raw numbers and with relative ones. */
export function packetsCsv(connection: Connection, segments: Iterable<SegmentFacts>, tag: LocaleTag): string {
  const locale = plainLocale(tag);
  const pieces = [BYTE_ORDER_MARK, lines([locale.notes.csvHead])];
  let rows: (string | number)[][] = [];
  for (const segment of segments) {
    rows.push(row(segment, connection));
    if (rows.length === ROWS_AT_ONCE) {
      pieces.push(lines(rows));
      rows = [];
    }
  }
  return [...pieces, lines(rows)].join('');
}

function row(segment: SegmentFacts, connection: Connection): (string | number)[] {
  const {sequence, acknowledgment, window} = segment;
  return [
    segment.frame,
    (segment.sinceCaptureStartNs / 1e9).toFixed(6),
    endpointText(connection[segment.from]),
    segment.protocol,
    segment.originalLength,
    segment.flags,
    sequence.raw,
    sequence.relative ?? '',
    acknowledgment?.raw ?? '',
    acknowledgment?.relative ?? '',
    window.raw,
    window.scaled ?? '',
    segment.payloadBytes,
    segment.info.trim(),
  ];
}

/** A cell that begins like a formula is text all the same. */
const lines = (rows: readonly (readonly (string | number)[])[]): string =>
  stringify(rows as (string | number)[][], {record_delimiter: 'windows', escape_formulas: true});
