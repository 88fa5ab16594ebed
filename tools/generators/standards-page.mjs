import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { generatedFrom, page, table } from './markdown.mjs';
import { CLIENTS, IMPOSSIBLE_CELLS, STANDARDS } from './standards.mjs';

const PLACES = ['packages', 'apps', 'tests'];
const SKIPPED = new Set(['node_modules', 'dist', '.cache']);
const SOURCE = /\.(ts|tsx|mjs|sql)$/;
const TEST = /^tests\/|\.test\.tsx?$|^apps\/server\/src\/testing\//;
/** Tools of the tests check nothing by themselves. */
const SUPPORT = /^tests\/support\/(?!.*\.test\.ts$)/;

/** `RFC 6749 §4.1.3`, `OIDC Core §5.4, §11`: a specification and one or more of its sections. */
const CITATION =
  /(JARM|OAuth Form Post|FAPI 2\.0 Security Profile|FAPI 2\.0 Message Signing|RFC \d+(?:bis)?|OIDC [A-Z][\w-]*(?: [A-Z][\w-]*)*|NIST SP [\w-]+|Fetch) (§\d+(?:\.\d+)*(?:(?:,| and) §\d+(?:\.\d+)*)*)/g;

/** Which section of which specification is cited where, and whether a test cites it too. */
export function standardsPage(root) {
  const cited = new Map();
  for (const file of PLACES.flatMap((place) => sourceFiles(root, place)).toSorted(compareNatural)) {
    for (const citation of citationsIn(readFileSync(join(root, file), 'utf8'))) note(cited, citation, file);
  }
  const specifications = Map.groupBy([...cited.values()], ({ specification }) => specification);
  const untested = [...cited.values()].filter(isUntested).length;
  const text = page(
    generatedFrom('tools/generators/standards.mjs and the citations in code and tests'),
    '# Standards',
    'What is supported of each standard, where, and which test shows it.',
    ...STANDARDS.flatMap((standard) => supported(root, standard)),
    '## Clients',
    'Libraries and programs, none of them ours, that sign people in as whole flows. Those in `interop-all` run with `npm run test:interop:all`, apart from `npm test`.',
    table(
      ['Language', 'Client', 'Test'],
      CLIENTS.map(({ language, names, test }) => [language, names, links(present(root, 'clients', [test]))]),
    ),
    '## Combinations',
    'Every combination of client authentication, PAR, JAR, JARM, DPoP and response mode is a whole flow in [matrix.test.ts](../tests/interop/matrix.test.ts). What cannot be:',
    table(
      ['Combination', 'Why not'],
      IMPOSSIBLE_CELLS.map(({ cells, reason }) => [cells, reason]),
    ),
    '## Citations',
    'Every section of a specification that a comment in the code or the name of a test cites. A section that the code cites and no test does is marked **no test**.',
    `${cited.size} sections of ${specifications.size} specifications; ${untested} cited in code and in no test.`,
    ...[...specifications]
      .toSorted(([a], [b]) => compareNatural(a, b))
      .flatMap(([specification, entries]) => [`### ${heading(specification)}`, sections(entries)]),
  );
  return [['docs/standards.md', text]];
}

/** One standard: how it is supported, what is left out, and the files and tests, each of which has to exist. */
function supported(root, { name, url, support, missing, files, tests }) {
  present(root, name, [...files, ...tests]);
  const carried = `Code: ${links(files)}. Tests: ${links(tests)}.`;
  return [`## [${name}](${url})`, support, ...(missing === undefined ? [] : [`Left out: ${missing}`]), carried];
}

/** The files; throws when one is not there. */
function present(root, name, files) {
  const gone = files.filter((file) => !existsSync(join(root, file)));
  if (gone.length > 0) throw new Error(`tools/generators/standards.mjs: ${name} names what is not there: ${gone.join(', ')}`);
  return files;
}

function sections(entries) {
  return table(
    ['Section', 'Code', 'Tests'],
    entries
      .toSorted((a, b) => compareNatural(a.section, b.section))
      .map((entry) => [entry.section, links(entry.code), isUntested(entry) ? '**no test**' : links(entry.tests)]),
  );
}

function isUntested({ code, tests }) {
  return code.size > 0 && tests.size === 0;
}

function links(files) {
  return [...files].map((file) => `[${basename(file)}](../${file})`).join(', ');
}

function heading(specification) {
  const number = /^RFC (\d+)$/.exec(specification)?.[1];
  return number === undefined ? specification : `[${specification}](https://www.rfc-editor.org/rfc/rfc${number})`;
}

function note(cited, { specification, section }, file) {
  const key = `${specification} ${section}`;
  const entry = cited.get(key) ?? { specification, section, code: new Set(), tests: new Set() };
  (TEST.test(file) ? entry.tests : entry.code).add(file);
  cited.set(key, entry);
}

function citationsIn(text) {
  return [...text.matchAll(CITATION)].flatMap(([, specification, list]) =>
    [...list.matchAll(/§[\d.]*\d/g)].map(([section]) => ({ specification, section })),
  );
}

function sourceFiles(root, directory) {
  return readdirSync(join(root, directory), { withFileTypes: true }).flatMap((entry) => {
    if (SKIPPED.has(entry.name)) return [];
    const path = `${directory}/${entry.name}`;
    if (entry.isDirectory()) return sourceFiles(root, path);
    return SOURCE.test(path) && !SUPPORT.test(path) ? [path] : [];
  });
}

function compareNatural(a, b) {
  return a.localeCompare(b, 'en', { numeric: true });
}
