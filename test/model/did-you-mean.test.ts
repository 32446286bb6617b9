import {describe, expect, it} from 'vitest';
import {didYouMean, editDistance, nearest} from '../../src/model/did-you-mean.ts';

describe('the edit distance', () => {
  it.each([
    ['', '', 0],
    ['pdf', 'pdf', 0],
    ['pfd', 'pdf', 1],
    ['formt', 'format', 1],
    ['kitten', 'sitting', 3],
    ['', 'abc', 3],
  ])('of %s and %s is %i', (a, b, distance) => {
    expect(editDistance(a, b)).toBe(distance);
  });
});

describe('the nearest candidate', () => {
  const formats = ['md', 'html', 'pdf', 'json'];

  it('is the one that the word misspells', () => {
    expect(nearest('htlm', formats)).toBe('html');
    expect(nearest('JSON', formats)).toBe('json');
    expect(nearest('fromat', ['title', 'format'])).toBe('format');
  });

  it('is the one that the word begins', () => {
    expect(nearest('stud', ['stream', 'student'])).toBe('student');
  });

  it('is none for a word that is like nothing', () => {
    expect(nearest('docx', formats)).toBeUndefined();
    expect(nearest('', formats)).toBeUndefined();
  });

  it('becomes the end of a sentence', () => {
    expect(didYouMean('htlm', formats)).toBe(": did you mean 'html'?");
    expect(didYouMean('docx', formats)).toBe('');
  });
});
