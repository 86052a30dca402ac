package com.example.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeakReportTest {

    @Test
    void isTheFirstOfTheLogWithoutWhatTheShopWroteAfterIt(@TempDir Path directory)
            throws Exception {
        File log =
                Files.writeString(
                                directory.resolve("shop.log"),
                                "10:00:00.000 INFO  The shop is open\n"
                                        + "[jdbc-warden] 10:00:01Z WARN  leak OWNER_DEAD: first\n"
                                        + "borrowed at:\n"
                                        + "\tat com.example.Shop.sell(Shop.java:7)\n"
                                        + "owner thread has ended\n"
                                        + "10:00:02.000 INFO  Newsletter sent\n"
                                        + "[jdbc-warden] 10:00:03Z WARN  leak IDLE: second\n")
                        .toFile();
        assertThat(LeakReport.in(log))
                .containsExactly(
                        "[jdbc-warden] 10:00:01Z WARN  leak OWNER_DEAD: first",
                        "borrowed at:",
                        "\tat com.example.Shop.sell(Shop.java:7)",
                        "owner thread has ended");
    }

    @Test
    void isEmptyWhereThereIsNone(@TempDir Path directory) throws Exception {
        File log = Files.writeString(directory.resolve("shop.log"), "all is well\n").toFile();
        assertThat(LeakReport.in(log)).isEmpty();
    }
}
