package io.jdbcwarden;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLDecoder;
import java.util.Collections;
import java.util.Enumeration;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.jspecify.annotations.Nullable;

/**
 * The agent's own class loader: reads {@code inst/**}{@code /*.classdata} of the agent's jar, so
 * that neither the agent's classes nor its libraries meet the application's.
 *
 * <p>Its parent shows only what the JDK itself brings. The platform loader alone is not filter
 * enough: in a modular application it also serves classes of the user's modules.
 */
final class AgentLoader extends ClassLoader {
    private static final String ROOT = "inst/";

    static {
        registerAsParallelCapable();
    }

    private final JarFile jar;
    private final String jarUrl;
    private final @Nullable ClassLoader platform;

    private AgentLoader(JarFile jar, String jarUrl) {
        super(null);
        this.jar = jar;
        this.jarUrl = jarUrl;
        this.platform = platformLoader();
    }

    /** Opens the jar that holds this class. */
    static AgentLoader open() throws IOException {
        // Not verified: checking signatures before the compiler is warm costs start-up, and the JVM
        // has
        // already trusted this very jar with everything.
        String url = jarUrl();
        String path = url.substring("jar:file:".length(), url.length() - 2).replace("+", "%2B");
        return new AgentLoader(new JarFile(new File(URLDecoder.decode(path, "UTF-8")), false), url);
    }

    /**
     * {@code jar:file:…!/}, from the location of this class itself: no protection domain needed.
     */
    private static String jarUrl() throws IOException {
        URL url = AgentLoader.class.getResource("AgentLoader.class");
        String text = String.valueOf(url);
        int end = text.lastIndexOf("!/");
        if (!text.startsWith("jar:file:") || end < 0) {
            throw new IOException(
                    "jdbc-warden.jar must be used as the one jar it was built as, but its classes were"
                            + " loaded from "
                            + text);
        }
        return text.substring(0, end + 2);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            Class<?> found = findLoadedClass(name);
            if (found == null) {
                found = isJdk(name) ? Class.forName(name, false, platform) : define(name);
            }
            if (resolve) {
                resolveClass(found);
            }
            return found;
        }
    }

    private static boolean isJdk(String name) {
        return name.startsWith("java.")
                || name.startsWith("javax.sql.")
                || name.startsWith("javax.management.")
                || name.startsWith("javax.naming.")
                || name.startsWith("javax.transaction.xa.")
                || name.startsWith("javax.security.")
                || name.startsWith("javax.net.")
                || name.startsWith("javax.annotation.processing.")
                || name.startsWith("javax.lang.")
                || name.startsWith("javax.script.")
                || name.startsWith("jdk.")
                || name.startsWith("sun.")
                || name.startsWith("com.sun.");
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        byte[] bytes;
        try {
            bytes = read(name.replace('.', '/') + ".classdata");
        } catch (IOException e) {
            throw new ClassNotFoundException(name + ": cannot read " + jar.getName(), e);
        }
        if (bytes == null) {
            throw new ClassNotFoundException(name);
        }
        int dot = name.lastIndexOf('.');
        if (dot > 0 && getPackage(name.substring(0, dot)) == null) {
            definePackageOnce(name.substring(0, dot));
        }
        return defineClass(name, bytes, 0, bytes.length);
    }

    private void definePackageOnce(String name) {
        try {
            definePackage(name, null, null, null, null, null, null, null);
        } catch (IllegalArgumentException e) {
            // Another thread defined it first.
        }
    }

    /** A file below {@code inst/}, or null. */
    private byte @Nullable [] read(String path) throws IOException {
        ZipEntry entry = entry(path);
        if (entry == null) {
            return null;
        }
        try (InputStream in = jar.getInputStream(entry)) {
            ByteArrayOutputStream out =
                    new ByteArrayOutputStream((int) Math.max(32, entry.getSize()));
            byte[] buffer = new byte[8192];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                out.write(buffer, 0, n);
            }
            return out.toByteArray();
        }
    }

    private @Nullable ZipEntry entry(String path) {
        return jar.getEntry(ROOT + path);
    }

    @Override
    public @Nullable URL getResource(String name) {
        ZipEntry entry = entry(name.endsWith(".class") ? name + "data" : name);
        if (entry == null) {
            return jdkResource(name);
        }
        try {
            return new URL(jarUrl + entry.getName());
        } catch (MalformedURLException e) {
            return null;
        }
    }

    /** Straight from the jar: a URL would open it a second time, in a cache of the whole JVM. */
    @Override
    public @Nullable InputStream getResourceAsStream(String name) {
        try {
            byte[] bytes = read(name.endsWith(".class") ? name + "data" : name);
            if (bytes != null) {
                return new ByteArrayInputStream(bytes);
            }
            URL url = jdkResource(name);
            return url == null ? null : url.openStream();
        } catch (IOException e) {
            return null;
        }
    }

    private @Nullable URL jdkResource(String name) {
        ClassLoader loader = platform;
        return loader != null && isJdk(name.replace('/', '.')) ? loader.getResource(name) : null;
    }

    @Override
    public Enumeration<URL> getResources(String name) {
        URL url = getResource(name);
        return url == null
                ? Collections.<URL>emptyEnumeration()
                : Collections.enumeration(Collections.singleton(url));
    }

    /** The platform loader, or null on Java 8, whose boot loader holds the whole JDK. */
    private static @Nullable ClassLoader platformLoader() {
        if ("1.8".equals(System.getProperty("java.specification.version"))) {
            return null;
        }
        // The topmost. Not by reflection, if it can be helped: to find out whether this method is
        // caller-sensitive the JDK parses annotations and generates a proxy.
        ClassLoader top = ClassLoader.getSystemClassLoader();
        for (ClassLoader at = top; at != null; at = at.getParent()) {
            top = at;
        }
        if (top.getClass().getName().endsWith("$PlatformClassLoader")) {
            return top;
        }
        try {
            return (ClassLoader) ClassLoader.class.getMethod("getPlatformClassLoader").invoke(null);
        } catch (ReflectiveOperationException e) {
            return null;
        }
    }
}
