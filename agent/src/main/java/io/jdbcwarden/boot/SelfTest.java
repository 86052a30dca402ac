package io.jdbcwarden.boot;

import io.jdbcwarden.hook.Hook;
import io.jdbcwarden.weave.Advice;
import io.jdbcwarden.weave.MethodShape;
import io.jdbcwarden.weave.TypeShape;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.IllegalClassFormatException;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * After installing, the agent proves on a stub of its own that its hooks fire: marker scan,
 * weaving, bridge, refusal. A guard that silently does nothing is worse than none.
 */
final class SelfTest extends Hook {
    private static final String STUB = "io.jdbcwarden.boot.SelfTestStub";

    private boolean entered;
    private boolean exited;

    SelfTest() {
        super("self-test");
    }

    @Override
    public List<String> markers() {
        return Collections.singletonList(STUB.replace('.', '/'));
    }

    @Override
    public boolean matches(TypeShape type) {
        return type.isNamed(STUB);
    }

    @Override
    public boolean matches(MethodShape method) {
        return method.isNamed("call");
    }

    @Override
    public Advice advice() {
        return Advice.WITH_RESULT;
    }

    @Override
    public @Nullable Object enter(Object self, @Nullable Object argument) {
        if (!entered) {
            entered = true;
            return this;
        }
        return new IllegalStateException("refused by the self-test");
    }

    @Override
    public void exit(
            Object self, Object token, @Nullable Object result, @Nullable Throwable thrown) {
        exited = "body".equals(result) && thrown == null;
    }

    /**
     * Runs it once, after the transformer is installed.
     *
     * @param byHand weaves the stub; null if the JVM is to do it. Inside a call of a transformer it
     *     does not: what a thread loads there is not shown to any transformer. But then the call
     *     itself proves that the JVM calls ours.
     * @throws IllegalStateException that says which part does not work
     */
    void run(@Nullable ClassFileTransformer byHand) throws Exception {
        Callable<?> stub =
                (Callable<?>) new StubLoader().load(byHand).getDeclaredConstructor().newInstance();
        stub.call();
        if (!entered || !exited) {
            throw new IllegalStateException(
                    "hooks do not fire: enter " + entered + ", exit " + exited);
        }
        try {
            stub.call();
        } catch (IllegalStateException e) {
            return;
        }
        throw new IllegalStateException("a hook could not refuse a call");
    }

    /** Loads the stub as an application class: through the transformer. */
    private static final class StubLoader extends ClassLoader {
        StubLoader() {
            super(null);
        }

        Class<?> load(@Nullable ClassFileTransformer byHand)
                throws IOException, IllegalClassFormatException {
            ClassLoader own = SelfTest.class.getClassLoader();
            String resource = STUB.replace('.', '/') + ".class";
            try (InputStream in = own == null ? null : own.getResourceAsStream(resource)) {
                if (in == null) {
                    throw new IOException("the agent's jar lacks " + resource);
                }
                ByteArrayOutputStream out = new ByteArrayOutputStream();
                byte[] buffer = new byte[4096];
                for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                    out.write(buffer, 0, n);
                }
                byte[] bytes = out.toByteArray();
                byte[] woven =
                        byHand == null
                                ? null
                                : byHand.transform(this, STUB.replace('.', '/'), null, null, bytes);
                byte[] defined = woven == null ? bytes : woven;
                return defineClass(STUB, defined, 0, defined.length);
            }
        }
    }
}
