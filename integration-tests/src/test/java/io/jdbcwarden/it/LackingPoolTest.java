package io.jdbcwarden.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.util.Objects;
import javax.sql.DataSource;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.commons.ClassRemapper;
import net.bytebuddy.jar.asm.commons.Remapper;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A version of a pool that lacks what its leaf needs: as versions to come may. */
@Tag("any-pool")
class LackingPoolTest {
    @Test
    void isGuardedAsFarAsJdbcAloneAllows() {
        Postgres postgres = Postgres.shared();
        RunningJvm ran =
                Jvm.java()
                        .agent("scope.methods=io.jdbcwarden.it.Request#serve")
                        .main(
                                Application.class,
                                postgres.url(),
                                postgres.user(),
                                postgres.password())
                        .run();

        assertThat(ran.exitCode()).as("%s", ran.stderr()).isZero();
        assertThat(ran.stdout())
                .containsSubsequence(
                        "open 1",
                        "after the return 0",
                        "leaked, observed: open 1, valid true",
                        "leaked, enforced: open 0, closed true");
        assertThat(ran.stderr().stream().filter(line -> line.contains("lacks what is needed")))
                .hasSize(1);
    }

    /** What {@code isGuardedAsFarAsJdbcAloneAllows} runs. */
    static final class Application {
        private Application() {}

        public static void main(String[] database) throws Exception {
            DataSource source =
                    (DataSource)
                            new Lacking()
                                    .loadClass(HikariDataSource.class.getName())
                                    .getDeclaredConstructor()
                                    .newInstance();
            set(source, "setJdbcUrl", database[0]);
            set(source, "setUsername", database[1]);
            set(source, "setPassword", database[2]);
            source.getConnection().close();
            try (Connection connection = source.getConnection()) {
                WatchedPool.execute(connection, "select 1");
                say("open " + Warden.sessions().size());
            }
            say("after the return " + Warden.sessions().size());

            Connection observed = leak(source);
            say(
                    "leaked, observed: open "
                            + Warden.sessions().size()
                            + ", valid "
                            + observed.isValid(5));
            observed.close();

            Warden.set("pools.*.mode", "enforce");
            Connection enforced = leak(source);
            say(
                    "leaked, enforced: open "
                            + Warden.sessions().size()
                            + ", closed "
                            + enforced.isClosed());
        }

        private static Connection leak(DataSource source) throws Exception {
            Connection[] leaked = new Connection[1];
            Request.of("r1", "anna")
                    .run(
                            () -> {
                                leaked[0] = source.getConnection();
                                WatchedPool.execute(leaked[0], "select 1");
                            });
            return Objects.requireNonNull(leaked[0]);
        }

        private static void set(DataSource source, String setter, String value) throws Exception {
            source.getClass().getMethod(setter, String.class).invoke(source, value);
        }

        private static void say(String line) {
            System.out.println(line);
        }
    }

    /** A HikariCP in which {@code PoolEntry.markEvicted} is called otherwise. */
    private static final class Lacking extends ClassLoader {
        Lacking() {
            super(LackingPoolTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(name)) {
                Class<?> found = findLoadedClass(name);
                if (found == null && name.startsWith("com.zaxxer.")) {
                    byte[] bytes = renamed(name);
                    found = defineClass(name, bytes, 0, bytes.length);
                }
                return found == null ? super.loadClass(name, resolve) : found;
            }
        }

        private byte[] renamed(String name) throws ClassNotFoundException {
            try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
                if (in == null) {
                    throw new ClassNotFoundException(name);
                }
                ClassWriter writer = new ClassWriter(0);
                new ClassReader(in)
                        .accept(
                                new ClassRemapper(
                                        writer,
                                        new Remapper() {
                                            @Override
                                            public String mapMethodName(
                                                    String owner, String method, String type) {
                                                return method.equals("markEvicted")
                                                        ? "markAsEvicted"
                                                        : method;
                                            }
                                        }),
                                0);
                return writer.toByteArray();
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }
}
