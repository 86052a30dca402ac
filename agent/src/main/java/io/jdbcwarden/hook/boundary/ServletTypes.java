package io.jdbcwarden.hook.boundary;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The names of the servlet API before and after its move to {@code jakarta}. */
final class ServletTypes {
    private static final List<String> ROOTS = Arrays.asList("javax", "jakarta");

    private ServletTypes() {}

    /** {@code javax.servlet.<name>} and {@code jakarta.servlet.<name>}. */
    static String[] api(String name) {
        return new String[] {"javax.servlet." + name, "jakarta.servlet." + name};
    }

    /** The markers of class files that name this type of the API. */
    static List<String> markers(String... names) {
        List<String> markers = new ArrayList<>();
        for (String root : ROOTS) {
            for (String name : names) {
                markers.add(root + "/servlet/" + name);
            }
        }
        return markers;
    }

    /**
     * The type itself, a class above it or an interface of them that has one of the API's names.
     *
     * @param end the name without its root: {@code .servlet.ServletRequest}
     */
    static @Nullable Class<?> find(Class<?> type, String end) {
        for (Class<?> at = type; at != null; at = at.getSuperclass()) {
            if (isApi(at, end)) {
                return at;
            }
            for (Class<?> extended : at.getInterfaces()) {
                Class<?> found = find(extended, end);
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }

    private static boolean isApi(Class<?> type, String end) {
        String name = type.getName();
        if (!name.endsWith(end)) {
            return false;
        }
        return ROOTS.contains(name.substring(0, name.length() - end.length()));
    }

    /** Another type of the same API; null if this version of it has none. */
    static @Nullable Class<?> beside(@Nullable Class<?> api, String simpleName) {
        if (api == null) {
            return null;
        }
        String name = api.getName();
        String other = name.substring(0, name.lastIndexOf('.') + 1) + simpleName;
        try {
            // Of the loader that defined the API, which must know it: nobody else is asked.
            return Class.forName(other, false, api.getClassLoader());
        } catch (ClassNotFoundException | LinkageError e) {
            return null;
        }
    }
}
