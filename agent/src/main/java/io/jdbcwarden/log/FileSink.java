package io.jdbcwarden.log;

import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A file that is appended to, in UTF-8. When it would grow beyond its cap it is renamed, with
 * {@code .1} at the end, over the one renamed before. While it cannot be written, lines go to
 * another sink; the file is tried again with every line.
 *
 * <p>By java.io: java.nio.file is not to be touched in premain, and an interrupted thread would
 * close a channel. The lock is held only for the write itself, and is no monitor, so that no
 * virtual thread is pinned.
 */
final class FileSink implements Sink {
    private final File file;
    private final long cap;
    private final Sink fallback;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable FileOutputStream out;
    private long size;
    private boolean failing;
    private boolean closed;

    /**
     * Opens or makes the file.
     *
     * @param cap in bytes
     * @param fallback takes the lines while the file cannot be written
     */
    FileSink(File file, long cap, Sink fallback) throws IOException {
        this.file = file;
        this.cap = cap;
        this.fallback = fallback;
        this.out = open();
    }

    private FileOutputStream open() throws IOException {
        FileOutputStream opened = new FileOutputStream(file, true);
        size = file.length();
        return opened;
    }

    @Override
    public void write(String lines) {
        String report = append(lines.getBytes(StandardCharsets.UTF_8));
        if (report != null) {
            fallback.write(report + lines);
        }
    }

    /** Null if it was written; else what is to be said, which is empty if it was said before. */
    private @Nullable String append(byte[] bytes) {
        lock.lock();
        try {
            if (closed) {
                return "";
            }
            FileOutputStream to = out == null ? open() : out;
            if (size > 0 && size + bytes.length > cap) {
                to.close();
                to = rotated();
            }
            out = to;
            to.write(bytes);
            size += bytes.length;
            failing = false;
            return null;
        } catch (IOException e) {
            String report =
                    failing
                            ? ""
                            : WardenLog.PREFIX
                                    + "cannot write log.file "
                                    + file
                                    + " ("
                                    + e.getMessage()
                                    + "): its lines follow here"
                                    + System.lineSeparator();
            failing = true;
            release();
            return report;
        } finally {
            lock.unlock();
        }
    }

    private FileOutputStream rotated() throws IOException {
        File old = new File(file.getPath() + ".1");
        // Some systems do not rename over a file that is there.
        boolean moved = file.renameTo(old) || (old.delete() && file.renameTo(old));
        if (!moved && !file.delete()) {
            throw new IOException("full, and can neither be renamed nor deleted");
        }
        return open();
    }

    private void release() {
        FileOutputStream old = out;
        out = null;
        if (old != null) {
            try {
                old.close();
            } catch (IOException e) {
                // Nothing was kept back, so nothing is lost.
            }
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            release();
        } finally {
            lock.unlock();
        }
    }
}
