/** Single segments, each of a connection of its own: what options, flags and RSTs carry. */
import {bytes, ethernet, FLAG, hex, ipv4, tcp} from '../support/craft.ts';
import {LINKTYPE} from '../support/pcap-file.ts';

const ENDS = {source: '10.0.0.1', destination: '10.0.0.2'};

const segment = (sourcePort: number, flags: number, options: string, payload = '') =>
  ethernet(
    {},
    ipv4(
      ENDS,
      tcp(
        {
          ...ENDS,
          sourcePort,
          destinationPort: 40000,
          sequence: 1000,
          flags,
          window: 8192,
          options: hex(options),
          ...(flags & FLAG.ACK ? {acknowledgment: 5000} : {}),
        },
        bytes(payload),
      ),
    ),
  );

const OPTIONS = [
  // On a SYN only: maximum segment size, SACK permitted.
  '020405b4 04020101',
  // Echo and its reply.
  '06060a0b0c0d 0101',
  '07060a0b0c0d 0101',
  '1312 00112233445566778899aabbccddeeff 0101',
  // SCPS: capabilities, record boundary, corruption experienced.
  '1404aa01 16021702',
  '1b07 0000000000 01 1b08070a00000001',
  '1c048005 1d0c0102aabbccddeeff0011',
  // Experiments: Fast Open, shared memory, and one that nobody knows.
  'fd08f989aabbccdd fe04e2d4 fe06abcd0102 0000',
  // Padding of several zeros.
  '030308 00 00000000',
];

export const TCP_SEGMENTS = {
  name: 'TCP segments',
  linkType: LINKTYPE.ethernet,
  frames: [
    ...OPTIONS.map((options, i) => segment(21000 + i, i === 8 ? FLAG.SYN : FLAG.ACK, options)),
    segment(21020, FLAG.SYN, 'ac0b010203040506070809 01'),
    segment(21021, FLAG.SYN, 'ae05010203 010101'),
    segment(21022, FLAG.SYN | FLAG.FIN, ''),
    segment(21023, FLAG.RST, '', 'no such port'),
    segment(21024, FLAG.RST | FLAG.ACK, '', 'closed\r\n'),
  ],
};
