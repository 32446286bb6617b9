import {describe, expect, it} from 'vitest';
import {openBytes} from '../../src/capture/index.ts';
import {httpFrameContext} from '../../src/flows/http-frames.ts';
import {deriveFlows} from '../../src/flows/index.ts';
import type {TcpStream} from '../../src/flows/types.ts';
import {row} from '../../src/model/units.ts';
import {ladder} from '../support/ladder.ts';

async function contexts(drawing: string) {
  const capture = await openBytes('drawn.pcap', ladder(drawing));
  const stream = deriveFlows(capture).streams[0] as TcpStream;
  return (frame: number) => httpFrameContext(capture, stream, row(frame - 1));
}

const HANDSHAKE = `
  C>S SYN seq=100
  S>C SYN,ACK seq=300
  C>S ACK`;
const text = (bytes: Uint8Array | undefined) => Buffer.from(bytes ?? []).toString();

describe('what a frame shows of HTTP', () => {
  it('is the message that becomes complete in it, with its frames and its counterpart', async () => {
    const at = await contexts(`${HANDSHAKE}
      C>S PSH,ACK "GET /a?b HTTP/1.1\\r\\nHost: h:8080\\r\\n\\r\\n"
      S>C ACK "HTTP/1.1 200 OK\\r\\nContent-Length: 6\\r\\n\\r\\nab"
      C>S ACK
      S>C PSH,ACK "cdef"`);
    expect(at(3)).toBeUndefined();
    expect(at(4)?.messages).toMatchObject([
      {
        kind: 'request',
        frames: [{frame: 4}],
        responseFrame: 7,
        requestTarget: '/a?b',
        requestUri: 'http://h:8080/a?b',
      },
    ]);
    expect(at(5)).toEqual({messages: [], reassembledIn: 7});
    const [response] = at(7)?.messages ?? [];
    expect(response).toMatchObject({
      kind: 'response',
      length: 44,
      frames: [
        {frame: 5, length: 40},
        {frame: 7, length: 4},
      ],
      bodyLength: 6,
      requestFrame: 4,
      requestMethod: 'GET',
      // As Wireshark counts it: to the frame that shows the response.
      timeSinceRequestNs: 3e6,
    });
    expect(text(response?.body)).toBe('abcdef');
    expect(text(response?.bytes)).toMatch(/^HTTP\/1\.1 200 OK\r\n.*abcdef$/s);
  });

  it('can be several messages, and a part of the next', async () => {
    const at = await contexts(`${HANDSHAKE}
      C>S PSH,ACK "GET /a HTTP/1.1\\r\\n\\r\\nGET /b HTTP/1.1\\r\\n\\r\\nGET /c HT"
      C>S PSH,ACK "TP/1.1\\r\\n\\r\\n"`);
    expect(at(4)?.messages.map(({requestTarget}) => requestTarget)).toEqual(['/a', '/b']);
    expect(at(4)?.reassembledIn).toBe(5);
    expect(at(5)?.messages[0]).toMatchObject({
      requestTarget: '/c',
      frames: [
        {frame: 4, length: 9},
        {frame: 5, length: 10},
      ],
    });
    // Without a Host line nobody knows the whole address.
    expect(at(5)?.messages[0]?.requestUri).toBeUndefined();
  });

  it('comes with the FIN when the message lasts until then', async () => {
    const at = await contexts(`${HANDSHAKE}
      C>S PSH,ACK "GET / HTTP/1.0\\r\\n\\r\\n"
      S>C ACK "HTTP/1.0 200 OK\\r\\n\\r\\nabc"
      S>C FIN,ACK`);
    expect(at(5)).toEqual({messages: [], reassembledIn: 6});
    expect(at(6)?.messages[0]?.frames).toEqual([
      {frame: 5, length: 22},
      {frame: 6, length: 0},
    ]);
  });

  it('says of a message that is never complete that its parts wait for the rest', async () => {
    const at = await contexts(`${HANDSHAKE}
      C>S PSH,ACK "GET / HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n"
      S>C ACK "HTTP/1.1 200 OK\\r\\nContent-Length: 60\\r\\n\\r\\nab"
      S>C ACK "cd"`);
    expect([at(5), at(6)]).toEqual([
      {messages: [], waits: true},
      {messages: [], waits: true},
    ]);
  });

  it('is the head and what comes with it where there is no waiting', async () => {
    const huge = await contexts(`${HANDSHAKE}
      C>S PSH,ACK "GET / HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n"
      S>C ACK "HTTP/1.1 200 OK\\r\\nContent-Length: 5000000000\\r\\n\\r\\nab"
      S>C ACK "cd"`);
    expect(huge(5)?.messages).toMatchObject([{kind: 'response', frames: [{frame: 5}], bodyLength: 2, requestFrame: 4}]);
    expect(huge(6)).toBeUndefined();
    const contradictory = await contexts(`${HANDSHAKE}
      C>S PSH,ACK "GET / HTTP/1.1\\r\\nContent-Length: 1\\r\\nContent-Length: 2\\r\\n\\r\\na"`);
    expect(contradictory(4)?.messages).toHaveLength(1);
  });

  it('is nothing for what was sent again', async () => {
    const at = await contexts(`${HANDSHAKE}
      C>S PSH,ACK "GET / HTTP/1.1\\r\\n\\r\\n"
      C>S PSH,ACK seq=101 "GET / HTTP/1.1\\r\\n\\r\\n"`);
    expect(at(4)?.messages).toHaveLength(1);
    expect(at(5)).toBeUndefined();
  });
});
