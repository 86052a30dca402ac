package io.jdbcwarden.publish;

import io.jdbcwarden.metric.Meter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;

/** What the builders of Micrometer and of the Prometheus client are given, by reflection. */
final class Builders {
    private Builders() {}

    /** Calls a builder's method, which may be declared by a class of its own that is not public. */
    static Object call(Object builder, String name, Class<?> type, Object argument)
            throws ReflectiveOperationException {
        Method method = builder.getClass().getMethod(name, type);
        try {
            return method.invoke(builder, argument);
        } catch (InvocationTargetException e) {
            throw new ReflectiveOperationException(name + ": " + e.getCause(), e.getCause());
        }
    }

    /** The names of a meter's labels and the values of one sample, in turn. */
    static String[] labels(Meter meter, List<String> values) {
        List<String> pairs = new ArrayList<>();
        for (int i = 0; i < meter.labels().size(); i++) {
            pairs.add(meter.labels().get(i));
            pairs.add(values.get(i));
        }
        return pairs.toArray(new String[0]);
    }
}
