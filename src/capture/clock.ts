/** How an interface counts time, and where it stands: `set` it, then read `seconds` and `nanos`. */
export class Clock {
  seconds = 0;
  /** 0 … 999 999 999 */
  nanos = 0;
  private readonly perSecond: bigint;
  /** Ticks per second where they are so few that a number counts them exactly, else 0. */
  private readonly unit: 0 | 1e6 | 1e9;
  private readonly offsetSeconds: number;

  /** `resolution` is if_tsresol: a negative power of ten, or of two when the high bit is set. */
  constructor(resolution = 6, offsetSeconds = 0) {
    const exponent = BigInt(resolution & 0x7f);
    this.perSecond = resolution & 0x80 ? 2n ** exponent : 10n ** exponent;
    this.unit = resolution === 6 ? 1e6 : resolution === 9 ? 1e9 : 0;
    this.offsetSeconds = offsetSeconds;
  }

  /** From the two halves of a 64-bit count of ticks, exactly: finer than a nanosecond is cut off. */
  set(high: number, low: number): void {
    if (this.unit === 1e6 && high < 0x20_0000) {
      const ticks = high * 0x1_0000_0000 + low;
      const seconds = Math.floor(ticks / 1e6);
      this.seconds = seconds + this.offsetSeconds;
      this.nanos = (ticks - seconds * 1e6) * 1000;
    } else if (this.unit === 1e9) {
      // 2³² = 4·10⁹ + 294 967 296 and 1000·294 967 296 = 294·10⁹ + 967 296 000: every product stays below 2⁵³.
      const thousands = Math.floor(high / 1000);
      const nanos = thousands * 967_296_000 + (high - thousands * 1000) * 294_967_296 + low;
      const carried = Math.floor(nanos / 1e9);
      this.seconds = high * 4 + thousands * 294 + carried + this.offsetSeconds;
      this.nanos = nanos - carried * 1e9;
    } else {
      const ticks = (BigInt(high) << 32n) | BigInt(low);
      const seconds = ticks / this.perSecond;
      this.seconds = Number(seconds) + this.offsetSeconds;
      this.nanos = Number(((ticks - seconds * this.perSecond) * 1_000_000_000n) / this.perSecond);
    }
  }
}
