package io.jdbcwarden.weave;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;

/**
 * How much code the advice adds to a method. The compiler inlines hot methods up to 325 bytes: what
 * the agent adds must leave the pool's own methods below that where they were.
 */
class AdviceSizeTest {
    private static final int MOST_BYTES = 36;

    /** The one that may skip is on the handle's close alone. */
    @ParameterizedTest
    @EnumSource(
            value = Advice.class,
            names = {"AROUND", "WITH_ARGUMENT", "WITH_RESULT", "WITH_ARGUMENT_AND_RESULT"})
    void addsLittleCode(Advice advice) {
        byte[] bare = Samples.classFile(Target.class);

        byte[] woven = Samples.weave(Gates.NONE, bare, new Samples.Around(63, advice, "call"));

        assertThat(codeSize(woven) - codeSize(bare)).as("bytes of code").isBetween(1, MOST_BYTES);
    }

    private static int codeSize(byte[] type) {
        Label[] end = new Label[1];
        ClassWriter writer = new ClassWriter(0);
        new ClassReader(type)
                .accept(
                        new ClassVisitor(ClassFiles.API, writer) {
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
        return new MethodVisitor(ClassFiles.API, code) {
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
