// An MCP server whose users sign in with Consentry (MCP authorization specification 2026-07-28).
import { createMcpExpressApp } from '@modelcontextprotocol/sdk/server/express.js';
import { requireBearerAuth } from '@modelcontextprotocol/sdk/server/auth/middleware/bearerAuth.js';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import { z } from 'zod';
import { introspector } from './introspector.js';

const { ISSUER = 'http://localhost:3000', PORT = '3100', CLIENT_ID = '', CLIENT_SECRET = '' } = process.env;

/** Tokens are good for exactly this, character by character (RFC 8707 §2). */
const RESOURCE = process.env['RESOURCE'] ?? `http://localhost:${PORT}/mcp`;
/** Where clients learn who gives out tokens for it: the path comes after the well-known part (RFC 9728 §3.1). */
const METADATA_PATH = `/.well-known/oauth-protected-resource${new URL(RESOURCE).pathname}`;
const METADATA_URL = new URL(METADATA_PATH, RESOURCE).href;

/** A scope for each tool; the first is what a client needs to begin with. */
const SCOPES = { list_notes: 'notes:read', add_note: 'notes:write' };
const FIRST_SCOPE = SCOPES.list_notes;

/** Notes of each user. */
const notes = new Map();

const app = createMcpExpressApp();

app.get(METADATA_PATH, (_request, response) => {
  response.set('access-control-allow-origin', '*').json({
    resource: RESOURCE,
    resource_name: 'Notes',
    authorization_servers: [ISSUER],
    scopes_supported: Object.values(SCOPES),
    bearer_methods_supported: ['header'],
  });
});

const verifier = introspector({ issuer: ISSUER, clientId: CLIENT_ID, clientSecret: CLIENT_SECRET });
const authenticate = requireBearerAuth({
  verifier,
  requiredScopes: [FIRST_SCOPE],
  resourceMetadataUrl: METADATA_URL,
  expectedResource: RESOURCE,
});

app.post('/mcp', authenticate, askForScope, async (request, response) => {
  const transport = new StreamableHTTPServerTransport({ sessionIdGenerator: undefined, enableJsonResponse: true });
  response.on('close', () => void transport.close());
  await notesOf(String(request.auth.extra.sub)).connect(transport);
  await transport.handleRequest(request, response, request.body);
});
app.all('/mcp', (_request, response) => void response.set('allow', 'POST').status(405).end());

const server = app.listen(Number(PORT), '127.0.0.1', () => console.log(`Notes for agents at ${RESOURCE}, sign-in by ${ISSUER}`));
process.once('SIGTERM', () => server.close());

/** A tool that needs more than the token has: 403 with what to ask for, so that the client can come back with more (RFC 6750 §3.1). */
function askForScope(request, response, next) {
  const { method, params } = request.body ?? {};
  const needed = method === 'tools/call' && Object.hasOwn(SCOPES, params?.name) ? SCOPES[params.name] : FIRST_SCOPE;
  if (request.auth.scopes.includes(needed)) return next();
  // The scopes that it has stay in the list: the new token replaces the old one.
  const scope = [...new Set([...request.auth.scopes, needed])].join(' ');
  const challenge = `Bearer error="insufficient_scope", error_description="${needed} is needed", scope="${scope}", resource_metadata="${METADATA_URL}"`;
  response.set('www-authenticate', challenge).status(403).json({ error: 'insufficient_scope' });
}

/** The tools, for one user. */
function notesOf(user) {
  const mine = notes.get(user) ?? [];
  const mcp = new McpServer({ name: 'notes', version: '1.0.0' });
  const text = (value) => ({ content: [{ type: 'text', text: value }] });
  mcp.registerTool('list_notes', { description: 'Lists your notes' }, () => text(mine.join('\n') || 'There are no notes.'));
  mcp.registerTool('add_note', { description: 'Adds a note', inputSchema: { note: z.string().max(1000) } }, ({ note }) => {
    notes.set(user, [...mine, note]);
    return text('The note is kept.');
  });
  return mcp;
}
