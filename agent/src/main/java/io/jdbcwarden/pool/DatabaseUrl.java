package io.jdbcwarden.pool;

import io.jdbcwarden.metric.ServerRole;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a JDBC URL tells of its database: hosts, region, role. Immutable. */
final class DatabaseUrl {
    private static final String LOCAL = "local";
    private static final Pattern CLOUD_SQL =
            Pattern.compile(
                    "[?&;](?:cloudSqlInstance|socketFactoryConstructorArg)=([^&;?]+)",
                    Pattern.CASE_INSENSITIVE);
    private static final Pattern READ_ONLY =
            Pattern.compile(
                    "[?&;](?:targetServerType=(?:secondary|slave)|applicationIntent=ReadOnly)\\b",
                    Pattern.CASE_INSENSITIVE);
    private static final Pattern WRITES =
            Pattern.compile(
                    "[?&;]targetServerType=(?:primary|master)\\b", Pattern.CASE_INSENSITIVE);

    private final List<String> hosts;
    private final String region;
    private final ServerRole role;
    private final @Nullable ManagedDatabase managed;

    private DatabaseUrl(List<String> hosts, String region, ServerRole role) {
        this(hosts, region, role, hosts.isEmpty() ? null : managed(hosts.get(0)));
    }

    private DatabaseUrl(
            List<String> hosts, String region, ServerRole role, @Nullable ManagedDatabase managed) {
        this.hosts = Collections.unmodifiableList(hosts);
        this.region = region;
        this.role = role;
        this.managed = managed;
    }

    /** Never throws: of what it does not understand it says nothing. */
    static DatabaseUrl of(@Nullable String url) {
        if (url == null) {
            return new DatabaseUrl(new ArrayList<>(), LOCAL, ServerRole.UNKNOWN);
        }
        Matcher cloudSql = CLOUD_SQL.matcher(url);
        if (cloudSql.find()) {
            return ofCloudSql(cloudSql.group(1), role(url));
        }
        List<String> hosts = UrlHosts.of(url);
        String region = hosts.isEmpty() ? UrlHosts.alias(url) : regions(hosts);
        ServerRole role = role(url);
        if (role == ServerRole.UNKNOWN && hosts.size() == 1) {
            role = ManagedDatabase.roleOf(nameOf(hosts.get(0)));
        }
        return new DatabaseUrl(hosts, region == null ? LOCAL : region, role);
    }

    /** As if the URL had named one host. */
    static DatabaseUrl ofHost(String address) {
        List<String> hosts = Collections.singletonList(address);
        return new DatabaseUrl(hosts, regionOf(address), ManagedDatabase.roleOf(nameOf(address)));
    }

    /** {@code project:region:instance}, with the domain before a project of an organisation's. */
    private static DatabaseUrl ofCloudSql(String text, ServerRole role) {
        String instance = text.replace("%3A", ":").replace("%3a", ":");
        String[] parts = instance.split(":", -1);
        return new DatabaseUrl(
                Collections.singletonList(instance),
                parts.length < 3 ? instance : parts[parts.length - 2],
                role,
                ManagedDatabase.CLOUD_SQL);
    }

    private static ServerRole role(String url) {
        if (READ_ONLY.matcher(url).find()) {
            return ServerRole.REPLICA;
        }
        return WRITES.matcher(url).find() ? ServerRole.PRIMARY : ServerRole.UNKNOWN;
    }

    private static String regions(List<String> hosts) {
        Set<String> regions = new LinkedHashSet<>();
        for (String host : hosts) {
            regions.add(regionOf(host));
        }
        return String.join("+", regions);
    }

    /** The region in the name of a managed database's host, else the host itself. */
    static String regionOf(String address) {
        String name = nameOf(address);
        ManagedDatabase managed = ManagedDatabase.ofHost(name);
        String region = managed == null ? null : managed.regionOf(name);
        return region == null ? name.toLowerCase(Locale.ROOT) : region;
    }

    private static @Nullable ManagedDatabase managed(String address) {
        return ManagedDatabase.ofHost(nameOf(address));
    }

    /** Without the port. */
    private static String nameOf(String address) {
        int colon = address.lastIndexOf(':');
        return colon < 0 || address.indexOf(']') > colon ? address : address.substring(0, colon);
    }

    /** {@code host:port} of each server that the driver may connect to; empty if none is named. */
    List<String> hosts() {
        return hosts;
    }

    /** The label: the regions or hosts, joined by {@code +}; {@code local} if none is named. */
    String region() {
        return region;
    }

    /** What the URL asks for. */
    ServerRole role() {
        return role;
    }

    /** Who runs the first host; null for anybody else. */
    @Nullable ManagedDatabase managed() {
        return managed;
    }
}
