package com.example.app

import android.net.Uri
import android.os.Bundle
import androidx.activity.ComponentActivity
import androidx.activity.result.contract.ActivityResultContracts
import net.openid.appauth.AuthState
import net.openid.appauth.AuthorizationException
import net.openid.appauth.AuthorizationRequest
import net.openid.appauth.AuthorizationResponse
import net.openid.appauth.AuthorizationService
import net.openid.appauth.AuthorizationServiceConfiguration
import net.openid.appauth.ResponseTypeValues

class SignInActivity : ComponentActivity() {
    private lateinit var service: AuthorizationService
    private var state = AuthState()

    private val window = registerForActivityResult(ActivityResultContracts.StartActivityForResult()) { result ->
        val data = result.data ?: return@registerForActivityResult failed(null)
        val response = AuthorizationResponse.fromIntent(data)
        state.update(response, AuthorizationException.fromIntent(data))
        if (response == null) failed(state.authorizationException) else exchange(response)
    }

    override fun onCreate(savedInstanceState: Bundle?) {
        super.onCreate(savedInstanceState)
        service = AuthorizationService(this)
        AuthorizationServiceConfiguration.fetchFromIssuer(Uri.parse("{{issuer}}")) { configuration, error ->
            if (configuration == null) failed(error) else signIn(configuration)
        }
    }

    private fun signIn(configuration: AuthorizationServiceConfiguration) {
        state = AuthState(configuration)
        val request = AuthorizationRequest.Builder(
            configuration,
            "{{client_id}}",
            ResponseTypeValues.CODE,
            Uri.parse("{{redirect_uri}}"),
        ).setScopes("openid", "profile", "email", "offline_access").build()
        window.launch(service.getAuthorizationRequestIntent(request))
    }

    private fun exchange(response: AuthorizationResponse) {
        service.performTokenRequest(response.createTokenExchangeRequest()) { tokens, error ->
            state.update(tokens, error)
            if (tokens == null) failed(error) else signedIn()
        }
    }

    private fun signedIn() {
        // Before each request to an API: a valid access token, renewed if it has to be.
        state.performActionWithFreshTokens(service) { accessToken, _, error ->
            if (accessToken == null) failed(error)
        }
    }

    private fun failed(error: AuthorizationException?) {
        title = error?.errorDescription ?: "Sign-in was cancelled"
    }

    override fun onDestroy() {
        service.dispose()
        super.onDestroy()
    }
}
