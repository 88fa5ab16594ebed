import { APP_TYPES, contract, CreateClient, type Client } from '@consentry/contract';
import { InvalidArgumentError, Option, type Command } from 'commander';
import { CliFailure } from './cli-failure.ts';
import { cliMessages } from './cli-messages.ts';
import { clientDetails, clientsTable } from './client-text.ts';
import { parseDuration } from './parse-duration.ts';
import { parseMembers } from './parse-members.ts';
import { connectToServer, serverFailure, type ServerConnection } from './server-connection.ts';

type Out = (text: string) => void;
type Common = { url?: string; json?: true };

const { clients } = contract;
const PARTIES = ['third_party', 'first_party'] as const;
const PAGE = 200;

/** `consentry clients …`: the management API for people at a terminal, and as JSON for scripts. */
export function addClientCommands(program: Command, out: Out): void {
  const group = program.command('clients').description(cliMessages.clients).addHelpText('after', cliMessages.clients_help);
  addList(group, out);
  addShow(group, out);
  addCreate(group, out);
  addRotateSecret(group, out);
}

function subcommand(group: Command, name: string, about: string): Command {
  return group
    .command(name)
    .description(about)
    .option('--json', cliMessages.json)
    .option('--url <url>', cliMessages.apply_url)
    .addHelpText('after', cliMessages.clients_help);
}

function addList(group: Command, out: Out): void {
  subcommand(group, 'list', cliMessages.clients_list)
    .addOption(new Option('--party <party>', cliMessages.party).choices(PARTIES))
    .addOption(new Option('--type <type>', cliMessages.app_type).choices(APP_TYPES))
    .option('--search <text>', cliMessages.search)
    .action(async (options: Common & { party?: Client['party']; type?: Client['app_type']; search?: string }) => {
      const { party, type: app_type, search: q } = options;
      const found = await call(options, ['clients:read'], ({ api }) => listAll(api, { party, app_type, q }));
      out(options.json ? json(found) : clientsTable(found));
    });
}

async function listAll(
  api: ServerConnection['api'],
  filter: { party?: Client['party'] | undefined; app_type?: Client['app_type'] | undefined; q?: string | undefined },
): Promise<Client[]> {
  const found: Client[] = [];
  let cursor: string | undefined;
  do {
    const page = await api(clients.list, { query: { ...filter, limit: PAGE, ...(cursor === undefined ? {} : { cursor }) } });
    found.push(...page.items);
    cursor = page.next_cursor ?? undefined;
  } while (cursor !== undefined);
  return found;
}

function addShow(group: Command, out: Out): void {
  subcommand(group, 'show', cliMessages.clients_show)
    .argument('<client_id>', cliMessages.client_id)
    .action(async (client_id: string, options: Common) => {
      const client = await call(options, ['clients:read'], ({ api }) => api(clients.get, { params: { client_id } }));
      out(options.json ? json(client) : clientDetails(client));
    });
}

interface CreateOptions extends Common {
  name: string;
  type: Client['app_type'];
  party: Client['party'];
  clientId?: string;
  redirectUri: string[];
  scope: string[];
  set: string[];
}

function addCreate(group: Command, out: Out): void {
  subcommand(group, 'create', cliMessages.clients_create)
    .requiredOption('--name <name>', cliMessages.name)
    .addOption(new Option('--type <type>', cliMessages.app_type).choices(APP_TYPES).makeOptionMandatory())
    .addOption(new Option('--party <party>', cliMessages.party).choices(PARTIES).default('third_party'))
    .option('--client-id <id>', cliMessages.chosen_id)
    .option('--redirect-uri <uri>', cliMessages.redirect_uri, collect, [])
    .option('--scope <scope>', cliMessages.scope, collect, [])
    .option('--set <member=value>', cliMessages.set, collect, [])
    .action(async (options: CreateOptions) => {
      const body = bodyOf(options);
      const made = await call(options, ['clients:write'], ({ api }) => api(clients.create, { body }));
      if (options.json) return out(json(made));
      out(clientDetails(made.client));
      if (made.client_secret !== null) out(`\n${cliMessages.secret_once}\n  ${made.client_secret}`);
    });
}

/** Checked here with the contract’s schema, so that what is wrong is told before anything is sent. */
function bodyOf(options: CreateOptions): CreateClient {
  const { name, type: app_type, party, clientId: client_id, redirectUri, scope, set } = options;
  const parsed = CreateClient.safeParse({
    name,
    app_type,
    party,
    ...(client_id === undefined ? {} : { client_id }),
    ...(redirectUri.length === 0 ? {} : { redirect_uris: redirectUri }),
    ...(scope.length === 0 ? {} : { scopes: scope }),
    ...parseMembers(set),
  });
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map((issue) =>
    issue.code === 'unrecognized_keys'
      ? `  ${issue.keys.join(', ')}: ${cliMessages.unknown_member}`
      : `  ${issue.path.join('.')}: ${issue.message}`,
  );
  throw new CliFailure(1, [cliMessages.refused_members, ...faults].join('\n'));
}

function addRotateSecret(group: Command, out: Out): void {
  subcommand(group, 'rotate-secret', cliMessages.clients_rotate_secret)
    .argument('<client_id>', cliMessages.client_id)
    .option('--name <name>', cliMessages.secret_name)
    .option('--overlap <duration>', cliMessages.overlap, duration, 86_400)
    .option('--expires-at <time>', cliMessages.expires_at)
    .action(async (client_id: string, options: Common & { name?: string; overlap: number; expiresAt?: string }) => {
      const { name, overlap: overlap_seconds, expiresAt: expires_at } = options;
      const body = { overlap_seconds, ...(name === undefined ? {} : { name }), ...(expires_at === undefined ? {} : { expires_at }) };
      const rotated = await call(options, ['clients:write'], ({ api }) => api(clients.rotateSecret, { params: { client_id }, body }));
      if (options.json) return out(json(rotated));
      out(`${cliMessages.secret_once}\n  ${rotated.client_secret}`);
      for (const old of rotated.ending) out(cliMessages.secret_ends(old.name, old.expires_at ?? ''));
    });
}

async function call<T>(
  options: Common,
  scopes: Parameters<typeof connectToServer>[1],
  ask: (server: ServerConnection) => Promise<T>,
): Promise<T> {
  const server = await connectToServer(options, scopes);
  try {
    return await ask(server);
  } catch (error) {
    throw serverFailure(error, server.url);
  }
}

function collect(value: string, before: string[]): string[] {
  return [...before, value];
}

function duration(text: string): number {
  const seconds = parseDuration(text);
  if (seconds === null) throw new InvalidArgumentError(cliMessages.bad_duration);
  return seconds;
}

function json(value: unknown): string {
  return JSON.stringify(value, null, 2);
}
