import {describe, expect, test} from 'vitest';
import {reportOf} from '../support/report.ts';

const VISIT = (client: string, server: string, host: string) => `
  ${client}>${server} SYN seq=100
  ${server}>${client} SYN,ACK seq=300 ack=101
  ${client}>${server} ACK
  ${client}>${server} PSH,ACK "GET / HTTP/1.1\\r\\nHost: ${host}\\r\\n\\r\\n"
  ${server}>${client} PSH,ACK "HTTP/1.1 204 No Content\\r\\n\\r\\n"
  ${client}>${server} ACK`;
const CLOSE = (client: string, server: string) => `
  ${client}>${server} FIN,ACK
  ${server}>${client} FIN,ACK
  ${client}>${server} ACK`;

const THREE = `
  C1>S3:443 SYN seq=1
  S3:443>C1 SYN,ACK seq=9 ack=2
  C1>S3:443 ACK
  ${VISIT('C2', 'S', 'one.example')}
  ${VISIT('C3', 'S1:8080', 'two.example:8080')}
  ${CLOSE('C3', 'S1:8080')}`;
const FOUR = `${THREE}
  ${VISIT('[2001:db8::1]:5000', '[2001:db8::2]:80', 'www.lab.test')}`;

describe('the connection that the report explains', () => {
  test('is the first with handshake, exchange and release', async () => {
    expect((await reportOf(THREE)).focus).toMatchObject({stream: 2, reason: 'complete-http'});
  });

  test('is the one with HTTP when no release was captured', async () => {
    expect((await reportOf(THREE.replace(CLOSE('C3', 'S1:8080'), ''))).focus).toMatchObject({
      stream: 1,
      reason: 'http',
    });
  });

  test('is the only one', async () => {
    expect((await reportOf('C>S SYN seq=1')).focus).toMatchObject({stream: 0, reason: 'only-connection'});
  });

  test('is none where there is none', async () => {
    const report = await reportOf('');
    expect(report.focus).toBeNull();
    expect(report.findings.handshake).toEqual({available: false, because: 'no-packets'});
  });
});

describe('what was asked for', () => {
  test.each([
    [{stream: 0}, 0],
    [{host: '10.0.0.2'}, 1],
    [{host: '10.0.0.3:8080'}, 2],
    [{host: 'two.example'}, 2],
    [{host: 'TWO.example:8080'}, 2],
    [{host: '10.0.0.5:443'}, 0],
    [{host: 'http://one.example/a/page?x=http://y#z'}, 1],
    [{host: 'http://TWO.example:8080'}, 2],
    [{host: 'https://10.0.0.5/'}, 0],
    [{host: 'http://[2001:db8::2]/'}, 3],
    [{host: '2001:db8::2'}, 3],
    [{host: 'one.example.'}, 1],
    [{host: 'one.example/page'}, 1],
    [{host: 'lab.test'}, 3],
    [{host: 'test:80'}, 3],
    [{host: 'example:8080'}, 2],
  ])('%j is connection %i', async (asked, stream) => {
    expect((await reportOf(FOUR, asked)).focus?.stream).toBe(stream);
  });

  test.each([
    [{stream: 4}, /no TCP connection 4.*connections 0 to 3/],
    [
      {host: 'three.example'},
      /goes to 'three\.example'.* are 10\.0\.0\.5:443, one\.example:80, two\.example:8080, www\.lab\.test:80\.$/,
    ],
    [{host: 'two.example:81'}, /goes to 'two\.example:81'/],
    [{host: 'http://two.example/'}, /goes to 'http:/],
    [{host: 'https://www.lab.test/'}, /goes to 'https:/],
    // Two names are in that domain.
    [{host: 'example'}, /goes to 'example'/],
    [{host: 'b.test'}, /goes to 'b\.test'/],
    [{host: '0.0.2'}, /goes to '0\.0\.2'/],
    [{host: '0.0.5'}, /goes to '0\.0\.5'/],
  ])('%j is not there, and the sentence says what is', async (asked, says) => {
    await expect(reportOf(FOUR, asked)).rejects.toThrow(says);
  });

  test('is not there, and a name that one connection tells is that of the server', async () => {
    const drawing = `C9>S SYN\n${VISIT('C', 'S', 'one.example')}`;
    await expect(reportOf(drawing, {host: 'x'})).rejects.toThrow(/its servers are one\.example:80\.$/);
  });

  test('is not there among many: eight are named', async () => {
    const drawing = Array.from({length: 9}, (_, n) => VISIT(`C${n}`, `S${n}`, `h${n}.example`)).join('\n');
    await expect(reportOf(drawing, {host: 'x'})).rejects.toThrow(/are h0\.example:80, .* h7\.example:80 …\.$/);
  });
});

describe('what the student looked at', () => {
  const fetched = (client: string, type: string, target = '/') => `
    ${client}>S SYN seq=100
    S>${client} SYN,ACK seq=300
    ${client}>S ACK
    ${client}>S PSH,ACK "GET ${target} HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n"
    S>${client} PSH,ACK "HTTP/1.1 200 OK\\r\\nContent-Type: ${type}\\r\\nContent-Length: 2\\r\\n\\r\\nok"
    ${client}>S ACK`;

  test('is a page, even when only a check of a certificate was released', async () => {
    const drawing = `${fetched('C1', 'application/ocsp-response')}\n${CLOSE('C1', 'S')}\n${fetched('C2', 'text/html')}`;
    expect((await reportOf(drawing)).focus).toMatchObject({stream: 1, reason: 'web-page'});
  });

  test('is not what the system fetches to see whether there is an Internet', async () => {
    const drawing = `${fetched('C1', 'text/html', '/generate_204')}\n${CLOSE('C1', 'S')}\n${fetched('C2', 'image/png')}`;
    expect((await reportOf(drawing)).focus).toMatchObject({stream: 1, reason: 'http-foreground'});
  });

  test('is that all the same when there is nothing else', async () => {
    const drawing = `${fetched('C1', 'text/plain', '/ncsi.txt')}\n C2>S SYN seq=1`;
    expect((await reportOf(drawing)).focus).toMatchObject({stream: 0, reason: 'http'});
  });
});
