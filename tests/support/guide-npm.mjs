// Stands in for npm while a guide is followed: what a guide installs is what the lock file pins, linked instead of fetched.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

const tests = resolve(import.meta.dirname, '..');
const homes = [join(tests, 'node_modules'), join(tests, '..', 'node_modules')];
const [command, verb, ...words] = process.argv.slice(2);

if (command === 'npx') runPackage(verb, words);
else if (verb === 'init') writeFileSync('package.json', '{ "name": "guide", "version": "1.0.0" }\n');
else if (verb === 'install') for (const spec of words.filter((word) => !word.startsWith('--'))) link(spec);
else fail(`npm ${verb} has no stand-in`);

function link(spec) {
  const [, name, range] = /^(@?[^@]+)(?:@(.+))?$/.exec(spec);
  const home = homes.find((candidate) => existsSync(join(candidate, name, 'package.json')));
  if (home === undefined) fail(`${name} is no dependency of tests/package.json`);
  const installed = spawnSync(process.execPath, ['-p', `require(${JSON.stringify(join(home, name, 'package.json'))}).version`]);
  const version = installed.stdout.toString().trim();
  if (range !== undefined && version !== range && !version.startsWith(`${range}.`)) {
    fail(`the guide installs ${spec}, but the tests have ${version}: change one of them`);
  }
  const target = join('node_modules', name);
  mkdirSync(dirname(target), { recursive: true });
  if (!existsSync(target)) symlinkSync(join(home, name), target, 'dir');
}

function runPackage(name, args) {
  const home = homes.find((candidate) => existsSync(join(candidate, '.bin', name)));
  if (home === undefined) fail(`npx ${name}: the tests do not have it`);
  process.exitCode = spawnSync(join(home, '.bin', name), args, { stdio: 'inherit' }).status ?? 1;
}

function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}
