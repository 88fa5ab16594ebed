import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { aptInstall, canAptInstall } from './apt-install.ts';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const MAC = ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', '/Applications/Chromium.app/Contents/MacOS/Chromium'];

/** Path of a Chromium, or `null`. `CHROMIUM_PATH` goes first. */
export function findChromium(): string | null {
  const named = process.env['CHROMIUM_PATH'];
  if (named !== undefined && named !== '') return named;
  const directories = ['/usr/bin', ...(process.env['PATH'] ?? '').split(delimiter)];
  const candidates = [...directories.flatMap((directory) => NAMES.map((name) => join(directory, name))), ...MAC];
  return candidates.find((path) => existsSync(path)) ?? null;
}

/** Finds Chromium, or installs it where that needs nobody's consent. */
export function requireChromium(): string {
  const found = findChromium();
  if (found !== null) return found;
  if (!canAptInstall()) {
    throw new Error('The browser tests need Chromium: install chromium or Google Chrome, or set CHROMIUM_PATH to its executable.');
  }
  aptInstall('chromium', 'the browser tests run in it');
  const installed = findChromium();
  if (installed === null) throw new Error('apt installed chromium, but no executable of that name is on the path');
  return installed;
}

/** Options for Playwright's `launch`: our own Chromium, quiet, and without a sandbox where root cannot have one. */
export function chromiumLaunch(): { executablePath: string; args: string[] } {
  const quiet = [
    '--disable-gpu',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-dev-shm-usage',
    '--no-first-run',
  ];
  return { executablePath: requireChromium(), args: [...quiet, ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])] };
}
