package io.jdbcwarden.pool;

import io.jdbcwarden.metric.ServerRole;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Databases that a cloud provider runs, told by the names of their hosts, and the defaults that
 * suit how long each takes to fail over (docs/databases.md has the sources):
 *
 * <ul>
 *   <li>{@code breaker.open-for}: about a tenth of the time it takes, so that the breaker finds the
 *       database soon after it is back, and does not let borrowers try in vain all the time;
 *   <li>{@code lease.suspect-after}: longer than it takes at most, as whoever waits for it holds
 *       its connection and is no leak.
 * </ul>
 */
public enum ManagedDatabase {
    AURORA(
            "Amazon Aurora",
            "[^.]+\\.cluster-(?:ro-|custom-)?[^.]+\\.([a-z0-9-]+)\\.rds\\.amazonaws\\.com"
                    + "|[^.]+\\.cluster-(?:ro-|custom-)?[^.]+\\.rds\\.([a-z0-9-]+)\\.amazonaws\\.com\\.cn"
                    + "|[^.]+\\.global-[^.]+\\.(global)\\.rds\\.amazonaws\\.com",
            "3s",
            "60s"),
    RDS(
            "Amazon RDS",
            "[^.]+\\.(?:[^.]+\\.)*([a-z0-9-]+)\\.rds\\.amazonaws\\.com"
                    + "|[^.]+\\.(?:[^.]+\\.)*rds\\.([a-z0-9-]+)\\.amazonaws\\.com\\.cn",
            "10s",
            "150s"),
    CLOUD_SQL(
            "Google Cloud SQL",
            "[^.]+\\.[^.]+\\.([a-z0-9-]+)\\.sql(?:-psa)?\\.goog",
            "10s",
            "120s"),
    AZURE(
            "Azure Database",
            "[^.]+\\.(?:private\\.)?(?:postgres|mysql|mariadb)\\.database\\."
                    + "(?:azure\\.com|chinacloudapi\\.cn|usgovcloudapi\\.net)",
            "10s",
            "150s"),
    AZURE_SQL(
            "Azure SQL",
            "[^.]+(?:\\.[^.]+)?\\.database\\."
                    + "(?:windows\\.net|chinacloudapi\\.cn|usgovcloudapi\\.net)",
            null,
            "90s");

    private final String title;
    private final Pattern host;

    @SuppressWarnings("ImmutableEnumChecker") // cannot be modified
    private final Map<String, String> defaults;

    ManagedDatabase(String title, String host, @Nullable String openFor, String suspectAfter) {
        this.title = title;
        this.host = Pattern.compile(host);
        Map<String, String> profile = new LinkedHashMap<>();
        if (openFor != null) {
            profile.put("breaker.open-for", openFor);
        }
        profile.put("lease.suspect-after", suspectAfter);
        this.defaults = Collections.unmodifiableMap(profile);
    }

    /** The provider's name for it. */
    public String title() {
        return title;
    }

    /** The settings that have another default here, by key. */
    public Map<String, String> defaults() {
        return defaults;
    }

    /** The one with a host of this name, without a port; null if it is none of them. */
    static @Nullable ManagedDatabase ofHost(String name) {
        String host = normal(name);
        for (ManagedDatabase candidate : values()) {
            if (candidate.host.matcher(host).matches()) {
                return candidate;
            }
        }
        return null;
    }

    /** The region in the name of one of its hosts; null if names do not tell. */
    @Nullable String regionOf(String name) {
        Matcher matcher = host.matcher(normal(name));
        if (matcher.matches()) {
            for (int group = 1; group <= matcher.groupCount(); group++) {
                if (matcher.group(group) != null) {
                    return matcher.group(group);
                }
            }
        }
        return null;
    }

    /** Aurora's endpoints lead to the writer or to a reader, whichever instance that is now. */
    static ServerRole roleOf(String name) {
        String host = normal(name);
        if (!AURORA.host.matcher(host).matches()) {
            return ServerRole.UNKNOWN;
        }
        if (host.contains(".cluster-ro-")) {
            return ServerRole.REPLICA;
        }
        return host.contains(".cluster-custom-") ? ServerRole.UNKNOWN : ServerRole.PRIMARY;
    }

    private static String normal(String name) {
        String host = name.toLowerCase(Locale.ROOT);
        return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    }
}
