import type {Capture} from '../model/capture.ts';
import type {Row} from '../model/units.ts';
import {droppedPackets, type Scan, scanIssues} from './scan.ts';
import type {ByteSource} from './source.ts';
import type {Compression} from './unpack.ts';

/** A finished scan as a Capture whose bytes are read from `source` on demand. */
export function captureOf(
  file: string,
  format: Capture['format'],
  scan: Scan,
  source: ByteSource,
  given: {sha256: string; bytes: number; compression?: Compression; close: () => void},
): Capture {
  const {packets} = scan;
  const dropped = droppedPackets(scan.interfaces);
  return {
    file,
    sha256: given.sha256,
    format,
    ...(given.compression ? {compression: given.compression} : {}),
    bytes: given.bytes,
    truncated: scan.truncated,
    interfaces: scan.interfaces,
    ...(scan.application === undefined ? {} : {application: scan.application}),
    ...(scan.os === undefined ? {} : {os: scan.os}),
    ...(scan.hardware === undefined ? {} : {hardware: scan.hardware}),
    comments: scan.comments,
    packetComments: scan.packetComments,
    names: scan.names,
    ...(dropped === undefined ? {} : {dropped}),
    packets,
    issues: [...scan.issues, ...scanIssues(scan)],
    bytesOf: (row: Row) => source.view(packets.get('offset', row), packets.get('capturedLength', row)),
    close: given.close,
  };
}
