package io.jdbcwarden.jmx;

import javax.management.openmbean.OpenMBeanOperationInfo;
import javax.management.openmbean.OpenMBeanParameterInfo;
import org.jspecify.annotations.Nullable;

/** What a client gave an operation. */
final class Arguments {
    private final OpenMBeanOperationInfo operation;
    private final @Nullable Object @Nullable [] given;

    Arguments(OpenMBeanOperationInfo operation, @Nullable Object @Nullable [] given) {
        this.operation = operation;
        this.given = given;
    }

    /**
     * A text without white space around it.
     *
     * @throws IllegalArgumentException if it is none
     */
    String text(int index) {
        Object value = value(index);
        if (value instanceof String) {
            return ((String) value).trim();
        }
        throw new IllegalArgumentException(name(index) + " must be given");
    }

    /**
     * A whole number, of whatever type the client chose.
     *
     * @throws IllegalArgumentException if it is none, or out of bounds
     */
    long number(int index, long least, long most) {
        Object value = value(index);
        if (!(value instanceof Number)) {
            throw new IllegalArgumentException(name(index) + " must be a number");
        }
        long number = ((Number) value).longValue();
        if (number < least || number > most) {
            throw new IllegalArgumentException(
                    name(index) + " must be from " + least + " to " + most + ", not " + number);
        }
        return number;
    }

    private @Nullable Object value(int index) {
        return given == null ? null : given[index];
    }

    private String name(int index) {
        return ((OpenMBeanParameterInfo) operation.getSignature()[index]).getName();
    }
}
