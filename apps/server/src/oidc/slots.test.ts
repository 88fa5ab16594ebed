import { describe, expect, it } from 'vitest';
import { endedSlots, placeOf, placesOf, RINGS, slotOfEnd, withSlot, type RingTable } from './slots.ts';

const TABLES = Object.keys(RINGS) as RingTable[];
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

  it('an identifier leads to its slot, and what lives longer, or is none of ours, to the long one', () => {
    const slot = slotOfEnd(table, at(span), at(0));
    expect(placeOf(table, withSlot('V1StGXR8_Z5jdHi6B-myT', slot)).slot).toBe(slot);
    expect(slotOfEnd(table, at(reach + 2 * span), at(0))).toBe(-1);
    for (const foreign of ['', 'V1StGXR8', 'a~z', 'a~', 'a~-1', 'a~10', 'a.1']) expect(placeOf(table, foreign).slot).toBe(-1);
  });

  it('without a slot in its identifier a row is looked for wherever it may be alive', () => {
    for (let now = 0; now < 20 * span; now += span / 2) {
      const { slots } = placesOf(table, 'x', { clock: { now: () => at(now) } });
      for (let end = now; end <= now + reach; end += span / 2) expect(slots).toContain(slotOfEnd(table, at(end), at(now)));
    }
  });
});
