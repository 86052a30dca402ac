package com.example.demo;

import java.io.File;
import java.io.IOException;

/** The Prometheus JMX exporter, with the configuration that the agent's jar prints. */
final class Exporter {

    private final File jar;
    private final File configuration;
    private final int port;

    private Exporter(File jar, File configuration, int port) {
        this.jar = jar;
        this.configuration = configuration;
        this.port = port;
    }

    static Exporter prepare(DemoSettings settings) throws IOException, InterruptedException {
        File configuration = new File(settings.workDirectory(), "exporter.yaml");
        Process print =
                new ProcessBuilder(
                                System.getProperty("java.home") + "/bin/java",
                                "-jar",
                                settings.agentJar().getPath(),
                                "print",
                                "exporter-config")
                        .redirectOutput(configuration)
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        if (print.waitFor() != 0) {
            throw new IOException("The agent's jar printed no exporter configuration");
        }
        return new Exporter(settings.exporterJar(), configuration, ShopProcess.freePort());
    }

    String flag() {
        return "-javaagent:" + jar + "=127.0.0.1:" + port + ":" + configuration;
    }

    String url() {
        return "http://127.0.0.1:" + port + "/metrics";
    }
}
