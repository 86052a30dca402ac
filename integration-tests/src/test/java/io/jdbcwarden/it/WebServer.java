package io.jdbcwarden.it;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A web application on the JDK's own server: one handler for everything. */
final class WebServer implements AutoCloseable {
    /** What the application answers. */
    interface Handler {
        String answer(String requestId, String user) throws Exception;
    }

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;
    private final HttpClient client = HttpClient.newHttpClient();

    WebServer(Handler handler) {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 200);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", new Answering(handler));
        server.setExecutor(threads);
        server.start();
    }

    /** Sends a request and waits for the answer. Any thread. */
    HttpResponse<String> send(String requestId, String user) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
        HttpRequest request =
                HttpRequest.newBuilder(uri)
                        .header("X-Request-ID", requestId)
                        .header("X-User", user)
                        .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    /** Answers 200, or 500 with the stack trace of what went wrong. */
    private static final class Answering implements HttpHandler {
        private final Handler handler;

        Answering(Handler handler) {
            this.handler = handler;
        }

        @Override
        public void handle(HttpExchange exchange) throws IOException {
            int status = 200;
            String body;
            try {
                body =
                        handler.answer(
                                exchange.getRequestHeaders().getFirst("X-Request-ID"),
                                exchange.getRequestHeaders().getFirst("X-User"));
            } catch (Exception | AssertionError e) {
                status = 500;
                StringWriter text = new StringWriter();
                e.printStackTrace(new PrintWriter(text, true));
                body = text.toString();
            }
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        }
    }
}
