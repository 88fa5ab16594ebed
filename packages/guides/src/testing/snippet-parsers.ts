import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { parseSync } from 'vite';
import { parse as parseYaml } from 'yaml';
import type { Language } from '../escape-value.ts';
import { structuralFault } from './structural-fault.ts';

export interface Snippet {
  name: string;
  language: Language;
  content: string;
}

/** What is wrong with each snippet, by its own language's parser where there is one; an empty list is what we want. */
export function snippetFaults(snippets: Snippet[]): string[] {
  const by = (language: Language): Snippet[] => snippets.filter((snippet) => snippet.language === language);
  const each = snippets.flatMap((snippet) => {
    const fault = attempt(() => PARSERS[snippet.language]?.(snippet.content) ?? null);
    return fault === null ? [] : [`${snippet.name}: ${fault}`];
  });
  return [...each, ...runParser('bash', ['-n'], by('bash')), ...pythonFaults(by('python'))];
}

type Parser = (content: string) => string | null;

const script = (extension: string): Parser => {
  return (content) => parseSync(`snippet.${extension}`, content, { sourceType: 'module' }).errors[0]?.message ?? null;
};
const must =
  (parse: (content: string) => unknown): Parser =>
  (content) => {
    parse(content);
    return null;
  };
const structure = (language: Language): Parser => {
  return (content) => structuralFault(content, language);
};

const STRUCTURAL: Language[] = ['csharp', 'css', 'dart', 'go', 'groovy', 'html', 'java', 'kotlin', 'nginx', 'php', 'ruby', 'swift', 'xml'];

const PARSERS: Partial<Record<Language, Parser>> = {
  ...Object.fromEntries(STRUCTURAL.map((language) => [language, structure(language)])),
  dotenv: dotenvFault,
  javascript: script('jsx'),
  jsx: script('jsx'),
  json: must(JSON.parse),
  toml: tomlFault,
  tsx: script('tsx'),
  typescript: script('ts'),
  vue: vueFault,
  yaml: must(parseYaml),
};

function attempt(parse: () => string | null): string | null {
  try {
    return parse();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** Each line is a comment or one assignment, and Node.js reads as many. */
function dotenvFault(content: string): string | null {
  const lines = content.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('#'));
  const wrong = lines.find((line) => !/^[A-Z][A-Z0-9_]*=/.test(line));
  if (wrong !== undefined) return `“${wrong}” is no assignment`;
  return Object.keys(parseEnv(content)).length === lines.length ? null : 'a value spreads over more than its line';
}

/** The little TOML of ours: a key and, on the same line, a value that JSON can say too. */
function tomlFault(content: string): string | null {
  for (const line of content.split('\n').filter((text) => text.trim() !== '' && !/^[#[]/.test(text))) {
    const [, value] = /^[a-z_]+ = (.+)$/.exec(line) ?? [];
    if (value === undefined) return `“${line}” is no assignment`;
    JSON.parse(value);
  }
  return null;
}

function vueFault(content: string): string | null {
  const code = /<script setup>([\s\S]*)<\/script>/.exec(content)?.[1];
  if (code === undefined) return 'there is no <script setup>';
  return script('js')(code) ?? structuralFault(content.replace(code, ''), 'html');
}

/** One process for all, because each start costs. */
function pythonFaults(snippets: Snippet[]): string[] {
  const program =
    'import ast, json, sys\nfor s in json.load(sys.stdin):\n  try: ast.parse(s["content"])\n  except (SyntaxError, ValueError) as e: print(s["name"] + ": " + str(e))';
  const run = spawnSync('python3', ['-c', program], { input: JSON.stringify(snippets), encoding: 'utf8' });
  if (run.error !== undefined) return [];
  return [...run.stdout.split('\n').filter(Boolean), ...(run.status === 0 ? [] : [run.stderr])];
}

function runParser(command: string, options: string[], snippets: Snippet[]): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'consentry-snippets-'));
  const files = snippets.map(({ content }, index) => {
    const file = join(folder, String(index));
    writeFileSync(file, content);
    return file;
  });
  const program = 'for file; do "$PARSER" "$OPTION" "$file" 2>&1 || printf "%s\\n" "$file"; done';
  const run = spawnSync(command, ['-c', program, command, ...files], {
    env: { PATH: process.env['PATH'], PARSER: command, OPTION: options[0] ?? '' },
    encoding: 'utf8',
  });
  rmSync(folder, { recursive: true });
  if (run.error !== undefined) return [];
  return run.stdout
    .split('\n')
    .filter(Boolean)
    .map((line) => line.replace(new RegExp(`${folder}/(\\d+)`), (_, index: string) => snippets[Number(index)]?.name ?? ''));
}
