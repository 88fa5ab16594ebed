import type { GatheringDatabase } from './gathered-statement.ts';
import { GatheredReads, type Question } from './gathered-reads.ts';
import { GroupCommit, type PlannedWrite, type WriteUnit } from './group-commit.ts';

/** The hot path’s way to the database: what many requests ask and change at once goes in few statements (record 0028). */
export class Gather {
  readonly #reads: GatheredReads;
  readonly #commits: GroupCommit;

  constructor(db: GatheringDatabase, now: () => Date) {
    this.#reads = new GatheredReads(db, now);
    this.#commits = new GroupCommit(db);
  }

  /** The row, or `null`. */
  read<Row>(question: Question<Row>): Promise<Row | null> {
    return this.#reads.read(question);
  }

  commit(unit: WriteUnit): Promise<boolean[]> {
    return this.#commits.commit(unit);
  }

  /** One change by itself; whether it took effect. */
  async write({ write, row }: PlannedWrite, keys: readonly string[]): Promise<boolean> {
    const [tookEffect] = await this.#commits.commit({ writes: [{ write, row }], keys });
    return tookEffect === true;
  }
}
