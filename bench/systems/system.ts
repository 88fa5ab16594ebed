import type { StartedProcess } from '../start-process.ts';

/** A server that is measured: a process of its own on the server's core. */
export interface System {
  /** What the tables call it. */
  readonly name: string;
  readonly origin: string;
  readonly process: StartedProcess;
  /** Makes the users exist that are called so. All have one password. */
  addUsers(usernames: readonly string[]): Promise<void>;
  stop(): Promise<void>;
}

/** Names of the systems that the tables set beside each other. */
export const NAMES = {
  memory: 'engine in memory',
  postgresql: 'Consentry, PostgreSQL',
  pglite: 'Consentry, PGlite',
  bare: 'bare route',
} as const;
