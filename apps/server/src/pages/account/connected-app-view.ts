import type { ClientBrandingView } from '../consent/client-branding-view.ts';
import type { DetailView } from '../consent/detail-view.ts';
import type { PermissionView } from '../consent/permission-view.ts';

/** A permission as the person may take it back. */
export interface OwnPermissionView extends PermissionView {
  /** It can be taken back without the rest. */
  removable: boolean;
}

/** A third-party application that the user has allowed access, as they may take it back. */
export interface ConnectedAppView {
  grant_id: string;
  name: string;
  /** The operator has disabled it: it gets nothing, whatever was allowed. */
  disabled: boolean;
  branding: ClientBrandingView;
  /** Where a sign-in to it begins, if it says so. */
  start_url: string | null;
  permissions: OwnPermissionView[];
  /** Each can be taken back by itself. */
  details: DetailView[];
  /** `removable`: it can be taken back without the rest. */
  lasting_access: 'none' | 'fixed' | 'removable';
  since: Date;
  last_used: { at: Date; ip: string | null } | null;
  /** `session`: with the browser session in which it was allowed; `null`: when the person takes it back. */
  ends: Date | 'session' | null;
  /** How long a JWT that was issued just before the removal goes on being accepted; all else ends at once. */
  residual_seconds: number;
}
