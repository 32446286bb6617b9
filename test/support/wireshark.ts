import {createRequire} from 'node:module';

/** Wireshark 4.4.5, built as WebAssembly, as far as it is used here. */
interface Module {
  init(): void;
  readonly FS: {writeFile(path: string, bytes: Uint8Array): void; unlink(path: string): void};
  readonly DissectSession: new (path: string) => Session;
}
interface Session {
  load(): {readonly code: number; readonly error: string};
  getFrames(filter: string, skip: number, limit: number): {frames: Vector<{columns: Vector<string>}>};
  getFrame(number: number): {tree: Vector<Node>};
  delete(): void;
}
interface Vector<T> {
  size(): number;
  get(index: number): T;
  delete(): void;
}
interface Node {
  readonly label: string;
  /** As it would be applied as a filter: `tcp.stream == 0`, a protocol's bare name, or empty. */
  readonly filter: string;
  readonly tree: Vector<Node>;
}

/** A line of the packet details. Derived lines come without their brackets. */
export interface WiresharkLine {
  readonly text: string;
  /** The display-filter name; empty for lines that can't be filtered for. */
  readonly field: string;
  readonly children: readonly WiresharkLine[];
}

export interface WiresharkCapture {
  /** A frame's packet details, from 1. */
  tree(frame: number): readonly WiresharkLine[];
  /** The packet list's columns by frame, from index 0: number, time, source, destination, protocol, length, info. */
  readonly rows: readonly (readonly string[])[];
  close(): void;
}

const FILE = '/capture';
let loaded: Promise<Module> | undefined;

async function load(): Promise<Module> {
  const require = createRequire(import.meta.url);
  const locateFile = (file: string) => require.resolve(`@goodtools/wiregasm/dist/${file}`);
  const quiet = {print: () => undefined, printErr: () => undefined, handleStatus: () => undefined};
  const module: Module = await require('@goodtools/wiregasm/dist/wiregasm.js')({locateFile, ...quiet});
  module.init();
  return module;
}

/** Opens a capture in Wireshark; throws with its words when it can't read it. One is open at a time. */
export async function openInWireshark(bytes: Uint8Array): Promise<WiresharkCapture> {
  loaded ??= load();
  const module = await loaded;
  module.FS.writeFile(FILE, bytes);
  const session = new module.DissectSession(FILE);
  const close = () => {
    session.delete();
    module.FS.unlink(FILE);
  };
  const {code, error} = session.load();
  const rows = items(session.getFrames('', 0, 0).frames).map(({columns}) => items(columns));
  // Not its summary: before any capture was read, that counts what nobody wrote.
  if (code !== 0 && rows.length === 0) {
    close();
    throw new Error(error);
  }
  return {rows, tree: (frame) => lines(session.getFrame(frame).tree), close};
}

/** Copies a vector out of WebAssembly's memory and frees it. */
function items<T>(vector: Vector<T>): T[] {
  const copied = Array.from({length: vector.size()}, (_, index) => vector.get(index));
  vector.delete();
  return copied;
}

const lines = (nodes: Vector<Node>): WiresharkLine[] =>
  items(nodes).map(({label, filter, tree}) => ({
    text: label,
    field: /^[\w.-]+(?=$| )/.exec(filter)?.[0] ?? '',
    children: lines(tree),
  }));
