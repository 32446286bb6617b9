declare module 'pcap-parser' {
  import type {EventEmitter} from 'node:events';
  import type {Readable} from 'node:stream';

  interface PacketHeader {
    readonly timestampSeconds: number;
    /** Whatever the file counts: microseconds, or nanoseconds where the magic was rewritten. */
    readonly timestampMicroseconds: number;
    readonly capturedLength: number;
    readonly originalLength: number;
  }

  interface Parser extends EventEmitter {
    on(event: 'packet', listener: (packet: {readonly header: PacketHeader; readonly data: Buffer}) => void): this;
    on(event: 'end', listener: () => void): this;
    on(event: 'error', listener: (error: Error) => void): this;
  }

  const pcapParser: {parse(input: string | Readable): Parser};
  export default pcapParser;
}
