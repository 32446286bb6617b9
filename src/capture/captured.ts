import type {Capture} from '../model/capture.ts';
import {MARK} from '../model/packet-table.ts';
import type {Row} from '../model/units.ts';
import {datagramBytes, reassembleDatagrams} from './datagrams.ts';
import {packetOptions} from './packet-options.ts';
import {readPcap} from './pcap.ts';
import {readPcapng} from './pcapng.ts';
import {droppedPackets, type Scan, scanIssues} from './scan.ts';
import type {Sniffed} from './sniff.ts';
import type {ByteSource} from './source.ts';

/** What is known of the file as it was given, before any unpacking. */
export type Given = Pick<Capture, 'file' | 'sha256' | 'bytes' | 'compression'>;
export type Progress = (doneBytes: number, totalBytes: number) => void;
/** What can be scanned. */
export type Format = Exclude<Sniffed, {kind: 'compressed'}>;

/** Reads all packets of a source that has been recognised. */
export function scanInto(scan: Scan, source: ByteSource, found: Format, onProgress?: Progress): void {
  const progress = onProgress && ((done: number) => onProgress(done, source.size));
  if (found.kind === 'pcap') readPcap(source, found.header, scan, progress);
  else readPcapng(source, scan, progress);
}

/** A finished scan as a Capture whose bytes are read from `source` on demand. */
export function captureOf(
  given: Given,
  format: Capture['format'],
  scan: Scan,
  source: ByteSource,
  close: () => void,
): Capture {
  const {packets, application, os, hardware} = scan;
  const dropped = droppedPackets(scan.interfaces);
  const bytesOf = (row: Row) => source.view(packets.get('offset', row), packets.get('capturedLength', row));
  const datagrams = reassembleDatagrams(packets, bytesOf);
  return {
    ...given,
    format,
    truncated: scan.truncated,
    interfaces: scan.interfaces,
    ...(application === undefined ? {} : {application}),
    ...(os === undefined ? {} : {os}),
    ...(hardware === undefined ? {} : {hardware}),
    comments: scan.comments,
    packetComments: scan.packetComments,
    names: scan.names,
    ...(dropped === undefined ? {} : {dropped}),
    packets,
    issues: [...scan.issues, ...scanIssues(scan)],
    bytesOf,
    optionsOf: (row) =>
      packets.has(row, MARK.options) ? packetOptions(source, packets.get('offset', row)) : undefined,
    datagrams,
    transportBytesOf: (row) => {
      const datagram = datagrams.get(row);
      return datagram ? datagramBytes(datagram, bytesOf) : bytesOf(row);
    },
    close,
  };
}
