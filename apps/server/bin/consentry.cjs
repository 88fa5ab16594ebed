#!/usr/bin/env node
/* Runs the server's command line on the Node that this version is pinned to, whatever Node the machine has.
 * Old syntax on purpose: an old Node must be able to read this file and say something useful. */
'use strict';

var childProcess = require('child_process');
var fs = require('fs');
var path = require('path');

var MINIMUM = [24, 12];
var main = path.join(__dirname, '..', 'dist', 'main.js');

function pinnedNode() {
  var platform = process.platform === 'win32' ? 'win' : process.platform;
  try {
    var directory = path.dirname(require.resolve('node-' + platform + '-' + process.arch + '/package.json'));
    var file = path.join(directory, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
    return fs.existsSync(file) ? file : null;
  } catch (error) {
    if (error && error.code === 'MODULE_NOT_FOUND') return null;
    throw error;
  }
}

function isNewEnough() {
  var parts = process.versions.node.split('.').map(Number);
  return parts[0] > MINIMUM[0] || (parts[0] === MINIMUM[0] && parts[1] >= MINIMUM[1]);
}

function fail(message) {
  process.stderr.write(message + '\n');
  process.exit(2);
}

function tooOld() {
  return [
    'Consentry needs Node.js ' + MINIMUM.join('.') + ' or later; this is ' + process.versions.node,
    ', and no pinned one is installed for ' + process.platform + '-' + process.arch + '.',
    ' Run "npm ci", or install a newer Node.js.',
  ].join('');
}

function run(node) {
  var child = childProcess.spawn(node, [main].concat(process.argv.slice(2)), { stdio: 'inherit' });
  ['SIGINT', 'SIGTERM', 'SIGHUP'].forEach(function (signal) {
    process.on(signal, function () {
      // Ctrl+C in a terminal reaches the child by itself; twice would end it without draining.
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
    });
  });
  child.on('error', function (error) {
    fail('Consentry could not start ' + node + ': ' + error.message);
  });
  child.on('exit', function (code, signal) {
    if (signal === null) process.exit(code);
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  });
}

var node = pinnedNode() || (isNewEnough() ? process.execPath : null);
if (node === null) {
  fail(tooOld());
} else if (!fs.existsSync(main)) {
  fail('Consentry is not built: ' + main + ' is missing. Run "npm run build".');
} else {
  run(node);
}
