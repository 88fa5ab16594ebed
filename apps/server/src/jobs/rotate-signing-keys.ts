import { rotateSigningKeysByAge } from '../features/signing-keys/rotate-signing-keys-by-age.ts';
import type { ProviderHost } from '../oidc/provider-host.ts';
import type { Job } from './job-runner.ts';

/** Rotates old signing keys, and takes over a rotation that another instance made. */
export function rotateSigningKeysJob(host: ProviderHost): Job {
  return {
    name: 'rotate-signing-keys',
    every_seconds: 60,
    async run(ctx) {
      await rotateSigningKeysByAge(ctx);
      await host.refresh();
    },
  };
}
