package io.jdbcwarden.benchmarks;

import static net.bytebuddy.matcher.ElementMatchers.isAbstract;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.namedOneOf;

import java.lang.invoke.MethodHandles;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.description.modifier.TypeManifestation;
import net.bytebuddy.description.modifier.Visibility;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.dynamic.loading.ClassLoadingStrategy;
import net.bytebuddy.implementation.FieldAccessor;
import net.bytebuddy.implementation.FixedValue;
import net.bytebuddy.implementation.StubMethod;

/**
 * The classes of {@link StubDriver}'s objects: plain final ones whose methods answer a constant or
 * a field, so that the compiler sees one class behind each call. Proxies are noise: their dispatch
 * by reflection costs more than what is measured, and differs from fork to fork.
 *
 * <p>Questions are answered by false, zero or null where nothing else is said here.
 */
final class StubTypes {
    static final Class<?> META = define(meta(), "StubMetaData");
    static final Class<?> ROWS = define(rows(), "StubRows");
    static final Class<?> STATEMENT =
            define(statement(plain(Statement.class)), "StubPlainStatement");
    static final Class<?> PREPARED =
            define(statement(plain(PreparedStatement.class)), "StubPrepared");
    static final Class<?> CONNECTION = define(connection(), "StubConnection");

    private StubTypes() {}

    private static DynamicType.Builder<?> meta() {
        return plain(DatabaseMetaData.class)
                .method(named("getURL"))
                .intercept(FixedValue.value("jdbc:benchmark:stub"))
                .method(namedOneOf("getUserName", "getDatabaseProductName", "getDriverName"))
                .intercept(FixedValue.value("benchmark"))
                .method(namedOneOf("getDatabaseProductVersion", "getDriverVersion"))
                .intercept(FixedValue.value("1"));
    }

    private static DynamicType.Builder<?> rows() {
        return field(plain(ResultSet.class), "statement", Statement.class, "getStatement")
                .method(named("next"))
                .intercept(FixedValue.value(true))
                .method(named("getInt"))
                .intercept(FixedValue.value(1));
    }

    private static DynamicType.Builder<?> statement(DynamicType.Builder<?> plain) {
        DynamicType.Builder<?> withRows =
                field(plain, "rows", ResultSet.class, "executeQuery", "getResultSet");
        return field(withRows, "connection", Connection.class, "getConnection")
                .method(named("execute"))
                .intercept(FixedValue.value(true))
                .method(named("executeUpdate"))
                .intercept(FixedValue.value(1));
    }

    private static DynamicType.Builder<?> connection() {
        DynamicType.Builder<?> connection =
                plain(Connection.class)
                        .method(namedOneOf("isValid", "getAutoCommit"))
                        .intercept(FixedValue.value(true))
                        .method(named("getTransactionIsolation"))
                        .intercept(FixedValue.value(Connection.TRANSACTION_READ_COMMITTED));
        connection = field(connection, "metaData", DatabaseMetaData.class, "getMetaData");
        connection = field(connection, "statement", Statement.class, "createStatement");
        return field(connection, "prepared", PreparedStatement.class, "prepareStatement");
    }

    private static DynamicType.Builder<?> plain(Class<?> type) {
        return new ByteBuddy()
                .subclass(Object.class)
                .implement(type)
                .modifiers(Visibility.PUBLIC, TypeManifestation.FINAL)
                .method(isAbstract())
                .intercept(StubMethod.INSTANCE);
    }

    private static DynamicType.Builder<?> field(
            DynamicType.Builder<?> type, String name, Class<?> of, String... getters) {
        return type.defineField(name, of, Visibility.PUBLIC)
                .method(namedOneOf(getters))
                .intercept(FieldAccessor.ofField(name));
    }

    private static Class<?> define(DynamicType.Builder<?> type, String name) {
        return type.name(StubTypes.class.getPackageName() + "." + name)
                .make()
                .load(
                        StubTypes.class.getClassLoader(),
                        ClassLoadingStrategy.UsingLookup.of(MethodHandles.lookup()))
                .getLoaded();
    }
}
