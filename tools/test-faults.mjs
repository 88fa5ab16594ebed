// Runs every fault at full length, with the kills and races of the storage ring, and prints their figures.
process.env.FAULTS = 'full';
process.argv.push('faults', 'storage');
await import('./test.mjs');
