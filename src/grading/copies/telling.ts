/** Simulators, and tools that write relative numbers, count from 0 or 1: their numbers are everybody's. */
const SMALL = 2 ** 22;
/** Just below 0 lies what a keep-alive of such a connection carries. */
const HIGH = 2 ** 32 - 2 ** 16;
/** Identifications of a simulator that counts packets. */
const SMALL_ID = 2 ** 8;

/** Whether a sequence number or a timestamp can have been drawn at random. One in 1000 that was is taken for a small one. */
export const isTelling = (number: number): boolean => number >= SMALL && number < HIGH;

export const isTellingId = (id: number): boolean => id >= SMALL_ID;

/** Ports that say little: those of services, and those that many connections have, as where a course names one. */
export class CommonPorts {
  private readonly counts = new Map<number, number>();
  private total = 0;

  add(port: number): void {
    this.counts.set(port, (this.counts.get(port) ?? 0) + 1);
    this.total++;
  }

  has(port: number): boolean {
    const count = this.counts.get(port) ?? 0;
    return port < 1024 || (count > 8 && count * 256 > this.total);
  }
}
