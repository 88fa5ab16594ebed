import { expect, it } from 'vitest';
import { medianOf, percentileOf } from './statistics.ts';

const hundred = Array.from({ length: 100 }, (_, index) => 100 - index);

it('a percentile is the smallest value that so many do not exceed, whatever their order', () => {
  expect([50, 99, 100].map((percent) => percentileOf(hundred, percent))).toEqual([50, 99, 100]);
  expect(percentileOf([7], 1)).toBe(7);
  expect(percentileOf([1, 1000], 99)).toBe(1000);
});

it('numbers are ordered as numbers, and the given array stays as it is', () => {
  const values = [10, 9, 100];
  expect(medianOf(values)).toBe(10);
  expect(values).toEqual([10, 9, 100]);
});

it('of nothing there is no percentile', () => expect(percentileOf([], 50)).toBeNaN());
