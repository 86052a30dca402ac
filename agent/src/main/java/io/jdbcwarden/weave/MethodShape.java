package io.jdbcwarden.weave;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** A method as its class file declares it. For one thread. */
public final class MethodShape {
    private static final int BODILESS =
            Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE | Opcodes.ACC_BRIDGE;

    private final TypeShape type;
    private final int access;
    private final String name;
    private final String descriptor;

    /** Made when it is asked for: of most methods the name is enough. */
    private Type @Nullable [] arguments;

    MethodShape(TypeShape type, int access, String name, String descriptor) {
        this.type = type;
        this.access = access;
        this.name = name;
        this.descriptor = descriptor;
    }

    /** The class that declares it. */
    public TypeShape type() {
        return type;
    }

    public String name() {
        return name;
    }

    public boolean isNamed(String... names) {
        for (String one : names) {
            if (one.equals(name)) {
                return true;
            }
        }
        return false;
    }

    public boolean isPublic() {
        return (access & Opcodes.ACC_PUBLIC) != 0;
    }

    public boolean isStatic() {
        return (access & Opcodes.ACC_STATIC) != 0;
    }

    /** Made by the compiler: an accessor, the body of a lambda. */
    public boolean isSynthetic() {
        return (access & Opcodes.ACC_SYNTHETIC) != 0;
    }

    /**
     * Whether it has a body to be woven: it is neither abstract nor native, nor a constructor or an
     * initializer, nor a bridge of the compiler's, which only calls another method.
     */
    public boolean hasBody() {
        return (access & BODILESS) == 0 && name.charAt(0) != '<';
    }

    public boolean isConstructor() {
        return name.equals("<init>");
    }

    /** Whether it is what advice of this shape is woven into. */
    boolean suits(Advice advice) {
        return advice == Advice.CONSTRUCTED ? isConstructor() : hasBody();
    }

    public int argumentCount() {
        return arguments().length;
    }

    /**
     * Whether there is such an argument, and of one of these types exactly.
     *
     * @param index from 0
     * @param types as {@link Class#getCanonicalName} shows them, but for nested classes, which have
     *     a {@code $}
     */
    public boolean takes(int index, String... types) {
        return index < arguments().length && isOneOf(arguments()[index], types);
    }

    /** Whether it returns one of these types exactly, which are written as for {@link #takes}. */
    public boolean returns(String... types) {
        return isOneOf(result(), types);
    }

    private static boolean isOneOf(Type type, String... names) {
        String name = type.getClassName();
        for (String one : names) {
            if (one.equals(name)) {
                return true;
            }
        }
        return false;
    }

    Type[] arguments() {
        Type[] known = arguments;
        if (known == null) {
            arguments = known = Type.getArgumentTypes(descriptor);
        }
        return known;
    }

    Type result() {
        return Type.getReturnType(descriptor);
    }

    @Override
    public String toString() {
        return type.name() + "#" + name;
    }
}
