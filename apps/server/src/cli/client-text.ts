import type { Client, ClientSecretMetadata } from '@consentry/contract';
import { cliMessages } from './cli-messages.ts';
import { inert, textTable } from './text-table.ts';

const DAY_LENGTH = 10;

export function clientsTable(clients: readonly Client[]): string {
  if (clients.length === 0) return cliMessages.no_clients;
  const rows = clients.map((client) => [
    client.client_id,
    client.app_type,
    client.party,
    client.created_at.slice(0, DAY_LENGTH),
    client.name,
  ]);
  return textTable(['CLIENT ID', 'TYPE', 'PARTY', 'CREATED', 'NAME'], rows);
}

/** Everything about one client: its members, under the names that `--set` and the management API know them by. */
export function clientDetails({ secrets, ...client }: Client): string {
  const members = Object.entries(client).map(([name, value]) => [name, memberText(value)]);
  const width = Math.max(...members.map(([name = '']) => name.length));
  const lines = members.map(([name = '', value = '']) => `${name.padEnd(width)}  ${value}`.trimEnd());
  return [...lines, '', secretsTable(secrets)].join('\n');
}

function secretsTable(secrets: readonly ClientSecretMetadata[]): string {
  if (secrets.length === 0) return cliMessages.no_secrets;
  const rows = secrets.map((secret) => [
    secret.secret_id,
    secret.created_at.slice(0, DAY_LENGTH),
    secret.expires_at ?? '-',
    secret.last_used_at ?? '-',
    secret.name,
  ]);
  return textTable(['SECRET ID', 'CREATED', 'EXPIRES', 'LAST USED', 'NAME'], rows);
}

function memberText(value: unknown): string {
  if (value === null || value === '') return '-';
  if (Array.isArray(value) && value.every((entry) => typeof entry === 'string')) return value.length === 0 ? '-' : inert(value.join(' '));
  return inert(typeof value === 'string' ? value : JSON.stringify(value));
}
