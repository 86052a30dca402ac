package io.jdbcwarden.console;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.jdbcwarden.session.ThreadState;
import io.jdbcwarden.util.DistinctErrors;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The HTTP server: takes requests, has them checked and answered. */
final class ConsoleServer {
    private static final int THREADS = 4;
    private static final int WAITING = 16;

    private final Access access;
    private final Routes routes;
    private final SlowClients slowClients;
    private final DistinctErrors errors;
    private final AtomicInteger threads = new AtomicInteger();

    private ConsoleServer(
            Access access, Routes routes, SlowClients slowClients, DistinctErrors errors) {
        this.access = access;
        this.routes = routes;
        this.slowClients = slowClients;
        this.errors = errors;
    }

    /**
     * Begins to listen. The server's threads are daemons if the calling one is.
     *
     * @throws IOException if the address cannot be had
     */
    static HttpServer open(
            InetSocketAddress address,
            Access access,
            Routes routes,
            SlowClients slowClients,
            DistinctErrors errors)
            throws IOException {
        ConsoleServer console = new ConsoleServer(access, routes, slowClients, errors);
        HttpServer server = HttpServer.create(address, WAITING);
        server.setExecutor(console.executor());
        server.createContext("/", console::handle);
        server.start();
        return server;
    }

    private ThreadPoolExecutor executor() {
        ThreadPoolExecutor executor =
                new ThreadPoolExecutor(
                        THREADS,
                        THREADS,
                        10,
                        TimeUnit.SECONDS,
                        new LinkedBlockingQueue<>(),
                        this::thread) {
                    // The server reads the head of a request before it calls the handler.
                    @Override
                    protected void beforeExecute(Thread thread, Runnable work) {
                        slowClients.begin();
                    }

                    @Override
                    protected void afterExecute(Runnable work, Throwable thrown) {
                        slowClients.pause();
                    }
                };
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }

    /** A daemon, whose requests are the agent's own: no hook takes them for the application's. */
    private Thread thread(Runnable work) {
        Thread thread =
                new Thread(
                        null,
                        () -> {
                            ThreadState.current().enterAgent();
                            work.run();
                        },
                        "jdbc-warden-console-" + threads.incrementAndGet(),
                        0);
        thread.setDaemon(true);
        thread.setContextClassLoader(null);
        return thread;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try {
            send(exchange, answer(exchange));
        } finally {
            exchange.close();
        }
    }

    private Answer answer(HttpExchange exchange) throws IOException {
        Call call = Call.of(exchange);
        Answer refusal = access.refuse(call);
        if (refusal != null) {
            return refusal;
        }
        try {
            call = call.isPost() ? call.withForm(exchange) : call;
            // What the routes call has deadlines of its own.
            slowClients.pause();
            return routes.answer(call);
        } catch (Refused refused) {
            return refused.answer();
        } catch (IOException e) {
            throw e;
        } catch (Throwable t) {
            errors.record("console", t);
            return Answer.error(500, "an error of the agent itself: see its log");
        } finally {
            slowClients.begin();
        }
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        Headers headers = exchange.getResponseHeaders();
        answer.headers().forEach(headers::set);
        byte[] body = answer.body();
        if (exchange.getRequestMethod().equals("HEAD") || body.length == 0) {
            exchange.sendResponseHeaders(answer.status(), -1);
        } else {
            exchange.sendResponseHeaders(answer.status(), body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
