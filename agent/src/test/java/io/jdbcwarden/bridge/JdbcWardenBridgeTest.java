package io.jdbcwarden.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Method;
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
        JdbcWardenBridge.returned("r", HOOK, this, "token");
        JdbcWardenBridge.threw(refusal, HOOK, this, "token");

        assertThat(stub.exits).isZero();
    }

    @Test
    void handsTheTokenOfTheEntryToTheExit() {
        JdbcWardenBridge.arm(stub);
        stub.token = "token";

        assertThat(JdbcWardenBridge.enter(HOOK, this, "x")).isEqualTo("token");
        JdbcWardenBridge.returned("r", HOOK, this, "token");
        JdbcWardenBridge.threw(refusal, HOOK, this, "token");

        assertThat(stub.exits).isEqualTo(2);
        assertThat(stub.thrown).isSameAs(refusal);
    }

    @Test
    void throwsARefusalAndReturnsTheMarkToSkip() {
        JdbcWardenBridge.arm(stub);
        stub.token = refusal;

        assertThatThrownBy(() -> JdbcWardenBridge.enter(HOOK, this, "x")).isSameAs(refusal);
        stub.token = JdbcWardenBridge.SKIP;
        assertThat(JdbcWardenBridge.enter(HOOK, this, "x")).isSameAs(JdbcWardenBridge.SKIP);
    }

    @Test
    void doesNotCallTheExitOfACallThatWasNotEntered() {
        JdbcWardenBridge.arm(stub);

        JdbcWardenBridge.returned("r", HOOK, this, null);
        JdbcWardenBridge.threw(refusal, HOOK, this, null);

        assertThat(stub.exits).isZero();
    }

    @Test
    void swallowsWhatAHookThrows() {
        JdbcWardenBridge.arm(stub);
        stub.failure = new StackOverflowError();

        assertThat(JdbcWardenBridge.enter(HOOK, this, "x")).isNull();
        JdbcWardenBridge.returned("r", HOOK, this, "token");
        JdbcWardenBridge.threw(refusal, HOOK, this, "token");

        assertThat(stub.failures).isEqualTo(3);
    }

    @Test
    void treatsCallsOfProxiesAlike() throws Exception {
        Method method = Object.class.getMethod("toString");
        assertThat(JdbcWardenBridge.invoke(HOOK, this, method, null)).isNull();
        JdbcWardenBridge.arm(stub);
        stub.token = "token";
        assertThat(JdbcWardenBridge.invoke(HOOK, this, method, null)).isEqualTo("token");
        stub.token = refusal;
        assertThatThrownBy(() -> JdbcWardenBridge.invoke(HOOK, this, method, null))
                .isSameAs(refusal);
        stub.failure = new StackOverflowError();
        assertThat(JdbcWardenBridge.invoke(HOOK, this, method, null)).isNull();
        assertThat(stub.failures).isEqualTo(1);
    }

    @Test
    void replacesATaskByAnotherOnly() {
        JdbcWardenBridge.arm(stub);
        Runnable task = () -> {};
        Runnable other = () -> {};

        assertThat(JdbcWardenBridge.task(HOOK, this, task)).isSameAs(task);
        stub.token = "no task";
        assertThat(JdbcWardenBridge.task(HOOK, this, task)).isSameAs(task);
        stub.token = other;
        assertThat(JdbcWardenBridge.task(HOOK, this, task)).isSameAs(other);
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

        JdbcWardenBridge.returned("r", HOOK, this, "token");

        assertThat(stub.exits).isEqualTo(1);
    }

    private static final class Stub extends JdbcWardenBridge {
        private @Nullable Object token;
        private @Nullable Throwable failure;
        private @Nullable Throwable thrown;
        private boolean switchOff;
        private int exits;
        private int failures;

        private final JdbcWardenHook hook =
                new JdbcWardenHook() {
                    @Override
                    public @Nullable Object enter(Object self, @Nullable Object argument)
                            throws Throwable {
                        fail();
                        return token;
                    }

                    @Override
                    public @Nullable Object invoke(
                            Object proxy, Method method, Object @Nullable [] arguments)
                            throws Throwable {
                        return enter(proxy, arguments);
                    }

                    @Override
                    public void exit(
                            Object self,
                            Object token,
                            @Nullable Object result,
                            @Nullable Throwable caught)
                            throws Throwable {
                        exits++;
                        thrown = caught;
                        fail();
                    }
                };

        @Override
        protected JdbcWardenHook hook(int id) {
            assertThat(id).isEqualTo(HOOK);
            return hook;
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
