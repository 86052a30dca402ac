package io.jdbcwarden.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JdbcWardenBridgeTest {
    private static final int HOOK = 5;
    private final Throwable refusal = new IllegalStateException("refused");
    private final Stub stub = new Stub();

    @AfterEach
    void disarm() {
        JdbcWardenBridge.arm(null);
        JdbcWardenBridge.switchOff(HOOK, false);
    }

    @Test
    void letsEverythingPassWhileItIsNotArmed() {
        assertThat(JdbcWardenBridge.enter(HOOK, this, "x")).isNull();
        assertThat(JdbcWardenBridge.exit(HOOK, this, "token", "r", refusal)).isSameAs(refusal);
    }

    @Test
    void handsTheTokenOfTheEntryToTheExit() {
        JdbcWardenBridge.arm(stub);
        stub.token = "token";

        assertThat(JdbcWardenBridge.enter(HOOK, this, "x")).isEqualTo("token");
        assertThat(JdbcWardenBridge.exit(HOOK, this, "token", "r", null)).isNull();
        assertThat(stub.exits).isEqualTo(1);
    }

    @Test
    void throwsARefusalAndSkipsSilently() {
        JdbcWardenBridge.arm(stub);

        assertThat(JdbcWardenBridge.exit(HOOK, this, refusal, null, null)).isSameAs(refusal);
        assertThat(JdbcWardenBridge.exit(HOOK, this, JdbcWardenBridge.SKIP, null, null)).isNull();
        assertThat(stub.exits).isZero();
    }

    @Test
    void doesNotCallTheExitOfACallThatWasNotEntered() {
        JdbcWardenBridge.arm(stub);

        assertThat(JdbcWardenBridge.exit(HOOK, this, null, "r", refusal)).isSameAs(refusal);
        assertThat(stub.exits).isZero();
    }

    @Test
    void swallowsWhatAHookThrowsAndKeepsWhatTheApplicationThrew() {
        JdbcWardenBridge.arm(stub);
        stub.failure = new StackOverflowError();

        assertThat(JdbcWardenBridge.enter(HOOK, this, "x")).isNull();
        assertThat(JdbcWardenBridge.exit(HOOK, this, "token", "r", refusal)).isSameAs(refusal);
        assertThat(stub.failures).isEqualTo(2);
    }

    @Test
    void switchesAHookOffWhenItsOwnerSaysSoAndNoOther() {
        JdbcWardenBridge.arm(stub);
        stub.failure = new IllegalStateException();
        stub.switchOff = true;

        JdbcWardenBridge.enter(HOOK, this, "x");
        JdbcWardenBridge.enter(HOOK, this, "x");

        assertThat(stub.failures).isEqualTo(1);
        assertThat(JdbcWardenBridge.isOff(HOOK)).isTrue();
        assertThat(JdbcWardenBridge.isOff(HOOK + 1)).isFalse();
    }

    @Test
    void stillLeavesACallThatItEnteredWhenTheHookWasSwitchedOffMeanwhile() {
        JdbcWardenBridge.arm(stub);
        JdbcWardenBridge.switchOff(HOOK, true);

        JdbcWardenBridge.exit(HOOK, this, "token", "r", null);

        assertThat(stub.exits).isEqualTo(1);
    }

    private static final class Stub extends JdbcWardenBridge {
        private @Nullable Object token;
        private @Nullable Throwable failure;
        private boolean switchOff;
        private int exits;
        private int failures;

        @Override
        protected @Nullable Object entered(int hook, Object self, @Nullable Object argument)
                throws Throwable {
            fail();
            return token;
        }

        @Override
        protected @Nullable Throwable exited(
                int hook,
                Object self,
                Object token,
                @Nullable Object result,
                @Nullable Throwable thrown)
                throws Throwable {
            exits++;
            fail();
            return thrown;
        }

        private void fail() throws Throwable {
            if (failure != null) {
                throw failure;
            }
        }

        @Override
        protected boolean failed(int hook, Throwable error) {
            failures++;
            return switchOff;
        }
    }
}
