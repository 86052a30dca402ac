package io.jdbcwarden.weave;

import io.jdbcwarden.bridge.JdbcWardenBridge;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

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
final class ClockWeaver extends MethodVisitor {
    /** How many local variables it adds. */
    static final int LOCALS = 4;

    /** Two times, and the hook's number. */
    private static final int STACK = 5;

    private final ClockCalls calls;
    private final int hook;
    private final @Nullable String gate;
    private final int first;
    private final int second;
    private final boolean hasFrames;
    private final Label begin = new Label();
    private int readings;

    /** As {@link MethodWeaver}'s. */
    ClockWeaver(
            MethodVisitor code,
            Weaving weaving,
            int firstFree,
            int version,
            @Nullable String gate) {
        super(ClassFiles.API, code);
        this.calls = weaving.clock();
        this.hook = weaving.id();
        this.gate = gate;
        this.first = firstFree;
        this.second = firstFree + 2;
        this.hasFrames = version >= Opcodes.V1_6;
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
        if (gate == null) {
            super.visitIntInsn(Opcodes.SIPUSH, hook);
            String bridge = Type.getInternalName(JdbcWardenBridge.class);
            super.visitMethodInsn(Opcodes.INVOKESTATIC, bridge, "told", "(JJI)V", false);
        } else {
            super.visitMethodInsn(Opcodes.INVOKESTATIC, gate, "told", "(JJ)V", false);
        }
    }

    @Override
    public void visitFrame(
            int type,
            int localCount,
            Object @Nullable [] locals,
            int stackCount,
            Object @Nullable [] stack) {
        frame(MethodWeaver.first(locals, localCount), MethodWeaver.first(stack, stackCount));
    }

    private void frame(Object[] bodys, Object[] stack) {
        Object[] locals = MethodWeaver.behind(bodys, first, Opcodes.LONG, Opcodes.LONG);
        super.visitFrame(Opcodes.F_NEW, locals.length, locals, stack.length, stack);
    }

    @Override
    public void visitMaxs(int maxStack, int maxLocals) {
        Label handler = new Label();
        super.visitLabel(handler);
        if (hasFrames) {
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
