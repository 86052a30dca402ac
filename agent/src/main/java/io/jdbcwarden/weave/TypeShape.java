package io.jdbcwarden.weave;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * A class as its class file declares it: nothing of what it extends is looked at. For one thread.
 */
public final class TypeShape {
    private final String name;
    private final String superName;
    private final boolean isInterface;
    private final List<MethodShape> methods = new ArrayList<>();
    private final List<MethodShape> constructors = new ArrayList<>();

    /**
     * The class of a class file.
     *
     * @throws RuntimeException if it is none
     */
    public static TypeShape of(byte[] classFile) {
        return of(ClassFiles.reader(classFile));
    }

    static TypeShape of(ClassReader reader) {
        TypeShape shape = new TypeShape(reader);
        reader.accept(
                shape.new Methods(),
                ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        return shape;
    }

    private TypeShape(ClassReader reader) {
        this.name = reader.getClassName().replace('/', '.');
        String above = reader.getSuperName();
        this.superName = above == null ? "" : above.replace('/', '.');
        this.isInterface = (reader.getAccess() & Opcodes.ACC_INTERFACE) != 0;
    }

    /** Binary name: {@code com.acme.Outer$Inner}. */
    public String name() {
        return name;
    }

    /** Of the class that it extends; empty for {@code Object}. */
    public String superName() {
        return superName;
    }

    public boolean isNamed(String... names) {
        for (String one : names) {
            if (one.equals(name)) {
                return true;
            }
        }
        return false;
    }

    public boolean isInterface() {
        return isInterface;
    }

    /** What can be woven: the methods that {@linkplain MethodShape#hasBody have a body}. */
    public List<MethodShape> methods() {
        return Collections.unmodifiableList(methods);
    }

    /** Whether it declares a method that is meant, or a constructor. */
    public boolean declares(Weaving weaving) {
        boolean constructed = weaving.advice() == Advice.CONSTRUCTED;
        for (MethodShape method : constructed ? constructors : methods) {
            if (weaving.matches(method)) {
                return true;
            }
        }
        return false;
    }

    /** Whether it declares a method of this name that can be woven. */
    public boolean declares(String name) {
        for (MethodShape method : methods) {
            if (method.isNamed(name)) {
                return true;
            }
        }
        return false;
    }

    String internalName() {
        return name.replace('.', '/');
    }

    private final class Methods extends ClassVisitor {
        Methods() {
            super(ClassFiles.API);
        }

        @Override
        public @Nullable MethodVisitor visitMethod(
                int access,
                String name,
                String descriptor,
                @Nullable String signature,
                String @Nullable [] exceptions) {
            MethodShape method = new MethodShape(TypeShape.this, access, name, descriptor);
            if (method.hasBody()) {
                methods.add(method);
            } else if (method.isConstructor()) {
                constructors.add(method);
            }
            return null;
        }
    }
}
