package io.jdbcwarden.weave;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Tells a hook what a method's body reads from its clock, so that nobody has to read it again:
 *
 * <pre>
 * long first = 0, second = 0;
 * try {
 *     body, after its readings: first = ..., then second = ...
 *           before what takes time: second = 0
 *           where the readings are told: JdbcWardenBridge.told(first, second, hook);
 * } catch (Throwable t) {
 *     JdbcWardenBridge.told(first, 0, hook);
 *     throw t;
 * }
 * </pre>
 */
final class ClockWeaver extends BodyWeaver {
    /** How many local variables it adds. */
    static final int LOCALS = 4;

    /** Two times, and the hook's number. */
    private static final int STACK = 5;

    private final ClockCalls calls;
    private final int first;
    private final int second;
    private final Label begin = new Label();
    private int readings;

    /** As {@link BodyWeaver}'s. */
    ClockWeaver(
            MethodVisitor code,
            Weaving weaving,
            int firstFree,
            int version,
            @Nullable String gate) {
        super(code, weaving, firstFree, version, gate, Opcodes.LONG, Opcodes.LONG);
        this.calls = weaving.clock();
        this.first = firstFree;
        this.second = firstFree + 2;
    }

    @Override
    public void visitCode() {
        super.visitCode();
        forget(first);
        forget(second);
        super.visitLabel(begin);
    }

    private void forget(int reading) {
        super.visitInsn(Opcodes.LCONST_0);
        super.visitVarInsn(Opcodes.LSTORE, reading);
    }

    @Override
    public void visitMethodInsn(
            int opcode, String owner, String name, String descriptor, boolean isInterface) {
        if (name.startsWith(calls.voids)) {
            forget(second);
        }
        super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
        if (name.equals(calls.reads) && descriptor.equals("()J")) {
            readings++;
            super.visitInsn(Opcodes.DUP2);
            super.visitVarInsn(Opcodes.LSTORE, readings == 1 ? first : second);
        } else if (name.equals(calls.tells) && readings == 2) {
            super.visitVarInsn(Opcodes.LLOAD, first);
            super.visitVarInsn(Opcodes.LLOAD, second);
            tell();
        }
    }

    private void tell() {
        numberUnlessGate();
        call("told", "JJ", ")V");
    }

    @Override
    public void visitMaxs(int maxStack, int maxLocals) {
        Label handler = new Label();
        super.visitLabel(handler);
        if (hasFrames()) {
            frame(new Object[0], new Object[] {"java/lang/Throwable"});
        }
        super.visitVarInsn(Opcodes.LLOAD, first);
        super.visitInsn(Opcodes.LCONST_0);
        tell();
        super.visitInsn(Opcodes.ATHROW);
        // Behind the body's own handlers, which come first.
        super.visitTryCatchBlock(begin, handler, handler, null);
        super.visitMaxs(maxStack + STACK, first + LOCALS);
    }
}
