package io.jdbcwarden.boot;

import java.lang.instrument.Instrumentation;
import java.lang.reflect.Method;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** The module system, reached by reflection because the agent is Java 8 code. */
final class Modules {
    private Modules() {}

    /** Whether this JVM has modules, that is, whether it is Java 9 or newer. */
    static boolean exist() {
        try {
            Class.forName("java.lang.Module");
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    /**
     * Opens the package of {@code type} to the module of {@code reader} only: opening it to more
     * would let illegal reflection of the application succeed that fails without the agent.
     */
    static void open(Instrumentation instrumentation, Class<?> type, Class<?> reader)
            throws ReflectiveOperationException {
        Method getModule = Class.class.getMethod("getModule");
        Object module = getModule.invoke(type);
        Object readerModule = getModule.invoke(reader);
        String name = type.getName();
        Map<String, Set<Object>> opens = new HashMap<>();
        opens.put(name.substring(0, name.lastIndexOf('.')), Collections.singleton(readerModule));
        Instrumentation.class
                .getMethod(
                        "redefineModule",
                        Class.forName("java.lang.Module"),
                        Set.class,
                        Map.class,
                        Map.class,
                        Set.class,
                        Map.class)
                .invoke(
                        instrumentation,
                        module,
                        Collections.emptySet(),
                        Collections.emptyMap(),
                        opens,
                        Collections.emptySet(),
                        Collections.emptyMap());
    }
}
