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
    void findsTheSameSiteInTheTextOfAStack() {
        StackTraceElement[] stack = stack(AGENT, POOL, DATABASE, SERVLET, SERVICE);

        assertThat(StackText.site("borrowed at:\n" + StackText.of(stack)))
                .isEqualTo(StackText.site(stack));
        assertThat(StackText.site(StackText.of(stack(POOL, SERVLET))))
                .isEqualTo("javax.servlet.http.HttpServlet.service(HttpServlet.java:7)");
        assertThat(StackText.site("")).isNull();
        assertThat(StackText.site("owner thread has ended\n")).isNull();
    }

    @Test
    void findsTheSiteInTheFirstOfSeveralStacks() {
        String used = "used at:\n" + StackText.of(stack(SERVICE));

        assertThat(StackText.site(used + "borrowed at:\n" + StackText.of(stack(DATABASE))))
                .isEqualTo("com.acme.Orders.place(Orders.java:7)");
    }

    @Test
    void showsTheStackWithoutTheAgentsAndThePoolsOwnFrames() {
        assertThat(StackText.of(stack(AGENT, POOL, DATABASE, SERVICE)))
                .isEqualTo("\tat " + DATABASE + "\n\tat " + SERVICE + "\n");
    }

    private static StackTraceElement[] stack(StackTraceElement... frames) {
        return frames;
    }

    private static StackTraceElement frame(String type, String method) {
        String file = type.substring(type.lastIndexOf('.') + 1) + ".java";
        return new StackTraceElement(type, method, file, 7);
    }
}
