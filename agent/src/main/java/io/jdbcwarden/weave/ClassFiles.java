package io.jdbcwarden.weave;

import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;

/** Reads class files, those of JDKs that are newer than the library included. */
final class ClassFiles {
    static final int API = Opcodes.ASM9;

    /** The newest version that the library reads. */
    private static final int NEWEST = Opcodes.V27;

    private static final int MAJOR = 6;

    private ClassFiles() {}

    /**
     * A reader of the class file. One of a version that the library does not know is read as the
     * newest that it does: versions differ by more than their number only when a new kind of
     * constant or attribute comes.
     */
    static ClassReader reader(byte[] classFile) {
        int version = major(classFile);
        if (version <= NEWEST) {
            return new ClassReader(classFile);
        }
        byte[] lowered = classFile.clone();
        setMajor(lowered, NEWEST);
        return new ClassReader(lowered);
    }

    static int major(byte[] classFile) {
        return ((classFile[MAJOR] & 0xff) << 8) | (classFile[MAJOR + 1] & 0xff);
    }

    static void setMajor(byte[] classFile, int version) {
        classFile[MAJOR] = (byte) (version >> 8);
        classFile[MAJOR + 1] = (byte) version;
    }
}
