import type { PermissionView } from './permission-view.ts';
import type { DetailWords } from './detail-words.ts';

/** One thing a client asks for beside scopes, in the words of the person who is asked. */
export interface DetailView extends DetailWords {
  /** Unique among those of the page. */
  key: string;
  group: PermissionView['group'];
}
