import type { AppliedChange } from '@consentry/contract';
import { cliMessages } from './cli-messages.ts';

/** What an apply did, for a terminal: a line each, generated secrets, the sum. */
export function changesTable(changes: readonly AppliedChange[]): string {
  const kindWidth = Math.max(0, ...changes.map((change) => change.kind.length));
  const changeWidth = Math.max(0, ...changes.map((change) => change.change.length));
  const rows = changes.map(({ kind, id, change }) => `${change.padEnd(changeWidth)}  ${kind.padEnd(kindWidth)}  ${id}`);
  const secrets = changes.flatMap((change) => (change.client_secret === undefined ? [] : [`  ${change.id}  ${change.client_secret}`]));
  const count = (wanted: AppliedChange['change']): number => changes.filter(({ change }) => change === wanted).length;
  const summary = cliMessages.summary({ created: count('created'), updated: count('updated'), unchanged: count('unchanged') });
  return [...rows, ...(secrets.length === 0 ? [] : ['', cliMessages.secrets_once, ...secrets]), '', summary].join('\n');
}
