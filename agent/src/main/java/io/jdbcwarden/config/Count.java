package io.jdbcwarden.config;

/** A whole number within bounds. */
final class Count extends Type<Integer> {
    private final int least;
    private final int most;

    Count(int least, int most) {
        this.least = least;
        this.most = most;
    }

    @Override
    Integer parse(String text) {
        long number = Numbers.whole(text);
        if (number < least || number > most) {
            throw new IllegalArgumentException("out of range");
        }
        return (int) number;
    }

    @Override
    String accepted() {
        return "a whole number, " + least + " to " + most;
    }
}
