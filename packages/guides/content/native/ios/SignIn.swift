import AppAuth
import UIKit

@MainActor
final class SignIn {
    private let issuer = URL(string: "{{issuer}}")!
    private let clientID = "{{client_id}}"
    private let redirectURI = URL(string: "{{redirect_uri}}")!

    /// Kept while the sign-in window is open; without it the answer has nowhere to go.
    private var flow: OIDExternalUserAgentSession?

    func start(from viewController: UIViewController) async throws -> OIDAuthState {
        let configuration = try await discover()
        let request = OIDAuthorizationRequest(
            configuration: configuration,
            clientId: clientID,
            scopes: [OIDScopeOpenID, OIDScopeProfile, OIDScopeEmail, "offline_access"],
            redirectURL: redirectURI,
            responseType: OIDResponseTypeCode,
            additionalParameters: nil)
        return try await withCheckedThrowingContinuation { continuation in
            flow = OIDAuthState.authState(byPresenting: request, presenting: viewController) { state, error in
                if let state {
                    continuation.resume(returning: state)
                } else {
                    continuation.resume(throwing: error ?? CancellationError())
                }
            }
        }
    }

    private func discover() async throws -> OIDServiceConfiguration {
        try await withCheckedThrowingContinuation { continuation in
            OIDAuthorizationService.discoverConfiguration(forIssuer: issuer) { configuration, error in
                if let configuration {
                    continuation.resume(returning: configuration)
                } else {
                    continuation.resume(throwing: error ?? CancellationError())
                }
            }
        }
    }
}
