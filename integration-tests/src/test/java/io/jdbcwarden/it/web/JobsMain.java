package io.jdbcwarden.it.web;

/** An application without a server, whose requests are methods. */
final class JobsMain {
    private JobsMain() {}

    public static void main(String[] arguments) {
        say("outside", Seen.once());
        runStatic();
        new Job().runInstance("x");
        try {
            new Job().runFailing();
        } catch (IllegalArgumentException e) {
            say("thrown", e.getMessage() + ", active " + Seen.active());
        }
        say("outside again", Seen.once());
        System.out.println("end");
    }

    static void runStatic() {
        say("static", Seen.once());
    }

    private static void say(String what, String text) {
        System.out.println(what + ": " + text);
    }

    static final class Job {
        long runInstance(String argument) {
            say("instance", Seen.once());
            inner();
            return 1;
        }

        void inner() {
            say("nested", Seen.once());
        }

        void runFailing() {
            Seen.leak();
            throw new IllegalArgumentException("as thrown");
        }
    }
}
