import { Problem } from '../../problem.ts';
import { RegistrationRefused } from './registration-refused.ts';

/** Our own names of members whose standard name is another (RFC 7591 §2). */
const STANDARD_NAMES: Record<string, string> = { name: 'client_name' };

/** The rules of a client are those of the management API; what breaks them is told in the words of RFC 7591 §3.2.2. */
export function asRegistrationRefused(error: unknown): unknown {
  if (!(error instanceof Problem) || error.type !== 'invalid-request') return error;
  const faults = (error.extension.errors ?? []).map(({ pointer, detail }) => ({ name: standardName(pointer), detail }));
  if (faults.length === 0) return error;
  const ofRedirects = faults.every(({ name }) => name.startsWith('redirect_uris'));
  const text = faults.map(({ name, detail }) => `${name}: ${detail}`).join('; ');
  return new RegistrationRefused(ofRedirects ? 'invalid_redirect_uri' : 'invalid_client_metadata', text.slice(0, 1000), { cause: error });
}

function standardName(pointer: string): string {
  const name = pointer.replace(/^#\//, '');
  return STANDARD_NAMES[name] ?? name;
}
