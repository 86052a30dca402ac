package io.jdbcwarden.weave;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Weaves advice into one method:
 *
 * <pre>
 * token = JdbcWardenBridge.enter(hook, self, argument);
 * try {
 *     body, and before each return: JdbcWardenBridge.returned(result, hook, self, token);
 * } catch (Throwable t) {
 *     JdbcWardenBridge.threw(t, hook, self, token);
 *     throw t;
 * }
 * </pre>
 *
 * <p>The bridge itself throws what a hook refuses with, so there is nothing to decide in the woven
 * code, and little to be inlined. The token and the object, which the body may overwrite, are kept
 * in variables of their own, behind those of the body: the body stays as it was, each instruction,
 * its lines and what a debugger shows.
 */
final class MethodWeaver extends BodyWeaver {
    /** How many local variables it adds. */
    static final int LOCALS = 2;

    private static final String OBJECT = "java/lang/Object";

    /** The bridge takes five at most, above what the body leaves. */
    private static final int STACK = 5;

    private final MethodShape method;
    private final Advice advice;
    private final int token;
    private final int self;

    /** Begin and end of each part of the body, in turn. */
    private final List<Label> parts = new ArrayList<>();

    /** As {@link BodyWeaver}'s. */
    MethodWeaver(
            MethodVisitor code,
            MethodShape method,
            Weaving weaving,
            int firstFree,
            int version,
            @Nullable String gate) {
        super(code, weaving, firstFree, version, gate, OBJECT, OBJECT);
        this.method = method;
        this.advice = weaving.advice();
        this.token = firstFree;
        this.self = firstFree + 1;
        boolean needsStatic = advice.self() == Advice.Self.CLASS;
        boolean needsThis = advice.self() == Advice.Self.THIS || advice.self() == Advice.Self.PROXY;
        if ((needsThis && method.isStatic()) || (needsStatic && !method.isStatic())) {
            throw new IllegalArgumentException(
                    advice + " of " + weaving.name() + " does not suit " + method);
        }
    }

    @Override
    public void visitCode() {
        super.visitCode();
        if (advice == Advice.CONSTRUCTED) {
            return;
        }
        if (advice.replacesArgument()) {
            replaceArgument();
            return;
        }
        numberUnlessGate();
        original();
        if (advice.self() == Advice.Self.PROXY) {
            super.visitVarInsn(Opcodes.ALOAD, 2);
            super.visitVarInsn(Opcodes.ALOAD, 3);
            call(
                    "invoke",
                    "",
                    "Ljava/lang/Object;Ljava/lang/reflect/Method;[Ljava/lang/Object;)"
                            + "Ljava/lang/Object;");
        } else {
            argument();
            enter();
        }
        if (!advice.isAround()) {
            super.visitInsn(Opcodes.POP);
            return;
        }
        super.visitVarInsn(Opcodes.ASTORE, token);
        original();
        super.visitVarInsn(Opcodes.ASTORE, self);
        if (advice.maySkip()) {
            skip();
        }
        beginsOrEnds();
    }

    private void argument() {
        if (!advice.takesArgument()) {
            super.visitInsn(Opcodes.ACONST_NULL);
            return;
        }
        Type type = method.arguments()[0];
        int first = method.isStatic() ? 0 : 1;
        if (isReference(type)) {
            super.visitVarInsn(Opcodes.ALOAD, first);
        } else if (type.getSort() == Type.INT) {
            super.visitVarInsn(Opcodes.ILOAD, first);
            box("java/lang/Integer", "(I)Ljava/lang/Integer;");
        } else if (type.getSort() == Type.BOOLEAN) {
            super.visitVarInsn(Opcodes.ILOAD, first);
            box("java/lang/Boolean", "(Z)Ljava/lang/Boolean;");
        } else {
            super.visitInsn(Opcodes.ACONST_NULL);
        }
    }

    private void box(String type, String descriptor) {
        super.visitMethodInsn(Opcodes.INVOKESTATIC, type, "valueOf", descriptor, false);
    }

    private void replaceArgument() {
        number();
        original();
        super.visitVarInsn(Opcodes.ALOAD, 1);
        if (advice == Advice.WITH_TASK) {
            bridge("task", "(ILjava/lang/Object;Ljava/lang/Runnable;)Ljava/lang/Runnable;");
        } else {
            bridge("text", "(ILjava/lang/Object;Ljava/lang/String;)Ljava/lang/String;");
        }
        super.visitVarInsn(Opcodes.ASTORE, 1);
    }

    /** What the method was called on, while no body has run. */
    private void original() {
        switch (advice.self()) {
            case THIS:
                super.visitVarInsn(Opcodes.ALOAD, 0);
                break;
            case PROXY:
                super.visitVarInsn(Opcodes.ALOAD, 1);
                break;
            case NAME:
                super.visitLdcInsn(method.toString());
                break;
            default:
                if (hasClassConstants()) {
                    super.visitLdcInsn(Type.getObjectType(method.type().internalName()));
                } else {
                    // Older class files have no constants of classes.
                    super.visitLdcInsn(method.type().name());
                    super.visitMethodInsn(
                            Opcodes.INVOKESTATIC,
                            "java/lang/Class",
                            "forName",
                            "(Ljava/lang/String;)Ljava/lang/Class;",
                            false);
                }
        }
    }

