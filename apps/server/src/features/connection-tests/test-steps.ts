import type { ConnectionTestSkip, ConnectionTestStep, ConnectionTestStepName, DecodedToken } from '@consentry/contract';
import * as client from 'openid-client';
import type { ExchangeRecorder } from './exchange-recorder.ts';

/** The section that governs each step. */
const SPECIFICATIONS: Record<ConnectionTestStepName, string> = {
  discovery: 'OIDC Discovery §4',
  authorization_request: 'OIDC Core §3.1.2.1',
  authorization_response: 'RFC 6749 §4.1.2',
  token: 'RFC 6749 §4.1.3',
  id_token: 'OIDC Core §3.1.3.7',
  access_token: 'RFC 9068 §2',
  userinfo: 'OIDC Core §5.3',
  refresh: 'RFC 6749 §6',
  introspection: 'RFC 7662 §2',
  revocation: 'RFC 7009 §2',
  after_revocation: 'RFC 7009 §2.2',
};

/** The steps of one test, in the order in which they were done. */
export class TestSteps {
  readonly list: ConnectionTestStep[] = [];
  readonly #recorder: ExchangeRecorder;

  constructor(recorder: ExchangeRecorder) {
    this.#recorder = recorder;
  }

  get hasFailed(): boolean {
    return this.list.some(({ outcome }) => outcome === 'failed');
  }

  /** Does a step; a failure is its result, and `undefined` the answer. */
  async run<T>(name: ConnectionTestStepName, act: () => Promise<T>): Promise<T | undefined> {
    try {
      const result = await act();
      this.#add(name, { outcome: 'passed' });
      return result;
    } catch (error) {
      this.#add(name, { outcome: 'failed', ...describe(error) });
      return undefined;
    }
  }

  /** A step that has to be refused in order to pass. */
  async expectRefusal(name: ConnectionTestStepName, act: () => Promise<unknown>): Promise<void> {
    try {
      await act();
      this.#add(name, { outcome: 'failed', error: 'still_accepted' });
    } catch (error) {
      this.#add(name, { outcome: 'passed', ...describe(error) });
    }
  }

  passed(name: ConnectionTestStepName, facts: Partial<ConnectionTestStep>): void {
    this.#add(name, { outcome: 'passed', ...facts });
  }

  failed(name: ConnectionTestStepName, facts: Partial<ConnectionTestStep>): void {
    this.#add(name, { outcome: 'failed', ...facts });
  }

  skip(name: ConnectionTestStepName, skipped_because: ConnectionTestSkip): void {
    this.#add(name, { outcome: 'skipped', skipped_because });
  }

  /** What the last step's token says. */
  decoded(decoded: DecodedToken): void {
    const last = this.list.at(-1);
    if (last !== undefined) last.decoded = decoded;
  }

  #add(name: ConnectionTestStepName, facts: Partial<ConnectionTestStep> & Pick<ConnectionTestStep, 'outcome'>): void {
    const empty = { skipped_because: null, error: null, error_description: null, decoded: null };
    this.list.push({ name, specification: SPECIFICATIONS[name], ...empty, exchanges: this.#recorder.take(), ...facts });
  }
}

/** What the server answered, or what the client library found wrong with an answer. */
function describe(error: unknown): Pick<ConnectionTestStep, 'error' | 'error_description'> {
  if (error instanceof client.ResponseBodyError || error instanceof client.AuthorizationResponseError) {
    return { error: error.error, error_description: error.error_description ?? null };
  }
  if (error instanceof client.WWWAuthenticateChallengeError) {
    const parameters = error.cause[0]?.parameters ?? {};
    return { error: parameters['error'] ?? String(error.status), error_description: parameters['error_description'] ?? null };
  }
  if (error instanceof client.ClientError) return { error: error.code ?? error.name, error_description: error.message };
  throw error;
}
