package io.jdbcwarden.weave;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;

/**
 * Weaves a class, from its class file alone: no class is loaded and no loader is asked. Neither
 * members nor supertypes change, so a class that is loaded already can be woven too. What is not
 * meant is copied as it is.
 */
public final class ClassWeaver {
    private ClassWeaver() {}

    /**
     * The class with all that is to be woven into it.
     *
     * @param gates asked for what is woven indeed
     * @return null if nothing is
     * @throws RuntimeException if it is no class file, or a method would get too long
     */
    public static @Nullable Woven weave(
            byte[] classFile, List<? extends Weaving> weavings, Gates gates) {
        ClassReader reader = ClassFiles.reader(classFile);
        TypeShape type = TypeShape.of(reader);
        if (type.isInterface()) {
            return null;
        }
        List<Weaving> matching = new ArrayList<>();
        for (Weaving weaving : weavings) {
            if (weaving.matches(type) && type.declares(weaving)) {
                matching.add(weaving);
            }
        }
        if (matching.isEmpty()) {
            return null;
        }
        Locals locals = new Locals();
        reader.accept(locals, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        ClassWriter writer = new ClassWriter(reader, 0);
        Weaver weaver = new Weaver(writer, type, matching, locals.counts, gates);
        reader.accept(weaver, ClassReader.EXPAND_FRAMES);
        byte[] bytes = writer.toByteArray();
        ClassFiles.setMajor(bytes, ClassFiles.major(classFile));
        return new Woven(type.name(), bytes, weaver.names);
    }

    /** A class that was woven. */
    public static final class Woven {
        private final String className;
        private final byte[] classFile;
        private final Set<String> names;

        Woven(String className, byte[] classFile, Set<String> names) {
            this.className = className;
            this.classFile = classFile;
            this.names = names;
        }

        /** Binary name: {@code com.acme.Outer$Inner}. */
        public String className() {
            return className;
        }

        public byte[] classFile() {
            return classFile;
        }

        /** The names of what was woven into it. */
        public Set<String> names() {
            return names;
        }
    }

    /** Where the local variables of each method end, to put more behind them. */
    private static final class Locals extends ClassVisitor {
        final Map<String, Integer> counts = new HashMap<>();

        Locals() {
            super(ClassFiles.API);
        }

        @Override
        public MethodVisitor visitMethod(
                int access,
                String name,
                String descriptor,
                @Nullable String signature,
                String @Nullable [] exceptions) {
            return new MethodVisitor(ClassFiles.API) {
                @Override
                public void visitMaxs(int maxStack, int maxLocals) {
                    counts.put(name + descriptor, maxLocals);
                }
            };
        }
    }

    private static final class Weaver extends ClassVisitor {
        final Set<String> names = new TreeSet<>();
        private final TypeShape type;
        private final List<Weaving> weavings;
        private final Map<String, Integer> locals;
        private final Gates gates;
        private int version;

        Weaver(
                ClassWriter writer,
                TypeShape type,
                List<Weaving> weavings,
                Map<String, Integer> locals,
                Gates gates) {
            super(ClassFiles.API, writer);
            this.type = type;
            this.weavings = weavings;
            this.locals = locals;
            this.gates = gates;
        }

        @Override
        public void visit(
                int classVersion,
                int access,
                String name,
                @Nullable String signature,
                @Nullable String superName,
                String @Nullable [] interfaces) {
            version = classVersion & 0xffff;
            super.visit(classVersion, access, name, signature, superName, interfaces);
        }

        @Override
        public MethodVisitor visitMethod(
                int access,
                String name,
                String descriptor,
                @Nullable String signature,
                String @Nullable [] exceptions) {
            MethodVisitor code = super.visitMethod(access, name, descriptor, signature, exceptions);
            MethodShape method = new MethodShape(type, access, name, descriptor);
            Integer count = locals.get(name + descriptor);
            if (count == null) {
                return code;
            }
            List<Weaving> wanted = new ArrayList<>();
            for (Weaving weaving : weavings) {
                if (method.suits(weaving.advice()) && weaving.matches(method)) {
                    wanted.add(weaving);
                }
            }
            // The first is the outermost. What is inside it counts as its body, variables included.
            int free = count;
            for (Weaving weaving : wanted) {
                free += localsOf(weaving);
            }
            for (Weaving weaving : wanted) {
                names.add(weaving.name());
                free -= localsOf(weaving);
                String gate = gates.of(weaving);
                code =
                        weaving.advice() == Advice.CLOCK
                                ? new ClockWeaver(code, weaving, free, version, gate)
                                : new MethodWeaver(code, method, weaving, free, version, gate);
            }
            return code;
        }

        private static int localsOf(Weaving weaving) {
            return weaving.advice() == Advice.CLOCK ? ClockWeaver.LOCALS : MethodWeaver.LOCALS;
        }
    }
}
