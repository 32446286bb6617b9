/** A difference that stays, because Wireshark is wrong there or only a preference differs. */
export interface ListedDifference {
  readonly because: string;
  /** Whether two lines that stand side by side differ in this way only. One of them may be missing. */
  readonly covers: (ours: string | undefined, theirs: string | undefined, layer: string) => boolean;
}

export const LISTED: readonly ListedDifference[] = [
  {
    because: 'Wireshark shows a time its C library can not take apart as a day that never was; labshark as seconds',
    covers: (ours, theirs) => /Arrival Time: Jan {2}0, 1900/.test(theirs ?? '') && /Arrival Time: @/.test(ours ?? ''),
  },
  {
    because: 'Wireshark shows text as UTF-8 whatever its charset; labshark decodes it as the header says',
    covers: (ours, theirs, layer) =>
      layer === 'data-text-lines' &&
      ours !== undefined &&
      (theirs ?? '').includes('\ufffd') &&
      (theirs ?? '').split(/\ufffd+/).every((part) => ours.includes(part)),
  },
  {
    because: 'Wireshark counts the bits of a frame in 32 bits, which overflow from 512 MiB on',
    covers: (ours, theirs, layer) =>
      layer === 'frame' &&
      Number(/ \((\d+) bits\)/.exec(ours ?? '')?.[1]) > 0xffffffff &&
      ours?.replace(/ \(\d+ bits\)/, '') === theirs?.replace(/ \(\d+ bits\)/, ''),
  },
];
