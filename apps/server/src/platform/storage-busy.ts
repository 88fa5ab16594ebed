/** More is waiting for the database than it will do in a reasonable time: the request is better refused now than answered late. */
export class StorageBusy extends Error {
  override name = 'StorageBusy';
  /** SQLSTATE of what PostgreSQL says when a limit is reached, so that both are answered alike. */
  readonly code = '53400';

  constructor() {
    super('too many requests wait for the database');
  }
}
