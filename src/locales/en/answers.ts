/** How the values of answers are written, and what is said to those who gave other ones. Plain text. */
export const answersEn = {
  value: {
    bytes: (n: string): string => `${n} ${n === '1' ? 'byte' : 'bytes'}`,
    bits: (n: string): string => `${n} ${n === '1' ? 'bit' : 'bits'}`,
    frames: (p: {runs: string; count: number}): string => `${p.count === 1 ? 'frame' : 'frames'} ${p.runs}`,
    separator: ', ',
    none: 'none',
  },
  /** Of a wrong answer that is recognised. */
  mistakes: {
    bitsAndBytes: 'Bits and bytes are mixed up here: one byte is eight bits.',
    scale:
      'The digits are right, but not in this unit: check whether it is milli or micro, kilo or mega, and write the unit beside the number.',
    hexAsDecimal:
      'That is the number in hexadecimal, but written as if it were decimal: put 0x in front, or convert it.',
    decimalAsHex: 'That is the decimal number, but marked as hexadecimal: leave out the 0x.',
  },
  /** Why a person has to read an answer. */
  read: {
    free: 'An answer in words is read by a person.',
    tooLong: 'The answer is too long to be marked automatically: a person reads it.',
    several: 'The answer names several different values, or leaves open which one is meant, where one is asked for.',
    tooMany: (n: number): string =>
      `${n} numbers are asked for, and the answer holds more: which ones count is not clear.`,
    tooFew: (n: number): string => `${n} numbers are asked for, and the answer holds fewer.`,
    mixed: 'The answer mixes raw and relative numbers: each of them is right, but they do not belong together.',
    labels:
      'The numbers are in another order than asked for, or their labels say so: whether each stands by its name has to be read.',
    negated: 'The answer says what it is not, or says it with a condition.',
    bound: 'The answer gives a limit (more, less, at least), not the value itself.',
    range: 'The answer gives a range, not one value.',
    ambiguous: 'The answer can be read in two ways, one of which is right.',
    rounded: 'The answer comes close to the right value, but it is rounded too far to be certain.',
    unit: 'The unit beside the number measures something else than is asked for.',
    inconsistent: 'The two sides of an equals sign are not the same.',
    unfinished: 'The calculation is not worked out: its result belongs behind an equals sign.',
    noNumber: 'A number is asked for, and none can be read in the answer.',
    noFrames: 'Frame numbers are asked for, and the answer cannot be read as such.',
    none: 'No frame is the right answer here; whether that is meant has to be read.',
    noAddress: 'An IP address is asked for, and no whole one can be read in the answer.',
    noMac: 'A MAC address is asked for, and no whole one can be read in the answer.',
    maker:
      'The last three bytes are right; the first three stand behind the name of the maker, and all six are asked for.',
    partly: 'The answer and the right one share a part, but they are not the same.',
    more: 'The right values are there, with more beside them.',
    otherWords: 'The answer is in another language than the right one: they may mean the same.',
    noChoice: 'The answer is none of the words that are asked for.',
    prose: 'The right word may be there, within a sentence that has to be read.',
    noReport: 'No capture that can be read was handed in, so the right answer is not known: a person reads this one.',
    documentFailed: 'labshark failed on the document, which is not your fault: your teacher reads the answers in it.',
    failed:
      'The right answer could not be computed because of an error in labshark, which is no fault of the student: a person reads this one.',
  },
  blank: 'Nothing was written here.',
  /** `because` is a whole sentence. */
  excused: (because: string): string => `${because} The question does not count.`,
  counted: (because: string): string => `${because} So this capture cannot earn the points of the question.`,
};
