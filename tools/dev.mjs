import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { buildIfStale, withoutBundle } from './build.mjs';

/** A demo operator, user and third-party client to develop against; nothing of it is made anywhere else. */
const SEED = `
users:
  - { username: operator, password: operator-password, name: Olivia Operator, operator: true }
  - { username: alice, password: alice-password, name: Alice Example, email: alice@example.com, email_verified: true, groups: [staff] }
resource_servers:
  - resource: https://api.example.com
    name: Orders API
    scopes: [{ name: 'orders:read', description: See your orders }]
clients:
  - client_id: demo
    client_secret: demo-secret-of-more-than-32-characters
    name: Demo App
    app_type: traditional_web
    party: third_party
    redirect_uris: ['http://127.0.0.1:4001/callback']
    scopes: [openid, profile, email, offline_access]
    resource_scopes: { 'https://api.example.com': ['orders:read'] }
`;

await buildIfStale();
withoutBundle();
mkdirSync('data/dev', { recursive: true });
writeFileSync('data/dev/seed.yaml', SEED);
const run = (command, args, options = {}) => spawn(command, args, { stdio: 'inherit', ...options });
const children = [
  run('tsc', ['-b', 'apps/server', '--watch', '--preserveWatchOutput']),
  run('vite', ['build', '--watch', '--logLevel', 'warn'], { cwd: 'apps/console' }),
  run(process.execPath, ['--watch-path=apps/server/dist', 'apps/server/dist/main.js', 'start', '--apply', 'data/dev/seed.yaml'], {
    env: { ...process.env, DATA_DIR: 'data/dev', LOG_LEVEL: process.env.LOG_LEVEL ?? 'info' },
  }),
];
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => children.forEach((child) => child.kill(signal)));
