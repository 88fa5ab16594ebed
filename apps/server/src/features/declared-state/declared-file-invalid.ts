import { faultList } from './fault-list.ts';

/** The file cannot be applied; `faults` has a line for each reason, `message` all of them. */
export class DeclaredFileInvalid extends Error {
  override name = 'DeclaredFileInvalid';
  readonly faults: readonly string[];

  constructor(faults: readonly string[], options: { file?: string; cause?: unknown } = {}) {
    const message = `${options.file ?? 'The file'} was not applied; nothing was changed:\n${faultList(faults)}`;
    super(message, options.cause === undefined ? {} : { cause: options.cause });
    this.faults = faults;
  }
}
