package io.jdbcwarden.cli;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.management.openmbean.CompositeData;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs sessions through a pool of the application. */
@Command(
        name = "load-test",
        description =
                "Runs sessions at once through a pool, each a request of its own, and says whether"
                        + " they stayed apart; exit code 1 if they did not all succeed.")
final class LoadTestCommand extends ReadCommand {
    private static final long LOOK_MILLIS = 100;

    @Parameters(index = "1", paramLabel = "<pool>", description = "The pool's name.")
    @SuppressWarnings("NullAway.Init") // by picocli
    private String pool;

    @Option(
            names = "--sessions",
            paramLabel = "<count>",
            defaultValue = "100",
            description = "How many sessions; ${DEFAULT-VALUE} if not given.")
    private int sessions;

    @Option(
            names = "--users",
            paramLabel = "<count>",
            description = "Of how many users; as many as sessions, but 10 at most, if not given.")
    private @Nullable Integer users;

    @Option(
            names = "--seconds",
            paramLabel = "<count>",
            defaultValue = "30",
            description = "What is not done by then has failed; ${DEFAULT-VALUE} if not given.")
    private int seconds;

    @Override
    int patienceSeconds() {
        return Math.max(0, seconds) + super.patienceSeconds();
    }

    @Override
    int run(Target target) {
        int ofUsers = users == null ? Math.min(10, sessions) : users;
        long before = Human.number(target.get("Pool", pool, "Borrows"));
        CompletableFuture<@Nullable Object> running =
                CompletableFuture.supplyAsync(
                        () -> target.invoke("LoadTest", "run", pool, sessions, ofUsers, seconds));
        Progress progress = new Progress(isJson() ? 0 : Terminal.width(), sessions, out());
        try {
            while (!ended(running)) {
                long borrows = Human.number(target.get("Pool", pool, "Borrows"));
                progress.show(borrows - before);
            }
            progress.end();
            CompositeData result = (CompositeData) running.join();
            return tell(result);
        } catch (CompletionException e) {
            progress.end();
            if (e.getCause() instanceof Failure) {
                throw (Failure) e.getCause();
            }
            throw e;
        }
    }

    private static boolean ended(CompletableFuture<@Nullable Object> running) {
        try {
            running.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            return true;
        } catch (InterruptedException e) {
            throw new Failure("interrupted", e);
        } catch (ExecutionException e) {
            return true;
        } catch (TimeoutException e) {
            return false;
        }
    }

    private int tell(@Nullable CompositeData result) {
        if (result == null) {
            throw new Failure("the load test says nothing");
        }
        if (isJson()) {
            json(result);
        } else {
            table(
                    new Table(
                                    "POOL",
                                    "SESSIONS",
                                    "SUCCEEDED",
                                    "FAILED",
                                    "LEAKED",
                                    "VIOLATIONS",
                                    "PEAK",
                                    "TOTAL",
                                    "AVG",
                                    "P99")
                            .row(
                                    result.get("pool"),
                                    result.get("sessions"),
                                    result.get("succeeded"),
                                    result.get("failed"),
                                    result.get("leaked"),
                                    result.get("violations"),
                                    result.get("peak"),
                                    Human.millis(Human.decimal(result.get("totalMillis"))),
                                    Human.millis(Human.decimal(result.get("avgMillis"))),
                                    Human.millis(Human.decimal(result.get("p99Millis")))));
            Object problem = result.get("problem");
            if (problem != null && !problem.equals("")) {
                out().println("first problem: " + Table.clean(problem.toString()));
            }
        }
        boolean good =
                Human.number(result.get("failed")) == 0
                        && Human.number(result.get("leaked")) == 0
                        && Human.number(result.get("violations")) == 0;
        return good ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }
}
