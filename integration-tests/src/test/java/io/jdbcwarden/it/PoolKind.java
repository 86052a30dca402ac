package io.jdbcwarden.it;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.sql.DataSource;

/**
 * A pool in one version: its jars, in a loader of their own as a server would have it, and how an
 * application of its time sets it up. The driver is the tests'.
 *
 * @param id names the directory of its jars too: {@code dbcp2-2.14.0}
 */
record PoolKind(String id, Setup setup, List<String> limits) {
    private static final Path POOLS = Path.of("target/pools");

    /** A handle that nobody holds cannot be told from one that is used: the pool holds it too. */
    static final String KEEPS_HANDLES = "keeps the handles it has lent";

    /** How many wait for a connection is not told. */
    static final String COUNTS_NO_WAITERS = "does not tell how many threads wait";

    /** Its size is what it was when it began. */
    static final String FIXED_SIZE = "cannot be resized while it runs";

    /** Where it connects to. */
    record Database(String url, String user, String password) {
        static Database of(Postgres postgres) {
            return new Database(postgres.url(), postgres.user(), postgres.password());
        }
    }

    /** How to make one. */
    interface Setup {
        DataSource make(ClassLoader loader, Database postgres, String application, int size)
                throws ReflectiveOperationException;
    }

    static Stream<PoolKind> all() {
        return Stream.of(
                new PoolKind("hikaricp-2.7.9", PoolKind::hikari, List.of()),
                new PoolKind("hikaricp-3.4.5", PoolKind::hikari, List.of()),
                new PoolKind("hikaricp-4.0.3", PoolKind::hikari, List.of()),
                new PoolKind("hikaricp-5.1.0", PoolKind::hikari, List.of()),
                new PoolKind("hikaricp-7.1.0", PoolKind::hikari, List.of()),
                new PoolKind("dbcp-1.4", PoolKind::dbcp1, List.of()),
                new PoolKind("dbcp2-2.1.1", PoolKind::dbcp2, List.of()),
                new PoolKind("dbcp2-2.14.0", PoolKind::dbcp2, List.of()),
                new PoolKind("tomcat-dbcp-11.0.18", PoolKind::tomcatDbcp, List.of()),
                new PoolKind("c3p0-0.9.5.5", PoolKind::c3p0, List.of(KEEPS_HANDLES, FIXED_SIZE)),
                new PoolKind("c3p0-0.10.2", PoolKind::c3p0, List.of(KEEPS_HANDLES, FIXED_SIZE)),
                new PoolKind("c3p0-0.14.1", PoolKind::c3p0, List.of(KEEPS_HANDLES, FIXED_SIZE)),
                new PoolKind("druid-1.2.28", PoolKind::druid, List.of()),
                new PoolKind("agroal-1.17", PoolKind::agroal, List.of()),
                new PoolKind("agroal-2.8", PoolKind::agroal, List.of()),
                new PoolKind("agroal-3.2.1", PoolKind::agroal, List.of()),
                new PoolKind("tomcat-jdbc-7.0.109", PoolKind::tomcat, List.of()),
                new PoolKind("tomcat-jdbc-9.0.100", PoolKind::tomcat, List.of()),
                new PoolKind("tomcat-jdbc-11.0.27", PoolKind::tomcat, List.of()),
                new PoolKind(
                        "vibur-26.0", PoolKind::vibur, List.of(COUNTS_NO_WAITERS, FIXED_SIZE)));
    }

    /** As people call it. */
    String name() {
        return switch (id.substring(0, id.lastIndexOf('-'))) {
            case "hikaricp" -> "HikariCP";
            case "dbcp" -> "Commons DBCP";
            case "dbcp2" -> "Commons DBCP2";
            case "tomcat-dbcp" -> "Tomcat DBCP2";
            case "druid" -> "Druid";
            case "agroal" -> "Agroal";
            case "tomcat-jdbc" -> "Tomcat JDBC";
            case "vibur" -> "Vibur";
            default -> id.substring(0, id.lastIndexOf('-'));
        };
    }

    String version() {
        return id.substring(id.lastIndexOf('-') + 1);
    }

