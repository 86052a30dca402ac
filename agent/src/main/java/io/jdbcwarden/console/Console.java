package io.jdbcwarden.console;

import io.jdbcwarden.config.Catalogue;
import io.jdbcwarden.config.Settings;
import io.jdbcwarden.jmx.Models;
import io.jdbcwarden.jmx.Parts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the console, or says in one line why it does not. Names no class of the HTTP server, whose
 * module a trimmed runtime may lack.
 */
public final class Console {
    private static final Logger LOG = LoggerFactory.getLogger(Console.class);

    private final Parts parts;
    private final String bind;
    private final int port;
    private final String givenToken;
    private final SlowClients slowClients = new SlowClients();

    /** It will listen where the settings say. */
    public Console(Parts parts, Settings settings) {
        this.parts = parts;
        this.bind = settings.get(Catalogue.CONSOLE_BIND);
        this.port = settings.get(Catalogue.CONSOLE_PORT);
        this.givenToken = settings.get(Catalogue.CONSOLE_TOKEN);
    }

    /** Begins to listen, on a thread of its own: finding the address may ask a name server. */
    public void start() {
        Thread thread = new Thread(null, this::open, "jdbc-warden-console", 0);
        // The server's own threads take over both: they must not keep the JVM alive, nor a web
        // application from being unloaded.
        thread.setDaemon(true);
        thread.setContextClassLoader(ClassLoader.getSystemClassLoader());
        thread.start();
    }

    /** Ends clients that keep a thread waiting. About once a second. */
    public void tick(long nowNanos) {
        slowClients.end(nowNanos);
    }

    private void open() {
        try {
            InetAddress address = InetAddress.getByName(bind);
            Token token = givenToken.isEmpty() ? Token.random() : new Token(givenToken);
            ConsoleServer.open(
                    new InetSocketAddress(address, port),
                    new Access(bind, port, token),
                    new Routes(new Models(parts)),
                    slowClients,
                    parts.errors());
            tell(address, token);
        } catch (IOException e) {
            LOG.warn(
                    "the console is not there: cannot listen on console.bind={},"
                            + " console.port={}: {}",
                    bind,
                    port,
                    e.toString());
        } catch (NoClassDefFoundError e) {
            LOG.warn(
                    "the console is not there: this Java runtime is without the module"
                            + " jdk.httpserver (java --add-modules jdk.httpserver, or jlink with"
                            + " it): {}",
                    e.toString());
        } catch (Throwable t) {
            parts.errors().record("console", t);
        }
    }

    /** The one place where the token is ever told, and only one that nobody else knows. */
    private void tell(InetAddress address, Token token) {
        String host = address.isAnyLocalAddress() ? "localhost" : bind;
        String url = "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port + "/";
        if (givenToken.isEmpty()) {
            LOG.info("console: {} (token for its actions: {})", url, token.text());
        } else {
            LOG.info("console: {} (token for its actions: the setting console.token)", url);
        }
        if (!address.isLoopbackAddress()) {
            LOG.warn(
                    "console.bind={}: the console can be reached from other machines, by plain"
                            + " HTTP; they need the token for everything",
                    bind);
        }
    }
}
