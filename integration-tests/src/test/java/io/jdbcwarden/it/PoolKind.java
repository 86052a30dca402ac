package io.jdbcwarden.it;

import java.io.IOException;
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
import org.jspecify.annotations.Nullable;

/**
 * A pool in one version: its jars, in a loader of their own as a server would have it, and how an
 * application of its time sets it up. The driver is the tests'.
 *
 * @param id names the directory of its jars too: {@code dbcp2-2.14.0}
 * @param variant the setting of it that differs from the default, or empty
 */
record PoolKind(String id, String variant, Setup setup, List<String> limits) {
    static final int WAIT_MILLIS = 10_000;
    private static final Path POOLS = Path.of("target/pools");

    /** A handle that nobody holds cannot be told from one that is used: the pool holds it too. */
    static final String KEEPS_HANDLES = "keeps the handles it has lent";

    /** How many wait for a connection is not told. */
    static final String COUNTS_NO_WAITERS = "does not tell how many threads wait";

    /** Its size is what it was when it began. */
    static final String FIXED_SIZE = "cannot be resized while it runs";

    /** Its handles go on when they are closed; with the agent they do not. */
    static final String NO_FACADE = "useDisposableConnectionFacade=false";

    /** Something of it goes on when it is closed, with or without the agent. */
    static final String KEEPS_LOADER =
            "keeps its class loader when it is closed, with or without the agent";

    private PoolKind(String id, Setup setup, List<String> limits) {
        this(id, "", setup, limits);
    }

    private static final List<String> C3P0 = List.of(KEEPS_HANDLES, FIXED_SIZE, KEEPS_LOADER);

    /** Where it connects to. */
    record Database(String url, String user, String password) {
        static Database of(Postgres postgres) {
            return new Database(postgres.url(), postgres.user(), postgres.password());
        }

        String driver() {
            return url.startsWith("jdbc:mariadb:")
                    ? "org.mariadb.jdbc.Driver"
                    : "org.postgresql.Driver";
        }
    }

