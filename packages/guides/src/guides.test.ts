import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { GUIDE_KINDS, redirectUriProblem, type StandardScope } from '@consentry/contract';
import { describe, expect, test } from 'vitest';
import { fillGuide } from './fill-guide.ts';
import type { Guide } from './guide.ts';
import { parseGuideText, type TextBlock, type TextSpan } from './guide-text.ts';
import { loadGuides } from './load-guides.ts';
import { isPlaceholder, placeholdersIn } from './placeholders.ts';
import { recipeSettings } from './recipe-settings.ts';

const CONTENT = fileURLToPath(new URL('../content', import.meta.url));
const guides = loadGuides();
const slugs = new Set(guides.map(({ slug }) => slug));

/** What the issue and the list of services ask for, at least. */
const EXPECTED: Record<(typeof GUIDE_KINDS)[number], number> = {
  traditional_web: 8,
  single_page: 5,
  native: 7,
  machine_to_machine: 2,
  protocol: 1,
  service: 40,
  resource_server: 6,
};

const CLAIMS: Partial<Record<StandardScope, string[]>> = {
  openid: ['sub'],
  profile: ['name', 'given_name', 'family_name', 'preferred_username'],
  email: ['email', 'email_verified'],
  groups: ['groups'],
};

test.each(GUIDE_KINDS)('there are enough guides of the kind %s', (kind) => {
  expect(guides.filter((guide) => guide.kind === kind).length).toBeGreaterThanOrEqual(EXPECTED[kind]);
});

test('each slug names one guide', () => {
  expect(slugs.size).toBe(guides.length);
});

describe.each(guides.map((guide) => [`${guide.kind}/${guide.slug}`, guide] as const))('%s', (path, guide) => {
  test('shows every file of its folder, and no other', () => {
    const shown = guide.steps.flatMap(({ file }) => (file === undefined ? [] : [file.name]));
    expect(shown.toSorted()).toEqual(
      readdirSync(join(CONTENT, path))
        .filter((name) => name !== 'guide.yaml')
        .toSorted(),
    );
  });

  test('has no placeholder that nothing fills', () => {
    const unknown = placeholdersIn(JSON.stringify(guide)).filter((name) => !isPlaceholder(name));
    expect(unknown).toEqual([]);
  });

  test('links to guides that exist, and to nothing but https', () => {
    const targets = textsOf(guide).flatMap(spansOf);
    expect(targets.flatMap((span) => (span.type === 'guide' && !slugs.has(span.slug) ? [span.slug] : []))).toEqual([]);
  });

  test('asks for redirect URIs that an application of its type may register', () => {
    const { redirect_uris, post_logout_redirect_uris } = fillGuide(guide, {});
    const appType = guide.app_type ?? 'traditional_web';
    const problems = [...redirect_uris, ...post_logout_redirect_uris].map((uri) => redirectUriProblem(uri, appType));
    expect(problems.filter((problem) => problem !== null)).toEqual([]);
  });

  test('promises no claim that none of its scopes brings (OIDC Core §5.4)', () => {
    const brought = guide.scopes.flatMap((scope) => CLAIMS[scope] ?? []);
    expect(guide.claims.filter((claim) => !brought.includes(claim))).toEqual([]);
  });

  test('is one sentence long in its summary', () => {
    expect(guide.summary).toMatch(/^[A-Z].{20,200}\.$/);
  });
});

test('a recipe turns one address into an application (slashes at the end and capitals of the host do not matter)', () => {
  const grafana = guides.find(({ slug }) => slug === 'grafana');
  expect(grafana && recipeSettings(grafana, 'https://Grafana.Example.com/monitor/')).toEqual({
    app_type: 'traditional_web',
    redirect_uris: ['https://grafana.example.com/monitor/login/generic_oauth'],
    post_logout_redirect_uris: [],
    scopes: ['openid', 'profile', 'email', 'groups'],
    token_endpoint_auth_method: 'client_secret_basic',
    pkce: 'required',
    id_token_scope_claims: true,
  });
});

test('an address that is none is refused', () => {
  const grafana = guides.find(({ slug }) => slug === 'grafana');
  for (const address of ['', 'javascript:alert(1)', 'https://user:secret@grafana.example.com', 'https://'])
    expect(() => grafana && recipeSettings(grafana, address)).toThrow(/address/);
});

function textsOf(guide: Guide): TextBlock[] {
  const sources = [...guide.steps.map(({ text }) => text), guide.where, ...guide.quirks];
  return sources.flatMap((source) => parseGuideText(source ?? ''));
}

function spansOf(block: TextBlock): TextSpan[] {
  return block.type === 'list' ? block.items.flat() : block.spans;
}
