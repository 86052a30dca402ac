package com.example.demo;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What the agent wrote when it found its first leak, as a developer would read it in the log. */
final class LeakReport {

    private static final Pattern LEAK = Pattern.compile("\\[jdbc-warden] .* leak [A-Z_]+: .*");
    private static final Pattern DETAIL = Pattern.compile("\t.*|borrowed at:|owner .*");
    private static final int LINES = 7;

    private LeakReport() {}

    /** The first lines of the first report in a log; empty if there is none. */
    static List<String> in(File log) throws IOException {
        List<String> report = new ArrayList<>();
        for (String line : Files.readAllLines(log.toPath(), StandardCharsets.UTF_8)) {
            Pattern wanted = report.isEmpty() ? LEAK : DETAIL;
            if (wanted.matcher(line).matches()) {
                report.add(line);
            } else if (!report.isEmpty()) {
                break;
            }
            if (report.size() == LINES) {
                break;
            }
        }
        return report;
    }
}