    /** How to make one. */
    interface Setup {
        DataSource make(ClassLoader loader, Database database, String application, int size)
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
                new PoolKind("c3p0-0.9.5.5", PoolKind::c3p0, C3P0),
                new PoolKind("c3p0-0.10.2", PoolKind::c3p0, C3P0),
                new PoolKind("c3p0-0.14.1", PoolKind::c3p0, C3P0),
                new PoolKind("druid-1.2.28", PoolKind::druid, List.of(KEEPS_LOADER)),
                new PoolKind("agroal-1.17", PoolKind::agroal, List.of(KEEPS_LOADER)),
                new PoolKind("agroal-2.8", PoolKind::agroal, List.of(KEEPS_LOADER)),
                new PoolKind("agroal-3.2.1", PoolKind::agroal, List.of(KEEPS_LOADER)),
                new PoolKind("tomcat-jdbc-7.0.109", PoolKind::tomcat, List.of()),
                new PoolKind("tomcat-jdbc-9.0.100", PoolKind::tomcat, List.of()),
                new PoolKind("tomcat-jdbc-11.0.27", PoolKind::tomcat, List.of()),
                new PoolKind(
                        "tomcat-jdbc-11.0.27", NO_FACADE, PoolKind::tomcatWithoutFacade, List.of()),
                new PoolKind(
                        "tomcat-jdbc-11.0.27",
                        "fairQueue=false",
                        PoolKind::unfairTomcat,
                        List.of()),
                new PoolKind(
                        "bonecp-0.8.0", PoolKind::boneCp, List.of(COUNTS_NO_WAITERS, FIXED_SIZE)),
                new PoolKind("ucp-19.3.0.0", PoolKind::ucp, List.of(KEEPS_LOADER)),
                new PoolKind("ucp-21.9.0.0", PoolKind::ucp, List.of(KEEPS_LOADER)),
                new PoolKind("ucp-23.3.0.23.09", PoolKind::ucp, List.of(KEEPS_LOADER)),
                ironJacamar("1.4.20.Final", IronJacamar.plain(IronJacamar.LIST)),
                ironJacamar("1.5.3.Final", IronJacamar.plain(IronJacamar.DEQUE)),
                ironJacamar("3.0.18.Final", IronJacamar::withNarayana),
                new PoolKind(
                        "vibur-26.0", PoolKind::vibur, List.of(COUNTS_NO_WAITERS, FIXED_SIZE)));
    }

    private static PoolKind ironJacamar(String version, Setup setup) {
        return new PoolKind("ironjacamar-" + version, setup, List.of(KEEPS_HANDLES, FIXED_SIZE));
    }

    /** Those of which an application cannot tell whether the agent is there. */
    static Stream<PoolKind> transparent() {
        return all().filter(kind -> !kind.variant.equals(NO_FACADE));
    }

    /** As people call it. */
    String name() {
        return variant.isEmpty() ? family() : family() + ", " + variant;
    }

    private String family() {
        return switch (id.substring(0, id.lastIndexOf('-'))) {
            case "hikaricp" -> "HikariCP";
            case "dbcp" -> "Commons DBCP";
            case "dbcp2" -> "Commons DBCP2";
            case "tomcat-dbcp" -> "Tomcat DBCP2";
            case "druid" -> "Druid";
            case "agroal" -> "Agroal";
            case "tomcat-jdbc" -> "Tomcat JDBC";
            case "vibur" -> "Vibur";
            case "bonecp" -> "BoneCP";
            case "ucp" -> "Oracle UCP";
            case "ironjacamar" -> "IronJacamar";
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
        return loader(id);
    }

    /** A new loader with the jars of some directories. */
    static ClassLoader loader(String... directories) {
        List<URL> jars = new ArrayList<>();
        for (String directory : directories) {
            for (Path jar : jars(directory)) {
                try {
                    jars.add(jar.toUri().toURL());
                } catch (MalformedURLException e) {
                    throw new AssertionError(e);
                }
            }
        }
        return new OwnFirst(jars.toArray(URL[]::new));
    }

    /** The jars of a directory, which Maven filled. */
    static List<Path> jars(String directory) {
        try (Stream<Path> files = Files.list(POOLS.resolve(directory))) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new IllegalStateException(
                    directory + ": Maven copies its jars before the tests", e);
        }
    }

    private static DataSource hikari(
            ClassLoader loader, Database database, String application, int size)
            throws ReflectiveOperationException {
        return new Bean(loader, "com.zaxxer.hikari.HikariDataSource")
                .database("JdbcUrl", "Username", database, application)
                .with("PoolName", application)
                .with("MaximumPoolSize", size)
                .with("MinimumIdle", 0)
                .with("ConnectionTimeout", (long) WAIT_MILLIS)
                .source();
    }

    private static DataSource dbcp1(
            ClassLoader loader, Database database, String application, int size)
            throws ReflectiveOperationException {
        return new Bean(loader, "org.apache.commons.dbcp.BasicDataSource")
                .database("Url", "Username", database, application)
                .with("MaxActive", size)
                .with("MaxIdle", size)
                .with("MaxWait", (long) WAIT_MILLIS)
                .source();
    }

    private static DataSource dbcp2(
            ClassLoader loader, Database database, String application, int size)
            throws ReflectiveOperationException {
        return dbcp2("org.apache.commons.", loader, database, application, size);
    }

    private static DataSource tomcatDbcp(
            ClassLoader loader, Database database, String application, int size)
            throws ReflectiveOperationException {
        return dbcp2("org.apache.tomcat.dbcp.", loader, database, application, size);
    }

    private static DataSource dbcp2(
            String root, ClassLoader loader, Database database, String application, int size)
            throws ReflectiveOperationException {
        return new Bean(loader, root + "dbcp2.BasicDataSource")
                .database("Url", "Username", database, application)
                .with("MaxTotal", size)
                .with("MaxIdle", size)
                .with("MaxWaitMillis", (long) WAIT_MILLIS)
                .source();
    }

    private static DataSource c3p0(
            ClassLoader loader, Database database, String application, int size)
            throws ReflectiveOperationException {
        return new Bean(loader, "com.mchange.v2.c3p0.ComboPooledDataSource")
                .database("JdbcUrl", "User", database, application)
                .with("DataSourceName", application)
                .with("MaxPoolSize", size)
                .with("MinPoolSize", 0)
                .with("InitialPoolSize", 0)
                .with("AcquireIncrement", 1)
                .with("CheckoutTimeout", WAIT_MILLIS)
                .source();
    }

    private static DataSource druid(
            ClassLoader loader, Database database, String application, int size)
            throws ReflectiveOperationException {
        return new Bean(loader, "com.alibaba.druid.pool.DruidDataSource")
                .database("Url", "Username", database, application)
                .with("Name", application)
                .with("MaxActive", size)
                .with("MaxWait", (long) WAIT_MILLIS)
                .with("TestWhileIdle", false)
                .source();
    }

    private static DataSource tomcat(
            ClassLoader loader, Database database, String application, int size)
            throws ReflectiveOperationException {
        return tomcatBean(loader, database, application, size).source();
    }

    private static DataSource tomcatWithoutFacade(
            ClassLoader loader, Database database, String application, int size)
            throws ReflectiveOperationException {
        return tomcatBean(loader, database, application, size)
                .with("UseDisposableConnectionFacade", false)
                .source();
    }

    private static DataSource unfairTomcat(
            ClassLoader loader, Database database, String application, int size)
            throws ReflectiveOperationException {
        return tomcatBean(loader, database, application, size).with("FairQueue", false).source();
    }

    private static Bean tomcatBean(
            ClassLoader loader, Database database, String application, int size)
            throws ReflectiveOperationException {
        return new Bean(loader, "org.apache.tomcat.jdbc.pool.DataSource")
                .database("Url", "Username", database, application)
                .with("Name", application)
                .with("DriverClassName", database.driver())
                .with("MaxActive", size)
                .with("MaxIdle", size)
                .with("InitialSize", 0)
                .with("MinIdle", 0)
                .with("MaxWait", WAIT_MILLIS);
    }

    private static DataSource vibur(
            ClassLoader loader, Database database, String application, int size)
            throws ReflectiveOperationException {
        DataSource source =
                new Bean(loader, "org.vibur.dbcp.ViburDBCPDataSource")
                        .database("JdbcUrl", "Username", database, application)
                        .with("Name", application)
                        .with("PoolMaxSize", size)
                        .with("PoolInitialSize", 0)
                        .with("ConnectionTimeoutInMs", (long) WAIT_MILLIS)
                        .source();
        source.getClass().getMethod("start").invoke(source);
        return source;
    }

    private static DataSource boneCp(
            ClassLoader loader, Database database, String application, int size)
            throws ReflectiveOperationException {
        return new Bean(loader, "com.jolbox.bonecp.BoneCPDataSource")
                .database("JdbcUrl", "Username", database, application)
                .with("PoolName", application)
                .with("PartitionCount", 1)
                .with("MaxConnectionsPerPartition", size)
                .with("MinConnectionsPerPartition", 0)
                .with("AcquireIncrement", 1)
                .with("ConnectionTimeoutInMs", (long) WAIT_MILLIS)
                .source();
    }

    private static DataSource ucp(
            ClassLoader loader, Database database, String application, int size)
            throws ReflectiveOperationException {
        return new Bean(loader, "oracle.ucp.jdbc.PoolDataSourceImpl")
                .with("ConnectionFactoryClassName", database.driver())
                .database("URL", "User", database, application)
                .with("ConnectionPoolName", application)
                .with("MaxPoolSize", size)
                .with("MinPoolSize", 0)
                .with("InitialPoolSize", 0)
                .with("ConnectionWaitTimeout", WAIT_MILLIS / 1_000)
                .source();
    }

    /** As its application or server does: not all say that they can be closed, or can be. */
    static void close(DataSource source) throws ReflectiveOperationException {
        if (IronJacamar.made(source)) {
            IronJacamar.manager(source).call("shutdown");
            return;
        }
        Class<?> type = source.getClass();
        if (!type.getName().startsWith("oracle.ucp.")) {
            type.getMethod("close").invoke(source);
            return;
        }
        Object manager =
                type.getClassLoader()
                        .loadClass("oracle.ucp.admin.UniversalConnectionPoolManagerImpl")
                        .getMethod("getUniversalConnectionPoolManager")
                        .invoke(null);
        manager.getClass()
                .getMethod("destroyConnectionPool", String.class)
                .invoke(manager, type.getMethod("getConnectionPoolName").invoke(source));
    }

    private static DataSource agroal(
            ClassLoader loader, Database database, String application, int size)
            throws ReflectiveOperationException {
        String api = "io.agroal.api.";
        Class<?> reader = loader.loadClass(api + "configuration.supplier.AgroalPropertiesReader");
        Object properties = reader.getDeclaredConstructor().newInstance();
        reader.getMethod("readProperties", Map.class)
                .invoke(
                        properties,
                        Map.of(
                                "jdbcUrl",
                                url(database, application),
                                "principal",
                                database.user(),
                                "credential",
                                database.password(),
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

    private static String url(Database database, String application) {
        return database.url().startsWith("jdbc:h2:")
                ? database.url()
                : database.url() + "?ApplicationName=" + application;
    }

    @Override
    public String toString() {
        return variant.isEmpty() ? id : id + " " + variant;
    }

    /** A data source that is made and filled in as by an application's configuration. */
    static final class Bean {
        final Object bean;

        Bean(ClassLoader loader, String type) throws ReflectiveOperationException {
            this(loader.loadClass(type).getDeclaredConstructor().newInstance());
        }

        Bean(Object bean) {
            this.bean = bean;
        }

        Bean database(String urlProperty, String userProperty, Database database, String name)
                throws ReflectiveOperationException {
            return with(urlProperty, PoolKind.url(database, name))
                    .with(userProperty, database.user())
                    .with("Password", database.password());
        }

        Bean with(String property, Object value) throws ReflectiveOperationException {
            for (Method method : bean.getClass().getMethods()) {
                if (method.getName().equals("set" + property) && takes(method, value)) {
                    method.invoke(bean, value);
                    return this;
                }
            }
            throw new NoSuchMethodException(bean.getClass() + ": " + property);
        }

        /** Calls its method of this many arguments; the name of a constant stands for that. */
        Object call(String name, @Nullable Object... arguments)
                throws ReflectiveOperationException {
            for (Method method : bean.getClass().getMethods()) {
                if (method.getName().equals(name)
                        && method.getParameterCount() == arguments.length) {
                    Class<?>[] types = method.getParameterTypes();
                    for (int i = 0; i < types.length; i++) {
                        if (types[i].isEnum()) {
                            arguments[i] = types[i].getField((String) arguments[i]).get(null);
                        }
                    }
                    return method.invoke(bean, arguments);
                }
            }
            throw new NoSuchMethodException(bean.getClass() + ": " + name);
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

        DataSource source() {
            return (DataSource) bean;
        }
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
