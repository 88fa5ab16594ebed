import { parseArgs } from 'node:util';
import type { Pace } from './compare-systems.ts';

export const PARTS = ['throughput', 'statements', 'start', 'storage', 'growth', 'profile'] as const;
export type Part = (typeof PARTS)[number];

export interface BenchOptions {
  parts: Part[];
  flows: string[];
  in_flight: number[];
  pace: Pace;
  /** Part of the full size; see growth/fill-database.ts. */
  growth: number;
  /** Whether the results go to docs/performance.md. */
  write: boolean;
  json: string | null;
  /** Where profiles go, to be opened with a browser's developer tools. */
  profiles: string | null;
}

export const USAGE = `Usage: npm run bench [-- OPTION…]
  --quick               seconds for each flow, 32 in flight; nothing is written
  --only PART,…         of ${PARTS.join(', ')}; without it the first four
  --flow NAME,…         these flows alone
  --in-flight N,…       1,32,96 without it
  --growth SIZE         the part growth, at 1 (1,000,000 users, 5,000,000 grants, 20,000,000 expired artefacts) or a part of it such as 1/20
  --profile NAME,…      the part profile, of these flows
  --profiles DIRECTORY  keeps the profiles there
  --json FILE           writes every figure there
  --write, --no-write   whether docs/performance.md takes the results; whole runs do
`;

const FULL: Pace = { warm_up_seconds: 20, settle_seconds: 3, window_seconds: 3, rounds: 3 };
const QUICK: Pace = { warm_up_seconds: 0, settle_seconds: 0.7, window_seconds: 0.8, rounds: 2 };

/** Throws with a sentence when something is not understood. */
export function benchOptions(args: readonly string[]): BenchOptions {
  const { values } = parseArgs({
    args: [...args],
    allowNegative: true,
    options: {
      quick: { type: 'boolean', default: false },
      only: { type: 'string' },
      flow: { type: 'string' },
      'in-flight': { type: 'string' },
      growth: { type: 'string' },
      profile: { type: 'string' },
      profiles: { type: 'string' },
      json: { type: 'string' },
      write: { type: 'boolean' },
    },
  });
  const { quick, growth, profile } = values;
  const flows = listed(profile ?? values.flow);
  const whole = !quick && values.flow === undefined && values['in-flight'] === undefined;
  return {
    parts: partsOf({ only: values.only, growth, profile, quick }),
    flows,
    in_flight: (values['in-flight'] === undefined ? (quick ? ['32'] : ['1', '32', '96']) : listed(values['in-flight'])).map(positive),
    pace: quick ? QUICK : FULL,
    growth: growth === undefined ? 1 / 20 : shareOf(growth),
    write: values.write ?? whole,
    json: values.json ?? null,
    profiles: values.profiles ?? null,
  };
}

function partsOf(given: { only: string | undefined; growth: string | undefined; profile: string | undefined; quick: boolean }): Part[] {
  if (given.growth !== undefined) return ['growth'];
  if (given.profile !== undefined) return ['profile'];
  if (given.only === undefined) return given.quick ? ['throughput', 'statements'] : ['throughput', 'statements', 'start', 'storage'];
  return listed(given.only).map((word) => {
    const part = PARTS.find((known) => known === word);
    if (part === undefined) throw new Error(`--only ${word}: there are ${PARTS.join(', ')}`);
    return part;
  });
}

function listed(text: string | undefined): string[] {
  return text === undefined ? [] : text.split(',').filter((word) => word !== '');
}

function positive(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new Error(`--in-flight ${text}: a whole number from 1 is accepted`);
  return value;
}

/** `1`, `0.05` or `1/20`. */
function shareOf(text: string): number {
  const [above = '', below = '1'] = text.split('/');
  const share = Number(above) / Number(below);
  if (!(share > 0)) throw new Error(`--growth ${text}: 1 or a part of it such as 1/20 is accepted`);
  return share;
}
