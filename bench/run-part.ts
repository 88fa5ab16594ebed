import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createDatabase } from '../tests/support/postgres.ts';
import type { BenchOptions, Part } from './bench-options.ts';
import { compareSystems, type FlowFigures } from './compare-systems.ts';
import { countStatements } from './count-statements.ts';
import { flowsNamed } from './flows/flows.ts';
import { fillSize } from './growth/fill-database.ts';
import { measureGrowth } from './growth/measure-growth.ts';
import { measureStart } from './measure-start.ts';
import { measureStorage } from './measure-storage.ts';
import { profileFlow } from './profile-flow.ts';
import { growthTables } from './report/growth-tables.ts';
import { startTables } from './report/start-tables.ts';
import { storageTable } from './report/storage-table.ts';
import { statementsTable } from './report/statements-table.ts';
import { throughputTables } from './report/throughput-tables.ts';
import { startSystems } from './systems/start-systems.ts';
import { warmUp } from './warm-up.ts';

type RunPart = (adminUrl: string, options: BenchOptions) => Promise<{ figures: unknown; text: string }>;

/** Growth is measured where rows are read and written. */
const GROWING = ['client_credentials_opaque', 'code_flow', 'refresh', 'userinfo', 'introspection', 'authorize_without_session'];

/** What leaves rows behind. */
const STORING = ['first_visit', 'code_flow', 'refresh', 'client_credentials_opaque', 'authorize_without_session'];

/** What each part of the benchmark does. */
export const RUN_PART: Record<Part, RunPart> = {
  async throughput(adminUrl, { flows, in_flight, pace }) {
    const systems = await startSystems(await createDatabase(adminUrl));
    await warmUp(flowsNamed(flows), systems, pace.warm_up_seconds);
    const figures: FlowFigures[] = [];
    for (const flow of flowsNamed(flows)) {
      for (const count of in_flight) {
        process.stderr.write(`${flow.name}, ${count} in flight\n`);
        figures.push(...(await compareSystems(flow, systems, { in_flight: count, pace })));
      }
    }
    for (const system of systems) await system.stop();
    return { figures, text: throughputTables(figures) };
  },
  async statements(adminUrl, { flows }) {
    const figures = await countStatements(flowsNamed(flows), await createDatabase(adminUrl));
    return { figures, text: statementsTable(figures) };
  },
  async start(adminUrl) {
    const figures = await measureStart(adminUrl);
    return { figures, text: startTables(figures) };
  },
  async storage(adminUrl, { flows }) {
    const figures = await measureStorage(flowsNamed(flows.length === 0 ? STORING : flows), await createDatabase(adminUrl));
    return { figures, text: storageTable(figures) };
  },
  async growth(adminUrl, { flows, growth, pace }) {
    const named = flowsNamed(flows.length === 0 ? GROWING : flows);
    const figures = await measureGrowth(adminUrl, { size: fillSize(growth), flows: named, pace });
    return { figures, text: growthTables(figures) };
  },
  async profile(adminUrl, { flows, pace, profiles }) {
    const texts: string[] = [];
    for (const flow of flowsNamed(flows)) {
      const { text, profile } = await profileFlow(flow, { database_url: await createDatabase(adminUrl), pace });
      texts.push(`\`\`\`text\n${text}\n\`\`\``);
      if (profiles !== null) writeFileSync(join(profiles, `${flow.name}.cpuprofile`), JSON.stringify(profile));
    }
    return { figures: texts, text: texts.join('\n\n') };
  },
};