    private void skip() {
        Label body = new Label();
        super.visitVarInsn(Opcodes.ALOAD, token);
        skipMark();
        super.visitJumpInsn(Opcodes.IF_ACMPNE, body);
        returnNothing(method.result());
        super.visitLabel(body);
        if (hasFrames()) {
            List<Object> locals = new ArrayList<>();
            locals.add(method.type().internalName());
            for (Type argument : method.arguments()) {
                locals.add(frameType(argument));
            }
            frame(locals.toArray(), new Object[0]);
            // The body may begin with a frame of its own, and no place can have two.
            super.visitInsn(Opcodes.NOP);
        }
    }

    private void returnNothing(Type type) {
        switch (type.getSort()) {
            case Type.VOID:
                break;
            case Type.LONG:
                super.visitInsn(Opcodes.LCONST_0);
                break;
            case Type.FLOAT:
                super.visitInsn(Opcodes.FCONST_0);
                break;
            case Type.DOUBLE:
                super.visitInsn(Opcodes.DCONST_0);
                break;
            default:
                super.visitInsn(isReference(type) ? Opcodes.ACONST_NULL : Opcodes.ICONST_0);
        }
        super.visitInsn(type.getOpcode(Opcodes.IRETURN));
    }

    private static Object frameType(Type type) {
        switch (type.getSort()) {
            case Type.LONG:
                return Opcodes.LONG;
            case Type.FLOAT:
                return Opcodes.FLOAT;
            case Type.DOUBLE:
                return Opcodes.DOUBLE;
            default:
                // Of an array: its descriptor.
                return isReference(type) ? type.getInternalName() : Opcodes.INTEGER;
        }
    }

    @Override
    public void visitInsn(int opcode) {
        if (advice.isAround() && opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN) {
            beginsOrEnds();
            if (advice.takesResult() && isCounted(method.result())) {
                count(opcode);
                leave("counted", "J");
            } else {
                result(opcode);
                leave("returned", "Ljava/lang/Object;");
            }
            super.visitInsn(opcode);
            beginsOrEnds();
        } else if (advice == Advice.CONSTRUCTED && opcode == Opcodes.RETURN) {
            numberUnlessGate();
            original();
            super.visitInsn(Opcodes.ACONST_NULL);
            enter();
            super.visitInsn(Opcodes.POP);
            super.visitInsn(opcode);
        } else {
            super.visitInsn(opcode);
        }
    }

    private static boolean isCounted(Type type) {
        return type.getSort() == Type.INT || type.getSort() == Type.LONG;
    }

    private void count(int opcode) {
        if (opcode == Opcodes.LRETURN) {
            super.visitInsn(Opcodes.DUP2);
        } else {
            super.visitInsn(Opcodes.DUP);
            super.visitInsn(Opcodes.I2L);
        }
    }

    private void result(int opcode) {
        if (!advice.takesResult()) {
            super.visitInsn(Opcodes.ACONST_NULL);
        } else if (opcode == Opcodes.ARETURN) {
            super.visitInsn(Opcodes.DUP);
        } else if (method.result().getSort() == Type.BOOLEAN) {
            super.visitInsn(Opcodes.DUP);
            box("java/lang/Boolean", "(Z)Ljava/lang/Boolean;");
        } else {
            super.visitInsn(Opcodes.ACONST_NULL);
        }
    }

    @Override
    public void visitFrame(
            int type,
            int localCount,
            Object @Nullable [] locals,
            int stackCount,
            Object @Nullable [] stack) {
        if (advice.isAround()) {
            super.visitFrame(type, localCount, locals, stackCount, stack);
        } else {
            mv.visitFrame(type, localCount, locals, stackCount, stack);
        }
    }

    @Override
    public void visitMaxs(int maxStack, int maxLocals) {
        if (advice.isAround()) {
            beginsOrEnds();
            Label handler = new Label();
            super.visitLabel(handler);
            if (hasFrames()) {
                // Whatever the body had, so that it does not matter where it threw.
                frame(new Object[0], new Object[] {"java/lang/Throwable"});
            }
            super.visitInsn(Opcodes.DUP);
            leave("threw", "Ljava/lang/Throwable;");
            super.visitInsn(Opcodes.ATHROW);
            // Behind the body's own handlers, which come first.
            for (int i = 0; i < parts.size(); i += 2) {
                Label begin = parts.get(i);
                Label end = parts.get(i + 1);
                if (begin.getOffset() < end.getOffset()) {
                    super.visitTryCatchBlock(begin, end, handler, null);
                }
            }
        }
        super.visitMaxs(maxStack + STACK, token + LOCALS);
    }

    private void enter() {
        call("enter", "", "Ljava/lang/Object;Ljava/lang/Object;)Ljava/lang/Object;");
    }

    private void leave(String bridgeMethod, String outcome) {
        numberUnlessGate();
        super.visitVarInsn(Opcodes.ALOAD, self);
        super.visitVarInsn(Opcodes.ALOAD, token);
        call(bridgeMethod, outcome, "Ljava/lang/Object;Ljava/lang/Object;)V");
    }

    private void beginsOrEnds() {
        Label here = new Label();
        super.visitLabel(here);
        parts.add(here);
    }

    private static boolean isReference(Type type) {
        return type.getSort() == Type.OBJECT || type.getSort() == Type.ARRAY;
    }
}
