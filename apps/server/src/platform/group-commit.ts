import { sql, type RawBuilder } from 'kysely';
import { isDatabaseUnavailable } from './database.ts';
import { gatheredStatement, Parameter, type GatheredStatement, type GatheringDatabase } from './gathered-statement.ts';
import { rowsJson, type RowValue } from './rows-parameter.ts';
import { StorageBusy } from './storage-busy.ts';

/** A change that many requests make at once, as common table expressions of one statement. */
export interface GatheredWrite {
  /** Unique, and a name that SQL takes. */
  readonly name: string;
  /**
   * The expressions, separated by commas. Rows come by `json_to_recordset`, each with its number `n`.
   * Of a conditional change the last one has the name of this write and selects the `n` of those rows that took effect.
   */
  expressions(rows: RawBuilder<unknown>): RawBuilder<unknown>;
  readonly conditional: boolean;
}

export interface PlannedWrite {
  readonly write: GatheredWrite;
  readonly row: object;
}

/** Gives what plans this change for a row. */
export function gatheredWrite<Row extends { [name in keyof Row]: RowValue }>(write: GatheredWrite): (row: Row) => PlannedWrite {
  return (row) => ({ write, row });
}

/** What one request changes: all of it or nothing. */
export interface WriteUnit {
  readonly writes: readonly PlannedWrite[];
  /** Names what is changed. Two units with a key in common are never in one statement, so that the second sees what the first did. */
  readonly keys: readonly string[];
}

interface Pending extends WriteUnit {
  resolve: (tookEffect: boolean[]) => void;
  reject: (error: unknown) => void;
}

/** One wave after the other: what comes meanwhile gathers. A second one goes beside a wave that takes long, for it may wait for a lock. */
const MAX_WAVES = 2;
const LONG_MS = 10;
const MAX_UNITS = 200;
/** So many do not wait for the end of the turn, so that the database has work while the turn goes on. */
const EARLY_UNITS = 16;
const MAX_WAITING = 5000;

/**
 * Makes the changes of all requests that are under way in one statement and one commit. An answer leaves after that commit, so that
 * it is as durable as if each request had committed alone. A lone request waits for nobody; when a wave fails, each of its requests
 * is tried alone, so that what is wrong with one does not touch the others.
 */
export class GroupCommit {
  readonly #db: GatheringDatabase;
  /** Statements by the names of what they change. */
  readonly #statements = new Map<string, GatheredStatement>();
  readonly #busy = new Set<string>();
  #waiting: Pending[] = [];
  #waves = 0;
  /** Whether all waves under way have taken long. */
  #late = false;
  #scheduled = false;

  constructor(db: GatheringDatabase) {
    this.#db = db;
  }

  /** Resolves once it is committed, with whether each write took effect. Throws `StorageBusy` when too many are waiting already. */
  commit(unit: WriteUnit): Promise<boolean[]> {
    if (this.#waiting.length >= MAX_WAITING) return Promise.reject(new StorageBusy());
    return new Promise((resolve, reject) => {
      this.#waiting.push({ ...unit, resolve, reject });
      if (this.#waves === 0 && this.#waiting.length >= EARLY_UNITS) this.#start();
      else if (this.#mayStart()) this.#schedule();
    });
  }

  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      this.#start();
    });
  }

  #start(): void {
    const wave = this.#mayStart() ? this.#take() : [];
    if (wave.length > 0) void this.#run(wave);
  }

  #mayStart(): boolean {
    return this.#waves === 0 || (this.#late && this.#waves < MAX_WAVES);
  }

  /** The oldest units that touch nothing which a wave under way, or a unit before them, touches. */
  #take(): Pending[] {
    const taken: Pending[] = [];
    const left: Pending[] = [];
    const blocked = new Set(this.#busy);
    for (const unit of this.#waiting) {
      const free = taken.length < MAX_UNITS && !unit.keys.some((key) => blocked.has(key));
      (free ? taken : left).push(unit);
      for (const key of unit.keys) blocked.add(key);
    }
    this.#waiting = left;
    return taken;
  }

  async #run(wave: Pending[]): Promise<void> {
    const keys = wave.flatMap((unit) => unit.keys);
    for (const key of keys) this.#busy.add(key);
    this.#waves += 1;
    this.#late = false;
    const noteLate = setTimeout(() => {
      this.#late = true;
      if (this.#waiting.length > 0) this.#schedule();
    }, LONG_MS);
    try {
      await this.#settle(wave);
    } finally {
      clearTimeout(noteLate);
      this.#waves -= 1;
      for (const key of keys) this.#busy.delete(key);
      if (this.#waiting.length > 0) this.#schedule();
    }
  }

  async #settle(wave: Pending[]): Promise<void> {
    try {
      const results = await this.#execute(wave);
      for (const [index, unit] of wave.entries()) unit.resolve(results[index] ?? []);
    } catch (error) {
      if (wave.length === 1 || isDatabaseUnavailable(error)) for (const unit of wave) unit.reject(error);
      else await Promise.all(wave.map((unit) => this.#settle([unit])));
    }
  }

  async #execute(wave: Pending[]): Promise<boolean[][]> {
    const rows = new Map<GatheredWrite, object[]>();
    const places = wave.map(({ writes }) =>
      writes.map(({ write, row }) => {
        const gathered = rows.get(write) ?? [];
        rows.set(write, gathered);
        return { write, n: gathered.push(row) - 1 };
      }),
    );
    const effects = await this.#runWave(rows);
    return places.map((unit) => unit.map(({ write, n }) => !write.conditional || effects.has(`${write.name} ${n}`)));
  }

  /** One statement, which is its own transaction. Writes stand in one order, so that the same set has the same text. */
  async #runWave(rows: Map<GatheredWrite, object[]>): Promise<Set<string>> {
    const writes = [...rows.keys()].toSorted((a, b) => (a.name < b.name ? -1 : 1));
    const names = writes.map(({ name }) => name).join(' ');
    const statement = this.#statements.get(names) ?? waveOf(writes);
    this.#statements.set(names, statement);
    const given = new Map(writes.map((write) => [write.name, rowsJson(rows.get(write) ?? [])]));
    const found = (await this.#db.run(
      statement,
      statement.parameters.map((name) => given.get(name) ?? '[]'),
    )) as { name: string; n: number }[];
    return new Set(found.map(({ name, n }) => `${name} ${n}`));
  }
}

/** Answers with what took effect of the conditional changes. */
function waveOf(writes: readonly GatheredWrite[]): GatheredStatement {
  const expressions = writes.map((write) => write.expressions(sql`${new Parameter(write.name)}::json`));
  const effects = writes
    .filter(({ conditional }) => conditional)
    .map(({ name }) => sql`select ${sql.lit(name)}::text as name, n from ${sql.table(name)}`);
  const select = effects.length === 0 ? sql`select null::text as name, 0 as n where false` : sql.join(effects, sql` union all `);
  return gatheredStatement({ before: sql.join(expressions), select });
}
