package example;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.client.OAuth2AuthorizeRequest;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.userinfo.DefaultOAuth2UserService;
import org.springframework.security.oauth2.client.userinfo.OAuth2UserRequest;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizedClientRepository;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthorizationException;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

@RestController
class Pages {

    private final OAuth2AuthorizedClientRepository clients;
    private final OAuth2AuthorizedClientManager manager;

    Pages(OAuth2AuthorizedClientRepository clients, OAuth2AuthorizedClientManager manager) {
        this.clients = clients;
        this.manager = manager;
    }

    @GetMapping("/")
    Map<String, Object> home(HttpServletRequest request) {
        OAuth2AuthorizedClient client = clientOf(request);
        return client == null ? Map.of("signed_in", false) : shown(client);
    }

    @GetMapping("/sign-in")
    ResponseEntity<Void> signIn() {
        return ResponseEntity.status(HttpStatus.FOUND).header("Location", "/oauth2/authorization/provider").build();
    }

    @GetMapping("/refresh")
    Map<String, Object> refresh(HttpServletRequest request, HttpServletResponse response) {
        return shown(authorize(OAuth2AuthorizeRequest.withAuthorizedClient(present(request)), request, response));
    }

    @GetMapping("/userinfo")
    Map<String, Object> userinfo(HttpServletRequest request) {
        OAuth2AuthorizedClient client = present(request);
        var userinfo = new OAuth2UserRequest(client.getClientRegistration(), client.getAccessToken());
        return new DefaultOAuth2UserService().loadUser(userinfo).getAttributes();
    }

    /** Gets a token for the application itself (RFC 6749 §4.4). */
    @GetMapping("/program")
    Map<String, Object> program(HttpServletRequest request, HttpServletResponse response) {
        OAuth2AuthorizedClient client = authorize(OAuth2AuthorizeRequest.withClientRegistrationId("program"), request, response);
        return Map.of("access_token", client.getAccessToken().getTokenValue(), "scope", scope(client));
    }

    @ExceptionHandler({OAuth2AuthorizationException.class, OAuth2AuthenticationException.class})
    ResponseEntity<Map<String, String>> refused(Exception refusal) {
        return ResponseEntity.status(HttpStatus.BAD_GATEWAY).body(Map.of("error", String.valueOf(refusal.getMessage())));
    }

    private OAuth2AuthorizedClient authorize(
            OAuth2AuthorizeRequest.Builder what, HttpServletRequest request, HttpServletResponse response) {
        return manager.authorize(what.principal(who())
                .attribute(HttpServletRequest.class.getName(), request)
                .attribute(HttpServletResponse.class.getName(), response)
                .build());
    }

    private OAuth2AuthorizedClient clientOf(HttpServletRequest request) {
        return clients.loadAuthorizedClient("provider", who(), request);
    }

    private OAuth2AuthorizedClient present(HttpServletRequest request) {
        OAuth2AuthorizedClient client = clientOf(request);
        if (client == null) {
            throw new ResponseStatusException(HttpStatus.UNAUTHORIZED, "nobody is signed in");
        }
        return client;
    }

    private static Map<String, Object> shown(OAuth2AuthorizedClient client) {
        OidcUser user = (OidcUser) who().getPrincipal();
        return Map.of(
                "signed_in", true,
                "id_token", user.getIdToken().getClaims(),
                "userinfo", user.getUserInfo().getClaims(),
                "access_token", client.getAccessToken().getTokenValue(),
                "refresh_token", client.getRefreshToken().getTokenValue(),
                "scope", scope(client));
    }

    private static String scope(OAuth2AuthorizedClient client) {
        return String.join(" ", client.getAccessToken().getScopes());
    }

    private static Authentication who() {
        return SecurityContextHolder.getContext().getAuthentication();
    }
}
