import { AsyncPipe } from '@angular/common';
import { Component, inject } from '@angular/core';
import { OidcSecurityService } from 'angular-auth-oidc-client';

@Component({
  selector: 'app-root',
  imports: [AsyncPipe],
  template: `
    @if ((state$ | async)?.isAuthenticated) {
      @if (user$ | async; as user) {
        <p>Signed in as {{ user.userData?.name ?? user.userData?.sub }}</p>
      }
      <button (click)="signOut()">Sign out</button>
    } @else {
      <button (click)="signIn()">Sign in</button>
    }
  `,
})
export class App {
  private readonly oidc = inject(OidcSecurityService);
  protected readonly state$ = this.oidc.isAuthenticated$;
  protected readonly user$ = this.oidc.userData$;

  protected signIn(): void {
    this.oidc.authorize();
  }

  protected signOut(): void {
    this.oidc.logoff().subscribe();
  }
}
