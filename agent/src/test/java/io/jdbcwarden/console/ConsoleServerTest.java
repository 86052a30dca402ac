package io.jdbcwarden.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jdbcwarden.console.TestConsole.Reply;
import io.jdbcwarden.metric.Meter;
import io.jdbcwarden.session.Session;
import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConsoleServerTest {
    private TestConsole console;

    @BeforeEach
    void open() throws IOException {
        console = new TestConsole("shop");
    }

    @AfterEach
    void close() {
        console.close();
    }

    @ParameterizedTest
    @CsvSource({
        "/, text/html",
        "/console.css, text/css",
        "/console.js, text/javascript",
        "/table.js, text/javascript",
        "/icon.svg, image/svg+xml",
        "/health, application/json",
        "/warden, application/json",
        "/pools, application/json",
        "/sessions, application/json",
        "/incidents, application/json",
        "/load-test, application/json",
        "/meanings, application/json",
        "/metrics, text/plain"
    })
    void showsThePageAndWhatItReadsAndLetsNoneOfItBeMisused(String path, String type)
            throws IOException {
        Reply reply = console.get(path);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("Content-Type")).startsWith(type);
        assertThat(reply.body()).isNotEmpty();
        assertThat(reply.header("Content-Security-Policy"))
                .isEqualTo(
                        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src"
                                + " 'self'; img-src 'self'; frame-ancestors 'none'; base-uri"
                                + " 'none'; form-action 'none'");
        assertThat(reply.header("X-Frame-Options")).isEqualTo("DENY");
        assertThat(reply.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(reply.header("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(reply.header("Cross-Origin-Resource-Policy")).isEqualTo("same-origin");
        assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
        assertThat(reply.header("Access-Control-Allow-Origin")).isEmpty();
        assertThat(console.errors.total()).isZero();
    }

    @Test
    void hasAPageWithoutScriptOrStyleInIt() throws IOException {
        assertThat(console.get("/").body())
                .doesNotContainPattern("<script(?![^>]* src=)|<style| style=|javascript:| on\\w+=")
                .doesNotContain("http://", "https://", "//");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/no-such",
                "/console.html/x",
                "/../console.html",
                "/%2e%2e/console.html",
                "/Routes.class",
                "/sessions/1/no-such",
                "/breakers/shop",
                "/a/b/c/d"
            })
    void saysWhatThereIsWhereThereIsNothing(String path) throws IOException {
        Reply reply = console.get(path);

        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.body()).contains("/health", "/load-test/stop");
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /health, 'GET, HEAD'",
        "PUT, /, 'GET, HEAD'",
        "DELETE, /sessions, 'GET, HEAD'",
        "GET, /sessions/1/reclaim, POST",
        "GET, /breakers/shop/open, POST",
        "HEAD, /load-test/stop, POST",
        "OPTIONS, /load-test, 'GET, HEAD'"
    })
    void refusesOtherMethods(String method, String path, String allowed) throws IOException {
        Reply reply =
                console.send(
                        method
                                + " "
                                + path
                                + " HTTP/1.1\r\nHost: localhost:"
                                + console.port
                                + "\r\nAuthorization: Bearer "
                                + TestConsole.TOKEN
                                + "\r\n\r\n");

        assertThat(reply.status()).isEqualTo(405);
        assertThat(reply.header("Allow")).isEqualTo(allowed);
    }

    @Test
    void answersHeadWithoutABody() throws IOException {
        Reply reply =
                console.send(
                        "HEAD /health HTTP/1.1\r\nHost: localhost:" + console.port + "\r\n\r\n");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body()).isEmpty();
    }

    @Test
    void refusesAForeignHostAForeignOriginAndAPostWithoutTheToken() throws IOException {
        String end = "\r\n\r\n";
        String host = "Host: localhost:" + console.port;
        assertThat(console.send("GET /pools HTTP/1.1\r\nHost: evil.example:" + console.port + end))
                .extracting(Reply::status)
                .isEqualTo(403);
        assertThat(console.send("GET /pools HTTP/1.1\r\n" + host + "\r\nOrigin: http://evil" + end))
                .extracting(Reply::status)
                .isEqualTo(403);
        assertThat(console.send("POST /breakers/shop/open HTTP/1.1\r\n" + host + end))
                .extracting(Reply::status)
                .isEqualTo(401);
        assertThat(console.get("/pools").body()).contains("\"state\":\"CLOSED\"");
    }

    @Test
    void openTheBreakerAndTheHealthIs503() throws IOException {
        assertThat(console.get("/health").status()).isEqualTo(200);

        Reply reply = console.post("/breakers/shop/open", "");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body())
                .isEqualTo("{\"done\":\"circuit breaker of pool shop: open, now OPEN\"}\n");
        assertThat(console.get("/health").status()).isEqualTo(503);
        assertThat(console.get("/health").body())
                .startsWith(
                        "{\"status\":\"DOWN\",\"reasons\":[\"Pool shop (region db.example): the circuit breaker");
        assertThat(console.post("/breakers/shop/close", "").body()).contains("now CLOSED");
        assertThat(console.post("/breakers/shop/reset", "").body()).contains("now CLOSED");
        assertThat(console.post("/breakers/other/open", "").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/b", "two words", "ünï+cödé", "100%", "a?b#c", "<b>\"&"})
    void findsAPoolOfAnyName(String name) throws IOException {
        String encoded =
                java.net.URLEncoder.encode(name, java.nio.charset.StandardCharsets.UTF_8)
                        .replace("+", "%20");
        try (TestConsole other = new TestConsole(name)) {
            assertThat(other.post("/breakers/" + encoded + "/open", "").status()).isEqualTo(200);
            assertThat(other.get("/health").status()).isEqualTo(503);
        }
    }

    /** Whatever a request brought along stays one string on one line. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "</script><!--",
                "\"},{\"injected\":\"",
                "back\\slash\\",
                "line\nfeed\r\n\r\nHTTP/1.1 200 OK",
                "\u0000\u0007\u001b[31m",
                "\u2028\u2029\ufeff",
                "\ud800 alone"
            })
    void showsWhateverARequestIdHoldsAsText(String nasty) throws IOException {
        Session session = console.session(nasty, nasty, "select \"" + nasty + "\" from t");
        console.incidents.add("leak", session, nasty, nasty, "");

        for (String path : new String[] {"/sessions", "/incidents"}) {
            Reply reply = console.get(path);

            assertThat(reply.header("Content-Type")).isEqualTo("application/json; charset=utf-8");
            assertThat(reply.body()).isEqualTo(reply.body().strip() + "\n");
            assertThat(JsonReader.read(reply.body())).contains(nasty.replace('\ud800', '?'));
        }
        assertThat(console.errors.total()).isZero();
    }

    @Test
    void showsASessionWithBothStacksOnDemand() throws IOException {
        Session session = console.session("r-1", "u-1", "select 1 from t where x = 'secret'");

        assertThat(console.get("/sessions").body())
                .contains("\"requestId\":\"r-1\"", "\"user\":\"u-1\"", "where x = ?")
                .doesNotContain("secret");
        assertThat(console.get("/sessions/" + session.id()).body())
                .contains("borrowed at:\\n", "owner now at:\\n", "org.junit.");
        assertThat(console.get("/sessions/" + (session.id() + 1)).status()).isEqualTo(404);
        assertThat(console.get("/sessions/x").status()).isEqualTo(400);
        assertThat(console.get("/sessions/-1").status()).isEqualTo(400);
        assertThat(console.get("/sessions/99999999999999999999").status()).isEqualTo(400);
    }

    @Test
    void showsTheOldestSessionsIfThereAreTooMany() throws IOException {
        console.session("oldest", "u", "select 1");
        console.session("younger", "u", "select 1");

        assertThat(console.get("/sessions?limit=1").body())
                .contains("oldest")
                .doesNotContain("younger");
        assertThat(console.get("/sessions?limit=x").status()).isEqualTo(400);
    }

    /** The names are those of the exporter: dashboards know no difference. */
    @Test
    void servesEveryMetric() throws IOException {
        String metrics = console.get("/metrics").body();

        for (Meter meter : Meter.values()) {
            assertThat(metrics).contains("# TYPE " + meter.title() + " ");
        }
        assertThat(metrics)
                .contains("jdbc_warden_breaker_state{pool=\"shop\"} 0\n")
                .contains("jdbc_warden_lease_seconds_bucket{pool=\"shop\",le=\"+Inf\"} 0\n");
    }

    @Test
    void showsOnlyTheIncidentsThatAreNewer() throws IOException {
        console.incidents.add("alarm", "shop", "here", "the first", "");
        console.incidents.add("alarm", "shop", "there", "the second", "");

        assertThat(console.get("/incidents").body()).contains("the first", "the second");
        assertThat(console.get("/incidents?since=1").body())
                .contains("the second")
                .doesNotContain("the first");
    }

    @Test
    void saysThatASessionIsGoneOrHasNothingToCancel() throws IOException {
        assertThat(console.post("/sessions/7/cancel", "").status()).isEqualTo(404);
        assertThat(console.post("/sessions/7/reclaim", "").body()).contains("no open session 7");
        Session session = console.session("r", "u", "select 1");
        assertThat(console.post("/sessions/" + session.id() + "/cancel", "").body())
                .contains("no statement runs in session " + session.id());
    }

    @ParameterizedTest
    @CsvSource({
        "'', pool must be given",
        "pool=shop, sessions must be given",
        "pool=shop&sessions=ten&users=1&seconds=1, sessions must be a whole number",
        "pool=shop&sessions=0&users=1&seconds=1, 'sessions must be from 1 to 1000, not 0'",
        "pool=other&sessions=1&users=1&seconds=1, no pool other; there are: shop",
        "pool=%zz, not well-formed: a % that begins no escape"
    })
    void saysWhatIsWrongWithALoadTest(String form, String message) throws IOException {
        Reply reply = console.post("/load-test", form);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.body()).isEqualTo("{\"error\":\"" + message + "\"}\n");
    }

    @Test
    void startsALoadTestAndTellsHowItGoes() throws IOException {
        assertThat(console.get("/load-test").body()).isEqualTo("{\"progress\":null}\n");
        assertThat(console.post("/load-test/stop", "").status()).isEqualTo(409);

        Reply reply = console.post("/load-test", "pool=shop&sessions=3&users=2&seconds=5");

        assertThat(reply.status()).isEqualTo(202);
        await().until(() -> console.get("/load-test").body().contains("\"running\":false"));
        // There is no database behind this pool.
        assertThat(console.get("/load-test").body())
                .contains("\"done\":3", "\"failed\":3", "\"pool\":\"shop\"");
    }

    @Test
    void takesNoBodyThatIsTooLargeAndNoneThatIsNoForm() throws IOException {
        assertThat(console.post("/load-test", "x".repeat(Call.LARGEST_BODY + 1)).status())
                .isEqualTo(413);
        Reply json =
                console.send(
                        "POST /load-test HTTP/1.1\r\nHost: localhost:"
                                + console.port
                                + "\r\nAuthorization: Bearer "
                                + TestConsole.TOKEN
                                + "\r\nContent-Type: application/json\r\nContent-Length: 2"
                                + "\r\n\r\n{}");
        assertThat(json.status()).isEqualTo(415);
        assertThat(console.get("/health").status()).isEqualTo(200);
    }

    @Test
    void readsABodyInChunksOnlyUpToTheLimit() throws IOException {
        String chunk = "1000\r\n" + "x".repeat(0x1000) + "\r\n";
        Reply reply =
                console.send(
                        "POST /load-test HTTP/1.1\r\nHost: localhost:"
                                + console.port
                                + "\r\nAuthorization: Bearer "
                                + TestConsole.TOKEN
                                + "\r\nTransfer-Encoding: chunked\r\n\r\n"
                                + chunk
                                + chunk
                                + "0\r\n\r\n");

        assertThat(reply.status()).isEqualTo(413);
    }

    /** More of them than there are threads. */
    @Test
    void endsClientsThatNeverFinishTheirRequest() throws IOException {
        Socket[] slow = new Socket[8];
        for (int i = 0; i < slow.length; i++) {
            slow[i] = console.connect();
            slow[i].getOutputStream()
                    .write(
                            "GET / HTTP/1.1\r\nHost: "
                                    .getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            slow[i].getOutputStream().flush();
        }
        // Any other client waits now.
        await().atMost(20, TimeUnit.SECONDS)
                .until(
                        () -> {
                            console.slowClients.end(
                                    System.nanoTime() + SlowClients.LIMIT_NANOS + 1_000_000);
                            return isClosed(slow[0]) && isClosed(slow[7]);
                        });

        assertThat(console.get("/health").status()).isEqualTo(200);
        for (Socket socket : slow) {
            socket.close();
        }
    }

    private static boolean isClosed(Socket socket) throws IOException {
        socket.setSoTimeout(100);
        try {
            return socket.getInputStream().read() < 0;
        } catch (java.net.SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    @Test
    void doesItsWorkOnThreadsThatHooksLetPass() throws IOException {
        console.get("/health");

        assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(thread -> thread.getName().startsWith("jdbc-warden-console-"))
                .isNotEmpty()
                .allMatch(Thread::isDaemon);
        assertThat(console.asAgent).isNotEmpty().containsOnly(true);
    }
}
