// Names of NTP's codes in Wireshark 4.4's words. Data, read off its output.

export const CONTROL_MODE = 6;
export const PRIVATE_MODE = 7;

/** RFC 5905 §7.3, figure 12: what a server of stratum 1 takes its time from. */
export const REFERENCE_CLOCKS: Readonly<Record<string, string>> = {
  LOCL: 'uncalibrated local clock',
  CESM: 'calibrated Cesium clock',
  RBDM: 'calibrated Rubidium clock',
  PPS: 'Generic pulse-per-second',
  IRIG: 'Inter-Range Instrumentation Group',
  ACTS: 'NIST telephone modem',
  USNO: 'USNO telephone modem',
  PTB: 'European telephone modem',
  TDF: 'MF Radio Allouis, FR 162 kHz',
  DCF: 'LF Radio DCF77 Mainflingen, DE 77.5 kHz',
  MSF: 'LF Radio MSF Anthorn, UK 60 kHz',
  WWV: 'HF Radio WWV Ft. Collins, CO',
  WWVB: 'LF Radio WWVB Ft. Collins, CO 60 kHz',
  WWVH: 'HF Radio WWVH Kauai, HI',
  CHU: 'HF Radio CHU Ottawa, Ontario',
  LORC: 'MF Radio LORAN C station, 100 kHz',
  OMEG: 'OMEGA radionavigation system',
  GPS: 'Global Position System',
  GAL: 'Galileo Positioning System',
  GOES: 'Geostationary Orbit Environment Satellite',
  GNSS: 'Global Navigation Satellite System',
  HBG: 'LF Radio HBG Prangins, HB 75 kHz',
  JJY: 'LF Radio JJY Fukushima, JP 40 kHz, Saga, JP 60 kHz',
  NIST: 'NIST telephone modem',
  DCFa: 'DCF77 with amplitude modulation',
  DCFp: 'DCF77 with phase modulation/pseudo random phase modulation',
  MRS: 'Multi Reference System',
  FREE: '(Internal clock)',
  ATOM: 'Atomic clock (calibrated)',
};

/** RFC 5905 §7.4, figure 13: why a server of stratum 0 does not give the time. */
export const KISS_CODES: Readonly<Record<string, string>> = {
  ACST: 'The association belongs to a unicast server',
  AUTH: 'Server authentication failed',
  AUTO: 'Autokey sequence failed',
  BCST: 'The association belongs to a broadcast server',
  CRYP: 'Cryptographic authentication or identification failed',
  DENY: 'Access denied by remote server',
  DROP: 'Lost peer in symmetric mode',
  RSTR: 'Access denied due to local policy',
  INIT: 'The association has not yet synchronized for the first time',
  MCST: 'The association belongs to a dynamically discovered server',
  NKEY: 'No key found. Either the key was never installed or is not trusted',
  NTSN: 'Network Time Security (NTS) negative-acknowledgment (NAK)',
  RATE: 'Rate exceeded. The server has temporarily denied access because the client exceeded the rate threshold',
  RMOT: 'Alteration of association from a remote host running ntpdc.',
  STEP: 'A step change in system time has occurred, but the association has not yet resynchronized',
};

/** RFC 5906, RFC 8915 §5. */
export const EXTENSIONS: Readonly<Record<number, string>> = {
  2: 'No-Operation Request',
  258: 'Association Message Request',
  260: 'Unique Identifier',
  516: 'NTS Cookie',
  772: 'NTS Cookie Placeholder',
  1028: 'NTS Authenticator and Encrypted Extension Fields',
  8197: 'Checksum Complement',
  62243: 'Monotonic Timestamp & Root Delay/Dispersion (exp)',
};
