import { readFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { coresAreApart } from './cores.ts';

/** Where and when a run was made. */
export interface MachineFacts {
  date: string;
  cpu: string;
  cores: number;
  memory_gb: number;
  node: string;
  engine: string;
  postgresql: string;
  /** Of the minute before the run: what the machine did besides. */
  load_average: number;
  cores_apart: boolean;
}

export function machineFacts(postgresql: string): MachineFacts {
  const engine: unknown = JSON.parse(readFileSync(new URL('../node_modules/oidc-provider/package.json', import.meta.url), 'utf8'));
  return {
    date: new Date().toISOString().slice(0, 16).replace('T', ' '),
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: cpus().length,
    memory_gb: Math.round(totalmem() / 2 ** 30),
    node: process.versions.node,
    engine: (engine as { version: string }).version,
    postgresql,
    load_average: loadavg()[0] ?? 0,
    cores_apart: coresAreApart,
  };
}
