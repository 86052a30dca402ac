package io.jdbcwarden.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.tools.attach.VirtualMachine;
import org.junit.jupiter.api.Test;

/** Classes that were loaded, and a pool that was filled, before the agent came. */
class AttachTest {
    @Test
    void guardsAnApplicationThatRunsAlready() throws Exception {
        try (RunningJvm jvm =
                LeakingApplication.waiting().jvmArg("-XX:+EnableDynamicAgentLoading").start()) {
            jvm.awaitStdout("ready");
            VirtualMachine machine = VirtualMachine.attach(String.valueOf(jvm.pid()));
            try {
                machine.loadAgent(WardenJar.path().toString(), LeakingApplication.SETTING);
            } finally {
                machine.detach();
            }

            jvm.send("go");

            assertThat(jvm.awaitStdout("out: ")).isEqualTo("out: 0");
            assertThat(jvm.awaitExit()).isZero();
        }
    }

    @Test
    void findsTheLeakToBeRealWithoutTheAgent() {
        assertThat(LeakingApplication.jvm().run().stdout()).contains("out: 1");
    }
}
