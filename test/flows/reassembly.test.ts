import {describe, expect, it} from 'vitest';
import {heldBytes, partsOf, pieceAt, reassemble, rowsOf, streamBytes} from '../../src/flows/reassembly.ts';
import {type Drawn, type DrawnOptions, drawn} from '../support/segments.ts';

/** The client's direction: what it reads as, gaps as dots; and where each piece comes from, by frame. */
async function reassembled(segments: readonly Drawn[], options: DrawnOptions = {}) {
  const {capture, input} = await drawn(segments, options);
  const stream = reassemble(capture, input, 'client');
  const text = stream.pieces
    .map(({at, length, row}) =>
      row === undefined ? '.'.repeat(length) : Buffer.from(streamBytes(capture, stream, at, at + length)).toString(),
    )
    .join('');
  const frames = stream.pieces.map(({row}) => (row === undefined ? 0 : row + 1));
  capture.close();
  return {text, frames, stream};
}

const c = (data: string, more: Omit<Drawn, 'from' | 'data'> = {}): Drawn => ({from: 'C', data, ...more});
const fin: Drawn = {from: 'C', flags: ['FIN', 'ACK']};

describe('one direction in order', () => {
  it('joins segments that follow each other, after the SYN that occupies one number', async () => {
    const {text, frames, stream} = await reassembled([c('abc'), c('def')]);
    expect([text, frames]).toEqual(['abcdef', [4, 5]]);
    expect(stream).toMatchObject({length: 6, origin: 1001, fromStart: true, finished: false, reset: false});
  });

  it('puts what came out of order in its place', async () => {
    const {text, frames} = await reassembled([c('abc'), c('ghi', {at: 6}), c('def', {at: 3})]);
    expect([text, frames]).toEqual(['abcdefghi', [4, 6, 5]]);
  });

  it('takes data that come with the SYN', async () => {
    const {capture, input} = await drawn(
      [
        {from: 'C', at: -1, flags: ['SYN'], data: 'ab'},
        {from: 'C', at: 2, data: 'cd'},
      ],
      {midstream: true},
    );
    const stream = reassemble(capture, {...input, base: {client: 1000}}, 'client');
    expect(Buffer.from(streamBytes(capture, stream, 0, 9)).toString()).toBe('abcd');
    expect(stream.fromStart).toBe(true);
  });

  it('separates the two directions', async () => {
    const {capture, input} = await drawn([c('ask'), {from: 'S', data: 'answer'}]);
    const server = reassemble(capture, input, 'server');
    expect(Buffer.from(streamBytes(capture, server, 0, 99)).toString()).toBe('answer');
  });

  it('goes on past 2³²', async () => {
    const {text} = await reassembled([c('abc'), c('def'), c('ghi')], {client: 0xffffffff - 3});
    expect(text).toBe('abcdefghi');
  });
});

describe('bytes that were sent twice', () => {
  it('count once when a segment is retransmitted', async () => {
    const {text, frames} = await reassembled([c('abc'), c('abc', {at: 0}), c('def')]);
    expect([text, frames]).toEqual(['abcdef', [4, 6]]);
  });

  it('are those of the segment captured first, also where a later one begins before it', async () => {
    const {text, frames} = await reassembled([c('abc'), c('def'), c('ABCDEFG', {at: 0})]);
    expect([text, frames]).toEqual(['abcdefG', [4, 5, 6]]);
  });

  it('leave of a later copy what is missing on both sides of the earlier', async () => {
    const {text, frames} = await reassembled([c('cd', {at: 2}), c('ABCDEF', {at: 0})]);
    expect([text, frames]).toEqual(['ABcdEF', [5, 4, 5]]);
  });

  it('overlap by parts', async () => {
    const {text} = await reassembled([c('abcd'), c('CDEF', {at: 2}), c('EFGH', {at: 4})]);
    expect(text).toBe('abcdEFGH');
  });
});

