package io.jdbcwarden.boot;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Puts the bridge, and the type of hooks that it calls, into {@code java.lang}.
 *
 * <p>Since Java 9 through {@code privateLookupIn(Object.class)}: nothing is appended to the boot
 * path, which would cost the application its class-data sharing. On Java 8 the class comes from an
 * appended jar; the system property {@code warden.internal.bridge=append} forces that way for a
 * test.
 */
final class BridgeDefiner {
    /** Relocated by packaging, like the class it names; unrelocated in unit tests. */
    static final String BRIDGE = "io.jdbcwarden.bridge.JdbcWardenBridge";

    private static final String HOOK = "io.jdbcwarden.bridge.JdbcWardenHook";

    /** Made once: opening the package takes its time. */
    private static @Nullable Object lookup;

    private BridgeDefiner() {}

    /**
     * Defines the bridge once.
     *
     * @throws ReflectiveOperationException if the JVM refuses; the agent cannot run then
     */
    static void define(Instrumentation instrumentation)
            throws ReflectiveOperationException, IOException {
        if (!BRIDGE.startsWith("java.")) {
            return;
        }
        if (!canDefine()) {
            append(instrumentation);
        } else if (!isDefined()) {
            Object own = lookup(instrumentation);
            define(own, bytes(HOOK));
            define(own, bytes(BRIDGE));
        }
        Class.forName(BRIDGE, false, null);
    }

    /** Whether classes of {@code java.lang} can be defined, and not only be appended. */
    static boolean canDefine() {
        boolean append = "append".equals(System.getProperty("warden.internal.bridge"));
        return BRIDGE.startsWith("java.") && !append && Modules.exist();
    }

    private static boolean isDefined() {
        try {
            Class.forName(BRIDGE, false, null);
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    /** For {@link #define(Object, byte[])}. */
    static synchronized Object lookup(Instrumentation instrumentation)
            throws ReflectiveOperationException {
        Object known = lookup;
        if (known != null) {
            return known;
        }
        Modules.open(instrumentation, Object.class, BridgeDefiner.class);
        Method privateLookupIn =
                MethodHandles.class.getMethod(
                        "privateLookupIn", Class.class, MethodHandles.Lookup.class);
        Object made = privateLookupIn.invoke(null, Object.class, MethodHandles.lookup());
        lookup = made;
        return made;
    }

    /** Defines a class of {@code java.lang}. */
    static void define(Object lookup, byte[] classFile) throws ReflectiveOperationException {
        MethodHandles.Lookup.class.getMethod("defineClass", byte[].class).invoke(lookup, classFile);
    }

    private static void append(Instrumentation instrumentation) throws IOException {
        File file = File.createTempFile("jdbc-warden-bridge", ".jar");
        file.deleteOnExit();
        try (JarOutputStream out = new JarOutputStream(new FileOutputStream(file))) {
            for (String name : new String[] {HOOK, BRIDGE}) {
                out.putNextEntry(new JarEntry(name.replace('.', '/') + ".class"));
                out.write(bytes(name));
            }
        }
        instrumentation.appendToBootstrapClassLoaderSearch(new JarFile(file, false));
    }

    /** The class file of a class in the agent's jar. */
    static byte[] bytes(String name) throws IOException {
        String resource = name.replace('.', '/') + ".class";
        ClassLoader loader = BridgeDefiner.class.getClassLoader();
        try (InputStream in = loader == null ? null : loader.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IOException("the agent's jar lacks " + resource);
            }
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            byte[] buffer = new byte[8192];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                out.write(buffer, 0, n);
            }
            return out.toByteArray();
        }
    }
}
