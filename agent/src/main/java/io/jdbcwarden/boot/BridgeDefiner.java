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

/**
 * Puts the bridge class into {@code java.lang}.
 *
 * <p>Since Java 9 through {@code privateLookupIn(Object.class)}: nothing is appended to the boot
 * path, which would cost the application its class-data sharing. On Java 8 the class comes from an
 * appended jar; the system property {@code warden.internal.bridge=append} forces that way for a
 * test.
 */
final class BridgeDefiner {
    /** Relocated by packaging, like the class it names; unrelocated in unit tests. */
    static final String BRIDGE = "io.jdbcwarden.bridge.JdbcWardenBridge";

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
        boolean append = "append".equals(System.getProperty("warden.internal.bridge"));
        if (append || !Modules.exist()) {
            append(instrumentation);
        } else if (!isDefined()) {
            defineByLookup(instrumentation);
        }
        Class.forName(BRIDGE, false, null);
    }

    private static boolean isDefined() {
        try {
            Class.forName(BRIDGE, false, null);
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    private static void defineByLookup(Instrumentation instrumentation)
            throws ReflectiveOperationException, IOException {
        Modules.open(instrumentation, Object.class, BridgeDefiner.class);
        Method privateLookupIn =
                MethodHandles.class.getMethod(
                        "privateLookupIn", Class.class, MethodHandles.Lookup.class);
        Object lookup = privateLookupIn.invoke(null, Object.class, MethodHandles.lookup());
        MethodHandles.Lookup.class.getMethod("defineClass", byte[].class).invoke(lookup, bytes());
    }

    private static void append(Instrumentation instrumentation) throws IOException {
        File file = File.createTempFile("jdbc-warden-bridge", ".jar");
        file.deleteOnExit();
        try (JarOutputStream out = new JarOutputStream(new FileOutputStream(file))) {
            out.putNextEntry(new JarEntry(BRIDGE.replace('.', '/') + ".class"));
            out.write(bytes());
        }
        instrumentation.appendToBootstrapClassLoaderSearch(new JarFile(file, false));
    }

    private static byte[] bytes() throws IOException {
        String resource = BRIDGE.replace('.', '/') + ".class";
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
