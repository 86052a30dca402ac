package io.jdbcwarden.console;

/** A request that gets an error as its answer. */
@SuppressWarnings("serial")
final class Refused extends Exception {
    private final transient Answer answer;

    Refused(int status, String message) {
        super(message, null, false, false);
        this.answer = Answer.error(status, message);
    }

    Refused(Answer answer) {
        super("status " + answer.status(), null, false, false);
        this.answer = answer;
    }

    Answer answer() {
        return answer;
    }
}
