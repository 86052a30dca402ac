package io.jdbcwarden.log;

import java.io.PrintStream;

/** A print stream, such as stderr. Never closed: it is not ours. */
final class StreamSink implements Sink {
    private final PrintStream stream;

    StreamSink(PrintStream stream) {
        this.stream = stream;
    }

    @Override
    public void write(String lines) {
        stream.print(lines);
        stream.flush();
    }
}
