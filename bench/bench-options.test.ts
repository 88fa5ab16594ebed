import { expect, it } from 'vitest';
import { benchOptions } from './bench-options.ts';

it('a whole run is written into the documents, a quick or partial one is not unless asked', () => {
  expect(benchOptions([])).toMatchObject({ parts: ['throughput', 'statements', 'start', 'storage'], in_flight: [1, 32, 96], write: true });
  expect(benchOptions(['--quick'])).toMatchObject({ in_flight: [32], write: false });
  expect(benchOptions(['--flow', 'refresh,userinfo'])).toMatchObject({ flows: ['refresh', 'userinfo'], write: false });
  expect(benchOptions(['--quick', '--write']).write).toBe(true);
  expect(benchOptions(['--no-write']).write).toBe(false);
});

it('a size may be a fraction', () => {
  expect(benchOptions(['--growth', '1/20'])).toMatchObject({ parts: ['growth'], growth: 0.05 });
  expect(benchOptions(['--growth', '1']).growth).toBe(1);
});

it('what is not understood ends with a sentence that names it', () => {
  for (const args of [['--only', 'speed'], ['--in-flight', '0'], ['--growth', 'much'], ['--fast']]) {
    expect(() => benchOptions(args)).toThrow(args.at(-1));
  }
});
