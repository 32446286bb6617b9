/** Options of a pcapng packet block (draft-ietf-opsawg-pcapng §4.3), of those that may stand once the first. */
export interface PacketOptions {
  /** epb_flags: 32 bits. */
  readonly flags?: number;
  readonly hashes: readonly TypedValue[];
  /** epb_dropcount: packets lost since the one before; also in the header of obsolete packet blocks. */
  readonly dropped?: bigint;
  readonly packetId?: bigint;
  readonly queue?: number;
  readonly verdicts: readonly Verdict[];
}

/** A number that says what the bytes are. */
export interface TypedValue {
  readonly type: number;
  readonly bytes: Uint8Array;
}

/** epb_verdict, of the kinds that are defined. `code` is what eBPF's TC or XDP returned. */
export type Verdict =
  | {readonly by: 'hardware'; readonly bytes: Uint8Array}
  | {readonly by: 'tc' | 'xdp'; readonly code: bigint};
