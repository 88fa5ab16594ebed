import { existsSync, readFileSync } from 'node:fs';

/** `getconf CLK_TCK` is 100 on every Linux that Node.js runs on. */
const TICKS_PER_SECOND = 100;

export interface ProcessUsage {
  /** Milliseconds of processor time so far, of all threads. */
  cpu_ms: number;
  rss_bytes: number;
}

/** What a process has used so far; `null` where the system does not tell. */
export function processUsage(pid: number): ProcessUsage | null {
  const directory = `/proc/${pid}`;
  if (!existsSync(`${directory}/stat`)) return null;
  // The name of the command may hold spaces; what follows its parenthesis has fixed places.
  const fields = readFileSync(`${directory}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  const ticks = Number(fields[11]) + Number(fields[12]);
  const resident = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`${directory}/status`, 'utf8'))?.[1];
  return { cpu_ms: (ticks * 1000) / TICKS_PER_SECOND, rss_bytes: Number(resident) * 1024 };
}
