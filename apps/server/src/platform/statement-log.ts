import type { GatheredStatement, GatheringDatabase } from './gathered-statement.ts';
import type { KyselyPlugin, PluginTransformQueryArgs, PluginTransformResultArgs, QueryResult, RootOperationNode, UnknownRow } from 'kysely';

/** What the server asked the database between two moments. */
export interface StatementCount {
  statements: number;
  /** How often the server had to wait for an answer before it could ask on. */
  round_trips: number;
}

/** Counts statements, and how many of them had to wait for others. */
export class StatementLog implements KyselyPlugin {
  #asked: string[] = [];
  readonly #gathered = new Map<string, GatheredStatement>();
  readonly #pending = new Set<object>();
  #roundTrips = 0;

  transformQuery({ node, queryId }: PluginTransformQueryArgs): RootOperationNode {
    const text = 'sqlFragments' in node ? node.sqlFragments.join('?').replace(/\s+/g, ' ').trim() : node.kind;
    // The look for changes that another process made is nobody’s request.
    if (text.includes('from configuration_changes')) return node;
    this.#note(text, queryId);
    return node;
  }

  /** The same database, watched. */
  watching(db: GatheringDatabase): GatheringDatabase {
    return {
      run: async (statement, values) => {
        this.#gathered.set(statement.name, statement);
        const run = {};
        this.#note(statement.text, run);
        const rows = await db.run(statement, values);
        this.#pending.delete(run);
        return rows;
      },
      close: () => db.close(),
    };
  }

  #note(text: string, run: object): void {
    this.#asked.push(text);
    if (this.#pending.size === 0) this.#roundTrips += 1;
    this.#pending.add(run);
  }

  async transformResult({ result, queryId }: PluginTransformResultArgs): Promise<QueryResult<UnknownRow>> {
    this.#pending.delete(queryId);
    return result;
  }

  /** The first words of each statement, for whoever wonders which they are. */
  get asked(): readonly string[] {
    return this.#asked;
  }

  /** Each gathered statement that was ever run. */
  get gathered(): readonly GatheredStatement[] {
    return [...this.#gathered.values()];
  }

  async during(act: () => Promise<unknown>): Promise<StatementCount> {
    this.#asked = [];
    this.#roundTrips = 0;
    // One that failed has had no answer.
    this.#pending.clear();
    await act();
    return { statements: this.#asked.length, round_trips: this.#roundTrips };
  }
}
