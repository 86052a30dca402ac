package io.jdbcwarden.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.ProtocolFamily;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/**
 * Attaches without the JDK's module: HotSpot's own protocol over its Unix socket, as runtimes in
 * containers have no {@code jdk.attach}. On Linux, with Java 16 or newer on this side.
 */
final class SocketVm implements LocalVm {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final String ADDRESS = "com.sun.management.jmxremote.localConnectorAddress";

    private final Path socket;

    private SocketVm(Path socket) {
        this.socket = socket;
    }

    static boolean isPossible() {
        try {
            Class.forName("java.net.UnixDomainSocketAddress");
            return Files.isDirectory(Paths.get("/proc/self"));
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    /** Asks the JVM to open its door, if it has not yet, as the JDK does: a file and SIGQUIT. */
    static SocketVm attach(ProcessFacts process) throws IOException {
        String pid = process.pidInside();
        Path directory = Paths.get("/proc/" + process.pid() + "/root/tmp");
        Path socket = directory.resolve(".java_pid" + pid);
        if (!Files.exists(socket)) {
            Path wish = directory.resolve(".attach_pid" + pid);
            Files.createFile(wish);
            try {
                new ProcessBuilder("kill", "-QUIT", process.pid()).start().waitFor();
                await(socket);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            } finally {
                Files.deleteIfExists(wish);
            }
        }
        return new SocketVm(socket);
    }

    private static void await(Path socket) throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (!Files.exists(socket)) {
            if (System.nanoTime() - end > 0) {
                throw new IOException("Unable to open socket file " + socket);
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    @Override
    public Properties systemProperties() throws IOException {
        return properties("properties");
    }

    private Properties properties(String command) throws IOException {
        Properties properties = new Properties();
        properties.load(new ByteArrayInputStream(call(command)));
        return properties;
    }

    @Override
    public void loadAgent(String jar, String arguments) throws IOException {
        String said = text(call("load", "instrument", "false", jar + "=" + arguments)).trim();
        if (!said.isEmpty() && !said.equals("0") && !said.equals("return code: 0")) {
            throw new IOException(said);
        }
    }

    @Override
    public String connectorAddress() throws IOException {
        String known = properties("agentProperties").getProperty(ADDRESS);
        if (known != null) {
            return known;
        }
        call("jcmd", "ManagementAgent.start_local");
        String address = properties("agentProperties").getProperty(ADDRESS);
        if (address == null) {
            throw new IOException("it does not say where JMX is");
        }
        return address;
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** One connection a command: version, name and three arguments; back come a status and text. */
    private byte[] call(String command, String... arguments) throws IOException {
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        String[] words = {"1", command, "", "", ""};
        System.arraycopy(arguments, 0, words, 2, arguments.length);
        for (String word : words) {
            request.write(word.getBytes(StandardCharsets.UTF_8));
            request.write(0);
        }
        try (SocketChannel channel = open()) {
            channel.connect(address());
            ByteBuffer sending = ByteBuffer.wrap(request.toByteArray());
            while (sending.hasRemaining()) {
                channel.write(sending);
            }
            return answer(command, channel);
        }
    }

    private static byte[] answer(String command, SocketChannel channel) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        ByteBuffer buffer = ByteBuffer.allocate(8192);
        while (channel.read(buffer) >= 0) {
            all.write(buffer.array(), 0, buffer.position());
            buffer.rewind();
        }
        String answer = text(all.toByteArray());
        int end = answer.indexOf('\n');
        String status = end < 0 ? answer.trim() : answer.substring(0, end).trim();
        String rest = end < 0 ? "" : answer.substring(end + 1);
        if (!status.equals("0")) {
            throw new IOException(rest.trim().isEmpty() ? command + " failed" : rest.trim());
        }
        return rest.getBytes(StandardCharsets.UTF_8);
    }

    // By reflection, as this is compiled for Java 8.
    private static SocketChannel open() throws IOException {
        return (SocketChannel)
                call(
                        SocketChannel.class,
                        "open",
                        ProtocolFamily.class,
                        StandardProtocolFamily.valueOf("UNIX"));
    }

    private SocketAddress address() throws IOException {
        try {
            return (SocketAddress)
                    call(
                            Class.forName("java.net.UnixDomainSocketAddress"),
                            "of",
                            Path.class,
                            socket);
        } catch (ClassNotFoundException e) {
            throw new IOException(e);
        }
    }

    private static Object call(Class<?> type, String name, Class<?> parameter, Object argument)
            throws IOException {
        try {
            return type.getMethod(name, parameter).invoke(null, argument);
        } catch (InvocationTargetException e) {
            throw new IOException(String.valueOf(e.getCause()), e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IOException(e);
        }
    }

    /** The process ids of this user's JVMs, by the files in which they keep their counters. */
    static List<String> list() {
        List<String> pids = new ArrayList<>();
        File[] users = new File(System.getProperty("java.io.tmpdir", "/tmp")).listFiles();
        for (File user : users == null ? new File[0] : users) {
            File[] files = user.getName().startsWith("hsperfdata_") ? user.listFiles() : null;
            for (File file : files == null ? new File[0] : files) {
                if (file.canRead() && new File("/proc/" + file.getName()).isDirectory()) {
                    pids.add(file.getName());
                }
            }
        }
        return pids;
    }

    @Override
    public void close() {
        // Each command has a connection of its own.
    }
}
