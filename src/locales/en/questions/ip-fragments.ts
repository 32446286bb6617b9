import {hex, plainRuns} from '../../format.ts';

interface Piece {
  readonly frame: number;
  readonly offset: number;
  readonly length: number;
  readonly header: number;
}

const DATAGRAM = 'the first fragmented IPv4 datagram that is complete in the capture';

export const ipFragmentQuestionsEn = () => ({
  'fragment-count': {
    ask: `Into how many fragments was ${DATAGRAM} divided?`,
    working: (p: {frames: readonly number[]; id: number}): string[] => [
      `Frames ${plainRuns(p.frames, ', ')} have the same Identification ${hex(p.id)} and the same addresses.`,
      'All but the last have the flag More fragments, and their offsets follow each other without a gap.',
      `These are ${p.frames.length} fragments.`,
    ],
    mistakes: {moreOnly: 'That counts the packets with More fragments; the last fragment does not have the flag.'},
  },
  'fragment-identification': {
    ask: `What is the Identification of the fragments of ${DATAGRAM}?`,
    working: (p: {frames: readonly number[]; id: number}): string[] => [
      `Frames ${plainRuns(p.frames, ', ')} are its fragments.`,
      `All have the Identification ${hex(p.id)} (${p.id}), by which the receiver puts them together.`,
    ],
  },
  'fragment-offsets': {
    ask: `What are the offsets, in bytes, of the fragments of ${DATAGRAM}, the first fragment first?`,
    working: (p: {fragments: readonly Piece[]}): string[] => [
      `Wireshark shows Fragment Offset in bytes: ${p.fragments.map(({frame, offset}) => `${offset} (frame ${frame})`).join(', ')}.`,
      'The header itself counts units of 8 bytes (RFC 791 §3.1).',
      'Each fragment begins where the one before it ends.',
    ],
    mistakes: {
      eights: 'These count units of 8 bytes, as the header does; bytes are asked for.',
      headers: 'These count the IP headers of the fragments; the offset counts the data of the datagram alone.',
    },
  },
  'fragment-lengths': {
    ask: `How many bytes of data, without its IP header, does each fragment of ${DATAGRAM} carry, the first fragment first?`,
    working: (p: {fragments: readonly Piece[]}): string[] => [
      'The data of a fragment are its Total Length less its Header Length.',
      ...p.fragments.map(
        ({frame, length, header}) => `Frame ${frame}: ${length + header} − ${header} = ${length} bytes.`,
      ),
    ],
    mistakes: {totals: 'These are the total lengths, with the IP header.'},
  },
  'fragmented-payload': {
    ask: `How many bytes of data, without IP headers, does ${DATAGRAM} hold when its fragments are put together?`,
    working: (p: {lengths: readonly number[]; payload: number}): string[] => [
      'The data of a fragment are its Total Length less its Header Length.',
      `${p.lengths.join(' + ')} = ${p.payload} bytes.`,
    ],
    mistakes: {
      headers: 'That counts the IP headers of the fragments too.',
      oneHeader: 'That is the datagram with its IP header.',
      icmp: 'That leaves out the 8 bytes of the header of ICMP or UDP, which are data to IP.',
    },
  },
});
