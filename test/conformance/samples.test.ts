import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {compareCapture} from './compare.ts';

const SAMPLES = join(import.meta.dirname, '..', '..', 'samples');

test.each(readdirSync(SAMPLES).filter((name) => /\.pcap(ng)?$/.test(name)))(
  '%s reads in every line as in Wireshark',
  async (name) => {
    const {differences, facets} = await compareCapture(name, readFileSync(join(SAMPLES, name)));
    expect(differences).toEqual([]);
    expect(facets.get('list rows')?.total).toBeGreaterThan(0);
  },
);
