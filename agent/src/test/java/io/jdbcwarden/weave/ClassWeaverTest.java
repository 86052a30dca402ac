package io.jdbcwarden.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jdbcwarden.bridge.JdbcWardenBridge;
import io.jdbcwarden.bridge.JdbcWardenHook;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Real classes, woven, verified by the JVM, and called: through the bridge, and through gates. */
@ParameterizedClass
@ValueSource(booleans = {false, true})
class ClassWeaverTest {
    private static final int HOOK = 7;

    /** Of the running test: a gate keeps its hook. */
    private static Recorder current = new Recorder();

    private final Recorder recorder = new Recorder();
    private final Gates gates;

    ClassWeaverTest(boolean throughGates) {
        gates = throughGates ? Samples::gate : Gates.NONE;
    }

    @BeforeEach
    void arm() {
        current = recorder;
        JdbcWardenBridge.arm(recorder);
    }

    @AfterEach
    void disarm() {
        JdbcWardenBridge.arm(null);
    }

    @Test
    void callsBeforeTheBodyAndAfterItReturned() throws Exception {
        Object self = woven(Advice.AROUND, "object");

        assertThat(call(self, "object", "x")).isEqualTo("object x");

        assertThat(recorder.calls).containsExactly("enter 7 null", "exit 7 null null");
        assertThat(recorder.selfs).containsOnly(self);
    }

