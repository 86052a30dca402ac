package com.example.demo;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;

/** What the agent wrote when it found its first leak, as a developer would read it in the log. */
final class LeakReport {

    private static final String PREFIX = "[jdbc-warden]";
    private static final int LINES = 8;

    private LeakReport() {}

    static void print(File log) throws IOException {
        List<String> lines = Files.readAllLines(log.toPath(), StandardCharsets.UTF_8);
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith(PREFIX) && lines.get(i).contains("leak")) {
                Console.line("The first leak it reported, from %s:", log.getName());
                lines.subList(i, Math.min(lines.size(), i + LINES)).forEach(Console::line);
                return;
            }
        }
        Console.line("No leak report in %s", log);
    }
}
