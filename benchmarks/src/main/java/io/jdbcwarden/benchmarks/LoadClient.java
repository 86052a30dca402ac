package io.jdbcwarden.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutionException;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The main of a measured JVM: does what {@link LoadChild} tells it on standard input, one line a
 * slice, and answers each with one line. Ends when the input does, so it never outlives its parent.
 */
public final class LoadClient {
    /** What an answer begins with: pools and agents may print too. */
    static final String ANSWER = "slice ";

    private LoadClient() {}

    /** Takes the address of the database and the size of the pool. */
    public static void main(String[] arguments) {
        PrintStream answers = System.out;
        System.setOut(System.err);
        int status = 0;
        try {
            serve(open(arguments[0], Integer.parseInt(arguments[1])), answers);
        } catch (Exception e) {
            e.printStackTrace();
            status = 1;
        }
        // Whatever threads a pool or an agent still has.
        Runtime.getRuntime().halt(status);
    }

    private static DataSource open(String url, int size) {
        PGSimpleDataSource driver = new PGSimpleDataSource();
        driver.setUrl(url);
        driver.setUser(LoadServer.USER);
        return DataSources.open(driver, size);
    }

    private static void serve(DataSource pool, PrintStream answers)
            throws IOException, InterruptedException, ExecutionException {
        LoadWorkers workers = new LoadWorkers();
        BufferedReader tasks =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line; (line = tasks.readLine()) != null; ) {
            int blank = line.indexOf(' ');
            double seconds = Double.parseDouble(line.substring(0, blank));
            LoadTask task = LoadTask.parse(line.substring(blank + 1));
            answers.println(ANSWER + workers.run(task, pool, seconds).text());
            answers.flush();
        }
    }
}
