package io.jdbcwarden.boot;

import io.jdbcwarden.config.MethodPattern;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What the agent wakes up for: the markers of all hooks on pools and on the entries of requests.
 * They stand here a second time, because to ask the hooks would be to load them, and the weaver
 * with them. A test holds the two equal.
 *
 * <p>Entries count as pools do: a request that came before the pool could else borrow from it
 * without having been seen. The hook on MDCs does not: nearly every application has one.
 */
final class Triggers {
    static final List<String> MARKERS =
            Collections.unmodifiableList(
                    Arrays.asList(
                            "com/zaxxer/hikari/",
                            "org/apache/commons/dbcp2/",
                            "org/apache/tomcat/dbcp/dbcp2/",
                            "org/apache/commons/dbcp/",
                            "com/mchange/v2/c3p0/",
                            "com/alibaba/druid/pool/",
                            "io/agroal/pool/",
                            "org/apache/tomcat/jdbc/pool/",
                            "org/vibur/dbcp/",
                            "com/jolbox/bonecp/",
                            "oracle/ucp/jdbc/",
                            "org/jboss/jca/adapters/jdbc/",
                            "javax/servlet/ServletRequest",
                            "jakarta/servlet/ServletRequest",
                            "javax/servlet/AsyncContext",
                            "jakarta/servlet/AsyncContext",
                            "com/sun/net/httpserver/HttpExchange"));

    /** Classes of the JDK, by internal name. */
    static final Set<String> BOOT_CLASSES =
            Collections.unmodifiableSet(
                    new HashSet<>(
                            Collections.singletonList("com/sun/net/httpserver/Filter$Chain")));

    private final List<MethodPattern> methods;

    /**
     * @param methods entries of requests that the settings name
     */
    Triggers(List<MethodPattern> methods) {
        this.methods = methods;
    }

    /** By their class files. */
    Candidates candidates() {
        List<String> markers = new ArrayList<>(MARKERS);
        for (MethodPattern method : methods) {
            markers.add(method.marker());
        }
        return new Candidates(markers, BOOT_CLASSES);
    }

    /**
     * Whether a class is loaded already that is told by its name: one of a marker's package, since
     * who implements a type of an API has loaded that type.
     */
    boolean isAmong(Class<?>[] loaded) {
        List<String> packages = new ArrayList<>();
        for (String marker : MARKERS) {
            packages.add(marker.substring(0, marker.lastIndexOf('/') + 1).replace('/', '.'));
        }
        for (Class<?> type : loaded) {
            String name = type.getName();
            for (String start : packages) {
                if (name.startsWith(start)) {
                    return true;
                }
            }
            for (MethodPattern method : methods) {
                if (method.matchesClass(name)) {
                    return true;
                }
            }
        }
        return false;
    }
}
