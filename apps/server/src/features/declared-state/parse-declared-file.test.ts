import { describe, expect, it } from 'vitest';
import { DeclaredFileInvalid } from './declared-file-invalid.ts';
import { parseDeclaredFile } from './parse-declared-file.ts';

const FILE = `
users:
  - username: alice
    password: "correct horse battery"
    name: Alice Example
    operator: true
resource_servers:
  - resource: https://api.example.com
    name: Orders API
    scopes: [{ name: orders:read, description: See your orders }]
clients:
  - client_id: partner-web
    name: Partner Web
    app_type: traditional_web
    party: third_party
    redirect_uris:
      - http://127.0.0.1:4001/callback
    resource_scopes: { https://api.example.com: [orders:read] }
`;

function faultsOf(text: string): readonly string[] {
  try {
    parseDeclaredFile(text, '/nowhere');
  } catch (error) {
    if (error instanceof DeclaredFileInvalid) return error.faults;
    throw error;
  }
  return [];
}

it('a good file becomes the declared state', () => {
  const { state } = parseDeclaredFile(FILE, '/nowhere');
  expect(state.users?.[0]).toEqual({ username: 'alice', password: 'correct horse battery', name: 'Alice Example', operator: true });
  expect(state.clients?.[0]?.resource_scopes).toEqual({ 'https://api.example.com': ['orders:read'] });
});

describe('faults name line, key and reason', () => {
  it('all at once', () => {
    const bad = FILE.replace('operator: true', 'operator: often\n    colour: red').replace(
      'http://127.0.0.1:4001',
      'http://app.example.com',
    );
    expect(faultsOf(bad)).toEqual([
      expect.stringMatching(/^line 6, key users\[0\]\.operator: .*boolean/),
      'line 7, key users[0].colour: is not a key that is known here',
      expect.stringMatching(/^line 18, key clients\[0\]\.redirect_uris\[0\]: “http:\/\/app.example.com\/callback” must use https/),
    ]);
  });

  it('also several of one client', () => {
    const bad = FILE.replace('party: third_party', 'party: both').replace('http://127.0.0.1:4001', 'http://*.example.com');
    expect(faultsOf(bad)).toEqual([
      expect.stringMatching(/^line 15, key clients\[0\]\.party: /),
      expect.stringMatching(/^line 17, key clients\[0\]\.redirect_uris\[0\]: .*wildcard/),
    ]);
  });

  it('a missing key is shown where it is missing', () => {
    expect(faultsOf(FILE.replace('    party: third_party\n', ''))).toEqual([expect.stringMatching(/^line 12, key clients\[0\]\.party: /)]);
  });

  it.each([
    ['users:\n  - username: a\n   password: b', /^line 3: /],
    ['users: []\nusers: []', /^line 2, key users: Map keys must be unique/],
    ['users: []\n---\nclients: []', /^line 2: /],
    ['users: [{ username: *nobody }]', /^line 1: /],
    ['', /^line 1: the file is empty/],
    ['# nothing', /^line 1: the file is empty/],
    ['- users', /^line 1, the file: /],
    ['clients: !!binary aGFsbG8=', /./],
    ['user: []', /^line 1, key user: is not a key/],
    ['__proto__: { users: [] }', /^line 1, key __proto__: is not a key/],
    ['users: [{ username: "a\\u0000b" }]', /^line 1, key users\[0\]\.username: /],
    ['users: [{ username: 17 }]', /^line 1, key users\[0\]\.username: /],
  ])('%j', (text, expected) => {
    expect(faultsOf(text)[0]).toMatch(expected);
  });

  it('without repeating what may be a secret', () => {
    expect(faultsOf('users: [ "topsecret1" ] "topsecret2"').join()).not.toContain('topsecret');
    expect(faultsOf('users:\n  - username: a\n    password: topsecret: x').join()).not.toContain('topsecret');
    expect(faultsOf('users:\n  - username: a\n    password: hush').join()).not.toContain('hush');
  });
});

describe('files that would exhaust the parser are refused', () => {
  it('aliases that expand without end', () => {
    const rows = ['a: &a [x, x, x, x, x, x, x, x, x]'];
    for (const [name, before] of ['ba', 'cb', 'dc', 'ed'].map((pair) => [...pair])) {
      rows.push(`${name}: &${name} [${Array.from({ length: 9 }, () => `*${before}`).join(', ')}]`);
    }
    expect(faultsOf(rows.join('\n'))).toEqual(['line 1: aliases of the file expand into too much, or name no anchor']);
  });

  it('nesting without end', () => {
    expect(faultsOf('['.repeat(50_000)).length).toBeGreaterThan(0);
  });
});

describe('errors that only the server knows', () => {
  const file = parseDeclaredFile(FILE, '/nowhere');

  it('are explained by line and key', () => {
    const pointer = '#/clients/0/resource_scopes/https:~1~1api.example.com/0';
    expect(file.explain([{ pointer, detail: 'no such scope' }])).toEqual([
      'line 18, key clients[0].resource_scopes["https://api.example.com"][0]: no such scope',
    ]);
  });

  it('also where the file says nothing', () => {
    expect(file.explain([{ pointer: '#/clients/0/pkce', detail: 'is needed' }])).toEqual(['line 12, key clients[0].pkce: is needed']);
    expect(file.explain([{ pointer: '#', detail: 'is too much' }])).toEqual(['line 2, the file: is too much']);
  });
});
