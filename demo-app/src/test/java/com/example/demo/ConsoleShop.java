package com.example.demo;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The shop, guarded and with the web console, on a database of its own. */
final class ConsoleShop implements AutoCloseable {

    static final String TOKEN = "token-of-the-browser-tests";

    /** Between two months of the yearly report, which so takes two minutes. */
    private static final int REPORT_PAUSE_MILLIS = 10_000;

    final DemoDatabase database;
    final ShopProcess process;
    final String console;

    private final HttpClient http = HttpClient.newHttpClient();

    private ConsoleShop(DemoDatabase database, ShopProcess process, String console) {
        this.database = database;
        this.process = process;
        this.console = console;
    }

    static ConsoleShop start(File work) throws Exception {
        DemoSettings settings = DemoSettings.parse();
        Files.createDirectories(work.toPath());
        DemoDatabase database = new DemoDatabase(new File(work, "postgresql"));
        database.start();
        try {
            database.clear();
            int port = ShopProcess.freePort();
            ShopProcess process =
                    ShopProcess.start(
                            settings.shopJar(),
                            database.url(),
                            new File(work, "shop.log"),
                            List.of(
                                    "-javaagent:" + settings.agentJar(),
                                    "-Dwarden.console.port=" + port,
                                    "-Dwarden.console.token=" + TOKEN,
                                    // The browser test looks at borrow stacks.
                                    "-Dwarden.stack=always",
                                    "-Dreport.pause=" + REPORT_PAUSE_MILLIS));
            return new ConsoleShop(database, process, "http://127.0.0.1:" + port + "/");
        } catch (Exception e) {
            database.close();
            throw e;
        }
    }

    /** Asks for a page of the shop as a customer, without waiting for it; gives its status. */
    CompletableFuture<Integer> visit(String path, String requestId) throws IOException {
        return http.sendAsync(
                        request(path, requestId).build(), HttpResponse.BodyHandlers.discarding())
                .thenApply(HttpResponse::statusCode);
    }

    /** Sends a form of the shop as a customer; gives the status. */
    int post(String path, String form) throws IOException, InterruptedException {
        return http.send(
                        request(path, "post-" + System.nanoTime())
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(HttpRequest.BodyPublishers.ofString(form))
                                .build(),
                        HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private HttpRequest.Builder request(String path, String requestId) throws IOException {
        byte[] login = "user1:secret1".getBytes(StandardCharsets.UTF_8);
        return HttpRequest.newBuilder(URI.create(process.url() + path.substring(1)))
                .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(login))
                .header("X-Request-ID", requestId);
    }

    /** What the console's API answers. */
    HttpResponse<String> api(String path) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create(console + path)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** Ends the reports that are under way. */
    void endReports() throws SQLException {
        try (Connection con = DriverManager.getConnection(database.url(), "postgres", "postgres");
                Statement st = con.createStatement()) {
            st.execute(
                    "select pg_cancel_backend(pid) from pg_stat_activity"
                            + " where query like '%yearly_sales%' and pid <> pg_backend_pid()");
        }
    }

    @Override
    public void close() {
        process.close();
        database.close();
    }
}
