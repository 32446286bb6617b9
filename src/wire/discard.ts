// RFC 862 (echo), RFC 863 (discard): services that send back or throw away whatever they get.
import {hexBytes, label} from './bits.ts';
import type {Layer, Unit} from './layer.ts';
import {node} from './node.ts';
import * as udp from './udp.ts';

const ECHO_PORT = 7;

export function discardLayer({b, at, end, wireEnd}: Unit): Layer {
  return {
    name: 'Discard',
    protocols: ['discard'],
    nodes: [
      node('discard', 'Discard Protocol', at, end - at, [
        node('discard.data', label('Data', hexBytes(b, at, end)), at, end - at),
        {field: 'discard.len', text: `Reported Length: ${wireEnd - at}`, value: wireEnd - at},
      ]),
    ],
    columns: {protocol: 'DISCARD', info: 'Discard'},
  };
}

export function echoLayer({b, at, end}: Unit): Layer {
  const isRequest = udp.destinationPort(b, at - udp.HEADER_LENGTH) === ECHO_PORT;
  const shown = label('Echo data', hexBytes(b, at, end));
  return {
    name: 'ECHO',
    protocols: ['echo'],
    nodes: [node('echo', 'Echo', at, end - at, [node('echo.data', shown, at, end - at)])],
    columns: {protocol: 'ECHO', info: isRequest ? 'Request' : 'Response'},
  };
}
