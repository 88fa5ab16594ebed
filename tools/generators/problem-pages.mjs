import { generatedFrom, page, table } from './markdown.mjs';

const SOURCE = 'packages/contract/src/problems.ts';

/** One page for each problem type, where its `type` URI resolves, and an index. */
export async function problemPages() {
  const { contract, PROBLEMS, IMPLIED_PROBLEMS } = await import('../../packages/contract/dist/index.js');
  const routes = Object.values(contract).flatMap((noun) => Object.values(noun));
  const slugs = Object.keys(PROBLEMS);
  return [
    ['docs/problems/README.md', index(slugs, PROBLEMS)],
    ...slugs.map((slug) => {
      const answeredBy = IMPLIED_PROBLEMS.includes(slug) ? null : routes.filter(({ problems }) => problems.includes(slug));
      return [`docs/problems/${slug}.md`, problemPage(slug, PROBLEMS[slug], answeredBy)];
    }),
  ];
}

function index(slugs, problems) {
  return page(
    generatedFrom(SOURCE),
    '# Problems of the management API',
    'Every failure is a problem detail (RFC 9457) of one of these types. `type` is a URI of the running server that ends with the name below, and opens a page with the same text.',
    table(
      ['Type', 'Status', 'Title'],
      slugs.map((slug) => [`[${slug}](${slug}.md)`, String(problems[slug].status), problems[slug].title]),
    ),
  );
}

function problemPage(slug, { status, title, about, mend }, answeredBy) {
  return page(
    generatedFrom(SOURCE),
    `# ${title}`,
    `\`${slug}\` · HTTP status ${status}`,
    ['## What happened', about],
    ['## What to do', mend],
    ['## Who answers it', whoAnswers(slug, answeredBy)],
    ['## Example', exampleBody(slug, status, title)],
  );
}

function whoAnswers(slug, answeredBy) {
  if (answeredBy === null) return 'Any operation of the management API.';
  if (answeredBy.length === 0) return 'Requests that reach no operation of the management API.';
  return table(
    ['Operation', 'Request'],
    answeredBy.map(({ id, method, path }) => [`\`${id}\``, `\`${method.toUpperCase()} /api/v1${path}\``]),
  );
}

function exampleBody(slug, status, title) {
  const body = {
    type: `https://id.example.com/docs/problems/${slug}`,
    title,
    status,
    detail: '…',
    instance: 'urn:request:…',
    ...(slug === 'invalid-request' ? { errors: [{ pointer: '#/redirect_uris/0', detail: '…' }] } : {}),
    ...(slug === 'insufficient-scope' ? { scope: 'clients:write' } : {}),
  };
  return `\`\`\`json\n${JSON.stringify(body, null, 2)}\n\`\`\``;
}
