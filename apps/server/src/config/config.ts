import { readSection, type ConfigFault, type SectionValues } from './environment-value.ts';
import { httpSection } from './http.ts';
import { loggingSection } from './logging.ts';
import { mailSection } from './mail.ts';
import { registrationSection } from './registration.ts';
import { storageSection } from './storage.ts';

/** Every setting of the server, section by section; the configuration page is generated from it. */
export const configSections = {
  http: httpSection,
  storage: storageSection,
  mail: mailSection,
  registration: registrationSection,
  logging: loggingSection,
};

export interface Config {
  readonly http: SectionValues<typeof httpSection>;
  readonly storage: SectionValues<typeof storageSection>;
  readonly mail: SectionValues<typeof mailSection>;
  readonly registration: SectionValues<typeof registrationSection>;
  readonly logging: SectionValues<typeof loggingSection>;
}

/** The environment does not make a configuration; `message` lists every fault. */
export class InvalidConfig extends Error {
  override name = 'InvalidConfig';
  readonly faults: readonly ConfigFault[];

  constructor(faults: readonly ConfigFault[]) {
    const lines = faults.map((fault) => `  ${fault.key} = ${fault.value}: ${fault.reason}. Accepted: ${fault.accepted}.`);
    super(`The configuration has ${faults.length === 1 ? 'a fault' : `${faults.length} faults`}:\n${lines.join('\n')}`);
    this.faults = faults;
  }
}

/** Reads the configuration from the environment. Throws `InvalidConfig` with all faults at once. */
export function loadConfig(env: NodeJS.ProcessEnv): Config {
  const faults: ConfigFault[] = [];
  const config: Config = {
    http: readSection(httpSection, env, faults),
    storage: readSection(storageSection, env, faults),
    mail: readSection(mailSection, env, faults),
    registration: readSection(registrationSection, env, faults),
    logging: readSection(loggingSection, env, faults),
  };
  const keyGiven = config.storage.ENCRYPTION_KEY !== undefined || faults.some(({ key }) => key === 'ENCRYPTION_KEY');
  if (config.storage.DATABASE_URL !== undefined && !keyGiven) {
    const { accepted } = storageSection.ENCRYPTION_KEY;
    faults.push({ key: 'ENCRYPTION_KEY', value: '(not set)', reason: 'is required with DATABASE_URL', accepted });
  }
  const { CLIENT_CERTIFICATE_HEADER, CLIENT_CERTIFICATE_VERIFIED_HEADER, TRUSTED_PROXIES } = config.http;
  if (CLIENT_CERTIFICATE_HEADER !== undefined && TRUSTED_PROXIES.length === 0) {
    const { accepted } = httpSection.TRUSTED_PROXIES;
    faults.push({
      key: 'TRUSTED_PROXIES',
      value: '(not set)',
      reason: 'is required with CLIENT_CERTIFICATE_HEADER: from nobody else is it believed',
      accepted,
    });
  }
  const { CLIENT_CERTIFICATE_URL } = config.http;
  const needing = CLIENT_CERTIFICATE_VERIFIED_HEADER === undefined ? 'CLIENT_CERTIFICATE_URL' : 'CLIENT_CERTIFICATE_VERIFIED_HEADER';
  if ((CLIENT_CERTIFICATE_VERIFIED_HEADER ?? CLIENT_CERTIFICATE_URL) !== undefined && CLIENT_CERTIFICATE_HEADER === undefined) {
    const { accepted } = httpSection.CLIENT_CERTIFICATE_HEADER;
    faults.push({
      key: 'CLIENT_CERTIFICATE_HEADER',
      value: '(not set)',
      reason: `is required with ${needing}`,
      accepted,
    });
  }
  faults.push(...processFaults(config, env['WEB_CONCURRENCY']), ...loopbackHostFaults(config));
  if (faults.length > 0) throw new InvalidConfig(faults);
  return Object.freeze(config);
}

/** The embedded database belongs to one process. With `auto` there it is one. */
function processFaults({ http, storage }: Config, sent: string | undefined): ConfigFault[] {
  const wanted: number | undefined = http.WEB_CONCURRENCY;
  if (wanted === undefined || wanted === 1 || sent === 'auto' || storage.DATABASE_URL !== undefined) return [];
  const reason = 'needs DATABASE_URL: the embedded database belongs to one process';
  return [{ key: 'WEB_CONCURRENCY', value: JSON.stringify(sent), reason, accepted: httpSection.WEB_CONCURRENCY.accepted }];
}

/** Whoever is reached from elsewhere must not be made to call its own machine. */
function loopbackHostFaults({ registration, http: { PUBLIC_URL: url } }: Config): ConfigFault[] {
  // A key with a fault of its own has no value.
  const hosts: readonly string[] | undefined = registration.METADATA_DOCUMENT_LOOPBACK_HOSTS;
  const onThisMachine = url === undefined || /^https?:\/\/(localhost|127\.0\.0\.1|\[::1\])(:|$)/.test(url);
  if (hosts === undefined || hosts.length === 0 || onThisMachine) return [];
  const { accepted } = registrationSection.METADATA_DOCUMENT_LOOPBACK_HOSTS;
  const reason = 'is for development: PUBLIC_URL must be on this machine too';
  return [{ key: 'METADATA_DOCUMENT_LOOPBACK_HOSTS', value: JSON.stringify(hosts.join(',')), reason, accepted }];
}
