package io.jdbcwarden.it.web;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Makes classes for {@code jakarta.servlet} of those for {@code javax.servlet}: the name is in the
 * texts of the constant pool, and nowhere else.
 */
final class JakartaClasses {
    private JakartaClasses() {}

    /** Converts the classes of a package, and puts them under another root. */
    static Path convert(Path root, String packagePath, Path target) throws IOException {
        Path to = Files.createDirectories(target.resolve(packagePath));
        List<Path> classes;
        try (Stream<Path> files = Files.list(root.resolve(packagePath))) {
            classes = files.filter(file -> file.toString().endsWith(".class")).toList();
        }
        for (Path file : classes) {
            Files.write(to.resolve(file.getFileName()), converted(Files.readAllBytes(file)));
        }
        return target;
    }

    static byte[] converted(byte[] classFile) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(classFile));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeLong(in.readLong());
        int count = in.readUnsignedShort();
        out.writeShort(count);
        for (int i = 1; i < count; i++) {
            int tag = in.readUnsignedByte();
            out.writeByte(tag);
            switch (tag) {
                case 1 ->
                        out.writeUTF(
                                in.readUTF()
                                        .replace("javax/servlet/", "jakarta/servlet/")
                                        .replace("javax.servlet.", "jakarta.servlet."));
                case 5, 6 -> {
                    out.writeLong(in.readLong());
                    i++;
                }
                case 7, 8, 16, 19, 20 -> out.writeShort(in.readUnsignedShort());
                case 15 -> {
                    out.writeByte(in.readByte());
                    out.writeShort(in.readUnsignedShort());
                }
                default -> out.writeInt(in.readInt());
            }
        }
        in.transferTo(out);
        return bytes.toByteArray();
    }
}
