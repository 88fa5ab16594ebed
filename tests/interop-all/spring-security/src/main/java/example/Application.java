package example;

import java.net.URI;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** A web application that signs people in with Spring Security. What it serves is said in ../README.md. */
@SpringBootApplication
public class Application {

    public static void main(String[] args) {
        SpringApplication application = new SpringApplication(Application.class);
        application.setDefaultProperties(Map.of("server.port", URI.create(System.getenv("OIDC_REDIRECT_URI")).getPort()));
        application.run(args);
    }
}
