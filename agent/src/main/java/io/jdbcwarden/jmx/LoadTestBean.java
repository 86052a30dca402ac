package io.jdbcwarden.jmx;

import static javax.management.openmbean.SimpleType.BOOLEAN;
import static javax.management.openmbean.SimpleType.DOUBLE;
import static javax.management.openmbean.SimpleType.INTEGER;
import static javax.management.openmbean.SimpleType.STRING;
import static javax.management.openmbean.SimpleType.VOID;

import io.jdbcwarden.operate.LoadTest;
import io.jdbcwarden.operate.LoadTestProgress;
import io.jdbcwarden.operate.LoadTestResult;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.OpenMBeanParameterInfo;
import org.jspecify.annotations.Nullable;

/** {@code jdbcwarden:type=LoadTest}: concurrent sessions through a pool, to see them kept apart. */
final class LoadTestBean {
    private static final Columns RESULT =
            Columns.of("LoadTest", "What came of a load test")
                    .column("pool", STRING, "The pool's name")
                    .column("sessions", INTEGER, "Sessions that were run")
                    .column("succeeded", INTEGER, "Those that found all as it should be")
                    .column("failed", INTEGER, "Those that did not, or not in time")
                    .column("totalMillis", DOUBLE, "From the first's start to the last's end")
                    .column("avgMillis", DOUBLE, "Of one session, from borrow to close")
                    .column("p99Millis", DOUBLE, "99 of 100 sessions took no longer")
                    .column("leaked", INTEGER, "Sessions that were still open after their close")
                    .column("violations", INTEGER, "Foreign tags, or a shared connection")
                    .column("peak", INTEGER, "The most sessions that were open at once")
                    .column("problem", STRING, "The first thing that went wrong, if any")
                    .key(1);

    private static final Columns PROGRESS =
            Columns.of("LoadTestProgress", "How far a load test is")
                    .column("running", BOOLEAN, "Whether it still runs")
                    .column("done", INTEGER, "Sessions that have ended, well or not")
                    .column("open", INTEGER, "Sessions that have a connection now")
                    .column("ended", STRING, "Why it ended early, if it did")
                    .column("result", RESULT.row(), "What has come of it so far")
                    .key(1);

    private LoadTestBean() {}

    static OpenBean of(LoadTest loadTest) {
        OpenBean bean =
                new OpenBean("A load test on the running application")
                        .attribute(
                                "Progress",
                                PROGRESS.row(),
                                "How far the one that runs is, or what came of the last one; empty"
                                        + " if there was none",
                                () -> progress(loadTest.progress()));
        return bean.operation(
                        "run",
                        RESULT.row(),
                        true,
                        "Runs sessions at once through a pool, each a request of its own: borrow,"
                                + " ask the database, check that the session is its own, close",
                        arguments ->
                                row(
                                        loadTest.run(
                                                arguments.text(0),
                                                number(arguments, 1),
                                                number(arguments, 2),
                                                number(arguments, 3))),
                        parameters())
                .operation(
                        "start",
                        VOID,
                        true,
                        "Runs it too, but does not wait for its end: see Progress",
                        arguments -> {
                            loadTest.start(
                                    arguments.text(0),
                                    number(arguments, 1),
                                    number(arguments, 2),
                                    number(arguments, 3));
                            return null;
                        },
                        parameters())
                .operation(
                        "stop",
                        VOID,
                        true,
                        "Ends the one that start began",
                        arguments -> {
                            loadTest.stop();
                            return null;
                        });
    }

    private static OpenMBeanParameterInfo[] parameters() {
        return new OpenMBeanParameterInfo[] {
            OpenBean.parameter("pool", STRING, "The pool's name"),
            OpenBean.parameter(
                    "sessions", INTEGER, "How many sessions, from 1 to " + LoadTest.MOST_SESSIONS),
            OpenBean.parameter("users", INTEGER, "Of how many users, at most as many as sessions"),
            OpenBean.parameter(
                    "seconds",
                    INTEGER,
                    "What is not done by then has failed; from 1 to " + LoadTest.LONGEST_SECONDS)
        };
    }

    private static @Nullable CompositeData progress(@Nullable LoadTestProgress progress) {
        return progress == null
                ? null
                : PROGRESS.row(
                        progress.isRunning(),
                        progress.done(),
                        progress.open(),
                        progress.failure(),
                        row(progress.result()));
    }

    private static int number(Arguments arguments, int index) {
        return (int) arguments.number(index, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    private static CompositeData row(LoadTestResult result) {
        return RESULT.row(
                result.pool(),
                result.sessions(),
                result.succeeded(),
                result.failed(),
                result.totalMillis(),
                result.averageMillis(),
                result.p99Millis(),
                result.leaked(),
                result.violations(),
                result.peak(),
                result.problem());
    }
}
