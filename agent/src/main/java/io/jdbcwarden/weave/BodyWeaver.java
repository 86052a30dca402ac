package io.jdbcwarden.weave;

import io.jdbcwarden.bridge.JdbcWardenBridge;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Weaves into one method what needs variables of its own: they lie behind those of the body. A hook
 * that has a gate is called through it, without its number.
 */
abstract class BodyWeaver extends MethodVisitor {
    private static final String BRIDGE = Type.getInternalName(JdbcWardenBridge.class);

    private final int hook;
    private final @Nullable String gate;
    private final int end;
    private final int version;
    private final Object[] ours;

    /**
     * @param end the first local variable that the body does not use
     * @param version of the class file
     * @param gate internal name of the hook's gate; null if the bridge is to be called
     * @param ours the types of the variables behind, as frames write them
     */
    BodyWeaver(
            MethodVisitor code,
            Weaving weaving,
            int end,
            int version,
            @Nullable String gate,
            Object... ours) {
        super(ClassFiles.API, code);
        this.hook = weaving.id();
        this.gate = gate;
        this.end = end;
        this.version = version;
        this.ours = ours;
    }

    boolean hasFrames() {
        return version >= Opcodes.V1_6;
    }

    /** Whether the class file can hold a class as a constant. */
    boolean hasClassConstants() {
        return version >= Opcodes.V1_5;
    }

    @Override
    public void visitFrame(
            int type,
            int localCount,
            Object @Nullable [] locals,
            int stackCount,
            Object @Nullable [] stack) {
        frame(first(locals, localCount), first(stack, stackCount));
    }

    private static Object[] first(Object @Nullable [] values, int count) {
        Object[] first = new Object[count];
        if (values != null) {
            System.arraycopy(values, 0, first, 0, count);
        }
        return first;
    }

    /** The body's variables, up to where they end, and then ours. */
    void frame(Object[] bodys, Object[] stack) {
        List<Object> locals = new ArrayList<>();
        int used = 0;
        for (Object local : bodys) {
            locals.add(local);
            used += local == Opcodes.LONG || local == Opcodes.DOUBLE ? 2 : 1;
        }
        for (; used < end; used++) {
            locals.add(Opcodes.TOP);
        }
        locals.addAll(Arrays.asList(ours));
        super.visitFrame(Opcodes.F_NEW, locals.size(), locals.toArray(), stack.length, stack);
    }

    /** The hook's number, where {@link #call} wants it: between what it is given. */
    void numberUnlessGate() {
        if (gate == null) {
            number();
        }
    }

    /** The hook's number. */
    void number() {
        if (hook <= 5) {
            super.visitInsn(Opcodes.ICONST_0 + hook);
        } else {
            super.visitIntInsn(hook <= Byte.MAX_VALUE ? Opcodes.BIPUSH : Opcodes.SIPUSH, hook);
        }
    }

    /**
     * Calls the gate, or else the bridge.
     *
     * @param before of the descriptor, what stands before the hook's number
     * @param after what stands behind it, to its end
     */
    void call(String bridgeMethod, String before, String after) {
        if (gate == null) {
            bridge(bridgeMethod, "(" + before + "I" + after);
        } else {
            super.visitMethodInsn(
                    Opcodes.INVOKESTATIC, gate, bridgeMethod, "(" + before + after, false);
        }
    }

    /** Calls the bridge, whether there is a gate or not. */
    void bridge(String bridgeMethod, String descriptor) {
        super.visitMethodInsn(Opcodes.INVOKESTATIC, BRIDGE, bridgeMethod, descriptor, false);
    }

    /** What a hook may return to skip the body. */
    void skipMark() {
        super.visitFieldInsn(Opcodes.GETSTATIC, BRIDGE, "SKIP", "Ljava/lang/Object;");
    }
}
