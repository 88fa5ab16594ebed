import { HttpConnection } from './http/http-connection.ts';
import type { Flow, Operation } from './flows/flow.ts';
import type { System } from './systems/system.ts';

let users = 0;

export interface ReadyFlow {
  readonly system: System;
  readonly operations: Operation[];
  close(): void;
}

/** Prepares a flow on a system for so many operations in flight. */
export async function setStage(
  flow: Flow,
  system: System,
  { in_flight, seconds }: { in_flight: number; seconds: number },
): Promise<ReadyFlow> {
  const connections = Array.from({ length: in_flight }, () => new HttpConnection(system.origin));
  const operations = await flow.prepare({
    system,
    connections,
    seconds,
    async newUsers(count) {
      const usernames = Array.from({ length: count }, (_, index) => `bench-${users + index}`);
      users += count;
      await system.addUsers(usernames);
      return usernames;
    },
  });
  return {
    system,
    operations,
    close() {
      for (const connection of connections) connection.close();
    },
  };
}
