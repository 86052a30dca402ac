package io.jdbcwarden.config;

import java.util.Locale;

/** One constant of an enum, in any case. */
final class Choice<E extends Enum<E>> extends Type<E> {
    private final E[] choices;

    Choice(Class<E> type) {
        this.choices = type.getEnumConstants();
    }

    @Override
    E parse(String text) {
        for (E choice : choices) {
            if (text(choice).equalsIgnoreCase(text)) {
                return choice;
            }
        }
        throw new IllegalArgumentException("no such choice");
    }

    @Override
    String accepted() {
        StringBuilder names = new StringBuilder();
        for (E choice : choices) {
            names.append(names.length() == 0 ? "" : ", ").append(text(choice));
        }
        return names.toString();
    }

    /** As it is written in settings: {@code client-info}. */
    private static String text(Enum<?> choice) {
        return choice.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
