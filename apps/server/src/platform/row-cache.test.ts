import { describe, expect, it, vi } from 'vitest';
import { RowCache } from './row-cache.ts';

describe('a row that is kept', () => {
  const rows = (cache: RowCache, load: () => Promise<string | null>) => cache.get('things', 'a', load);

  it('is not kept before the feed of changes works, nor when nothing was heard of it for 10 seconds', async () => {
    vi.useFakeTimers({ toFake: ['performance'] });
    const cache = new RowCache();
    const load = vi.fn(async () => 'row');
    await rows(cache, load);
    await rows(cache, load);
    expect(load).toHaveBeenCalledTimes(2);
    cache.heard();
    await rows(cache, load);
    await rows(cache, load);
    expect(load).toHaveBeenCalledTimes(3);
    vi.advanceTimersByTime(10_001);
    await rows(cache, load);
    expect(load).toHaveBeenCalledTimes(4);
    vi.useRealTimers();
  });

  it('is read anew when it changed while it was being read', async () => {
    const cache = new RowCache();
    cache.heard();
    let answer: (row: string) => void = () => {};
    const first = rows(cache, () => new Promise((resolve) => (answer = resolve)));
    cache.forget('things', 'a');
    answer('before');
    expect(await first).toBe('before');
    expect(await rows(cache, async () => 'after')).toBe('after');
  });

  it('is none when there was nothing, or the reading failed', async () => {
    const cache = new RowCache();
    cache.heard();
    expect(await rows(cache, async () => null)).toBeNull();
    await expect(rows(cache, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await rows(cache, async () => 'row')).toBe('row');
  });

  it('makes room for others: of ten thousand and one, none is kept but the last', async () => {
    const cache = new RowCache();
    cache.heard();
    const load = vi.fn(async () => 'row');
    for (let id = 0; id <= 10_000; id += 1) await cache.get('things', String(id), load);
    expect(load).toHaveBeenCalledTimes(10_001);
    await cache.get('things', '10000', load);
    expect(load).toHaveBeenCalledTimes(10_001);
    await cache.get('things', '0', load);
    expect(load).toHaveBeenCalledTimes(10_002);
  });
});
