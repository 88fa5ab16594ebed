import { generatedFrom, page, table } from './markdown.mjs';

const TITLES = { http: 'HTTP', storage: 'Storage', logging: 'Logging', mail: 'Mail' };

/** Every setting that is read from the environment, from its declaration in `config/`. */
export async function configurationPage() {
  const { configSections } = await import('../../apps/server/dist/config/config.js');
  const { cliSection } = await import('../../apps/server/dist/config/cli-environment.js');
  const text = page(
    generatedFrom('apps/server/src/config'),
    '# Configuration',
    'Settings are environment variables, read once at start. No setting is needed for a first run. An empty value counts as not set.',
    'A secret may also come from a file: set `NAME_FILE` to its path instead of `NAME`. Giving both is an error.',
    'If anything is wrong, the server does not start. It prints every fault at once, each with its key, the value given and what is accepted; secrets are masked.',
    'What can be changed while the server runs, such as the product’s name and whether people may sign up, is in the console under *Settings*.',
    ...Object.entries(configSections).flatMap(([name, section]) => [`## ${TITLES[name] ?? name}`, sectionTable(section)]),
    '## Command line',
    'Read by `consentry apply` and `consentry clients` ([command line](command-line.md)), not by the server.',
    sectionTable(cliSection),
  );
  return [['docs/operate/configuration.md', text]];
}

function sectionTable(section) {
  return table(
    ['Setting', 'Default', 'What it does', 'Accepted'],
    Object.entries(section).map(([key, { about, accepted, default_text, secret }]) => [
      secret ? `\`${key}\`<br>\`${key}_FILE\`` : `\`${key}\``,
      default_text,
      about,
      accepted,
    ]),
  );
}
