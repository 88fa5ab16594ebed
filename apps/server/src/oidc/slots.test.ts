import { describe, expect, it } from 'vitest';
import { endedSlots, placeOf, placesOf, RINGS, slotOfEnd, withSlot, type MarkedTable, type RingTable } from './slots.ts';

const TABLES = Object.keys(RINGS) as RingTable[];
const MARKED = TABLES.filter((table): table is MarkedTable => table !== 'interactions');
const START = new Date('2026-11-27T00:00:00Z').getTime();
const at = (seconds: number): Date => new Date(START + seconds * 1000);

describe.each(TABLES)('the ring of %s', (table) => {
  const { span, ahead } = RINGS[table];
  const reach = ahead * span;

  it('never empties a slot in which something may still be alive, at any time', () => {
    for (let now = 0; now < 60 * span; now += span / 4) {
      for (let end = now; end <= now + reach; end += span / 4) {
        const slot = slotOfEnd(table, at(end), at(now));
        // Until it has ended, and for a whole span after that, by whichever clock within a span.
        for (let later = now; later <= end + span; later += span / 2) expect(endedSlots(table, at(later))).not.toContain(slot);
      }
    }
  });

  it('empties each slot before its turn comes again', () => {
    const slot = slotOfEnd(table, at(span / 2), at(0));
    const emptied = Array.from({ length: 40 }, (_, turn) => turn * span).filter((now) => endedSlots(table, at(now)).includes(slot));
    expect(emptied.length).toBeGreaterThan(0);
    expect(emptied[0]).toBeLessThanOrEqual(3 * span);
  });

  it('without a slot in its identifier a row is looked for wherever it may be alive', () => {
    for (let now = 0; now < 20 * span; now += span / 2) {
      const { slots } = placesOf(table, 'x', { clock: { now: () => at(now) } });
      for (let end = now; end <= now + reach; end += span / 2) expect(slots).toContain(slotOfEnd(table, at(end), at(now)));
    }
  });
});

describe.each(MARKED)('an identifier of %s', (table) => {
  const { span, ahead } = RINGS[table];

  it('leads to its slot, or to where those are that live longer', () => {
    const slot = slotOfEnd(table, at(span), at(0));
    const long = slotOfEnd(table, at((ahead + 2) * span), at(0));
    for (const one of [slot, long]) expect(placeOf(table, withSlot(table, 'V1StGXR8_Z5jdHi6B-myT', one))?.slot).toBe(one);
    expect(long).toBe(-1);
  });

  it('is looked for in its own table alone, and what is none of ours nowhere', () => {
    const id = withSlot(table, 'V1StGXR8_Z5jdHi6B-myT', 1);
    for (const other of MARKED.filter((name) => name !== table)) expect(placeOf(other, id)).toBeNull();
    for (const foreign of ['', 'V1StGXR8', 'a~z', 'a~', 'a~a', 'a~zz', 'a~a10', 'a.1', 'a~A1']) expect(placeOf(table, foreign)).toBeNull();
  });
});
