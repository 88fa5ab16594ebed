/** What a client is that says nothing of who stands behind it. */
export const NO_BRANDING = {
  scope_reasons: {},
  resource_scope_reasons: {},
  publisher_name: '',
  publisher_verified: false,
  client_uri: null,
  tos_uri: null,
  policy_uri: null,
  contacts: [],
  logo_hash: null,
  logo_dark_hash: null,
};
