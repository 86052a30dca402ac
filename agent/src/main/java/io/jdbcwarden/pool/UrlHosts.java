package io.jdbcwarden.pool;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The hosts in a JDBC URL, each with its port, in the notations of PostgreSQL, MySQL, MariaDB,
 * Oracle and SQL Server, and of those who write {@code //host:port/} as they do.
 */
final class UrlHosts {
    private static final Pattern ORACLE_ADDRESS =
            Pattern.compile("\\(\\s*ADDRESS\\s*=((?:\\s*\\([^()]*\\))+)", Pattern.CASE_INSENSITIVE);
    private static final Pattern HOST_KEY = key("HOST");
    private static final Pattern PORT_KEY = key("PORT");
    private static final Pattern SERVER_NAME = property("(?:serverName|server)");
    private static final Pattern PORT_NUMBER = property("(?:portNumber|port)");
    private static final Pattern FAILOVER_PARTNER = property("failoverPartner");

    private UrlHosts() {}

    /** In the order of the URL; empty if it names none. */
    static List<String> of(String url) {
        String scheme = url.toLowerCase(Locale.ROOT);
        if (scheme.startsWith("jdbc:oracle:")) {
            return ofOracle(url);
        }
        return scheme.startsWith("jdbc:sqlserver:") ? ofSqlServer(url) : ofOthers(url, scheme);
    }

    /** The name that Oracle's driver looks up elsewhere; null if the URL has none. */
    static @Nullable String alias(String url) {
        boolean oracle = url.toLowerCase(Locale.ROOT).startsWith("jdbc:oracle:");
        String target = oracle ? oracleTarget(url) : "";
        return target.isEmpty() || target.indexOf('(') >= 0 || target.indexOf(':') >= 0
                ? null
                : target;
    }

    private static String oracleTarget(String url) {
        int at = url.lastIndexOf('@');
        String target = at < 0 ? "" : url.substring(at + 1);
        int parameters = target.indexOf('?');
        return (parameters < 0 ? target : target.substring(0, parameters)).trim();
    }

    private static List<String> ofOracle(String url) {
        String target = oracleTarget(url);
        List<String> hosts = new ArrayList<>();
        if (target.indexOf('(') >= 0) {
            Matcher address = ORACLE_ADDRESS.matcher(target);
            while (address.find()) {
                addPair(address.group(1), 1521, hosts);
            }
            return hosts;
        }
        boolean easy = target.contains("//");
        String text = easy ? target.substring(target.indexOf("//") + 2) : target;
        int end = text.indexOf('/');
        if (end < 0 && !easy && text.indexOf(':') < 0) {
            // An alias.
            return hosts;
        }
        String list = end < 0 ? text : text.substring(0, end);
        if (list.startsWith("ldap")) {
            return hosts;
        }
        for (String host : list.split("[,;]")) {
            // host:port:sid
            String[] parts = host.trim().split(":", -1);
            boolean plain = host.indexOf('[') < 0 && parts.length > 2;
            add(plain ? parts[0] + ":" + parts[1] : host, 1521, hosts);
        }
        return hosts;
    }

    private static List<String> ofSqlServer(String url) {
        List<String> hosts = new ArrayList<>();
        int slashes = url.indexOf("//");
        int end = url.indexOf(';');
        String named = "";
        if (slashes >= 0) {
            named = end < 0 ? url.substring(slashes + 2) : url.substring(slashes + 2, end);
        }
        String port = value(PORT_NUMBER, url);
        String name = named.isEmpty() ? value(SERVER_NAME, url) : named;
        if (name != null) {
            addSqlServer(name, port, hosts);
        }
        String partner = value(FAILOVER_PARTNER, url);
        if (partner != null) {
            addSqlServer(partner, port, hosts);
        }
        return hosts;
    }

    /** {@code host\instance:port}: the instance is looked up at the host. */
    private static void addSqlServer(String text, @Nullable String port, List<String> to) {
        String host = text.replaceAll("\\\\[^:]*", "");
        boolean named = !host.equals(text);
        if (port != null && host.indexOf(':') < 0) {
            host += ":" + port;
        }
        add(host, named ? 0 : 1433, to);
    }

    private static List<String> ofOthers(String url, String scheme) {
        List<String> hosts = new ArrayList<>();
        int slashes = url.indexOf("//");
        if (slashes < 0) {
            return hosts;
        }
        int defaultPort = 0;
        if (scheme.contains("postgresql:")) {
            defaultPort = 5432;
        } else if (scheme.contains("mysql:") || scheme.contains("mariadb:")) {
            defaultPort = 3306;
        }
        for (String part : split(url.substring(slashes + 2))) {
            if (part.indexOf('(') >= 0) {
                addPair(part, defaultPort, hosts);
            } else {
                add(part, defaultPort, hosts);
            }
        }
        return hosts;
    }

    /** At the commas outside of parentheses, up to the slash or question mark outside of them. */
    private static List<String> split(String text) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        int depth = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '(') {
                depth++;
            } else if (c == ')') {
                depth--;
            }
            if (depth <= 0 && (c == '/' || c == '?' || c == ';')) {
                break;
            }
            if (depth <= 0 && c == ',') {
                parts.add(part.toString());
                part.setLength(0);
            } else {
                part.append(c);
            }
        }
        parts.add(part.toString());
        return parts;
    }

    private static void addPair(String text, int defaultPort, List<String> to) {
        String host = value(HOST_KEY, text);
        String port = value(PORT_KEY, text);
        if (host != null) {
            add(port == null ? host : host + ":" + port, defaultPort, to);
        }
    }

    /** Adds one without {@code user:password@}, with its port if one is known. */
    private static void add(String text, int defaultPort, List<String> to) {
        String host = text.substring(text.lastIndexOf('@') + 1).trim();
        // MySQL: [host,host], which is no IPv6 address.
        if (host.startsWith("[") && host.indexOf(':', 1) != host.lastIndexOf(':')) {
            boolean hasPort = host.indexOf("]:") > 0;
            addOnce(hasPort || defaultPort == 0 ? host : host + ":" + defaultPort, to);
            return;
        }
        host = host.replace("[", "").replace("]", "");
        if (!host.isEmpty()) {
            boolean hasPort = host.indexOf(':') >= 0;
            addOnce(hasPort || defaultPort == 0 ? host : host + ":" + defaultPort, to);
        }
    }

    private static void addOnce(String host, List<String> to) {
        if (!to.contains(host)) {
            to.add(host);
        }
    }

    private static Pattern key(String name) {
        return Pattern.compile(
                "[(,]\\s*" + name + "\\s*=\\s*([^(),\\s]+)", Pattern.CASE_INSENSITIVE);
    }

    private static Pattern property(String name) {
        return Pattern.compile(";\\s*" + name + "\\s*=\\s*([^;]+)", Pattern.CASE_INSENSITIVE);
    }

    private static @Nullable String value(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? matcher.group(1).trim() : null;
    }
}
