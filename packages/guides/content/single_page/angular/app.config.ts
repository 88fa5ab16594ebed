import { provideHttpClient } from '@angular/common/http';
import type { ApplicationConfig } from '@angular/core';
import { provideAuth, withAppInitializerAuthCheck } from 'angular-auth-oidc-client';

export const appConfig: ApplicationConfig = {
  providers: [
    provideHttpClient(),
    provideAuth(
      {
        config: {
          authority: '{{issuer}}',
          clientId: '{{client_id}}',
          redirectUrl: '{{redirect_uri}}',
          postLogoutRedirectUri: '{{post_logout_redirect_uri}}',
          scope: '{{scopes}}',
          responseType: 'code',
        },
      },
      withAppInitializerAuthCheck(),
    ),
  ],
};
