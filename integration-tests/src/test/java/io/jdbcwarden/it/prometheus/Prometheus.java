package io.jdbcwarden.it.prometheus;

import static org.awaitility.Awaitility.await;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A real Prometheus of this test alone, with the rules the jar prints, that scrapes and evaluates
 * once a second. To be closed.
 */
final class Prometheus implements AutoCloseable {
    private static final String CONFIG =
            """
            global:
              scrape_interval: 1s
              evaluation_interval: 1s
            rule_files: [alert-rules.yaml, recording-rules.yaml]
            scrape_configs:
            - job_name: shop
              static_configs:
              - targets: ["127.0.0.1:%d"]
            """;

    private final HttpClient http = HttpClient.newHttpClient();
    private final Path log;
    private final int port;
    private final Process process;
    private final Thread reaper = new Thread(this::kill, "prometheus-reaper");

    private Prometheus(Path directory, int target) throws IOException {
        String program = Tool.find("prometheus");
        Printed.file(directory, "alert-rules.yaml", "alert-rules");
        Printed.file(directory, "recording-rules.yaml", "recording-rules");
        Path config = directory.resolve("prometheus.yml");
        Files.writeString(config, CONFIG.formatted(target));
        this.log = directory.resolve("prometheus.log");
        this.port = freePort();
        this.process =
                new ProcessBuilder(
                                program,
                                "--config.file=" + config,
                                "--storage.tsdb.path=" + directory.resolve("data"),
                                "--web.listen-address=127.0.0.1:" + port)
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        Runtime.getRuntime().addShutdownHook(reaper);
    }

    /**
     * Starts it and waits until it serves.
     *
     * @param target the port of the exporter on this host
     */
    static Prometheus start(Path directory, int target) throws IOException {
        Prometheus prometheus = new Prometheus(directory, target);
        try {
            await().atMost(Duration.ofSeconds(60))
                    .ignoreExceptionsInstanceOf(IOException.class)
                    .until(prometheus::isReady);
        } catch (RuntimeException | Error e) {
            String printed = Files.readString(prometheus.log);
            prometheus.close();
            throw new AssertionError("Prometheus does not serve:\n" + printed, e);
        }
        return prometheus;
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private boolean isReady() throws IOException, InterruptedException {
        if (!process.isAlive()) {
            throw new AssertionError("Prometheus ended:\n" + Files.readString(log));
        }
        return send("/-/ready", Map.of()).statusCode() == 200;
    }

    /** What {@code /federate} gives another Prometheus for this selector. */
    String federate(String match) throws IOException, InterruptedException {
        return send("/federate", Map.of("match[]", match)).body();
    }

    /** The values of a label of the series that match. */
    List<String> labelValues(String label, String match) throws IOException, InterruptedException {
        List<String> values = new ArrayList<>();
        JsonElement data = get("/api/v1/label/" + label + "/values", Map.of("match[]", match));
        data.getAsJsonArray().forEach(value -> values.add(value.getAsString()));
        return values;
    }

    /** The data of {@code /api/v1/rules}: the groups. */
    JsonObject rules() throws IOException, InterruptedException {
        return get("/api/v1/rules", Map.of()).getAsJsonObject();
    }

    /** All values now, without those that are no number. */
    double[] query(String expression) throws IOException, InterruptedException {
        JsonElement data = get("/api/v1/query", Map.of("query", expression));
        List<Double> values = new ArrayList<>();
        for (JsonElement series : data.getAsJsonObject().getAsJsonArray("result")) {
            add(series.getAsJsonObject().getAsJsonArray("value"), values);
        }
        return toArray(values);
    }

    /** All values of all series between two times in seconds, without those that are no number. */
    double[] queryRange(String expression, long start, long end)
            throws IOException, InterruptedException {
        Map<String, String> parameters =
                Map.of("query", expression, "start", "" + start, "end", "" + end, "step", "1");
        List<Double> values = new ArrayList<>();
        JsonElement data = get("/api/v1/query_range", parameters);
        for (JsonElement series : data.getAsJsonObject().getAsJsonArray("result")) {
            for (JsonElement value : series.getAsJsonObject().getAsJsonArray("values")) {
                add(value.getAsJsonArray(), values);
            }
        }
        return toArray(values);
    }

    private static void add(Iterable<JsonElement> timeAndValue, List<Double> to) {
        String text = "";
        for (JsonElement element : timeAndValue) {
            text = element.getAsString();
        }
        double value = Double.parseDouble(text.replace("Inf", "Infinity"));
        if (!Double.isNaN(value) && !Double.isInfinite(value)) {
            to.add(value);
        }
    }

    private static double[] toArray(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** Whether this expression has a value now that is not 0. */
    boolean holds(String expression) throws IOException, InterruptedException {
        return Arrays.stream(query(expression)).anyMatch(value -> value != 0);
    }

    private JsonElement get(String path, Map<String, String> parameters)
            throws IOException, InterruptedException {
        HttpResponse<String> response = send(path, parameters);
        JsonObject answer = JsonParser.parseString(response.body()).getAsJsonObject();
        if (!answer.get("status").getAsString().equals("success")) {
            throw new AssertionError(parameters + ": " + response.body());
        }
        return answer.get("data");
    }

    private HttpResponse<String> send(String path, Map<String, String> parameters)
            throws IOException, InterruptedException {
        StringBuilder address = new StringBuilder("http://127.0.0.1:" + port + path);
        char separator = '?';
        for (Map.Entry<String, String> parameter : parameters.entrySet()) {
            address.append(separator)
                    .append(URLEncoder.encode(parameter.getKey(), StandardCharsets.UTF_8))
                    .append('=')
                    .append(URLEncoder.encode(parameter.getValue(), StandardCharsets.UTF_8));
            separator = '&';
        }
        return http.send(
                HttpRequest.newBuilder(URI.create(address.toString())).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private void kill() {
        process.destroyForcibly();
    }

    @Override
    public void close() {
        kill();
        process.onExit().join();
        try {
            Runtime.getRuntime().removeShutdownHook(reaper);
        } catch (IllegalStateException e) {
            // This JVM is ending: the hook runs anyway.
        }
    }
}
