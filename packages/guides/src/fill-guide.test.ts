import { describe, expect, test } from 'vitest';
import { fillGuide } from './fill-guide.ts';
import { guideBySlug } from './guide-by-slug.ts';
import type { Guide } from './guide.ts';

function guide(slug: string): Guide {
  const found = guideBySlug(slug);
  if (found === null) throw new Error(`no guide ${slug}`);
  return found;
}

describe('the Express guide', () => {
  test('holds the application’s values where they belong', () => {
    const { steps, missing } = fillGuide(guide('express'), {
      issuer: 'https://id.example.com',
      client_id: 'orders',
      client_secret: 'a-secret',
      redirect_uri: 'https://orders.example.com/callback',
      scopes: 'openid email',
    });
    const env = steps.find(({ file }) => file?.path === '.env')?.file?.content;
    expect(env).toContain('OIDC_ISSUER=https://id.example.com\nOIDC_CLIENT_ID=orders\nOIDC_CLIENT_SECRET=a-secret\n');
    expect(env).toContain('OIDC_REDIRECT_URI=https://orders.example.com/callback\n');
    expect(env).toContain("OIDC_SCOPE='openid email'\n");
    expect(missing).toEqual([]);
  });

  test('says what is missing, and shows a marker instead of the secret', () => {
    const { steps, missing } = fillGuide(guide('express'), { issuer: 'https://id.example.com', client_id: 'orders' });
    expect(missing).toEqual(['client_secret']);
    expect(JSON.stringify(steps)).toContain('OIDC_CLIENT_SECRET=paste-the-client-secret-here');
  });
});
