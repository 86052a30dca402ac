package io.jdbcwarden.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jdbcwarden.bridge.JdbcWardenBridge;
import io.jdbcwarden.bridge.JdbcWardenHook;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** What a method reads from its clock, told through the bridge, and through gates. */
@ParameterizedClass
@ValueSource(booleans = {false, true})
class ClockWeaverTest {
    private static final int HOOK = 301;

    private static final List<String> TOLD = new ArrayList<>();
    private static boolean failing;

    private final Gates gates;

    ClockWeaverTest(boolean throughGates) {
        gates = throughGates ? Samples::gate : Gates.NONE;
    }

    @BeforeEach
    void arm() {
        TOLD.clear();
        failing = false;
        Now.set(100);
        JdbcWardenBridge.arm(new Armed());
    }

    @AfterEach
    void disarm() {
        JdbcWardenBridge.arm(null);
    }

    private Lender woven(String method) throws Exception {
        byte[] file = Samples.weave(gates, Samples.classFile(Pool.class), new Clock(method));
        return (Lender) new Samples.Loader().define(file).getDeclaredConstructor().newInstance();
    }

    @Test
    void tellsBothReadings() throws Exception {
        assertThat(woven("lend").lend(0)).isEqualTo("lent after 0");

        assertThat(TOLD).containsExactly("101 102");
    }

    @Test
    void doesNotTellTheSecondOneAfterWhatTakesTime() throws Exception {
        assertThat(woven("lend").lend(1)).isEqualTo("lent after 1");

        assertThat(TOLD).containsExactly("101 0");
    }

    @Test
    void tellsTheFirstOneWhenTheMethodThrows() throws Exception {
        assertThatThrownBy(() -> woven("lend").lend(-1)).hasMessage("in vain");

        assertThat(TOLD).containsExactly("101 0");
    }

    @Test
    void tellsThatNothingWasReadWhenTheMethodThrowsAtOnce() throws Exception {
        assertThatThrownBy(() -> woven("lend").lend(-2)).hasMessage("at once");

        assertThat(TOLD).containsExactly("0 0");
    }

    @Test
    void tellsNothingOfAMethodThatReadsItsClockInAnotherWay() throws Exception {
        assertThat(woven("lendOtherwise").lendOtherwise()).isEqualTo("lent");

        assertThat(TOLD).isEmpty();
    }

    @Test
    void aHookThatThrowsIsCountedAndHarmsNobody() throws Exception {
        failing = true;

        assertThat(woven("lend").lend(0)).isEqualTo("lent after 0");

        assertThat(TOLD).containsExactly("101 102", "failed");
    }

    @Test
    void tellsNobodyWhileTheBridgeIsNotArmed() throws Exception {
        Lender lender = woven("lend");
        lender.lend(0);
        TOLD.clear();
        JdbcWardenBridge.arm(null);

        assertThat(lender.lend(0)).isEqualTo("lent after 0");

        assertThat(TOLD).isEmpty();
    }

    private static final class Armed extends JdbcWardenBridge {
        @Override
        protected JdbcWardenHook hook(int id) {
            return new Recording();
        }

        @Override
        protected boolean failed(int id, Throwable error) {
            TOLD.add("failed");
            return false;
        }
    }

    private static final class Recording extends JdbcWardenHook {
        @Override
        public @Nullable Object enter(Object self, @Nullable Object argument) {
            throw new AssertionError("not around");
        }

        @Override
        public void told(long first, long second) {
            TOLD.add(first + " " + second);
            if (failing) {
                throw new IllegalStateException();
            }
        }
    }

    private static final class Clock implements Weaving {
        private final String method;

        Clock(String method) {
            this.method = method;
        }

        @Override
        public int id() {
            return HOOK;
        }

        @Override
        public String name() {
            return "clock";
        }

        @Override
        public boolean matches(TypeShape type) {
            return true;
        }

        @Override
        public boolean matches(MethodShape shape) {
            return shape.isNamed(method);
        }

        @Override
        public Advice advice() {
            return Advice.CLOCK;
        }

        @Override
        public ClockCalls clock() {
            return new ClockCalls("now", "isGood", "record");
        }
    }

    /** As the tests call it: the woven class is another one than theirs. */
    public interface Lender {
        String lend(int checks);

        String lendOtherwise();
    }

    /** What is woven. */
    public static final class Pool implements Lender {
        private long time = 100;
        private int checked;
        private int released;

        @Override
        public String lend(int checks) {
            if (checks == -2) {
                throw new IllegalStateException("at once");
            }
            long began = Now.now();
            try {
                do {
                    if (checks < 0) {
                        throw new IllegalStateException("in vain");
                    }
                    long at = Now.now();
                    if (checks == 0 || isGood(at)) {
                        record(began);
                        return "lent after " + checked;
                    }
                } while (time > 0);
            } finally {
                released++;
            }
            return "never " + released;
        }

        @Override
        public String lendOtherwise() {
            record(Now.now());
            return "lent";
        }

        private boolean isGood(long at) {
            checked++;
            return at > 0;
        }

        private void record(long began) {
            time += began;
        }
    }

    /** A clock that goes on by one at each look. */
    public static final class Now {
        private static long time = 100;

        private Now() {}

        static void set(long to) {
            time = to;
        }

        /** The time. */
        public static long now() {
            return ++time;
        }
    }
}
