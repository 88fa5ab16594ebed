import type { GrantDuration } from '@consentry/contract';
import type { ClientBrandingView } from './client-branding-view.ts';
import type { DetailView } from './detail-view.ts';
import type { PermissionView } from './permission-view.ts';

/** A permission that the person may leave out. */
export interface OptionalPermissionView extends PermissionView {
  /** Name of its checkbox; ticked, it sends `yes`. */
  field: string;
}

/** For how long, as far as the person has said so before. */
export interface CurrentDurationView {
  duration: GrantDuration;
  expires_at: Date | null;
}

/** What a person is asked, complete: the page adds nothing and asks nothing of its own. */
export interface ConsentView {
  /** Where the form is posted: `decision` = `allow` | `deny`, `duration`, `csrf_token`, and the ticked boxes. */
  action: string;
  csrf_token: string;
  client: {
    name: string;
    description: string;
    party: 'first_party' | 'third_party';
    /** The host, or the scheme of a native application, that the answer is sent to; `null`: a device waits for it. */
    redirect_host: string | null;
    /** A loopback or custom-scheme redirect URI, which any application on the device may have claimed (RFC 8252 §8.6). */
    redirects_to_this_device: boolean;
    /** Host of its metadata document, in its xn-- form: no letter of another alphabet can pass for one of ours. */
    document_host: string | null;
    /** Nobody vouches for it. */
    self_registered: boolean;
    /** It is not what the user allowed earlier. */
    has_changed: boolean;
    branding: ClientBrandingView;
  };
  user: { name: string | null; username: string; email: string | null };
  /** “Not you?” */
  switch_account_url: string | null;
  /** Asked now, all or nothing. */
  new_permissions: PermissionView[];
  /** Asked now beside scopes, with the new permissions. */
  new_details: DetailView[];
  /** Asked now, each as the person likes. */
  optional_permissions: OptionalPermissionView[];
  /** Allowed before, and shown as such. */
  granted_permissions: PermissionView[];
  granted_details: DetailView[];
  lasting_access: 'new' | 'optional' | 'granted' | 'none';
  /** Name of the checkbox of lasting access, where that is optional. */
  lasting_access_field: string;
  /** Whether the person chooses how long: what belongs to the product itself has no term. */
  has_duration: boolean;
  /** `null`: nothing is granted yet. */
  current_duration: CurrentDurationView | null;
  /** Nothing is new, but the client asks again (`prompt=consent`). */
  reconfirm: boolean;
}
