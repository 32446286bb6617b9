const EMPTY = -1;

/**
 * Keys of three 32-bit words, and the number that each was first added with. Open addressing over typed arrays: a class
 * has millions of keys, and a Map of strings would take a gigabyte.
 */
export class KeyTable {
  private words = new Uint32Array(3 * 1024);
  private values = new Uint32Array(1024);
  /** Entries by hash, at most half full. */
  private slots = new Int32Array(2048).fill(EMPTY);
  private length = 0;

  /** The number that the key was first added with: `value` itself when it is new. */
  add(first: number, second: number, third: number, value: number): number {
    const mask = this.slots.length - 1;
    let slot = hashOf(first, second, third) & mask;
    for (let entry = this.slots[slot] as number; entry !== EMPTY; entry = this.slots[slot] as number) {
      const at = 3 * entry;
      if (this.words[at] === first && this.words[at + 1] === second && this.words[at + 2] === third)
        return this.values[entry] as number;
      slot = (slot + 1) & mask;
    }
    this.slots[slot] = this.length;
    this.words.set([first, second, third], 3 * this.length);
    this.values[this.length] = value;
    this.length++;
    if (this.length === this.values.length) this.grow();
    return value;
  }

  private grow(): void {
    const capacity = 2 * this.length;
    const words = new Uint32Array(3 * capacity);
    words.set(this.words);
    const values = new Uint32Array(capacity);
    values.set(this.values);
    const slots = new Int32Array(2 * capacity).fill(EMPTY);
    const mask = slots.length - 1;
    for (let entry = 0; entry < this.length; entry++) {
      const at = 3 * entry;
      let slot = hashOf(words[at] as number, words[at + 1] as number, words[at + 2] as number) & mask;
      while (slots[slot] !== EMPTY) slot = (slot + 1) & mask;
      slots[slot] = entry;
    }
    this.words = words;
    this.values = values;
    this.slots = slots;
  }
}

function hashOf(first: number, second: number, third: number): number {
  let hash = Math.imul(first, 0x9e3779b1) ^ Math.imul(second, 0x85ebca6b) ^ Math.imul(third, 0xc2b2ae35);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return hash ^ (hash >>> 13);
}
