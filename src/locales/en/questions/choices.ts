/** What a choice is called: its name, and other words for it that answers use. */
export const choicesEn = {
  client: {name: 'the client', also: ['client', 'browser', 'me', 'my computer']},
  server: {name: 'the server', also: ['server', 'web server']},
  yes: {name: 'yes', also: ['true', 'y']},
  no: {name: 'no', also: ['false', 'n']},
  udp: {name: 'UDP', also: ['User Datagram Protocol']},
  tcp: {name: 'TCP', also: ['Transmission Control Protocol']},
};