    @Test
    void passesTheArgumentAndTheResult() throws Exception {
        Object self = woven(Advice.WITH_ARGUMENT_AND_RESULT, "object");

        call(self, "object", "x");

        assertThat(recorder.calls).containsExactly("enter 7 x", "exit 7 object x null");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nothing", "aLong", "aDouble", "aBoolean", "aFloat", "anInt", "array"})
    void leavesResultsOfEveryKindAsTheyWere(String method) throws Exception {
        Object plain = new Sample();
        Object self = woven(Advice.WITH_RESULT, method);

        assertThat(call(self, method)).isEqualTo(call(plain, method));

        assertThat(recorder.calls).hasSize(2);
    }

    @Test
    void passesNumbersAsTheyAreAndABooleanAsAnObject() throws Exception {
        Object self = woven(Advice.WITH_RESULT, "aLong", "anInt", "aBoolean", "aDouble");

        assertThat(call(self, "aLong")).isEqualTo(6L);
        assertThat(call(self, "anInt")).isEqualTo(8);
        assertThat(call(self, "aBoolean")).isEqualTo(true);
        assertThat(call(self, "aDouble")).isEqualTo(6.5);

        assertThat(recorder.calls)
                .filteredOn(call -> !call.startsWith("enter"))
                .containsExactly(
                        "counted 7 6", "counted 7 8", "exit 7 true null", "exit 7 null null");
        assertThat(recorder.selfs).containsOnly(self);
    }

    @Test
    void passesAnArgumentThatIsANumberOrABooleanAsAnObject() throws Exception {
        Object self = woven(Advice.WITH_ARGUMENT_AND_RESULT, "loops", "catching");

        Object loops = call(self, "loops", 3);
        call(self, "catching", true);

        assertThat(recorder.calls)
                .containsExactly(
                        "enter 7 3",
                        "counted 7 " + loops,
                        "enter 7 true",
                        "exit 7 caught, finally null");
    }

    @Test
    void throwsOnWhatTheBodyThrewAndShowsIt() throws Exception {
        Object self = woven(Advice.WITH_RESULT, "failing");

        assertThatThrownBy(() -> call(self, "failing"))
                .isInstanceOf(IOException.class)
                .hasMessage("from the body");

        assertThat(recorder.calls)
                .containsExactly("enter 7 null", "exit 7 null java.io.IOException: from the body");
    }

    @Test
    void aRefusalComesInsteadOfTheBodyThoughTheMethodDoesNotDeclareIt() throws Exception {
        Object self = woven(Advice.AROUND, "count");
        recorder.token = new IOException("refused");

        assertThatThrownBy(() -> call(self, "count")).hasMessage("refused");

        assertThat(((Counting) self).counted()).isZero();
        assertThat(recorder.calls).containsExactly("enter 7 null");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nothing", "aLong", "aDouble", "aBoolean", "aFloat", "anInt", "array"})
    void aBodyThatIsSkippedGivesNothing(String method) throws Exception {
        Object self = woven(Advice.AROUND_OR_SKIP, method);
        recorder.token = JdbcWardenBridge.SKIP;

        assertThat(call(self, method)).isIn(null, 0, 0L, 0f, 0d, false);

        assertThat(recorder.calls).containsExactly("enter 7 null");
    }

    @Test
    void aMethodThatMaySkipRunsItsBodyToo() throws Exception {
        Object self = woven(Advice.AROUND_OR_SKIP, "loopAtOnce", "manyKinds");

        assertThat(call(self, "loopAtOnce", 3)).isEqualTo(0);
        assertThat(call(self, "manyKinds", 1, 2L, 3.0, "4", new int[] {5}))
                .isEqualTo("1 2 3.0 4 5");

        assertThat(recorder.calls).hasSize(4);
    }

    @Test
    void knowsTheObjectAndTheTokenThoughTheBodyUsesAllItsVariables() throws Exception {
        Object self = woven(Advice.AROUND, "loops");

        assertThat(call(self, "loops", 5)).isEqualTo(new Sample().loops(5));
        assertThat(call(self, "loops", -1)).isEqualTo(-1L);

        assertThat(recorder.calls).hasSize(4);
        assertThat(recorder.selfs).containsOnly(self);
    }

    @Test
    void theBodysOwnHandlersAndFinallyBlocksComeFirst() throws Exception {
        Object self = woven(Advice.WITH_RESULT, "catching");

        assertThat(call(self, "catching", true)).isEqualTo("caught, finally");
        assertThat(call(self, "catching", false)).isEqualTo("body, finally");

        assertThat(recorder.calls)
                .containsExactly(
                        "enter 7 null",
                        "exit 7 caught, finally null",
                        "enter 7 null",
                        "exit 7 body, finally null");
    }

    @Test
    void aSynchronizedMethodStaysSo() throws Exception {
        Object self = woven(Advice.AROUND, "locked");

        assertThat(call(self, "locked")).isEqualTo(true);
    }

    @Test
    void anEndlessBodyWithoutAnyReturnCanBeWoven() throws Exception {
        Object self = woven(Advice.AROUND, "neverReturns");

        assertThatThrownBy(() -> call(self, "neverReturns")).hasMessage("at last");

        assertThat(recorder.calls).hasSize(2);
    }

    @Test
    void severalWeavingsNestTheFirstOutermost() throws Exception {
        Object self =
                instance(
                        Samples.weave(
                                gates,
                                Samples.classFile(Sample.class),
                                new Samples.Around(1, Advice.AROUND, "loops", "aLong"),
                                new Samples.Around(2, Advice.AROUND_OR_SKIP, "loops"),
                                new Samples.Around(3, Advice.WITH_RESULT, "loops")));

        assertThat(call(self, "loops", 5)).isEqualTo(new Sample().loops(5));
        assertThat(call(self, "aLong")).isEqualTo(6L);

        assertThat(recorder.calls)
                .containsExactly(
                        "enter 1 null",
                        "enter 2 null",
                        "enter 3 null",
                        "counted 3 " + new Sample().loops(5),
                        "exit 2 null null",
                        "exit 1 null null",
                        "enter 1 null",
                        "exit 1 null null");
    }

    @Test
    void aTextCanBeReplaced() throws Exception {
        Object self = woven(Advice.WITH_TEXT, "echo");
        recorder.token = "replaced";

        assertThat(call(self, "echo", "given")).isEqualTo("replaced");
        recorder.token = null;
        assertThat(call(self, "echo", "given")).isEqualTo("given");
        recorder.token = new IOException("refused");
        assertThatThrownBy(() -> call(self, "echo", "given")).hasMessage("refused");
    }

    @Test
    void whatIsWovenInsideSeesTheTextThatWasPutInItsPlace() throws Exception {
        byte[] bare = Samples.classFile(Sample.class);
        byte[] woven =
                Samples.weave(
                        gates,
                        bare,
                        new Samples.Around(HOOK, Advice.WITH_TEXT, "echo"),
                        new Samples.Around(HOOK + 1, Advice.WITH_ARGUMENT, "echo"));
        Class<?> type = new Samples.Loader().define(woven);
        Object self = type.getDeclaredConstructor().newInstance();
        recorder.token = "replaced";

        assertThat(call(self, "echo", "given")).isEqualTo("replaced");

        assertThat(recorder.calls)
                .containsExactly("enter 7 given", "enter 8 replaced", "exit 8 null null");
    }

    @Test
    void aTaskCanBeReplaced() throws Exception {
        Object self = woven(Advice.WITH_TASK, "run");
        List<String> ran = new ArrayList<>();
        recorder.token = (Runnable) () -> ran.add("replaced");

        call(self, "run", (Runnable) () -> ran.add("given"));
        recorder.token = null;
        call(self, "run", (Runnable) () -> ran.add("given"));

        assertThat(ran).containsExactly("replaced", "given");
    }

    @Test
    void anInvocationHandlerShowsItsProxyTheMethodAndTheArguments() throws Throwable {
        InvocationHandler self = (InvocationHandler) woven(Advice.INVOCATION, "invoke");
        Object proxy = new Object();
        Method method = Object.class.getMethod("toString");

        assertThat(self.invoke(proxy, method, new Object[] {"x"})).isEqualTo("toString 1");
        recorder.token = JdbcWardenBridge.SKIP;
        assertThat(self.invoke(proxy, method, null)).isNull();

        assertThat(recorder.calls)
                .containsExactly(
                        "invoke 7 toString [x]",
                        "exit 7 toString 1 null",
                        "invoke 7 toString null");
        assertThat(recorder.selfs).containsOnly(proxy);
    }

    @Test
    void aStaticMethodShowsItsClassAndItsArgument() throws Exception {
        Object self = woven(Advice.STATIC_WITH_ARGUMENT, "put");

        assertThat(call(self, "put", "key")).isEqualTo("key put");

        assertThat(recorder.calls).containsExactly("enter 7 key");
        assertThat(recorder.selfs).containsExactly(self.getClass());
    }

    @Test
    void aStaticMethodCanAlsoShowItsResult() throws Exception {
        Object self = woven(Advice.STATIC_WITH_ARGUMENT_AND_RESULT, "put");

        assertThat(call(self, "put", "key")).isEqualTo("key put");

        assertThat(recorder.calls).containsExactly("enter 7 key", "exit 7 key put null");
        assertThat(recorder.selfs).containsExactly(self.getClass(), self.getClass());
    }

    @Test
    void aNamedMethodShowsItsName() throws Exception {
        Object self = woven(Advice.NAMED, "put", "count");

        call(self, "put", "key");
        call(self, "count");

        String name = Sample.class.getName();
        assertThat(recorder.selfs)
                .containsExactly(name + "#put", name + "#put", name + "#count", name + "#count");
    }

    @Test
    void seesAnObjectAtEachEndOfItsConstructors() throws Exception {
        Weaving constructed = new Samples.Around(HOOK, Advice.CONSTRUCTED, "<init>", "toString");

        Object made = instance(Samples.weave(gates, Samples.classFile(Made.class), constructed));

        assertThat(made).hasToString("some text9");
        // One constructor calls the other.
        assertThat(recorder.calls).containsExactly("enter 7 null", "enter 7 null");
        assertThat(recorder.selfs).containsOnly(made);
    }

    /** A bridge only calls the method that it stands for. */
    @Test
    void seesACallThatComesThroughABridgeOnce() throws Exception {
        Callable<?> self = (Callable<?>) woven(Advice.WITH_RESULT, "call");

        assertThat(self.call()).isEqualTo("called");

        assertThat(recorder.calls).containsExactly("enter 7 null", "exit 7 called null");
    }

    @Test
    void looksAtNeitherInterfacesNorMethodsWithoutABody() {
        Weaving all = new Samples.Around(HOOK, Advice.AROUND, "run", "bodiless", "<init>");

        assertThat(ClassWeaver.weave(Samples.classFile(Runnable.class), List.of(all), gates))
                .isNull();
        assertThat(ClassWeaver.weave(Samples.classFile(Counting.class), List.of(all), gates))
                .isNull();
    }

    @Test
    void tellsWhatWasWovenIntoWhichClass() {
        ClassWeaver.Woven woven =
                Objects.requireNonNull(
                        ClassWeaver.weave(
                                Samples.classFile(Sample.class),
                                List.of(
                                        new Samples.Around(1, Advice.AROUND, "count"),
                                        new Samples.Around(2, Advice.AROUND, "missing")),
                                gates));

        assertThat(woven.className()).isEqualTo(Sample.class.getName());
        assertThat(woven.names()).containsExactly("test-1");
    }

    @Test
    void aMethodThatTheAdviceDoesNotSuitIsNamed() {
        Weaving unsuited = new Samples.Around(HOOK, Advice.AROUND, "put");

        assertThatThrownBy(
                        () ->
                                ClassWeaver.weave(
                                        Samples.classFile(Sample.class), List.of(unsuited), gates))
                .hasMessage("AROUND of test-7 does not suit " + Sample.class.getName() + "#put");
    }

    /** JDKs come faster than releases of the library. */
    @Test
    void weavesAClassFileThatIsNewerThanTheLibraryKnows() {
        byte[] future = Samples.classFile(Sample.class);
        ClassFiles.setMajor(future, 99);

        byte[] woven =
                Samples.weave(gates, future, new Samples.Around(HOOK, Advice.AROUND, "loops"));

        assertThat(ClassFiles.major(woven)).isEqualTo(99);
    }

    /**
     * Drivers and pools of their time: no frames, no constants of classes, subroutines, what a body
     * leaves on the stack, arguments overwritten with another type.
     */
    @ParameterizedTest
    @ValueSource(ints = {Opcodes.V1_1, Opcodes.V1_2, Opcodes.V1_4, Opcodes.V1_5, Opcodes.V1_6})
    void weavesOldClassFilesWithWhatOnlyTheyHave(int version) throws Exception {
        byte[] old = oldClass(version);
        Object self =
                instance(
                        Samples.weave(
                                gates,
                                old,
                                new Samples.Around(1, Advice.AROUND_OR_SKIP, "odd"),
                                new Samples.Around(2, Advice.WITH_RESULT, "odd"),
                                new Samples.Around(3, Advice.STATIC_WITH_ARGUMENT, "put")));

        assertThat(call(self, "odd", "argument")).isEqualTo("left over");
        assertThat(call(self, "put", "key")).isEqualTo("key");

        assertThat(recorder.calls)
                .containsExactly(
                        "enter 1 null",
                        "enter 2 null",
                        "exit 2 left over null",
                        "exit 1 null null",
                        "enter 3 key");
        assertThat(recorder.selfs)
                .isEqualTo(Arrays.asList(self, self, self, self, self.getClass()));
    }

    private static byte[] oldClass(int version) {
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        writer.visit(version, Opcodes.ACC_PUBLIC, "Old", null, "java/lang/Object", null);
        MethodVisitor code = writer.visitMethod(Opcodes.ACC_PUBLIC, "<init>", "()V", null, null);
        code.visitCode();
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitMethodInsn(Opcodes.INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
        code.visitInsn(Opcodes.RETURN);
        code.visitMaxs(0, 0);
        code.visitEnd();
        String one = "(Ljava/lang/Object;)Ljava/lang/Object;";
        code = writer.visitMethod(Opcodes.ACC_PUBLIC, "odd", one, null, null);
        code.visitCode();
        Label subroutine = new Label();
        if (version < Opcodes.V1_6) {
            code.visitJumpInsn(Opcodes.JSR, subroutine);
        }
        code.visitInsn(Opcodes.ICONST_1);
        code.visitVarInsn(Opcodes.ISTORE, 1);
        code.visitInsn(Opcodes.ACONST_NULL);
        code.visitVarInsn(Opcodes.ASTORE, 0);
        code.visitInsn(Opcodes.LCONST_1);
        code.visitLdcInsn("left over");
        code.visitInsn(Opcodes.ARETURN);
        if (version < Opcodes.V1_6) {
            code.visitLabel(subroutine);
            code.visitVarInsn(Opcodes.ASTORE, 2);
            code.visitVarInsn(Opcodes.RET, 2);
        }
        code.visitMaxs(0, 0);
        code.visitEnd();
        code = writer.visitMethod(Opcodes.ACC_PUBLIC + Opcodes.ACC_STATIC, "put", one, null, null);
        code.visitCode();
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitInsn(Opcodes.ARETURN);
        code.visitMaxs(0, 0);
        code.visitEnd();
        writer.visitEnd();
        return writer.toByteArray();
    }

    private Object woven(Advice advice, String... methods) throws Exception {
        return instance(
                Samples.weave(
                        gates,
                        Samples.classFile(Sample.class),
                        new Samples.Around(HOOK, advice, methods)));
    }

    private static Object instance(byte[] classFile) throws Exception {
        return new Samples.Loader().define(classFile).getDeclaredConstructor().newInstance();
    }

    private static @Nullable Object call(Object self, String name, Object... arguments)
            throws Exception {
        for (Method method : self.getClass().getDeclaredMethods()) {
            if (method.getName().equals(name)) {
                method.setAccessible(true);
                try {
                    return method.invoke(self, arguments);
                } catch (InvocationTargetException e) {
                    if (e.getCause() instanceof Exception) {
                        throw (Exception) e.getCause();
                    }
                    throw e;
                }
            }
        }
        throw new AssertionError(name);
    }

    private static final class Recorder extends JdbcWardenBridge {
        final List<String> calls = Collections.synchronizedList(new ArrayList<>());
        final List<Object> selfs = new ArrayList<>();
        @Nullable Object token = "token";

        @Override
        protected JdbcWardenHook hook(int id) {
            return new Recording(id);
        }

        @Override
        protected boolean failed(int hook, Throwable error) {
            throw new AssertionError(error);
        }
    }

    private static final class Recording extends JdbcWardenHook {
        private final int id;

        Recording(int id) {
            this.id = id;
        }

        @Override
        public @Nullable Object enter(Object self, @Nullable Object argument) {
            return record("enter " + id + " " + argument, self);
        }

        @Override
        public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) {
            return record(
                    "invoke " + id + " " + method.getName() + " " + Arrays.toString(arguments),
                    proxy);
        }

        @Override
        public void exit(
                Object self, Object given, @Nullable Object result, @Nullable Throwable thrown) {
            assertThat(given).isSameAs(current.token);
            record("exit " + id + " " + result + " " + thrown, self);
        }

        @Override
        public void exitWith(Object self, Object given, long result) {
            assertThat(given).isSameAs(current.token);
            record("counted " + id + " " + result, self);
        }

        private static @Nullable Object record(String call, Object self) {
            current.calls.add(call);
            current.selfs.add(self);
            return current.token;
        }
    }
}
