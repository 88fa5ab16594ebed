import type { PlainMessageKey } from '../messages/messages.ts';

/** One thing that is on file about the person. */
export interface ProfileFact {
  label: PlainMessageKey;
  values: string[];
  /** Whether somebody has verified it; `null` where that is no question. */
  verified: boolean | null;
}

/** Who is signed in, as they see themselves. */
export interface ProfileView {
  name: string;
  facts: ProfileFact[];
}
