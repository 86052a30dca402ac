package io.jdbcwarden.weave;

import io.jdbcwarden.bridge.JdbcWardenBridge;
import io.jdbcwarden.bridge.JdbcWardenGate000;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What the tests of this package weave. */
final class Samples {
    private static final Set<String> DEFINED = ConcurrentHashMap.newKeySet();

    private Samples() {}

    static byte[] classFile(Class<?> type) {
        String resource = "/" + type.getName().replace('.', '/') + ".class";
        try (InputStream in = Samples.class.getResourceAsStream(resource)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] weave(Gates gates, byte[] classFile, Weaving... weavings) {
        ClassWeaver.Woven woven = ClassWeaver.weave(classFile, Arrays.asList(weavings), gates);
        if (woven == null) {
            throw new AssertionError("nothing matched");
        }
        return woven.classFile();
    }

    /** A gate of each hook, in the package of the bridge as it is before packaging. */
    static @Nullable String gate(Weaving weaving) {
        String name = Gates.name(weaving.id());
        try {
            MethodHandles.Lookup lookup =
                    MethodHandles.privateLookupIn(JdbcWardenBridge.class, MethodHandles.lookup());
            if (DEFINED.add(name)) {
                byte[] pattern = classFile(JdbcWardenGate000.class);
                lookup.defineClass(Gates.classFile(pattern, weaving.id()));
            }
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
        return name.replace('.', '/');
    }

    /** Weaves methods of some names. */
    static final class Around implements Weaving {
        private final int id;
        private final Advice advice;
        private final List<String> methods;

        Around(int id, Advice advice, String... methods) {
            this.id = id;
            this.advice = advice;
            this.methods = Arrays.asList(methods);
        }

        @Override
        public int id() {
            return id;
        }

        @Override
        public String name() {
            return "test-" + id;
        }

        @Override
        public boolean matches(TypeShape type) {
            return true;
        }

        @Override
        public boolean matches(MethodShape method) {
            return methods.contains(method.name());
        }

        @Override
        public Advice advice() {
            return advice;
        }
    }

    /** Defines classes that were changed, so that the JVM verifies them. */
    static final class Loader extends ClassLoader {
        Loader() {
            super(Samples.class.getClassLoader());
        }

        Class<?> define(byte[] classFile) {
            Class<?> type = defineClass(null, classFile, 0, classFile.length);
            try {
                return Class.forName(type.getName(), true, this);
            } catch (ClassNotFoundException e) {
                throw new AssertionError(e);
            }
        }
    }
}
