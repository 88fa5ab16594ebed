import { createApiClient, ProblemError, type ApiClient, type ManagementScope } from '@consentry/contract';
import { readCliEnvironment } from '../config/cli-environment.ts';
import { CliFailure } from './cli-failure.ts';
import { cliMessages } from './cli-messages.ts';
import { managementAccessToken, reasonOf } from './management-access.ts';

const DEFAULT_URL = 'http://localhost:3000';

export interface ServerConnection {
  url: string;
  api: ApiClient;
}

/** The management API of a running server, as the application that the environment names. Throws `CliFailure`. */
export async function connectToServer(options: { url?: string }, scopes: readonly ManagementScope[]): Promise<ServerConnection> {
  const environment = readCliEnvironment();
  const url = urlOf(options.url ?? environment.CONSENTRY_URL ?? DEFAULT_URL);
  const { CONSENTRY_CLIENT_ID: client_id, CONSENTRY_CLIENT_SECRET: client_secret } = environment;
  if (client_id === undefined || client_secret === undefined) throw new CliFailure(2, cliMessages.no_credentials);
  const token = await managementAccessToken({ url, client_id, client_secret, scopes });
  return { url, api: createApiClient({ base_url: `${url}/api/v1`, headers: () => ({ authorization: `Bearer ${token}` }) }) };
}

/** What a call of the management API met, as message and exit code; members that were wrong are named. */
export function serverFailure(error: unknown, url: string): CliFailure {
  if (!(error instanceof ProblemError)) return new CliFailure(2, cliMessages.no_answer(url, reasonOf(error)), { cause: error });
  const { errors = [], status, detail } = error.problem;
  const faults = errors.map((fault) => `  ${fault.pointer.replace(/^#[/?]?/, '').replaceAll('/', '.')}: ${fault.detail}`);
  const message = faults.length === 0 ? cliMessages.refused(detail) : [cliMessages.refused_members, ...faults].join('\n');
  return new CliFailure(status >= 500 || status === 429 ? 2 : 1, message, { cause: error });
}

function urlOf(text: string): string {
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol)) throw new CliFailure(2, cliMessages.bad_url(text));
  return text.replace(/\/+$/, '');
}
