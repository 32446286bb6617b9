import {describe, expect, test} from 'vitest';
import {available, reportOf} from '../support/report.ts';

const OPEN = `
  C>S SYN seq=100
  S>C SYN,ACK seq=300 ack=101
  C>S ACK`;
const GET = 'C>S PSH,ACK "GET /a?b HTTP/1.1\\r\\nHost: site.example:81\\r\\n\\r\\n"';

const exchangeOf = async (drawing: string) => {
  const {findings, connections} = await reportOf(`${OPEN}\n${drawing}`);
  return {...available(findings.exchange), http: connections[0]?.http};
};

test('a bare ACK of the request is told from the response', async () => {
  const found = await exchangeOf(`
    ${GET}
    S>C ACK
    S>C ACK "HTTP/1.1 200 OK\\r\\nContent-Type: text/plain\\r\\nContent-Length: 10\\r\\n\\r\\nhello"
    S>C PSH,ACK "world"
    C>S ACK`);
  expect(found).toMatchObject({
    index: 0,
    requestUri: 'http://site.example:81/a?b',
    requestFrames: [4],
    responseFrames: [6, 7],
    requestAckFrame: 5,
    requestAckCarriesResponse: false,
    responseBody: {mediaType: 'text/plain', encodedBytes: 10, decodedBytes: 10, text: 'helloworld', textCut: false},
  });
  expect(found.http?.[0]).toMatchObject({timeNs: 2e6, response: {firstFrame: 6, frame: 7, complete: true}});
});

test('an ACK that rides on the response says so', async () => {
  const found = await exchangeOf(`
    ${GET}
    S>C PSH,ACK "HTTP/1.1 204 No Content\\r\\n\\r\\n"`);
  expect(found).toMatchObject({requestAckFrame: 5, requestAckCarriesResponse: true});
});

test('the first complete exchange is explained', async () => {
  const found = await exchangeOf(`
    C>S PSH,ACK "HEAD /cut HTTP/1.1\\r\\n\\r\\n"
    lost S>C PSH,ACK "HTTP/1.1 200 OK\\r\\n\\r\\n"
    ${GET}
    S>C PSH,ACK "HTTP/1.1 404 Not Found\\r\\nContent-Length: 0\\r\\n\\r\\n"
    C>S ACK`);
  expect(found.http?.[found.index]?.request?.complete).toBe(true);
  expect(found.http?.[found.index]?.response?.complete).toBe(true);
});

describe('bodies', () => {
  const preview = async (head: string, body: string) =>
    (
      await exchangeOf(
        `${GET}\n S>C PSH,ACK "HTTP/1.1 200 OK\\r\\n${head}Content-Length: ${body.length}\\r\\n\\r\\n${body}"`,
      )
    ).responseBody;

  test('text is shown, other types are only counted', async () => {
    expect((await preview('Content-Type: application/json\\r\\n', '[1]'))?.text).toBe('[1]');
    expect(await preview('Content-Type: image/png\\r\\n', 'xyz')).toEqual({
      mediaType: 'image/png',
      encodedBytes: 3,
      decodedBytes: 3,
      textCut: false,
    });
  });

  test('long text is cut', async () => {
    const found = await preview('Content-Type: text/plain\\r\\n', 'x'.repeat(1300));
    expect(found).toMatchObject({encodedBytes: 1300, textCut: true});
    expect(found?.text?.length).toBe(1200);
  });
});

test.each([
  ['C>S PSH,ACK "hello"\n S>C PSH,ACK "world"', 'no-http'],
  ['', 'no-http'],
])('without HTTP there is nothing to show', async (drawing, because) => {
  const {findings} = await reportOf(`${OPEN}\n${drawing}`);
  expect(findings.exchange).toEqual({available: false, because});
});
