import { createHash } from 'node:crypto';
import { DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler, sql, type RawBuilder } from 'kysely';

/** Stands in a statement for what is known when it is run. */
export class Parameter {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }
}

/** The moment at which a statement is run, as a parameter of it. */
export const NOW = new Parameter('now');

/** A statement whose text is made once. It answers with one value: its rows, as a JSON array. */
export interface GatheredStatement {
  /** The same for the same text. */
  readonly name: string;
  readonly text: string;
  /** Names of the parameters, in the order of the text. */
  readonly parameters: readonly string[];
}

/** Where gathered statements are run. */
export interface GatheringDatabase {
  /** The rows: times are text of ISO 8601, bytes of the form `\x` and hexadecimal digits. */
  run(statement: GatheredStatement, values: readonly string[]): Promise<unknown[]>;
  close(): Promise<void>;
}

/** Makes the text of a select, once. */
export function gatheredStatement({ before, select }: { before?: RawBuilder<unknown>; select: RawBuilder<unknown> }): GatheredStatement {
  const answer = sql`select coalesce(json_agg(q), '[]') as answer from (${select}) q`;
  const { sql: text, parameters } = (before === undefined ? answer : sql`with ${before} ${answer}`).compile(writer);
  const name = createHash('sha256').update(text).digest('base64url').slice(0, 32);
  return { name, text, parameters: parameters.map(nameOf) };
}

function nameOf(parameter: unknown): string {
  if (parameter instanceof Parameter) return parameter.name;
  throw new Error('a gathered statement has a value in it; its text is made once, for all values');
}

/** Writes statements and runs none. */
const writer = new Kysely<unknown>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
});
