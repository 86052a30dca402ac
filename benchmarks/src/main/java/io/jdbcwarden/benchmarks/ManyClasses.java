package io.jdbcwarden.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * Classes by the thousand, of the size and the mix of a Spring application: one in ten names a type
 * of JDBC or of the servlet API.
 */
final class ManyClasses {
    private static final int METHODS = 16;

    private ManyClasses() {}

    static String name(int index) {
        return "many.p" + index % 100 + ".Type" + index;
    }

    static void write(Path jar, int count) throws IOException {
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            for (int i = 0; i < count; i++) {
                out.putNextEntry(new JarEntry(name(i).replace('.', '/') + ".class"));
                out.write(bytes(i));
            }
        }
    }

    private static byte[] bytes(int index) {
        ClassWriter writer = new ClassWriter(0);
        String name = name(index).replace('.', '/');
        writer.visit(Opcodes.V1_8, Opcodes.ACC_PUBLIC, name, null, "java/lang/Object", null);
        for (int i = 0; i < METHODS; i++) {
            String text = "text " + index + " of method " + i + ", as long as such texts are";
            MethodVisitor method =
                    writer.visitMethod(
                            Opcodes.ACC_PUBLIC,
                            "method" + i + "Of" + index,
                            "(" + (i == 0 ? argument(index) : "Ljava/util/List;") + ")I",
                            null,
                            null);
            method.visitCode();
            method.visitLdcInsn(text);
            method.visitVarInsn(Opcodes.ALOAD, 1);
            method.visitMethodInsn(
                    Opcodes.INVOKEVIRTUAL,
                    "java/lang/String",
                    "equals",
                    "(Ljava/lang/Object;)Z",
                    false);
            method.visitInsn(Opcodes.IRETURN);
            method.visitMaxs(2, 2);
            method.visitEnd();
        }
        writer.visitEnd();
        return writer.toByteArray();
    }

    private static String argument(int index) {
        return switch (index % 30) {
            case 0 -> "Ljava/sql/Connection;";
            case 10 -> "Ljavax/servlet/ServletRequest;";
            case 20 -> "Ljakarta/servlet/ServletRequest;";
            default -> "Ljava/util/Map;";
        };
    }
}
