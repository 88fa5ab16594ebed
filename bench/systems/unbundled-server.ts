import { runProcess } from '../../apps/server/dist/run-process.js';

/** Our own server with each file by itself, so that a profile names them. */
await runProcess();
