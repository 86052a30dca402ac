package io.jdbcwarden.util;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where this JVM puts the fields of what threads write, or all of them read, at each borrow. */
class PaddedTest {
    private static final String PACKAGE = "io.jdbcwarden.";
    private static final long CACHE_LINE = 64;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "session.ThreadState",
                "session.WorkKinds$OfThread",
                "pool.GuardedPool",
                "breaker.Breaker",
                "breaker.Closed",
                "breaker.Window"
            })
    void noFieldIsOnACacheLineWithWhatIsInFront(String name) throws Exception {
        assertThat(offsets(Class.forName(PACKAGE + name), false))
                .isNotEmpty()
                .allMatch(offset -> offset >= CACHE_LINE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "session.ThreadState$Apart",
                "session.Slot$Apart",
                "session.WorkKinds$Apart"
            })
    void noFieldIsOnACacheLineWithWhatIsBehind(String name) throws Exception {
        Class<?> type = Class.forName(PACKAGE + name);
        long end = Collections.max(offsets(type, true)) + Long.BYTES;

        assertThat(offsets(type, false))
                .isNotEmpty()
                .allMatch(offset -> offset + Integer.BYTES + CACHE_LINE <= end);
    }

    @ParameterizedTest
    @ValueSource(strings = {"lent", "current"})
    void whatBorrowersWriteOfASlotIsOnNoCacheLineWithWhatIsInFront(String field) throws Exception {
        assertThat(offset(Class.forName(PACKAGE + "session.Slot").getDeclaredField(field)))
                .isGreaterThanOrEqualTo(CACHE_LINE);
    }

    /** Of its fields, or of those that it only has for the space they take. */
    private static List<Long> offsets(Class<?> type, boolean ofPadding) throws Exception {
        List<Long> offsets = new ArrayList<>();
        for (Class<?> at = type; at.getName().startsWith(PACKAGE); at = at.getSuperclass()) {
            for (Field field : at.getDeclaredFields()) {
                boolean padding = at == Padded.class || field.getName().matches("p[0-7]");
                if (!Modifier.isStatic(field.getModifiers()) && padding == ofPadding) {
                    offsets.add(offset(field));
                }
            }
        }
        return offsets;
    }

    /** Javac warns of this class whatever one does, so it is not named in the code. */
    private static long offset(Field field) throws Exception {
        Class<?> unsafe = Class.forName("sun.misc.Unsafe");
        Field instance = unsafe.getDeclaredField("theUnsafe");
        instance.setAccessible(true);
        Method offset = unsafe.getMethod("objectFieldOffset", Field.class);
        return (Long) offset.invoke(instance.get(null), field);
    }
}
