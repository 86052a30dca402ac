package com.example.demo;

import java.util.Locale;

/** What the person who started the demo reads. */
final class Console {

    private Console() {}

    static void line(String text, Object... args) {
        System.out.println(args.length == 0 ? text : String.format(Locale.ROOT, text, args));
    }

    /** Something that takes a while has begun. */
    static void step(String text, Object... args) {
        line("      " + text, args);
    }
}
