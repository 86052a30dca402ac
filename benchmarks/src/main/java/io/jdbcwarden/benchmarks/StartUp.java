package io.jdbcwarden.benchmarks;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * Start-up and peak resident memory under each guard. Starts JVMs in turn, one of each guard a
 * round, so that noise meets all alike. On a busy machine only the processor time means something.
 *
 * <p>Options, all {@code name=value}: {@code rounds=15}, {@code jdk=<directory>}, {@code
 * workloads=hello,borrow,classes}, {@code sharing=default,off,appcds,aot}, {@code
 * guards=none,empty,bare,warden,set,otel}, {@code classes=15000}. An archive of AppCDS is made
 * without agent, as JDK 17 wants it; an AOT cache (JDK 25) with the agent that it is for.
 */
public final class StartUp {
    private static final int RESAMPLES = 2000;

    private final Map<String, String> options = new LinkedHashMap<>();
    private final Path directory;
    private final Path many;

    private StartUp(String[] arguments) throws IOException {
        options.put("rounds", "15");
        options.put("jdk", System.getProperty("java.home"));
        options.put("workloads", "hello,borrow,classes");
        options.put("sharing", "default");
        options.put("guards", "none,empty,bare,warden,set,otel");
        options.put("classes", "15000");
        for (String argument : arguments) {
            String[] parts = argument.split("=", 2);
            if (parts.length != 2 || options.replace(parts[0], parts[1]) == null) {
                throw new IllegalArgumentException(argument + ": options are " + options);
            }
        }
        directory = Files.createTempDirectory("start-up");
        many = directory.resolve("many.jar");
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        StartUp startUp = new StartUp(arguments);
        try {
            startUp.run();
        } finally {
            for (File file : startUp.directory.toFile().listFiles()) {
                Files.delete(file.toPath());
            }
            Files.delete(startUp.directory);
        }
    }

    private void run() throws IOException, InterruptedException {
        if (list("workloads").contains("classes")) {
            ManyClasses.write(many, Integer.parseInt(option("classes")));
        }
        List<Guard> guards = guards();
        System.out.println(
                "| workload | sharing | guard | ms | 95 % | more | CPU ms | more | MB | more |");
        System.out.println("|---|---|---|---:|---:|---:|---:|---:|---:|---:|");
        for (String sharing : list("sharing")) {
            for (String workload : list("workloads")) {
                measure(workload, sharing, guards);
            }
        }
    }

    private List<Guard> guards() {
        List<Guard> guards = new ArrayList<>();
        for (String name : list("guards")) {
            switch (name) {
                case "none" -> guards.add(Guard.NONE);
                case "empty" -> guards.add(agent("empty agent", EmptyAgent.class));
                case "bare" -> guards.add(agent("bare Byte Buddy", OneHookAgent.class));
                case "warden" -> guards.add(Guard.plainWarden());
                case "set" -> guards.add(Guard.warden("JDBC Warden with settings"));
                case "otel" -> OpenTelemetry.guard(OpenTelemetry.NAME).ifPresent(guards::add);
                default -> throw new IllegalArgumentException("guards=" + name);
            }
        }
        return guards;
    }

    private static Guard agent(String name, Class<?> premain) {
        return Guard.of(name, "-javaagent:" + AgentJar.of(premain));
    }

