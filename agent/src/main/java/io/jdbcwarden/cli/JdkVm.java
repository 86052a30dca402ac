package io.jdbcwarden.cli;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import net.bytebuddy.agent.ByteBuddyAgent.AttachmentProvider;
import org.jspecify.annotations.Nullable;

/** Attaches by {@code com.sun.tools.attach} of the JDK that runs this command. */
final class JdkVm implements LocalVm {
    private final Class<?> type;
    private final Object machine;

    private JdkVm(Class<?> type, Object machine) {
        this.type = type;
        this.machine = machine;
    }

    /** The JDK's own class; null in a runtime without it. */
    static @Nullable Class<?> type() {
        // Java 9 and newer have it as a module, older ones in tools.jar.
        AttachmentProvider[] places = {
            AttachmentProvider.ForModularizedVm.INSTANCE,
            AttachmentProvider.ForStandardToolsJarVm.JVM_ROOT,
            AttachmentProvider.ForStandardToolsJarVm.JDK_ROOT,
            AttachmentProvider.ForStandardToolsJarVm.MACINTOSH,
        };
        for (AttachmentProvider place : places) {
            AttachmentProvider.Accessor accessor = place.attempt();
            if (accessor.isAvailable()) {
                return accessor.getVirtualMachineType();
            }
        }
        return null;
    }

    static JdkVm attach(Class<?> type, String pid) throws IOException {
        return new JdkVm(type, call(type, null, "attach", pid));
    }

    /** The process ids of this user's JVMs. */
    static List<String> list(Class<?> type) throws IOException {
        List<String> pids = new ArrayList<>();
        for (Object descriptor : (List<?>) call(type, null, "list")) {
            pids.add(String.valueOf(call(descriptor.getClass(), descriptor, "id")));
        }
        return pids;
    }

    @Override
    public Properties systemProperties() throws IOException {
        return (Properties) call(type, machine, "getSystemProperties");
    }

    @Override
    public void loadAgent(String jar, String arguments) throws IOException {
        call(type, machine, "loadAgent", jar, arguments);
    }

    @Override
    public String connectorAddress() throws IOException {
        return (String) call(type, machine, "startLocalManagementAgent");
    }

    @Override
    public void close() {
        try {
            call(type, machine, "detach");
        } catch (IOException e) {
            // It has gone by itself.
        }
    }

    private static Object call(Class<?> type, @Nullable Object on, String name, String... arguments)
            throws IOException {
        Class<?>[] types = new Class<?>[arguments.length];
        Arrays.fill(types, String.class);
        try {
            Method method = type.getMethod(name, types);
            Object result = method.invoke(on, (Object[]) arguments);
            return result == null ? "" : result;
        } catch (InvocationTargetException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw cause instanceof IOException
                    ? (IOException) cause
                    : new IOException(String.valueOf(cause.getMessage()), cause);
        } catch (ReflectiveOperationException e) {
            throw new IOException("this Java's attach is not as expected: " + e, e);
        }
    }
}
