/**
 * Keys of three 32-bit words, and the number that each was first added with. Open addressing over typed arrays: a class
 * has millions of keys, and a Map of strings would take gigabytes.
 */
export class KeyTable {
  private readonly words: Uint32Array;
  private readonly values: Uint32Array;
  /** By hash the entry, counted from 1; 0 is empty. At most half are taken. */
  private readonly slots: Uint32Array;
  private length = 0;

  /** `capacity`: how many keys will be added at most. */
  constructor(capacity: number) {
    this.words = new Uint32Array(3 * capacity);
    this.values = new Uint32Array(capacity);
    this.slots = new Uint32Array(2 ** Math.ceil(Math.log2(2 * capacity + 1)));
  }

  /** The number that the key was first added with: `value` itself when it is new. */
  add(first: number, second: number, third: number, value: number): number {
    const {slots, words} = this;
    const mask = slots.length - 1;
    let slot = hashOf(first, second, third) & mask;
    for (let entry = slots[slot] as number; entry !== 0; entry = slots[slot] as number) {
      const at = 3 * (entry - 1);
      if (words[at] === first && words[at + 1] === second && words[at + 2] === third)
        return this.values[entry - 1] as number;
      slot = (slot + 1) & mask;
    }
    const at = 3 * this.length;
    words[at] = first;
    words[at + 1] = second;
    words[at + 2] = third;
    this.values[this.length] = value;
    slots[slot] = ++this.length;
    return value;
  }
}

function hashOf(first: number, second: number, third: number): number {
  let hash = Math.imul(first, 0x9e3779b1) ^ Math.imul(second, 0x85ebca6b) ^ Math.imul(third, 0xc2b2ae35);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return hash ^ (hash >>> 13);
}
