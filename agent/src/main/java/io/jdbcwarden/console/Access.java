package io.jdbcwarden.console;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who may ask. A page of another site, open in the operator's browser, may not: it can point a name
 * of its own at this address (so the host must be one of ours), and send requests from its own
 * origin (so an origin, if told, must be ours). Another machine may only with the token, and so may
 * what only a proxy on this machine passes on. Immutable.
 */
final class Access {
    private static final String BEARER = "bearer ";
    private static final Pattern LOOPBACK = Pattern.compile("127\\.\\d+\\.\\d+\\.\\d+");

    private final String bind;
    private final int port;
    private final Token token;

    Access(String bind, int port, Token token) {
        this.bind = bind.toLowerCase(Locale.ROOT);
        this.port = port;
        this.token = token;
    }

    /** Null if it may; else what it gets for an answer. */
    @Nullable Answer refuse(Call call) {
        String host = call.header("Host");
        if (host == null || !isOurs(host.toLowerCase(Locale.ROOT), call.local())) {
            return Answer.error(
                    403,
                    "Host must be localhost:"
                            + port
                            + " or the console's own address and port; to reach it from"
                            + " elsewhere, forward the same port (ssh -L "
                            + port
                            + ":localhost:"
                            + port
                            + ")");
        }
        if (call.has("Origin")) {
            String origin = call.header("Origin");
            if (origin == null || !origin.equalsIgnoreCase("http://" + host)) {
                return Answer.error(403, "Origin must be the console's own");
            }
        }
        boolean open = call.isRead() && isLocal(call);
        if (!open && !isKnown(call)) {
            return Answer.error(
                            401,
                            "needs the header Authorization: Bearer <token>; the token is the"
                                    + " setting console.token, or was printed in the agent's log"
                                    + " when the console started")
                    .with("WWW-Authenticate", "Bearer realm=\"jdbc-warden\"");
        }
        return null;
    }

    private static boolean isLocal(Call call) {
        return call.remote().isLoopbackAddress()
                && !call.has("Forwarded")
                && !call.has("X-Forwarded-For");
    }

    private boolean isKnown(Call call) {
        String given = call.header("Authorization");
        return given != null
                && given.regionMatches(true, 0, BEARER, 0, BEARER.length())
                && token.isSame(given.substring(BEARER.length()).trim());
    }

    private boolean isOurs(String host, InetAddress local) {
        int colon = host.lastIndexOf(':');
        boolean hasPort = colon > host.lastIndexOf(']');
        if (!(hasPort ? host.substring(colon + 1).equals("" + port) : port == 80)) {
            return false;
        }
        String name = hasPort ? host.substring(0, colon) : host;
        if (name.startsWith("[") && name.endsWith("]")) {
            // In brackets it is an address, or an error: no name is looked up.
            return isLoopbackOr(local, name);
        }
        return name.equals("localhost")
                || LOOPBACK.matcher(name).matches()
                || name.equals(local.getHostAddress())
                || (name.equals(bind) && !name.equals("0.0.0.0"));
    }

    private static boolean isLoopbackOr(InetAddress local, String literal) {
        try {
            InetAddress address = InetAddress.getByName(literal);
            return address.isLoopbackAddress()
                    || (address.equals(local) && !address.isAnyLocalAddress());
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
