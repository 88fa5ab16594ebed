#!/usr/bin/env node
/*
 * Runs the commands of package.json on the Node that the lock file pins, so that a machine's own, older Node does.
 * Written for old versions: it has to run on what is there.
 */
'use strict';

var childProcess = require('child_process');
var path = require('path');

var root = path.join(__dirname, '..');
var MINIMUM = [24, 12];
var commands = {
  start: ['tools/start.mjs'],
  build: ['tools/build.mjs'],
  dev: ['tools/dev.mjs'],
  test: ['tools/test.mjs'],
  'test:faults': ['tools/test-faults.mjs'],
  'test:interop:all': ['tools/test-interop-all.mjs'],
  check: ['tools/check.mjs'],
  generate: ['tools/generate.mjs'],
  format: ['node_modules/oxfmt/bin/oxfmt'],
  screenshots: ['tools/screenshots.mjs'],
  bench: ['tools/bench.mjs'],
};

function pinnedNode() {
  var platform = process.platform === 'win32' ? 'win' : process.platform;
  try {
    var manifest = require.resolve('node-' + platform + '-' + process.arch + '/package.json', { paths: [root] });
    return path.join(path.dirname(manifest), 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  } catch (error) {
    if (error.code !== 'MODULE_NOT_FOUND') throw error;
    var own = process.versions.node.split('.').map(Number);
    if (own[0] > MINIMUM[0] || (own[0] === MINIMUM[0] && own[1] >= MINIMUM[1])) return process.execPath;
    console.error(
      'Consentry needs Node.js ' +
        MINIMUM.join('.') +
        ' or later, and no pinned one is installed for this system. Run npm ci, or install a newer Node.js.',
    );
    process.exit(1);
  }
}

var node = pinnedNode();
var command = commands[process.argv[2]];
if (command === undefined) {
  console.error('Usage: node tools/run.cjs ' + Object.keys(commands).join('|'));
  process.exit(2);
}
var env = Object.assign({}, process.env);
env.PATH = [path.dirname(node), path.join(root, 'node_modules', '.bin'), env.PATH].join(path.delimiter);
var child = childProcess.spawn(node, command.concat(process.argv.slice(3)), { cwd: root, env: env, stdio: 'inherit' });
['SIGINT', 'SIGTERM', 'SIGHUP'].forEach(function (signal) {
  process.on(signal, function () {
    if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
  });
});
child.on('exit', function (code, signal) {
  process.exit(signal === null ? code : 1);
});
