package io.jdbcwarden.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StackTextTest {
    private static final StackTraceElement AGENT = frame("io.jdbcwarden.hook.Hooks", "entered");
    private static final StackTraceElement POOL =
            frame("com.zaxxer.hikari.HikariDataSource", "getConnection");
    private static final StackTraceElement DATABASE = frame("com.acme.Database", "getConnection");
    private static final StackTraceElement SERVICE = frame("com.acme.Orders", "place");
    private static final StackTraceElement SERVLET =
            frame("javax.servlet.http.HttpServlet", "service");

    @Test
    void namesTheFirstFrameOfTheApplicationAndWhoCalledIt() {
        assertThat(StackText.site(stack(AGENT, POOL, DATABASE, SERVICE, SERVLET)))
                .isEqualTo(
                        "com.acme.Database.getConnection(Database.java:7), called from"
                                + " com.acme.Orders.place(Orders.java:7)");
    }

    @Test
    void looksThroughTheFrameworkBetweenThem() {
        assertThat(StackText.site(stack(POOL, DATABASE, SERVLET, SERVICE)))
                .startsWith("com.acme.Database")
                .endsWith("com.acme.Orders.place(Orders.java:7)");
    }

    @Test
    void namesTheFirstFrameBelowThePoolWhereNoneIsTheApplications() {
        assertThat(StackText.site(stack(AGENT, POOL, SERVLET)))
                .isEqualTo("javax.servlet.http.HttpServlet.service(HttpServlet.java:7)");
        assertThat(StackText.site(stack())).isNull();
    }

    @Test
    void showsTheStackWithoutTheAgentsAndThePoolsOwnFrames() {
        assertThat(StackText.of(stack(AGENT, POOL, DATABASE, SERVICE)))
                .isEqualTo("\tat " + DATABASE + "\n\tat " + SERVICE + "\n");
    }

    @Test
    void foldsTheFramesOfFrameworks() {
        StackTraceElement filter = frame("org.apache.catalina.core.Chain", "doFilter");
        StackTraceElement worker = frame("java.util.concurrent.ThreadPoolExecutor", "run");
        StackTraceElement proxy = frame("com.acme.Orders$$SpringCGLIB$$0", "place");

        assertThat(
                        StackText.of(
                                stack(
                                        AGENT, POOL, DATABASE, proxy, SERVICE, SERVLET, filter,
                                        filter, worker)))
                .isEqualTo(
                        "\tat "
                                + DATABASE
                                + "\n\tat "
                                + proxy
                                + "\n\tat "
                                + SERVICE
                                + "\n\t... 4 frames of javax.servlet.http, org.apache.catalina,"
                                + " java.util.concurrent\n");
    }

    @Test
    void showsFirstWhatAThreadIsDoing() {
        StackTraceElement read = frame("java.net.Socket", "read");

        assertThat(StackText.of(stack(read, read, read, read, SERVICE)))
                .isEqualTo("\tat " + read + "\n\t... 3 frames of java.net\n\tat " + SERVICE + "\n");
    }

    @Test
    void foldsNothingWhereNoFrameIsTheApplications() {
        assertThat(StackText.of(stack(SERVLET, SERVLET, SERVLET, SERVLET)))
                .doesNotContain("frames of");
    }

    private static StackTraceElement[] stack(StackTraceElement... frames) {
        return frames;
    }

    private static StackTraceElement frame(String type, String method) {
        String file = type.substring(type.lastIndexOf('.') + 1) + ".java";
        return new StackTraceElement(type, method, file, 7);
    }
}
