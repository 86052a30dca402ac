package io.jdbcwarden.hook.boundary;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MdcReaderTest {
    private final MdcReader reader = new MdcReader();
    private final ClassLoader before = Thread.currentThread().getContextClassLoader();

    @AfterEach
    void resetContextLoader() {
        Thread.currentThread().setContextClassLoader(before);
    }

    /** An MDC in its simplest form. */
    public static final class Mdc {
        private Mdc() {}

        public static @Nullable String get(String key) {
            return key.equals("none") ? null : key + " of " + Mdc.class.getClassLoader();
        }
    }

    /** Log4j 1 keeps objects. */
    public static final class MdcOfObjects {
        private MdcOfObjects() {}

        public static Object get(String key) {
            return 4711;
        }
    }

    @Test
    void knowsNothingBeforeAnythingWasPut() {
        assertThat(reader.apply("user")).isNull();
    }

    @Test
    void theOnlyOneIsReadWhateverTheContextLoader() {
        reader.learn(Mdc.class);
        Thread.currentThread().setContextClassLoader(null);

        assertThat(reader.apply("user")).startsWith("user of ");
        assertThat(reader.apply("none")).isNull();
    }

    @Test
    void anObjectIsReadAsText() {
        reader.learn(MdcOfObjects.class);

        assertThat(reader.apply("user")).isEqualTo("4711");
    }

    @Test
    void ofSeveralTheOneOfTheContextLoaderOrItsParentsIsRead() throws Exception {
        Application first = new Application("first");
        Application second = new Application("second");
        reader.learn(first.mdc());
        reader.learn(second.mdc());

        Thread.currentThread().setContextClassLoader(first);
        assertThat(reader.apply("user")).isEqualTo("user of first");
        Thread.currentThread().setContextClassLoader(new ClassLoader(second) {});
        assertThat(reader.apply("user")).isEqualTo("user of second");
        Thread.currentThread().setContextClassLoader(ClassLoader.getPlatformClassLoader());
        assertThat(reader.apply("user")).isNull();
    }

    private static final class Application extends ClassLoader {
        private final String name;

        Application(String name) {
            super(MdcReaderTest.class.getClassLoader());
            this.name = name;
        }

        Class<?> mdc() throws IOException {
            String file = Mdc.class.getName().replace('.', '/') + ".class";
            try (InputStream in = Objects.requireNonNull(getResourceAsStream(file))) {
                byte[] bytes = in.readAllBytes();
                return defineClass(Mdc.class.getName(), bytes, 0, bytes.length);
            }
        }

        @Override
        public String toString() {
            return name;
        }
    }
}
