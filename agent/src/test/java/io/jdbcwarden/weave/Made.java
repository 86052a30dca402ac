package io.jdbcwarden.weave;

/** Its constructor has two ends, and a branch before them. */
public class Made {
    private final long size;
    private String text = "";

    public Made() {
        this("some text");
    }

    public Made(String text) {
        size = text.length() > 3 ? text.length() : 3;
        if (size == 3) {
            return;
        }
        this.text = text;
    }

    @Override
    public String toString() {
        return text + size;
    }
}
