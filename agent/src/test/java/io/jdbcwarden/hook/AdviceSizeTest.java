package io.jdbcwarden.hook;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static org.assertj.core.api.Assertions.assertThat;

import net.bytebuddy.ByteBuddy;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.pool.TypePool;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * How much code the advice adds to a method. The compiler inlines hot methods up to 325 bytes: what
 * the agent adds must leave the pool's own methods below that where they were.
 */
class AdviceSizeTest {
    private static final int MOST_BYTES = 72;

    @ParameterizedTest
    @ValueSource(
            classes = {
                Advices.Around.class,
                Advices.WithArgument.class,
                Advices.WithResult.class,
                Advices.WithArgumentAndResult.class
            })
    void addsLittleCode(Class<?> advice) throws Exception {
        int bare = codeSize(ClassFileLocator.ForClassLoader.read(Target.class));

        int woven = codeSize(weave(advice));

        assertThat(woven - bare).as("bytes of code").isBetween(1, MOST_BYTES);
    }

    private static byte[] weave(Class<?> advice) {
        TypePool types = TypePool.Default.ofSystemLoader();
        return new ByteBuddy()
                .redefine(
                        types.describe(Target.class.getName()).resolve(),
                        ClassFileLocator.ForClassLoader.ofSystemLoader())
                .visit(
                        Advice.withCustomMapping()
                                .bind(Advices.HookId.class, 63)
                                .to(advice)
                                .on(named("call")))
                .make()
                .getBytes();
    }

    private static int codeSize(byte[] type) {
        Label[] end = new Label[1];
        ClassWriter writer = new ClassWriter(0);
        new ClassReader(type)
                .accept(
                        new ClassVisitor(Opcodes.ASM9, writer) {
                            @Override
                            public MethodVisitor visitMethod(
                                    int access,
                                    String name,
                                    String descriptor,
                                    String signature,
                                    String[] exceptions) {
                                MethodVisitor code =
                                        super.visitMethod(
                                                access, name, descriptor, signature, exceptions);
                                return name.equals("call") ? marking(code, end) : code;
                            }
                        },
                        0);
        writer.toByteArray();
        return end[0].getOffset();
    }

    private static MethodVisitor marking(MethodVisitor code, Label[] end) {
        return new MethodVisitor(Opcodes.ASM9, code) {
            @Override
            public void visitMaxs(int stack, int locals) {
                end[0] = new Label();
                visitLabel(end[0]);
                super.visitMaxs(stack, locals);
            }
        };
    }

    /** What advice is woven into. */
    public static class Target {
        Object call(String argument) {
            return argument;
        }
    }
}
