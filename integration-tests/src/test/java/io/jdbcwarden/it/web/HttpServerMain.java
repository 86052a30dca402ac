package io.jdbcwarden.it.web;

import com.sun.net.httpserver.BasicAuthenticator;
import com.sun.net.httpserver.HttpContext;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;

/** The JDK's own server, with handlers that are lambdas. */
final class HttpServerMain {
    private HttpServerMain() {}

    public static void main(String[] arguments) throws Exception {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newFixedThreadPool(2));
        server.createContext("/show", exchange -> answer(exchange, Seen.once()));
        server.createContext("/active", exchange -> answer(exchange, "" + Seen.active()));
        server.createContext(
                "/leak",
                exchange -> {
                    Seen.leak();
                    answer(exchange, Seen.sessionOfThisThread());
                });
        HttpContext secure =
                server.createContext("/secure", exchange -> answer(exchange, Seen.once()));
        secure.setAuthenticator(
                new BasicAuthenticator("test") {
                    @Override
                    public boolean checkCredentials(String user, String password) {
                        return true;
                    }
                });
        server.start();
        System.out.println("port " + server.getAddress().getPort());
    }

    private static void answer(HttpExchange exchange, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
