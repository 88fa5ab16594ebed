/** Where the account pages are, and where their forms are sent. */
export const ACCOUNT_PATHS = {
  profile: '/account',
  sign_out: '/account/sign-out',
  edit_profile: '/account/profile',
  edit_email: '/account/email',
  security: '/account/security',
  password: '/account/security/password',
  end_session: '/account/security/end-session',
  end_other_sessions: '/account/security/end-other-sessions',
  apps: '/account/apps',
  remove_app: '/account/apps/remove',
  remove_scope: '/account/apps/remove-permission',
  remove_detail: '/account/apps/remove-detail',
  export_grants: '/account/connected-apps.json',
} as const;

export type AccountSection = 'profile' | 'security' | 'apps';