    /** Whether this pool lacks what a scenario needs. */
    boolean isLimitedBy(String limit) {
        return limits.contains(limit);
    }

    /** A new loader with the pool's classes, which are not the tests' own. */
    ClassLoader loader() {
        List<URL> jars = new ArrayList<>();
        try (Stream<Path> files = Files.list(POOLS.resolve(id))) {
            for (Path jar : files.sorted().toList()) {
                jars.add(jar.toUri().toURL());
            }
        } catch (MalformedURLException e) {
            throw new AssertionError(e);
        } catch (IOException e) {
            throw new IllegalStateException(id + ": Maven copies its jars before the tests", e);
        }
        return new OwnFirst(jars.toArray(URL[]::new));
    }

    private static DataSource hikari(
            ClassLoader loader, Database postgres, String application, int size)
            throws ReflectiveOperationException {
        return bean(
                loader,
                "com.zaxxer.hikari.HikariDataSource",
                Map.of(
                        "setPoolName",
                        application,
                        "setJdbcUrl",
                        url(postgres, application),
                        "setUsername",
                        postgres.user(),
                        "setPassword",
                        postgres.password(),
                        "setMaximumPoolSize",
                        size,
                        "setMinimumIdle",
                        0,
                        "setConnectionTimeout",
                        10_000L));
    }

    private static DataSource dbcp2(
            ClassLoader loader, Database postgres, String application, int size)
            throws ReflectiveOperationException {
        return dbcp2("org.apache.commons.", loader, postgres, application, size);
    }

    private static DataSource dbcp1(
            ClassLoader loader, Database postgres, String application, int size)
            throws ReflectiveOperationException {
        return bean(
                loader,
                "org.apache.commons.dbcp.BasicDataSource",
                Map.of(
                        "setUrl",
                        url(postgres, application),
                        "setUsername",
                        postgres.user(),
                        "setPassword",
                        postgres.password(),
                        "setMaxActive",
                        size,
                        "setMaxIdle",
                        size,
                        "setMaxWait",
                        10_000L));
    }

    private static DataSource tomcatDbcp(
            ClassLoader loader, Database postgres, String application, int size)
            throws ReflectiveOperationException {
        return dbcp2("org.apache.tomcat.dbcp.", loader, postgres, application, size);
    }

    private static DataSource dbcp2(
            String root, ClassLoader loader, Database postgres, String application, int size)
            throws ReflectiveOperationException {
        return bean(
                loader,
                root + "dbcp2.BasicDataSource",
                Map.of(
                        "setUrl",
                        url(postgres, application),
                        "setUsername",
                        postgres.user(),
                        "setPassword",
                        postgres.password(),
                        "setMaxTotal",
                        size,
                        "setMaxIdle",
                        size,
                        "setMaxWaitMillis",
                        10_000L));
    }

    private static DataSource c3p0(
            ClassLoader loader, Database postgres, String application, int size)
            throws ReflectiveOperationException {
        return bean(
                loader,
                "com.mchange.v2.c3p0.ComboPooledDataSource",
                Map.of(
                        "setDataSourceName",
                        application,
                        "setJdbcUrl",
                        url(postgres, application),
                        "setUser",
                        postgres.user(),
                        "setPassword",
                        postgres.password(),
                        "setMaxPoolSize",
                        size,
                        "setMinPoolSize",
                        0,
                        "setInitialPoolSize",
                        0,
                        "setAcquireIncrement",
                        1,
                        "setCheckoutTimeout",
                        10_000));
    }

    private static DataSource druid(
            ClassLoader loader, Database postgres, String application, int size)
            throws ReflectiveOperationException {
        return bean(
                loader,
                "com.alibaba.druid.pool.DruidDataSource",
                Map.of(
                        "setName",
                        application,
                        "setUrl",
                        url(postgres, application),
                        "setUsername",
                        postgres.user(),
                        "setPassword",
                        postgres.password(),
                        "setMaxActive",
                        size,
                        "setMaxWait",
                        10_000L,
                        "setTestWhileIdle",
                        false));
    }

