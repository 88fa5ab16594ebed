import type { HttpAnswer } from '../http/answer-reader.ts';

/** The JSON of an answer with this status and these members; whatever else came ends the run. */
export function expectAnswer(answer: HttpAnswer, status: number, members: readonly string[] = []): Record<string, unknown> {
  const value: unknown = answer.status === status ? JSON.parse(answer.text) : null;
  if (typeof value === 'object' && value !== null && members.every((member) => Object.hasOwn(value, member))) {
    return value as Record<string, unknown>;
  }
  throw new Error(`expected ${status} with ${members.join(', ')}; came ${answer.status}: ${answer.text.slice(0, 500)}`);
}

/** Whether it is a JWT that is signed so (RFC 7515 §4.1.1). */
export function expectAlg(token: unknown, alg: string): void {
  const header = Buffer.from(String(token).split('.')[0] ?? '', 'base64url').toString('utf8');
  if (!header.includes(`"alg":"${alg}"`)) throw new Error(`expected a JWT with ${alg}; came ${String(token).slice(0, 80)}`);
}
