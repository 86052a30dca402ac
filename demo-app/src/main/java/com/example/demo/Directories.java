package com.example.demo;

import java.io.File;
import java.io.IOException;

final class Directories {

    private Directories() {}

    /** The directory exists afterwards, and is empty. */
    static void recreate(File directory) throws IOException {
        delete(directory);
        if (!directory.mkdirs()) {
            throw new IOException("Cannot create " + directory);
        }
    }

    private static void delete(File file) throws IOException {
        File[] children = file.listFiles();
        if (children != null) {
            for (File child : children) {
                delete(child);
            }
        }
        if (file.exists() && !file.delete()) {
            throw new IOException("Cannot delete " + file);
        }
    }
}
