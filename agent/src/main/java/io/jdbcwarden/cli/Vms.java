package io.jdbcwarden.cli;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the JVMs of this machine and opens them, or says in one line why not and what helps. */
final class Vms {
    private Vms() {}

    /** The process ids of the JVMs that can be seen from here, but for this one. */
    static List<String> list() {
        Class<?> jdk = JdkVm.type();
        List<String> pids = new ArrayList<>();
        try {
            pids.addAll(jdk == null ? SocketVm.list() : JdkVm.list(jdk));
        } catch (IOException e) {
            throw new Failure("the JVMs of this machine cannot be listed: " + e.getMessage(), e);
        }
        pids.remove(ownPid());
        if (jdk == null && !SocketVm.isPossible()) {
            throw noWay();
        }
        Collections.sort(pids, Comparator.comparingInt(String::length).thenComparing(pid -> pid));
        return pids;
    }

    private static @Nullable String ownPid() {
        String name = ManagementFactory.getRuntimeMXBean().getName();
        int at = name.indexOf('@');
        return at < 0 ? null : name.substring(0, at);
    }

    /**
     * Attaches to one.
     *
     * @throws Failure that says why not
     */
    static LocalVm attach(String pid) {
        ProcessFacts process = new ProcessFacts(pid);
        refuseEarly(process);
        Class<?> jdk = JdkVm.type();
        if (jdk == null && !SocketVm.isPossible()) {
            throw noWay();
        }
        try {
            return jdk == null ? SocketVm.attach(process) : JdkVm.attach(jdk, pid);
        } catch (IOException e) {
            throw explain(process, e);
        }
    }

    private static Failure noWay() {
        return new Failure(
                "this Java cannot attach to others, it lacks the module jdk.attach; run the command"
                        + " by the java of a JDK, or by Java 16 or newer on Linux");
    }

    /** What is sure to fail, or would do harm, is not tried. */
    private static void refuseEarly(ProcessFacts process) {
        String pid = process.pid();
        if (!ProcessFacts.areKnown()) {
            return;
        }
        if (!process.exists()) {
            throw new Failure(
                    "there is no process " + pid + "; the command list shows the JVMs there are");
        }
        if (process.isOfOtherUser()) {
            throw otherUser(process);
        }
        if (process.isNoJvm()) {
            throw new Failure(
                    "process " + pid + " is no JVM; the command list shows the JVMs there are");
        }
        if (process.disablesAttach()) {
            throw new Failure(
                    "JVM "
                            + pid
                            + " was started with -XX:+DisableAttachMechanism; start it without that,"
                            + " or with -javaagent:jdbc-warden.jar and a JMX port");
        }
    }

    private static Failure otherUser(ProcessFacts process) {
        String user = String.valueOf(process.user());
        return new Failure(
                "process "
                        + process.pid()
                        + " belongs to the user "
                        + user
                        + ", and a JVM opens to its own user alone; run this as that user: sudo -u "
                        + user
                        + " java -jar jdbc-warden.jar ...");
    }

    private static Failure explain(ProcessFacts process, IOException e) {
        String pid = process.pid();
        String said = String.valueOf(e.getMessage());
        if (process.isInOtherContainer()) {
            return new Failure(
                    "JVM "
                            + pid
                            + " runs in a container and cannot be reached from outside ("
                            + said
                            + "); run this inside of it: docker exec <container> java -jar"
                            + " jdbc-warden.jar ... "
                            + process.pidInside(),
                    e);
        }
        String user = process.user();
        if (user != null && !user.equals(System.getProperty("user.name"))) {
            return new Failure(otherUser(process).getMessage() + " (" + said + ")", e);
        }
        return new Failure(
                "JVM "
                        + pid
                        + " does not answer ("
                        + said
                        + "); it may be stopped or hang, or be no HotSpot JVM, or have been started"
                        + " with -XX:+DisableAttachMechanism",
                e);
    }
}
