import {describe, expect, it} from 'vitest';
import {application} from '../../src/flows/application.ts';
import {bytes, u16} from '../support/craft.ts';
import {type Drawn, type DrawnOptions, drawn} from '../support/segments.ts';
import {clientHello, record, serverHello} from '../support/tls.ts';

async function carried(segments: readonly Drawn[], options: DrawnOptions = {}) {
  const {capture, input} = await drawn(segments, options);
  return application(capture, input);
}

const c = (data: string | Uint8Array): Drawn => ({from: 'C', data});
const s = (data: string | Uint8Array): Drawn => ({from: 'S', data});

describe('what a connection carries', () => {
  it('is HTTP when it begins with a request or a response', async () => {
    expect(await carried([c('GET / HTTP/1.1\r\n\r\n')])).toEqual({application: 'http'});
    expect(await carried([s('HTTP/1.1 200 OK\r\n\r\n')])).toEqual({application: 'http'});
    expect(await carried([c('GE'), c('T / HTTP/1.1\r\n\r\n')])).toEqual({application: 'http'});
  });

  it('is TLS when it begins with records; the hello tells the name', async () => {
    const hello = clientHello('example.org');
    expect(await carried([c(hello), s(serverHello(0x0304))])).toEqual({
      application: 'tls',
      serverName: 'example.org',
    });
    expect(await carried([c(hello.subarray(0, 40)), c(hello.subarray(40)), s(serverHello())])).toEqual({
      application: 'tls',
      serverName: 'example.org',
    });
    expect(await carried([s(record(23, bytes('cipher')))], {midstream: true})).toEqual({application: 'tls'});
  });

  it('is found behind many packets without data', async () => {
    const idle: Drawn[] = Array.from({length: 100}, () => ({from: 'C'}));
    expect(await carried([...idle, c('GET / HTTP/1.1\r\n\r\n')])).toEqual({application: 'http'});
  });

  it('is not told of anything else', async () => {
    expect(await carried([s('SSH-2.0-x\r\n'), c('SSH-2.0-y\r\n')])).toEqual({});
    expect(await carried([c(bytes(u16(12), new Uint8Array(12)))])).toEqual({});
    expect(await carried([])).toEqual({});
  });
});
