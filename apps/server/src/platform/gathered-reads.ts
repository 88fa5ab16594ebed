import { sql, type RawBuilder } from 'kysely';
import { isDatabaseUnavailable } from './database.ts';
import { gatheredStatement, NOW, Parameter, type GatheredStatement, type GatheringDatabase } from './gathered-statement.ts';
import { rowsJson, type RowValue } from './rows-parameter.ts';
import { StorageBusy } from './storage-busy.ts';

/** A question that many requests ask at once, put as one statement. */
export interface GatheredRead<Row> {
  /** Unique. */
  readonly name: string;
  /** Selects for each key, which `json_to_recordset` gives with its number `n`, at most one row; `NOW` is when it is asked. */
  statement(keys: RawBuilder<unknown>): RawBuilder<Row & { n: number }>;
}

/** What one request asks. */
export interface Question<Row> {
  readonly read: GatheredRead<Row>;
  readonly key: object;
}

/** Gives what asks this for a key. */
export function gatheredRead<Key extends { [name in keyof Key]: RowValue }, Row>(read: GatheredRead<Row>): (key: Key) => Question<Row> {
  return (key) => ({ read, key });
}

interface Asked {
  key: object;
  resolve: (row: unknown) => void;
  reject: (error: unknown) => void;
}

interface Lane {
  statement: GatheredStatement;
  waiting: Asked[];
  in_flight: number;
}

const KEYS = sql`${new Parameter('keys')}::json`;

/** Statements of one kind that may be under way at once: what comes meanwhile gathers. */
const MAX_IN_FLIGHT = 2;
/** So many do not wait for the end of the turn, so that the database has work while the turn goes on. */
const EARLY_ROWS = 16;
const MAX_ROWS = 200;
const MAX_WAITING = 5000;

/**
 * Gathers the reads of all requests that run in one turn of the event loop, and those that come while the database is busy with the
 * ones before, into one statement of each kind. A lone request waits for nobody.
 */
export class GatheredReads {
  readonly #db: GatheringDatabase;
  readonly #now: () => Date;
  readonly #lanes = new Map<string, Lane>();
  #scheduled = false;

  constructor(db: GatheringDatabase, now: () => Date) {
    this.#db = db;
    this.#now = now;
  }

  /** The row of this key, or `null`. Throws `StorageBusy` when too many are waiting already. */
  read<Row>({ read, key }: Question<Row>): Promise<Row | null> {
    const lane = this.#laneOf(read);
    if (lane.waiting.length >= MAX_WAITING) return Promise.reject(new StorageBusy());
    return new Promise((resolve, reject) => {
      lane.waiting.push({ key, resolve: resolve as (row: unknown) => void, reject });
      if (lane.waiting.length >= EARLY_ROWS) this.#start(lane);
      if (lane.waiting.length > 0) this.#schedule();
    });
  }

  #laneOf(read: GatheredRead<unknown>): Lane {
    const known = this.#lanes.get(read.name);
    if (known !== undefined) return known;
    const statement = gatheredStatement({ select: read.statement(KEYS) });
    const lane: Lane = { statement, waiting: [], in_flight: 0 };
    this.#lanes.set(read.name, lane);
    return lane;
  }

  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      for (const lane of this.#lanes.values()) this.#start(lane);
    });
  }

  #start(lane: Lane): void {
    while (lane.waiting.length > 0 && lane.in_flight < MAX_IN_FLIGHT) {
      lane.in_flight += 1;
      void this.#run(lane.statement, lane.waiting.splice(0, MAX_ROWS)).finally(() => {
        lane.in_flight -= 1;
        if (lane.waiting.length > 0) this.#schedule();
      });
    }
  }

  async #run(statement: GatheredStatement, asked: Asked[]): Promise<void> {
    try {
      const given: Record<string, string> = { keys: rowsJson(asked.map(({ key }) => key)), [NOW.name]: this.#now().toISOString() };
      const rows = await this.#db.run(
        statement,
        statement.parameters.map((name) => given[name] ?? ''),
      );
      const found: unknown[] = [];
      for (const row of rows as { n: number }[]) found[row.n] = row;
      for (const [n, { resolve }] of asked.entries()) resolve(found[n] ?? null);
    } catch (error) {
      // What one request asks for may be something that the database cannot read; the others have nothing to do with it.
      if (asked.length === 1 || isDatabaseUnavailable(error)) for (const { reject } of asked) reject(error);
      else await Promise.all(asked.map((one) => this.#run(statement, [one])));
    }
  }
}
