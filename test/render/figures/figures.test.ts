import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, it} from 'vitest';
import {figureFiles} from '../../../src/render/index.ts';
import {reportOf, reportOn} from '../../support/report.ts';

const SAMPLES = join(import.meta.dirname, '..', '..', '..', 'samples');
const OPTIONS = {formats: ['md'], timeZone: 'UTC', version: '0.0.0'} as const;

/** Just enough of XML to know that every element that begins also ends. */
function unclosed(svg: string): string[] {
  const open: string[] = [];
  for (const [, end, name = '', rest = ''] of svg.matchAll(/<(\/?)([\w-]+)([^>]*)>/g)) {
    if (end) expect(open.pop(), svg.slice(0, 80)).toBe(name);
    else if (!rest.endsWith('/')) open.push(name);
  }
  return open;
}

describe.each(['en', 'zh-CN'] as const)('figures in %s', (locale) => {
  it.each(readdirSync(SAMPLES).filter((name) => /\.pcap/.test(name)))(
    'of %s are whole, and say what they show',
    async (sample) => {
      const report = await reportOn(sample, readFileSync(join(SAMPLES, sample)));
      const files = figureFiles(report, {...OPTIONS, locale});
      expect([...files.keys()]).toEqual(
        expect.arrayContaining(['handshake.svg', 'encapsulation.svg', 'header-tcp.svg']),
      );
      for (const svg of files.values()) {
        expect(unclosed(svg)).toEqual([]);
        expect(svg).toMatch(/<title [^>]*>[^<]+<\/title><desc [^>]*>[^<]+<\/desc>/);
        expect(svg).not.toMatch(/NaN|undefined|Infinity/);
      }
    },
  );
});

describe('the handshake', () => {
  const textOf = async (drawing: string, name: string) =>
    (figureFiles(await reportOf(drawing), {...OPTIONS, locale: 'en'}).get(name) ?? '').replace(/<[^>]+>/g, '\n');

  it('has an arrow for each segment, with the states on both sides', async () => {
    const text = await textOf('C>S SYN seq=100\n S>C SYN,ACK seq=300\n C>S ACK', 'handshake.svg');
    for (const words of ['SYN-SENT', 'SYN-RECEIVED', 'ESTABLISHED', 'ack = 100 + 1 = 101', '10.0.0.1:50000'])
      expect(text).toContain(words);
  });

  it('shows a SYN sent again as such, and an RST with a cross', async () => {
    const report = await reportOf('C>S SYN seq=100\n C>S SYN seq=100\n S>C RST,ACK seq=0 ack=101');
    const svg = figureFiles(report, {...OPTIONS, locale: 'en'}).get('handshake.svg');
    expect(svg).toMatch(/class="segment client again"/);
    expect(svg).toMatch(/class="segment server reset"[\s\S]*class="cross"/);
  });

  it('shows what a capture holds as text, whatever it is', async () => {
    const text = await textOf('C>S SYN seq=100\n S>C SYN,ACK seq=300\n C>S ACK', 'header-tcp.svg');
    expect(text).toContain('100 (relative 0)');
  });
});

describe('the release', () => {
  const open = 'C>S SYN seq=1\n S>C SYN,ACK seq=9\n C>S ACK';
  const named = async (drawing: string) => figureFiles(await reportOf(drawing), {...OPTIONS, locale: 'en'});

  it('in three segments stands beside the four of theory, with the numbers of the capture', async () => {
    const svg = (await named(`${open}\n C>S FIN,ACK\n S>C FIN,ACK\n C>S ACK`)).get('three-and-four.svg') ?? '';
    expect(svg.match(/class="segment \w+ plain"/g)).toHaveLength(5);
    expect(svg.match(/class="segment server theory"/g)).toHaveLength(2);
    expect(svg.match(/>merged into frame 5</g)).toHaveLength(2);
    expect(svg.match(/>FIN-WAIT-2</g)).toHaveLength(1);
  });

  it('in four segments needs no theory', async () => {
    const files = await named(`${open}\n C>S FIN,ACK\n S>C ACK\n S>C FIN,ACK\n C>S ACK`);
    expect([...files.keys()]).not.toContain('three-and-four.svg');
  });
});

describe('the whole connection', () => {
  const connection = async (drawing: string) =>
    figureFiles(await reportOf(drawing), {...OPTIONS, locale: 'en'}).get('connection.svg');
  const open = 'C>S SYN seq=1\n S>C SYN,ACK seq=9\n C>S ACK';

  it('is drawn with what each segment carries, and what was sent again', async () => {
    const svg = await connection(`${open}\n C>S PSH,ACK "GET / HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n"
      +3s
      C>S PSH,ACK seq=2 "GET / HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n"`);
    expect(svg).toContain('>GET / HTTP/1.1<');
    expect(svg).toMatch(/class="segment client again"[\s\S]*Retransmissions/);
    expect(svg?.match(/class="segment /g)).toHaveLength(5);
  });

  it('is left out where it would not fit a page', async () => {
    expect(await connection(open + '\n C>S ACK'.repeat(14))).toBeUndefined();
  });
});

describe('sequence numbers over time', () => {
  const open = 'C>S SYN seq=1 win=9000\n S>C SYN,ACK seq=9 win=9000\n C>S ACK win=9000';
  const plotted = async (drawing: string) =>
    figureFiles(await reportOf(`${open}\n${drawing}`), {...OPTIONS, locale: 'en'}).get('sequence-client.svg');

  it('have a stroke for each segment, dashed where it was sent again', async () => {
    const svg = await plotted(`C>S ACK len=1000\n C>S ACK len=1000\n S>C ACK win=9000\n +2s
      C>S ACK seq=1002 len=1000\n S>C ACK win=9000`);
    // One more of each stands in the legend.
    expect(svg?.match(/class="data"/g)).toHaveLength(3);
    expect(svg?.match(/class="data again"/g)).toHaveLength(2);
    expect(svg).not.toContain('class="window"');
  });

  it('show the window where it is near', async () => {
    const svg = await plotted('C>S ACK len=1000\n C>S ACK len=1000\n C>S ACK len=3000\n S>C ACK win=4000');
    expect(svg).toContain('class="window"');
  });

  it('are not drawn for two segments', async () => {
    expect(await plotted('C>S ACK len=1000\n C>S ACK len=1000')).toBeUndefined();
  });
});

describe('connections in time', () => {
  it('are drawn from two on', async () => {
    const one = 'C1>S SYN seq=1\n S>C1 SYN,ACK seq=9\n C1>S ACK';
    const files = async (drawing: string) => [
      ...figureFiles(await reportOf(drawing), {...OPTIONS, locale: 'en'}).keys(),
    ];
    expect(await files(one)).not.toContain('connections.svg');
    expect(await files(`${one}\n ${one.replaceAll('C1', 'C2')}`)).toContain('connections.svg');
  });
});
