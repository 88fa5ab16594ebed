// Signs in with clients of other languages, each built from its lock file, and says of each whether it passed, failed or was skipped, and why.
process.argv.splice(2, 0, 'interop-all');
await import('./test.mjs');
