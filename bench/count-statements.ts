import type { Flow } from './flows/flow.ts';
import { setStage } from './set-stage.ts';
import { StatementCounter } from './statement-counter.ts';
import { medianOf } from './statistics.ts';
import { startConsentry } from './systems/consentry.ts';

const ROUNDS = 15;
/** What a request leaves to be written behind its answer has come by then. */
const SETTLE_MS = 60;

export interface StatementFigures {
  flow: string;
  title: string;
  /** Of one operation, with what it leaves to be written behind its answer. */
  statements: number;
  /** How often a lone operation waits for the database, one answer after the other. */
  round_trips: number;
  /** The SQL of the last one. */
  sql: string[];
}

/** Counts what a lone operation of each flow asks of PostgreSQL, on a server of its own behind a counting proxy. */
export async function countStatements(flows: readonly Flow[], databaseUrl: string): Promise<StatementFigures[]> {
  const counter = await StatementCounter.before(databaseUrl);
  const system = await startConsentry({ database_url: counter.url });
  const figures: StatementFigures[] = [];
  for (const flow of flows) {
    const stage = await setStage(flow, system, { in_flight: 1, seconds: 1 });
    const counted = [];
    let sql: string[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const [statements, roundTrips] = [counter.statements().length, counter.roundTrips()];
      await stage.operations[0]?.();
      const round_trips = counter.roundTrips() - roundTrips;
      await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
      sql = counter.statements().slice(statements);
      counted.push({ statements: sql.length, round_trips });
    }
    stage.close();
    figures.push({
      flow: flow.name,
      title: flow.title,
      statements: medianOf(counted.map(({ statements }) => statements)),
      round_trips: medianOf(counted.map(({ round_trips }) => round_trips)),
      sql,
    });
  }
  await system.stop();
  await counter.close();
  return figures;
}
