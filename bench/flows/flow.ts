import type { HttpConnection } from '../http/http-connection.ts';
import type { System } from '../systems/system.ts';

/** Does the thing once and checks every answer; throws when one is not as it must be. */
export type Operation = () => Promise<void>;

/** What a flow has to work with: connections to a system, and how long it will be driven. */
export interface Stage {
  readonly system: System;
  /** One for each operation in flight. */
  readonly connections: readonly HttpConnection[];
  /** Of all warm-ups and windows together. */
  readonly seconds: number;
  /** Users that nobody has signed in as before. */
  readonly newUsers: (count: number) => Promise<string[]>;
}

export interface Flow {
  readonly name: string;
  readonly title: string;
  /** Whether the bare routes have something to say about it. */
  readonly on_bare: boolean;
  /** Makes what has to be there beforehand, and returns an operation for each connection. */
  prepare(stage: Stage): Promise<Operation[]>;
}