    private static DataSource tomcat(
            ClassLoader loader, Database postgres, String application, int size)
            throws ReflectiveOperationException {
        return bean(
                loader,
                "org.apache.tomcat.jdbc.pool.DataSource",
                Map.of(
                        "setName",
                        application,
                        "setUrl",
                        url(postgres, application),
                        "setUsername",
                        postgres.user(),
                        "setPassword",
                        postgres.password(),
                        "setDriverClassName",
                        "org.postgresql.Driver",
                        "setMaxActive",
                        size,
                        "setMaxIdle",
                        size,
                        "setInitialSize",
                        0,
                        "setMinIdle",
                        0,
                        "setMaxWait",
                        10_000));
    }

    private static DataSource vibur(
            ClassLoader loader, Database postgres, String application, int size)
            throws ReflectiveOperationException {
        DataSource source =
                bean(
                        loader,
                        "org.vibur.dbcp.ViburDBCPDataSource",
                        Map.of(
                                "setName",
                                application,
                                "setJdbcUrl",
                                url(postgres, application),
                                "setUsername",
                                postgres.user(),
                                "setPassword",
                                postgres.password(),
                                "setPoolMaxSize",
                                size,
                                "setPoolInitialSize",
                                0,
                                "setConnectionTimeoutInMs",
                                10_000L));
        source.getClass().getMethod("start").invoke(source);
        return source;
    }

    private static DataSource agroal(
            ClassLoader loader, Database postgres, String application, int size)
            throws ReflectiveOperationException {
        String api = "io.agroal.api.";
        Class<?> reader = loader.loadClass(api + "configuration.supplier.AgroalPropertiesReader");
        Object properties = reader.getDeclaredConstructor().newInstance();
        reader.getMethod("readProperties", Map.class)
                .invoke(
                        properties,
                        Map.of(
                                "jdbcUrl",
                                url(postgres, application),
                                "principal",
                                postgres.user(),
                                "credential",
                                postgres.password(),
                                "maxSize",
                                String.valueOf(size),
                                "acquisitionTimeout_s",
                                "10"));
        Class<?> source = loader.loadClass(api + "AgroalDataSource");
        Class<?> supplier = java.util.function.Supplier.class;
        Class<?> listener = loader.loadClass(api + "AgroalDataSourceListener");
        return (DataSource)
                source.getMethod("from", supplier, listener.arrayType())
                        .invoke(null, properties, java.lang.reflect.Array.newInstance(listener, 0));
    }

    private static String url(Database postgres, String application) {
        return postgres.url() + "?ApplicationName=" + application;
    }

    private static DataSource bean(ClassLoader loader, String type, Map<String, Object> properties)
            throws ReflectiveOperationException {
        Object bean = loader.loadClass(type).getDeclaredConstructor().newInstance();
        for (Map.Entry<String, Object> property : properties.entrySet()) {
            set(bean, property.getKey(), property.getValue());
        }
        return (DataSource) bean;
    }

    private static void set(Object bean, String setter, Object value)
            throws ReflectiveOperationException {
        for (Method method : bean.getClass().getMethods()) {
            if (method.getName().equals(setter) && takes(method, value)) {
                try {
                    method.invoke(bean, value);
                } catch (InvocationTargetException e) {
                    throw new IllegalArgumentException(setter + " " + value, e.getCause());
                }
                return;
            }
        }
        throw new NoSuchMethodException(bean.getClass() + "." + setter);
    }

    private static boolean takes(Method method, Object value) {
        if (method.getParameterCount() != 1) {
            return false;
        }
        Class<?> type = method.getParameterTypes()[0];
        return type.isInstance(value)
                || (type == int.class && value instanceof Integer)
                || (type == long.class && value instanceof Long)
                || (type == boolean.class && value instanceof Boolean);
    }

    @Override
    public String toString() {
        return id;
    }

    /** Looks at its own jars first: the tests have a HikariCP on their class path. */
    private static final class OwnFirst extends URLClassLoader {
        OwnFirst(URL[] jars) {
            super(jars, PoolKind.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(name)) {
                Class<?> found = findLoadedClass(name);
                if (found == null && name.startsWith("com.zaxxer.")) {
                    found = findClass(name);
                }
                return found == null ? super.loadClass(name, resolve) : found;
            }
        }
    }
}