    private void measure(String workload, String sharing, List<Guard> guards)
            throws IOException, InterruptedException {
        List<List<String>> commands = new ArrayList<>();
        for (Guard guard : guards) {
            List<String> flags = new ArrayList<>(guard.jvmArguments());
            flags.addAll(share(workload, sharing, guard));
            commands.add(command(workload, flags));
        }
        int rounds = Integer.parseInt(option("rounds"));
        double[][] millis = new double[guards.size()][rounds];
        double[][] cpu = new double[guards.size()][rounds];
        double[][] megabytes = new double[guards.size()][rounds];
        for (int round = -1; round < rounds; round++) {
            for (int i = 0; i < guards.size(); i++) {
                Run run = start(commands.get(i));
                if (round >= 0) {
                    millis[i][round] = run.millis;
                    cpu[i][round] = run.cpu;
                    megabytes[i][round] = run.megabytes;
                }
            }
        }
        for (int i = 0; i < guards.size(); i++) {
            double[] interval = interval(millis[i]);
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %s | %s | %.0f | %.0f–%.0f | %+.0f | %.0f | %+.0f | %.0f | %+.0f |%n",
                    workload,
                    sharing,
                    guards.get(i).name(),
                    median(millis[i]),
                    interval[0],
                    interval[1],
                    median(millis[i]) - median(millis[0]),
                    median(cpu[i]),
                    median(cpu[i]) - median(cpu[0]),
                    median(megabytes[i]),
                    median(megabytes[i]) - median(megabytes[0]));
        }
    }

    /** The flags of class-data sharing; makes the archive that they need. */
    private List<String> share(String workload, String sharing, Guard guard)
            throws IOException, InterruptedException {
        return switch (sharing) {
            case "default" -> List.of();
            case "off" -> List.of("-Xshare:off");
            case "appcds" -> {
                Path archive = directory.resolve(workload + ".jsa");
                if (!Files.exists(archive)) {
                    start(command(workload, List.of("-XX:ArchiveClassesAtExit=" + archive)));
                }
                yield List.of("-XX:SharedArchiveFile=" + archive);
            }
            case "aot" -> {
                Path cache = directory.resolve(workload + guard.name().replace(' ', '-') + ".aot");
                List<String> flags = new ArrayList<>(guard.jvmArguments());
                flags.add("-XX:AOTCacheOutput=" + cache);
                if (!guard.equals(Guard.NONE)) {
                    // JDK 25 crashes while it links what an agent has changed.
                    flags.add("-XX:-AOTClassLinking");
                }
                start(command(workload, flags));
                if (Files.size(cache) == 0) {
                    throw new IllegalStateException("the JVM made no AOT cache: " + flags);
                }
                yield List.of("-XX:AOTCache=" + cache);
            }
            default -> throw new IllegalArgumentException("sharing=" + sharing);
        };
    }

    private List<String> command(String workload, List<String> flags) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(option("jdk"), "bin", "java").toString());
        command.addAll(flags);
        String own = System.getProperty("java.class.path");
        command.add("-cp");
        command.add(workload.equals("classes") ? own + File.pathSeparator + many : own);
        command.add(StartUpApplication.class.getName());
        command.add(workload);
        command.add(option("classes"));
        return command;
    }

    /** From the start of the JVM to the line that the application prints at its end. */
    private static Run start(List<String> command) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        Process process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        long end = 0;
        String last = "";
        try (BufferedReader out =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                if (line.startsWith("peak ")) {
                    end = System.nanoTime();
                    last = line;
                }
            }
        }
        if (process.waitFor() != 0 || end == 0) {
            throw new IOException("failed: " + String.join(" ", command));
        }
        String[] said = last.split(" ");
        return new Run(
                (end - begin) / 1e6,
                Double.parseDouble(said[2]),
                Double.parseDouble(said[1]) / 1024);
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }

    /** Of the median, by bootstrap. */
    private static double[] interval(double[] values) {
        Random random = new Random(1);
        double[] medians = new double[RESAMPLES];
        double[] sample = new double[values.length];
        for (int i = 0; i < RESAMPLES; i++) {
            for (int j = 0; j < sample.length; j++) {
                sample[j] = values[random.nextInt(values.length)];
            }
            medians[i] = median(sample);
        }
        Arrays.sort(medians);
        return new double[] {
            medians[(int) (RESAMPLES * 0.025)], medians[(int) (RESAMPLES * 0.975)]
        };
    }

    private String option(String name) {
        return options.getOrDefault(name, "");
    }

    private List<String> list(String name) {
        return List.of(option(name).split(","));
    }

    private record Run(double millis, double cpu, double megabytes) {}
}
