package example;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientProviderBuilder;
import org.springframework.security.oauth2.client.endpoint.RestClientClientCredentialsTokenResponseClient;
import org.springframework.security.oauth2.client.oidc.web.logout.OidcClientInitiatedLogoutSuccessHandler;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.web.HttpSessionOAuth2AuthorizedClientRepository;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizedClientRepository;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.util.CollectionUtils;
import tools.jackson.databind.ObjectMapper;

@Configuration
class SecurityConfiguration {

    @Bean
    SecurityFilterChain security(HttpSecurity http, ClientRegistrationRepository registrations, ObjectMapper json) throws Exception {
        var signOut = new OidcClientInitiatedLogoutSuccessHandler(registrations);
        signOut.setPostLogoutRedirectUri(System.getenv("OIDC_POST_LOGOUT_REDIRECT_URI"));
        return http
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .oauth2Login(login -> login
                        .defaultSuccessUrl("/", true)
                        .failureHandler((request, response, failure) -> {
                            response.setStatus(400);
                            response.setContentType("application/json");
                            var body = json.writeValueAsString(Map.of("error", String.valueOf(failure.getMessage())));
                            response.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
                        }))
                .oidcLogout(logout -> logout.backChannel(Customizer.withDefaults()))
                .logout(logout -> logout
                        .logoutRequestMatcher(PathPatternRequestMatcher.pathPattern(HttpMethod.GET, "/sign-out"))
                        .logoutSuccessHandler(signOut))
                .build();
    }

    /** Two browsers of one person have tokens of their own. */
    @Bean
    OAuth2AuthorizedClientRepository authorizedClients() {
        return new HttpSessionOAuth2AuthorizedClientRepository();
    }

    @Bean
    OAuth2AuthorizedClientManager clientManager(ClientRegistrationRepository registrations, OAuth2AuthorizedClientRepository clients) {
        var programTokens = new RestClientClientCredentialsTokenResponseClient();
        // The API that the token is for (RFC 8707 §2).
        programTokens.addParametersConverter(request ->
                CollectionUtils.toMultiValueMap(Map.of("resource", List.of(System.getenv("PROGRAM_RESOURCE")))));
        var manager = new DefaultOAuth2AuthorizedClientManager(registrations, clients);
        manager.setAuthorizedClientProvider(OAuth2AuthorizedClientProviderBuilder.builder()
                // An access token counts as expired one day before it is, so that each call refreshes.
                .refreshToken(refresh -> refresh.clockSkew(Duration.ofDays(1)))
                .clientCredentials(program -> program.accessTokenResponseClient(programTokens))
                .build());
        return manager;
    }
}
