import type { MachineFacts } from '../machine-facts.ts';

/** The sentence that says when and where a run was made. */
export function describeRun(machine: MachineFacts, command: string): string {
  const cores = machine.cores_apart
    ? `${machine.cores} cores, one for the server, the others for PostgreSQL and the driver`
    : `${machine.cores} cores, shared by all`;
  return [
    `\`${command}\`, ${machine.date} UTC, on ${machine.cpu} (${cores}), ${machine.memory_gb} GB;`,
    `Node.js ${machine.node}, oidc-provider ${machine.engine}, PostgreSQL ${machine.postgresql} with its default settings;`,
    `load average before the run ${machine.load_average.toFixed(1)}.`,
  ].join(' ');
}
