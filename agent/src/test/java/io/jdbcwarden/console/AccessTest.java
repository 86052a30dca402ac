package io.jdbcwarden.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.Headers;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccessTest {
    private static final String TOKEN = "0123456789abcdef";
    private static final String LOCAL = "127.0.0.1";
    private static final String FAR = "203.0.113.9";

    private final Access access = new Access("127.0.0.1", 9500, new Token(TOKEN));

    private static InetAddress address(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static Call call(String method, String remote, String local, String... headers) {
        Headers all = new Headers();
        for (int i = 0; i < headers.length; i += 2) {
            all.add(headers[i], headers[i + 1]);
        }
        return new Call(method, "/", null, all, address(remote), address(local), Map.of());
    }

    private static Call get(String host) {
        return call("GET", LOCAL, LOCAL, "Host", host);
    }

    private @Nullable Integer refused(Call call) {
        return refused(access, call);
    }

    private static @Nullable Integer refused(Access access, Call call) {
        Answer answer = access.refuse(call);
        return answer == null ? null : answer.status();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1:9500",
                "localhost:9500",
                "LOCALHOST:9500",
                "127.1.2.3:9500",
                "[::1]:9500",
                "[0:0:0:0:0:0:0:1]:9500"
            })
    void answersToItsOwnNames(String host) {
        assertThat(refused(get(host))).isNull();
    }

    /** A page of another site can point a name of its own at this address: DNS rebinding. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example:9500",
                "localhost.evil.example:9500",
                "127.0.0.1.evil.example:9500",
                "127.0.0.1:9501",
                "127.0.0.1",
                "localhost:",
                "localhost:09500",
                "localhost:9500:9500",
                "evil@localhost:9500",
                "0.0.0.0:9500",
                "[::]:9500",
                "[evil.example]:9500",
                "203.0.113.9:9500",
                ""
            })
    void answersToNoOtherName(String host) {
        assertThat(refused(get(host))).isEqualTo(403);
    }

    @Test
    void wantsExactlyOneHost() {
        assertThat(refused(call("GET", LOCAL, LOCAL))).isEqualTo(403);
        assertThat(
                        refused(
                                call(
                                        "GET",
                                        LOCAL,
                                        LOCAL,
                                        "Host",
                                        "localhost:9500",
                                        "Host",
                                        "evil.example:9500")))
                .isEqualTo(403);
    }

    @Test
    void saysHowToReachItFromElsewhere() {
        Answer answer = access.refuse(get("evil.example:9500"));

        assertThat(answer).isNotNull();
        assertThat(new String(answer.body(), StandardCharsets.UTF_8))
                .contains("ssh -L 9500:localhost:9500");
    }

    @Test
    void answersToTheAddressThatTheCallCameToAndToTheNameItIsBoundTo() {
        Access everywhere = new Access("0.0.0.0", 9500, new Token(TOKEN));
        Access named = new Access("App.example", 9500, new Token(TOKEN));
        String bearer = "Bearer " + TOKEN;

        assertThat(
                        refused(
                                everywhere,
                                call(
                                        "GET",
                                        FAR,
                                        "203.0.113.1",
                                        "Host",
                                        "203.0.113.1:9500",
                                        "Authorization",
                                        bearer)))
                .isNull();
        assertThat(refused(everywhere, call("GET", LOCAL, LOCAL, "Host", "0.0.0.0:9500")))
                .isEqualTo(403);
        assertThat(
                        refused(
                                everywhere,
                                call(
                                        "GET",
                                        "2001:db8::9",
                                        "2001:db8::1",
                                        "Host",
                                        "[2001:db8::1]:9500",
                                        "Authorization",
                                        bearer)))
                .isNull();
        assertThat(
                        refused(
                                named,
                                call(
                                        "GET",
                                        FAR,
                                        "203.0.113.1",
                                        "Host",
                                        "app.example:9500",
                                        "Authorization",
                                        bearer)))
                .isNull();
    }

    @Test
    void needsNoPortInTheHostIfItIsThatOfHttp() {
        Access standard = new Access("127.0.0.1", 80, new Token(TOKEN));

        assertThat(refused(standard, get("localhost"))).isNull();
        assertThat(refused(standard, get("[::1]"))).isNull();
        assertThat(refused(standard, get("localhost:80"))).isNull();
        assertThat(refused(standard, get("evil.example"))).isEqualTo(403);
    }

    @ParameterizedTest
    @CsvSource({
        "http://localhost:9500, ",
        "http://LOCALHOST:9500, ",
        "https://localhost:9500, 403",
        "http://127.0.0.1:9500, 403",
        "http://localhost:9501, 403",
        "http://localhost, 403",
        "http://evil.example, 403",
        "null, 403",
        "'', 403"
    })
    void takesAnOriginOnlyIfItIsTheConsolesOwn(String origin, @Nullable Integer refused) {
        Call call = call("GET", LOCAL, LOCAL, "Host", "localhost:9500", "Origin", origin);

        assertThat(refused(call)).isEqualTo(refused);
    }

    @ParameterizedTest
    @CsvSource({
        "POST, 127.0.0.1",
        "PUT, 127.0.0.1",
        "DELETE, 127.0.0.1",
        "OPTIONS, 127.0.0.1",
        "GET, 203.0.113.9",
        "HEAD, 203.0.113.9",
        "POST, 203.0.113.9"
    })
    void needsTheTokenForAllButReadingFromThisMachine(String method, String remote) {
        String[] host = {"Host", "localhost:9500", "Authorization", ""};
        for (String wrong :
                new String[] {
                    "",
                    TOKEN,
                    "Bearer",
                    "Bearer ",
                    "Bearer " + TOKEN + "0",
                    "Bearer " + TOKEN.substring(1),
                    "Basic " + TOKEN
                }) {
            host[3] = wrong;
            assertThat(refused(call(method, remote, LOCAL, host))).as(wrong).isEqualTo(401);
        }
        assertThat(refused(call(method, remote, LOCAL, "Host", "localhost:9500"))).isEqualTo(401);
        host[3] = "bearer  " + TOKEN;
        assertThat(refused(call(method, remote, LOCAL, host))).isNull();
    }

    @Test
    void takesNoTwoAuthorizations() {
        assertThat(
                        refused(
                                call(
                                        "POST",
                                        LOCAL,
                                        LOCAL,
                                        "Host",
                                        "localhost:9500",
                                        "Authorization",
                                        "Bearer " + TOKEN,
                                        "Authorization",
                                        "Bearer " + TOKEN)))
                .isEqualTo(401);
    }

    /** What comes through a proxy on this machine may come from anywhere. */
    @ParameterizedTest
    @ValueSource(strings = {"X-Forwarded-For", "Forwarded"})
    void needsTheTokenForWhatAProxyPassesOn(String header) {
        Call call = call("GET", LOCAL, LOCAL, "Host", "localhost:9500", header, "for=127.0.0.1");

        assertThat(refused(call)).isEqualTo(401);
    }

    @Test
    void asksForABearerTokenAndDoesNotTellIt() {
        Answer answer = access.refuse(call("POST", LOCAL, LOCAL, "Host", "localhost:9500"));

        assertThat(answer).isNotNull();
        assertThat(answer.headers())
                .containsEntry("WWW-Authenticate", "Bearer realm=\"jdbc-warden\"");
        assertThat(new String(answer.body(), StandardCharsets.UTF_8)).doesNotContain(TOKEN);
        assertThat(new Token(TOKEN)).hasToString("***");
    }

    @Test
    void makesTokensThatCannotBeGuessed() {
        String one = Token.random().text();

        assertThat(one).matches("[A-Za-z0-9_-]{24}").isNotEqualTo(Token.random().text());
    }
}
