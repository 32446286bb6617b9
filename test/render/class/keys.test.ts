import {describe, expect, it} from 'vitest';
import type {ClassKeys, StudentKey} from '../../../src/model/answer-key.ts';
import {classKeysPage} from '../../../src/render/class/keys.ts';

const HOSTILE = '<img src=x onerror=alert(1)>"\'';
const keys = (students: readonly StudentKey[], ask = 'What is it?'): ClassKeys => ({
  schema: 1,
  generator: {name: 'labshark', version: '0.0.0'},
  assignment: {id: 'lab1', title: 'Lab 1', language: 'en'},
  questions: [{question: 'syn-sequence', ask, points: 2}],
  students,
});
const student = (text: string, more: Partial<StudentKey> = {}): StudentKey => ({
  id: '2024001',
  source: 'a',
  capture: 'a.pcap',
  folder: 'keys/2024001',
  answers: [
    {
      question: 'syn-sequence',
      outcome: 'answered',
      counts: true,
      answer: {text, value: {kind: 'text', value: text}, frames: [1, 2, 3, 4, 5, 6, 7, 9]},
    },
  ],
  ...more,
});

describe('the page of a class’s keys', () => {
  it('shows each answer with its first frames, and leads to the key', () => {
    const page = classKeysPage(keys([student('100')]), {locale: 'en', file: 'key.pdf'});
    expect(page).toContain('<a href="keys/2024001/key.pdf">2024001</a>');
    expect(page).toContain('>100 <span class="maximum">frames 1–6 …</span></td>');
    expect(page).toContain('1 of 1 students');
    expect(page).not.toContain('id="without"');
  });

  it('leads nowhere where no file was written', () => {
    expect(classKeysPage(keys([student('100')]), {locale: 'en'})).not.toContain('<a href');
  });

  it('shortens long answers and keeps them whole in the title', () => {
    const long = 'x'.repeat(200);
    const page = classKeysPage(keys([student(long)]), {locale: 'en'});
    expect(page).toContain(`>${'x'.repeat(79)}… <span`);
    expect(page).toContain(`title="${long} (`);
  });

  it('lists who has no key, and what captures cannot answer, with the reasons', () => {
    const without: StudentKey = {id: '2024002', source: '', because: 'Nothing was handed in.'};
    const unanswered = student('', {
      answers: [{question: 'syn-sequence', outcome: 'unanswerable', counts: false, because: 'There is no SYN.'}],
    });
    const page = classKeysPage(keys([unanswered, without]), {locale: 'en', file: 'key.html'});
    expect(page).toContain('data-marks="none:syn-sequence"');
    expect(page).toContain('title="There is no SYN.">not in this capture</td>');
    expect(page).toContain('<td>Q1</td><td class="remarks">There is no SYN.</td>');
    expect(page).toContain('data-marks="without"><th scope="row">2024002</th>');
    expect(page).toContain('<td class="remarks" colspan="1">Nothing was handed in.</td>');
  });

  it('holds no markup of a capture, a name or a file', () => {
    const hostile = student(HOSTILE, {id: HOSTILE, name: HOSTILE, capture: HOSTILE, folder: `keys/${HOSTILE}`});
    const none: StudentKey = {id: HOSTILE, source: HOSTILE, because: HOSTILE};
    const page = classKeysPage(keys([hostile, none], HOSTILE), {locale: 'zh-CN', file: 'key.html'});
    expect(page).not.toContain('<img');
    expect(page.match(/<script/g)).toHaveLength(1);
    expect(page).toContain('<a href="keys/%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E%22&#x27;/key.html">');
  });
});
