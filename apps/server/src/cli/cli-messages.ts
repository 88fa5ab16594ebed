/** Everything that the command line says. */
export const cliMessages = {
  about: 'Consentry: sign in to other applications with your product',
  start: 'start the server (the default)',
  start_apply: 'make users, resource servers and clients exist as this YAML file says, before serving',
  apply: 'make users, resource servers and clients of a running server exist as a YAML file says',
  apply_file: 'the YAML file',
  apply_url: 'public URL of the server (default: CONSENTRY_URL, or http://localhost:3000)',
  apply_help: `
Acts as a machine-to-machine application: CONSENTRY_CLIENT_ID and CONSENTRY_CLIENT_SECRET (or CONSENTRY_CLIENT_SECRET_FILE).
It needs the management scopes of what the file names: clients:write, users:write, resource_servers:write.

Exit codes: 0 applied, 1 the file cannot be applied and nothing was changed, 2 usage, configuration or connection.`,
  clients: 'list, show and create applications of a running server, and rotate their secrets',
  clients_list: 'list applications, newest first',
  clients_show: 'show an application with all its settings and the names of its secrets',
  clients_create: 'create an application; a generated secret is shown this once',
  clients_rotate_secret: 'make a new client secret, and let those before it end after an overlap',
  clients_help: `
Acts as a machine-to-machine application: CONSENTRY_CLIENT_ID and CONSENTRY_CLIENT_SECRET (or CONSENTRY_CLIENT_SECRET_FILE),
which needs the management scope clients:read or clients:write.

Exit codes: 0 done, 1 the server refuses it and nothing was changed, 2 usage, configuration or connection.`,
  json: 'print JSON, as the management API answers',
  party: 'whose it is',
  app_type: 'type of the application',
  search: 'part of the name or the client id',
  client_id: 'the client id',
  chosen_id: 'client id (default: generated)',
  name: 'name that people read on the consent screen',
  redirect_uri: 'redirect URI; may be given several times',
  scope: 'scope that it may ask for; may be given several times (default: what suits its type)',
  set: 'any other member of the management API, such as subject_type=pairwise; may be given several times',
  secret_name: 'name of the new secret',
  overlap: 'how long the secrets before it stay good, such as 30m, 24h or 7d (default: 24h)',
  expires_at: 'when the new secret ends, as RFC 3339 time (default: never)',
  bad_duration: 'It is not a duration such as 90s, 30m, 24h or 7d.',
  bad_setting: (text: string) => `“${text}” is not of the form member=value.`,
  unknown_member: 'is not a member that can be set here',
  no_clients: 'No application matches.',
  no_secrets: 'It has no client secret.',
  secret_once: 'Client secret, shown this once:',
  secret_ends: (name: string, at: string) => `“${name}” ends ${at}.`,
  refused_members: 'It was refused; nothing was changed:',
  no_credentials:
    'CONSENTRY_CLIENT_ID and CONSENTRY_CLIENT_SECRET must be set: those of a machine-to-machine application with management scopes.',
  insecure_url: (url: string) =>
    `${url} must be https: the client secret would be readable on the way. http is only for localhost, 127.0.0.1 and [::1].`,
  bad_url: (url: string) => `“${url}” is not an http or https URL.`,
  no_token: (url: string, reason: string) => `No access token from ${url}: ${reason}`,
  wrong_credentials: 'invalid_client (the client id or its secret is wrong, revoked or expired)',
  no_answer: (url: string, reason: string) => `${url} does not answer: ${reason}`,
  secrets_once: 'Generated client secrets, shown this once:',
  summary: (counts: { created: number; updated: number; unchanged: number }) =>
    `${counts.created} created, ${counts.updated} updated, ${counts.unchanged} unchanged.`,
  refused: (reason: string) => `The server refused: ${reason}`,
};
