import { errors, type ErrorOut, type KoaContextWithOIDC } from 'oidc-provider';
import type { SessionVisitor } from './session-visitor.ts';

/** The engine's request, for whoever draws its pages. */
export type EngineContext = KoaContextWithOIDC;
export type EngineError = ErrorOut;

/** A form whose fields are the response, and where it goes: a redirect URI that the client registered (OAuth Form Post §2). */
export interface PostedResponse {
  action: string;
  fields: Readonly<Record<string, string>>;
}

/** Why a user code is asked for again. */
export type DeviceCodeError = 'not_found' | 'expired' | 'refused' | 'rate_limited';

/** Where a person enters a user code (RFC 8628 §3.3). */
export interface DeviceCodeForm {
  action: string;
  xsrf: string;
  /** What was sent before, or came with the address. */
  user_code: string;
  error: DeviceCodeError | null;
  retry_after_seconds: number | null;
}

/** What a person has to recognise before a device gets anything (RFC 8628 §5.4). */
export interface DeviceConfirmation {
  action: string;
  xsrf: string;
  user_code: string;
  client_name: string;
  /** Where the device’s request came from. */
  device: SessionVisitor;
}

/** Pages that the engine shows by itself. `pages/` draws them. */
export interface OidcPages {
  renderError: (ctx: KoaContextWithOIDC, out: ErrorOut, error: errors.OIDCProviderError | Error) => Promise<void>;
  /** Nothing is at this path, or not with this method. */
  renderUnmatched: (ctx: KoaContextWithOIDC, status: 404 | 405) => Promise<void>;
  /** An authorization response that the browser posts to the client. */
  renderFormPost: (ctx: KoaContextWithOIDC, form: PostedResponse) => Promise<void>;
  renderDeviceCode: (ctx: KoaContextWithOIDC, form: DeviceCodeForm) => Promise<void>;
  renderDeviceConfirm: (ctx: KoaContextWithOIDC, shown: DeviceConfirmation) => Promise<void>;
  renderDeviceDone: (ctx: KoaContextWithOIDC) => Promise<void>;
  renderSignOut: (ctx: KoaContextWithOIDC, form: string) => Promise<void>;
  renderSignedOut: (ctx: KoaContextWithOIDC) => Promise<void>;
}

/** Whether the error says that the interaction of this browser is over or was never there. */
export function isInteractionGone(error: Error): boolean {
  return error instanceof errors.SessionNotFound;
}
