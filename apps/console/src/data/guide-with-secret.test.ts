import type { FilledGuide, GuideCode } from '@consentry/contract';
import { expect, test } from 'vitest';
import { guideWithSecret } from './guide-with-secret.ts';

const SECRET = 'a$&secret';

function guideWith(code: GuideCode): FilledGuide {
  return {
    slug: 'x',
    title: 'X',
    summary: '',
    kind: 'service',
    app_type: 'traditional_web',
    language: null,
    library: null,
    category: 'web',
    address: null,
    needs: [],
    where: [],
    scopes: [],
    claims: [],
    quirks: [],
    links: [],
    values: [{ label: 'Secret', value: 'MARKER' }],
    steps: [{ title: 'One', text: [], file: { ...code, path: '.env' }, command: null, values: [{ label: 'In', value: '<MARKER>' }] }],
    client_secret_marker: 'MARKER',
  };
}

test('the secret stands wherever its marker stood, and the pieces of the code fit it', () => {
  const guide = guideWithSecret(
    guideWith({
      language: 'dotenv',
      content: 'A=MARKER #',
      tokens: [
        { length: 1, kind: 'name' },
        { length: 8, kind: 'string' },
        { length: 1, kind: 'comment' },
      ],
    }),
    SECRET,
  );
  expect(guide.values).toEqual([{ label: 'Secret', value: SECRET }]);
  expect(guide.steps[0]?.values).toEqual([{ label: 'In', value: `<${SECRET}>` }]);
  expect(guide.steps[0]?.file).toMatchObject({
    content: `A=${SECRET} #`,
    tokens: [{ length: 1 }, { length: 2 + SECRET.length }, { length: 1 }],
  });
});

test('a marker that the highlighter cut in two is filled all the same', () => {
  const cut: GuideCode = {
    language: 'text',
    content: 'MARKER',
    tokens: [
      { length: 3, kind: 'keyword' },
      { length: 3, kind: null },
    ],
  };
  expect(guideWithSecret(guideWith(cut), SECRET).steps[0]?.file).toMatchObject({
    content: SECRET,
    tokens: [{ length: SECRET.length, kind: null }],
  });
});
