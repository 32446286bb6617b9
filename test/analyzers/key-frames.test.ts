import {expect, test} from 'vitest';
import type {KeyFrame, Report} from '../../src/model/report.ts';
import {reportOf} from '../support/report.ts';

const VISIT = `
  C>S SYN seq=100 win=64240 mss=1460 ws=8
  S>C SYN,ACK seq=500 ack=101 win=65535 mss=1460 ws=7
  C>S ACK seq=101 ack=501 win=512
  C>S PSH,ACK seq=101 ack=501 "GET / HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n"
  S>C ACK seq=501 ack=128
  S>C PSH,ACK seq=501 ack=128 "HTTP/1.1 204 No Content\\r\\n\\r\\n"
  C>S ACK seq=128 ack=528
  C>S FIN,ACK seq=128 ack=528
  S>C FIN,ACK seq=528 ack=129
  C>S ACK seq=129 ack=529
`;

const rolesOf = ({keyFrames}: Report) => keyFrames.map(({frame, roles}) => [frame, ...roles]);

test('the frames that questions are about have their roles, fields and layers', async () => {
  const report = await reportOf(VISIT);
  expect(rolesOf(report)).toEqual([
    [1, 'first', 'syn'],
    [2, 'syn-ack'],
    [3, 'ack'],
    [4, 'request', 'request-end'],
    [6, 'response', 'response-end'],
    [8, 'teardown'],
    [9, 'teardown'],
    [10, 'last', 'teardown'],
  ]);
  const syn = report.keyFrames[0] as KeyFrame;
  expect(syn.fields).toMatchObject({'tcp.seq_raw': 100, 'tcp.seq': 0, 'tcp.flags.syn': true, 'ip.version': 4});
  expect(Object.keys(syn.fields).filter((field) => /analysis|completeness|^_ws/.test(field))).toEqual([]);
  expect(syn.layers.map(({protocol}) => protocol)).toEqual(['eth', 'ip', 'tcp']);
});

test('the IP headers of each direction, a value a packet', async () => {
  const {ipHeaders} = await reportOf(VISIT);
  expect(ipHeaders?.client?.frames).toEqual([1, 3, 4, 7, 8, 10]);
  expect(ipHeaders?.server?.frames).toEqual([2, 5, 6, 9]);
  for (const values of Object.values(ipHeaders?.client?.fields ?? {})) expect(values).toHaveLength(6);
  expect(ipHeaders?.client?.fields['ip.version']).toEqual([4, 4, 4, 4, 4, 4]);
});
