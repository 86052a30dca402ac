package io.jdbcwarden.dialect;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A driver of a database that is not here: notes what it is asked, and answers queries with the
 * rows given for them.
 */
final class Stub {
    final List<String> asked = new ArrayList<>();
    private final Map<String, List<List<Object>>> answers;

    Stub(Map<String, List<List<Object>>> answers) {
        this.answers = answers;
    }

    /** One that nothing is asked of. */
    static Connection connection() {
        return new Stub(Map.of()).open();
    }

    Connection open() {
        return proxy(
                Connection.class,
                (self, method, arguments) ->
                        switch (method.getName()) {
                            case "createStatement" -> statement("");
                            case "prepareStatement" -> statement((String) arguments[0]);
                            case "getAutoCommit" -> true;
                            case "setClientInfo" -> {
                                asked.add(arguments[0] + "=" + arguments[1]);
                                yield null;
                            }
                            default -> nothing(method.getReturnType());
                        });
    }

    private PreparedStatement statement(String prepared) {
        return proxy(
                PreparedStatement.class,
                (self, method, arguments) -> {
                    String name = method.getName();
                    if (name.startsWith("execute")) {
                        String sql =
                                arguments == null || arguments.length == 0
                                        ? prepared
                                        : (String) arguments[0];
                        asked.add(sql);
                        return name.equals("executeQuery") ? rows(sql) : nothing(boolean.class);
                    }
                    if (name.startsWith("set") && arguments.length == 2) {
                        Object value = arguments[1];
                        String text =
                                value instanceof byte[] bytes
                                        ? new String(bytes, StandardCharsets.US_ASCII)
                                        : String.valueOf(value);
                        asked.add(arguments[0] + ": " + text);
                    }
                    return nothing(method.getReturnType());
                });
    }

    private ResultSet rows(String sql) {
        List<List<Object>> rows =
                answers.entrySet().stream()
                        .filter(answer -> sql.contains(answer.getKey()))
                        .findFirst()
                        .map(Map.Entry::getValue)
                        .orElse(List.of());
        int[] at = {-1};
        return proxy(
                ResultSet.class,
                (self, method, arguments) -> {
                    if (method.getName().equals("next")) {
                        return ++at[0] < rows.size();
                    }
                    if (method.getName().startsWith("get") && arguments != null) {
                        Object value = rows.get(at[0]).get((Integer) arguments[0] - 1);
                        return method.getName().equals("getString") ? String.valueOf(value) : value;
                    }
                    return nothing(method.getReturnType());
                });
    }

    private static @Nullable Object nothing(Class<?> type) {
        if (type == boolean.class) {
            return false;
        }
        return type == int.class ? (Object) 0 : null;
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(
                Proxy.newProxyInstance(
                        Stub.class.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
