import { forgetExpiredConnectionTests } from '../features/connection-tests/forget-connection-test.ts';
import type { Job } from './job-runner.ts';

/** Connection tests that nobody looks at any more. */
export const forgetConnectionTests: Job = { name: 'forget-connection-tests', every_seconds: 60, run: forgetExpiredConnectionTests };
