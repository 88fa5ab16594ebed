import pg from 'pg';
import { isDatabaseUnavailable } from './database.ts';
import type { GatheredStatement, GatheringDatabase } from './gathered-statement.ts';

/**
 * How gathered statements are planned: by index, in the order in which they are written, once for each connection. Their plan is made
 * when a table may be nearly empty, and has to be as good when it is not.
 */
export const PLANNED_BY_INDEX = [
  'set enable_seqscan = off',
  'set enable_hashjoin = off',
  'set enable_mergejoin = off',
  'set join_collapse_limit = 1',
  'set jit = off',
  'set plan_cache_mode = force_generic_plan',
];
const CONNECTIONS = 6;

/** Connections of their own for gathered statements (see gather.ts). Nothing is connected before the first. */
export class GatheringPool implements GatheringDatabase {
  readonly #pool: pg.Pool;

  constructor(url: string) {
    this.#pool = new pg.Pool({ connectionString: url, max: CONNECTIONS, connectionTimeoutMillis: 5_000, application_name: 'consentry' });
    // A connection that breaks, idle or in use, is replaced; without listeners the process would end.
    this.#pool.on('error', () => {});
    this.#pool.on('connect', (connection) => {
      connection.on('error', () => {});
      // Statements of one connection follow each other.
      connection.query(PLANNED_BY_INDEX.join('; ')).catch(() => {});
    });
  }

  async run(statement: GatheredStatement, values: readonly string[]): Promise<unknown[]> {
    const client = await this.#pool.connect();
    let broken = false;
    try {
      return await new Promise((resolve, reject) => {
        client.query(new GatheredQuery({ statement, values, resolve, reject }));
      });
    } catch (error) {
      broken = isDatabaseUnavailable(error);
      throw error;
    } finally {
      client.release(broken);
    }
  }

  close(): Promise<void> {
    return this.#pool.end();
  }
}

interface Run {
  statement: GatheredStatement;
  values: readonly string[];
  resolve: (rows: unknown[]) => void;
  reject: (error: Error) => void;
}

/** The driver notes on its connection what the database has prepared there, also when the run itself fails. */
interface PreparingConnection extends pg.Connection {
  readonly parsedStatements: Readonly<Record<string, string>>;
}

/**
 * One run of a statement, as the driver lets others speak the protocol over its connections. Nothing is described: there is one
 * column, of JSON.
 */
class GatheredQuery implements pg.Submittable {
  // By these two the driver notes it.
  readonly name: string;
  readonly text: string;
  readonly #run: Run;
  #answer = '[]';
  #failed = false;

  constructor(run: Run) {
    this.name = run.statement.name;
    this.text = run.statement.text;
    this.#run = run;
  }

  submit(connection: pg.Connection): void {
    const { name, text } = this;
    connection.stream.cork();
    if ((connection as PreparingConnection).parsedStatements[name] === undefined) connection.parse({ name, text, types: [] }, true);
    connection.bind({ statement: name, values: [...this.#run.values] }, true);
    connection.execute({}, true);
    connection.sync();
    connection.stream.uncork();
  }

  handleDataRow({ fields: [answer] }: { fields: (string | null)[] }): void {
    this.#answer = answer ?? '[]';
  }

  handleCommandComplete(): void {}

  handleError(error: Error): void {
    this.#failed = true;
    this.#run.reject(error);
  }

  handleReadyForQuery(): void {
    if (!this.#failed) this.#run.resolve(JSON.parse(this.#answer) as unknown[]);
  }
}
