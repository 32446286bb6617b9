import type {CheckId} from '../../model/checks.ts';
import type {Check} from './check.ts';
import {fileName} from './file-name.ts';
import {handshakeComplete} from './handshake-complete.ts';
import {httpExchange} from './http-exchange.ts';
import {nameLookup} from './name-lookup.ts';
import {notCachedOnly} from './not-cached-only.ts';
import {notHandedOut} from './not-handed-out.ts';
import {notHttpsOnly} from './not-https-only.ts';
import {notShared} from './not-shared.ts';
import {nothingCut} from './nothing-cut.ts';
import {oneConnection} from './one-connection.ts';
import {ping} from './ping.ts';
import {readableCapture} from './readable-capture.ts';
import {releaseCaptured} from './release-captured.ts';
import {targetTraffic} from './target-traffic.ts';
import {timeWindow} from './time-window.ts';

export type CheckTable = Readonly<Record<CheckId, Check>>;

/** Every check, by its id. */
export const CHECK_TABLE: CheckTable = {
  'readable-capture': readableCapture,
  'file-name': fileName,
  'target-traffic': targetTraffic,
  'time-window': timeWindow,
  'handshake-complete': handshakeComplete,
  'http-exchange': httpExchange,
  'not-cached-only': notCachedOnly,
  'not-https-only': notHttpsOnly,
  'release-captured': releaseCaptured,
  'one-connection': oneConnection,
  'name-lookup': nameLookup,
  ping,
  'nothing-cut': nothingCut,
  'not-handed-out': notHandedOut,
  'not-shared': notShared,
};
