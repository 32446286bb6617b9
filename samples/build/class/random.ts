/** Numbers that look drawn at random, the same for the same seed (Marsaglia's xorshift32). */
export class Random {
  private state: number;

  constructor(seed: number) {
    this.state = Math.imul(seed, 0x9e3779b1) >>> 0 || 1;
    for (let i = 0; i < 8; i++) this.word();
  }

  /** 32 bits. */
  word(): number {
    let x = this.state;
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    this.state = x >>> 0;
    return this.state;
  }

  between(least: number, most: number): number {
    return least + (this.word() % (most - least + 1));
  }

  bytes(length: number): Uint8Array<ArrayBuffer> {
    return Uint8Array.from({length}, () => this.word() >>> 24);
  }
}
