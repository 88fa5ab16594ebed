import { useSuspenseQuery } from '@tanstack/react-query';
import { callerQuery } from '../data/server.ts';
import { ConsoleShell } from './console-shell.tsx';
import { NoAccess } from './no-access.tsx';

/** Lets operators in; somebody without a scope of the management API is told so. */
export function ConsoleRoot() {
  const { data: caller } = useSuspenseQuery(callerQuery());
  return caller.scopes.length === 0 ? <NoAccess caller={caller} /> : <ConsoleShell />;
}
