package io.jdbcwarden.it.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jdbcwarden.it.RunningJvm;
import io.jdbcwarden.it.web.WebApp.Server;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that are no servlets', and an agent that fails. */
@Tag("any-pool")
class OtherScopeTest {
    @Test
    void aHandlerOfTheJdksServerIsARequestEvenIfItIsALambda() throws IOException {
        try (WebApp app = WebApp.start(Server.JDK, "scope.tags=tenant=header:X-Tenant")) {
            assertThat(app.get("/show/4711?x=1", "X-Request-ID", "r-1", "X-Tenant", "acme"))
                    .isEqualTo("request=r-1; user=null; tags=tenant=acme; scope=GET /show/*");
            assertThat(app.get("/secure", "Authorization", basic("anna"), "X-Request-ID", "r-2"))
                    .startsWith("request=r-2; user=anna;");
            assertThat(app.get("/leak", "X-Request-ID", "r-3")).startsWith("request=r-3;");
            await().until(() -> app.active() == 0);
            assertThat(app.jvm().awaitStderr("request r-3")).contains("REQUEST_ENDED");
        }
    }

    private static String basic(String user) {
        byte[] credentials = (user + ":secret").getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(credentials);
    }

    @Test
    void methodsThatAreNamedAreRequests() throws IOException {
        String settings = "scope.methods=io.jdbcwarden.*.Jobs*#run*;stack=never";
        try (RunningJvm jvm = WebApp.jvm(Server.NONE, settings).start()) {
            jvm.awaitStdout("end");
            String main = JobsMain.class.getName();
            String job = main + "$Job";
            assertThat(jvm.awaitStdout("outside: "))
                    .isEqualTo("outside: request=null; user=null; tags=; scope=");
            assertThat(jvm.awaitStdout("static: ")).endsWith("scope=" + main + "#runStatic");
            assertThat(jvm.awaitStdout("instance: ")).endsWith("scope=" + job + "#runInstance");
            assertThat(jvm.awaitStdout("nested: ")).endsWith("scope=" + job + "#runInstance");
            assertThat(jvm.awaitStdout("thrown: ")).isEqualTo("thrown: as thrown, active 0");
            assertThat(jvm.awaitStdout("outside again: "))
                    .isEqualTo("outside again: request=null; user=null; tags=; scope=");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"enter", "exit"})
    void anApplicationWhoseHooksAllFailRunsOn(String when) throws IOException {
        try (WebApp app =
                WebApp.start(
                        WebApp.jvm(Server.TOMCAT_JAVAX, "")
                                .property("warden.internal.fail", when))) {
            for (int i = 0; i < 30; i++) {
                assertThat(app.get("/borrow")).isEqualTo("open");
            }
            assertThat(app.active()).isZero();
        }
    }
}
