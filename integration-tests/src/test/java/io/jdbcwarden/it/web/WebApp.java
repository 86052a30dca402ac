package io.jdbcwarden.it.web;

import io.jdbcwarden.it.Jvm;
import io.jdbcwarden.it.RunningJvm;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** The application in a JVM of its own, on one of the servers, with the agent. */
final class WebApp implements AutoCloseable {
    private static final String APPLICATION = "io/jdbcwarden/it/web";

    /** Where the application can run. */
    enum Server {
        TOMCAT_JAVAX(TomcatMain.class.getName()),
        TOMCAT_JAKARTA(TomcatMain.class.getName()),
        JETTY_JAKARTA("io.jdbcwarden.it.web.JettyMain"),
        JDK(HttpServerMain.class.getName()),
        NONE(JobsMain.class.getName());

        private final String main;

        Server(String main) {
            this.main = main;
        }

        private Path[] classPath() throws IOException {
            Path tests = fromThisClassPath("test-classes").get(0);
            List<Path> path = new ArrayList<>();
            path.add(this == TOMCAT_JAKARTA || this == JETTY_JAKARTA ? jakarta(tests) : tests);
            path.addAll(fromThisClassPath("HikariCP", "jspecify"));
            switch (this) {
                case TOMCAT_JAVAX -> path.addAll(fromThisClassPath("tomcat-", "slf4j", "logback"));
                case TOMCAT_JAKARTA -> {
                    path.addAll(fromThisClassPath("slf4j", "logback"));
                    path.addAll(jarsIn(tests.resolveSibling("servers/tomcat")));
                }
                case JETTY_JAKARTA -> {
                    path.addAll(fromThisClassPath("jetty-", "jakarta."));
                    path.addAll(jarsIn(tests.resolveSibling("servers/slf4j")));
                }
                case JDK, NONE -> path.addAll(fromThisClassPath("slf4j", "logback"));
            }
            return path.toArray(Path[]::new);
        }

        /** A directory for each test JVM: the suite may run in two at once. */
        private static Path jakarta(Path tests) throws IOException {
            Path target = Files.createTempDirectory(tests.getParent(), "jakarta");
            return JakartaClasses.convert(tests, APPLICATION, target);
        }

        private static List<Path> fromThisClassPath(String... starts) {
            return Stream.of(System.getProperty("java.class.path", "").split(File.pathSeparator))
                    .map(Path::of)
                    .filter(
                            entry ->
                                    Stream.of(starts)
                                            .anyMatch(entry.getFileName().toString()::startsWith))
                    .toList();
        }

        private static List<Path> jarsIn(Path directory) throws IOException {
            try (Stream<Path> files = Files.list(directory)) {
                return files.toList();
            }
        }
    }

    private final HttpClient client = HttpClient.newHttpClient();
    private final RunningJvm jvm;
    private final String url;

    private WebApp(RunningJvm jvm, int port) {
        this.jvm = jvm;
        this.url = "http://localhost:" + port;
    }

    /** The JVM to be, with the agent and these settings. */
    static Jvm jvm(Server server, String settings) throws IOException {
        return Jvm.java().agent(settings).classpath(server.classPath()).main(server.main);
    }

    /** Starts it and waits until it serves requests. */
    static WebApp start(Jvm application) {
        RunningJvm jvm = application.start();
        String line = jvm.awaitStdout("port ");
        return new WebApp(jvm, Integer.parseInt(line.substring("port ".length())));
    }

    static WebApp start(Server server, String settings) throws IOException {
        return start(jvm(server, settings));
    }

    RunningJvm jvm() {
        return jvm;
    }

    /** The body of the answer. */
    String get(String path, String... headers) {
        return begin(path, headers).join().body();
    }

    /** Sends a request that is not answered at once. */
    CompletableFuture<HttpResponse<String>> begin(String path, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url + path)).timeout(Duration.ofSeconds(60));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.sendAsync(request.build(), BodyHandlers.ofString());
    }

    /** How many connections are borrowed now. */
    int active() {
        return Integer.parseInt(get("/active"));
    }

    @Override
    public void close() {
        jvm.close();
    }
}
