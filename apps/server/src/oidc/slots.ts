import type { Context } from '../context.ts';
import { hashTokenText } from '../platform/keyring.ts';

/**
 * Tables of short-lived artefacts are rings of slots: what ends within one span of time stands in one partition, which is emptied as a
 * whole when that time has passed (see migration 0034).
 */
interface Ring {
  /** What its identifiers say that they are, so that a token of one kind is not looked for among those of another. */
  mark: string | null;
  /** How much time a slot takes, in seconds. */
  span: number;
  slots: number;
  /** How many spans from now a row may end; the slots beyond hold what has passed. */
  ahead: number;
}

const HOUR = 3600;

export const RINGS = {
  authorization_codes: { mark: 'c', span: HOUR, slots: 4, ahead: 1 },
  interactions: { mark: null, span: HOUR, slots: 4, ahead: 1 },
  pushed_authorization_requests: { mark: 'p', span: HOUR, slots: 4, ahead: 1 },
  // No access token lives longer than a day.
  access_tokens: { mark: 'a', span: 2 * HOUR, slots: 16, ahead: 13 },
  client_credentials_tokens: { mark: 'm', span: 2 * HOUR, slots: 16, ahead: 13 },
} as const satisfies Record<string, Ring>;

export type RingTable = keyof typeof RINGS;

/** Tables whose identifiers say where they are. */
export type MarkedTable = Exclude<RingTable, 'interactions'>;

/** What lives longer than the ring reaches. Deleted row by row. */
const LONG = -1;

/** Where a row stands. */
export interface Place {
  slot: number;
  id_hash: string;
}

/** The slot of a row that ends then. */
export function slotOfEnd(table: RingTable, end: Date, now: Date): number {
  const ring = RINGS[table];
  const [first, wanted] = [spanOf(ring, now), spanOf(ring, end)];
  return wanted < first || wanted > first + ring.ahead ? LONG : wanted % ring.slots;
}

/** An identifier says of which kind it is, and in which slot it is to be looked for. No dot stands in it: some tell JWTs by them. */
export function withSlot(table: MarkedTable, id: string, slot: number): string {
  return `${id}~${RINGS[table].mark}${slot === LONG ? LONG_MARK : slot.toString(36)}`;
}

/** Where the row of an identifier stands; `null` when it is the name of nothing in this table. Anything may come from a request here. */
export function placeOf(table: MarkedTable, id: string): Place | null {
  const [, mark, at = ''] = MARKED.exec(id) ?? [];
  const { mark: own, slots } = RINGS[table];
  const slot = at === LONG_MARK ? LONG : Number.parseInt(at, 36);
  return mark === own && slot < slots ? { slot, id_hash: hashTokenText(id) } : null;
}

/** The same of an identifier that was made, or found, in this table. */
export function knownPlaceOf(table: MarkedTable, id: string): Place {
  const place = placeOf(table, id);
  if (place === null) throw new Error(`an identifier of ${table} does not say where it is`);
  return place;
}

/** Whether it names something in a ring. */
export function isMarked(id: string): boolean {
  return MARKED.test(id);
}

const MARKED = /~([a-z])([0-9a-z-])$/;
const LONG_MARK = '-';

/** Where a row without a slot in its identifier may stand, when it ends within the ring’s reach. */
export function placesOf(table: RingTable, id: string, { clock }: Pick<Context, 'clock'>): { slots: number[]; id_hash: string } {
  const ring = RINGS[table];
  const first = spanOf(ring, clock.now());
  const slots = Array.from({ length: ring.ahead + 2 }, (_, index) => (first - 1 + index) % ring.slots);
  return { slots: [...slots, LONG], id_hash: hashTokenText(id) };
}

/** Slots in which everything has ended, at least one whole span ago: clocks differ. */
export function endedSlots(table: RingTable, now: Date): number[] {
  const ring = RINGS[table];
  const first = spanOf(ring, now);
  const held = ring.ahead + 2;
  return Array.from({ length: ring.slots - held }, (_, index) => (first + ring.ahead + 1 + index) % ring.slots);
}

function spanOf({ span }: Ring, at: Date): number {
  return Math.floor(at.getTime() / 1000 / span);
}