describe('bytes that are missing', () => {
  it('are a gap of known length when later data were captured', async () => {
    const {text, frames, stream} = await reassembled([c('abc'), c('defg', {lost: true}), c('hi')]);
    expect([text, frames]).toEqual(['abc....hi', [4, 0, 5]]);
    expect(heldBytes(stream, 0, 9)).toBe(5);
    expect(heldBytes(stream, 2, 8)).toBe(2);
  });

  it('are a gap up to the FIN', async () => {
    const {text, stream} = await reassembled([c('abc'), c('def', {lost: true}), fin]);
    expect(text).toBe('abc...');
    expect(stream).toMatchObject({finished: true, length: 6});
  });

  it('are what the snapshot length cut off, unless another copy has them', async () => {
    expect((await reassembled([c('abcdef', {captured: 2}), c('ghi')])).text).toBe('ab....ghi');
    expect((await reassembled([c('abcdef', {captured: 2}), c('ABCDEF', {at: 0, captured: 4})])).text).toBe('abCD..');
    expect((await reassembled([c('abcdef', {captured: 0})])).text).toBe('......');
  });

  it('stop a copy at the gap', async () => {
    const {capture, input} = await drawn([c('abc'), c('de', {lost: true}), c('fgh')]);
    const stream = reassemble(capture, input, 'client');
    const read = (from: number, to: number) => Buffer.from(streamBytes(capture, stream, from, to)).toString();
    expect([read(0, 8), read(1, 2), read(3, 8), read(6, 99), read(8, 9)]).toEqual(['abc', 'b', '', 'gh', '']);
    expect(rowsOf(stream, 0, 8)).toEqual([3, 4]);
    expect([...partsOf(stream, 2, 6)].map(({at, length}) => [at, length])).toEqual([
      [2, 1],
      [3, 2],
      [5, 1],
    ]);
    expect([pieceAt(stream, 0), pieceAt(stream, 3), pieceAt(stream, 7), pieceAt(stream, 8)]).toEqual([0, 1, 2, 3]);
  });
});

describe('what is no data', () => {
  it('is the octet of garbage in a keep-alive probe', async () => {
    const probe = c('?', {at: 2});
    expect((await reassembled([c('abc'), probe, c('def', {at: 3})])).text).toBe('abcdef');
    // The byte it stands for was lost to the capture, and comes again.
    const acknowledged: Drawn = {from: 'S', acknowledges: 3};
    const {text, frames} = await reassembled([c('abc', {lost: true}), acknowledged, probe, c('abc', {at: 0})]);
    expect([text, frames]).toEqual(['abc', [6]]);
  });

  it('is a probe after the FIN, which repeats its number', async () => {
    const {text, stream} = await reassembled([c('abc'), fin, c('?', {at: 3})]);
    expect(text).toBe('abc');
    expect(stream.length).toBe(3);
  });

  it('is what a reset carries', async () => {
    const {text, stream} = await reassembled([c('abc'), {from: 'C', flags: ['RST', 'ACK'], data: 'because'}]);
    expect(text).toBe('abc');
    expect(stream.reset).toBe(true);
  });

  it('is a FIN, with data or without', async () => {
    const {text, stream} = await reassembled([c('abc'), c('def', {flags: ['FIN', 'ACK']}), {...fin, at: 6}]);
    expect(text).toBe('abcdef');
    expect(stream).toMatchObject({finished: true, length: 6, finRow: 4});
  });
});

describe('a capture that starts later', () => {
  it('counts from the first byte it has', async () => {
    const {text, stream} = await reassembled([c('abc', {at: 700}), c('def')], {midstream: true});
    expect(text).toBe('abcdef');
    expect(stream).toMatchObject({fromStart: false, origin: 1701});
  });

  it('moves its beginning when an earlier segment comes later', async () => {
    const {text, stream} = await reassembled([c('def', {at: 703}), c('abc', {at: 700}), {...fin, at: 706}], {
      midstream: true,
    });
    expect(text).toBe('abcdef');
    expect(stream).toMatchObject({origin: 1701, length: 6, finished: true});
  });

  it('has nothing to say of a silent side', async () => {
    const {capture, input} = await drawn([c('abc')], {midstream: true});
    expect(reassemble(capture, input, 'server')).toMatchObject({pieces: [], length: 0, finished: false});
  });
});

it('orders thousands of reversed, repeated and overlapping segments as a slow, plain reference does', async () => {
  const size = 7;
  const count = 600;
  const letters = (at: number, copy: number) =>
    String.fromCharCode(...Array.from({length: size + 5}, (_, i) => 33 + (((at + i) % 90) ^ copy)));
  const segments = Array.from({length: count * 2}, (_, i) => {
    const place = ((i * 7919) % count) * size;
    return c(letters(place, i % 2), {at: place});
  });
  const expected: string[] = [];
  for (const {at = 0, data = ''} of segments) {
    for (let i = 0; i < data.length; i++) expected[at + i] ??= (data as string).charAt(i);
  }
  expect((await reassembled(segments)).text).toBe(expected.join(''));
});
