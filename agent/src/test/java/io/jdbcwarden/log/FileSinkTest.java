package io.jdbcwarden.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSinkTest {
    private final StringBuilder fallen = new StringBuilder();
    @TempDir Path directory;
    private File file;
    private Path old;
    private FileSink sink;

    @BeforeEach
    void open() throws IOException {
        Path logs = Files.createDirectory(directory.resolve("logs"));
        file = logs.resolve("warden.log").toFile();
        old = logs.resolve("warden.log.1");
        sink = sink(20);
    }

    @AfterEach
    void close() {
        sink.close();
    }

    private FileSink sink(long cap) throws IOException {
        return new FileSink(file, cap, fallen::append);
    }

    private String text() throws IOException {
        return Files.readString(file.toPath());
    }

    @Test
    void appendsToWhatIsThere() throws IOException {
        sink.write("one ü\n");
        sink.close();
        sink = sink(20);
        sink.write("two\n");
        assertThat(text()).isEqualTo("one ü\ntwo\n");
        assertThat(fallen).isEmpty();
    }

    @Test
    void isRenamedBeforeItOutgrowsItsCap() throws IOException {
        sink.write("0123456789\n");
        sink.write("abcdefghi\n");
        assertThat(old).hasContent("0123456789\n");
        assertThat(text()).isEqualTo("abcdefghi\n");
        sink.write("ABCDEFGHIJ\n");
        assertThat(old).hasContent("abcdefghi\n");
        assertThat(text()).isEqualTo("ABCDEFGHIJ\n");
    }

    @Test
    void countsWhatWasThereTowardsTheCap() throws IOException {
        sink.write("0123456789\n");
        sink.close();
        sink = sink(20);
        sink.write("abcdefghi\n");
        assertThat(old).hasContent("0123456789\n");
    }

    @Test
    void writesALineLongerThanItsCapWhole() throws IOException {
        String line = "x".repeat(100) + "\n";
        sink.write(line);
        assertThat(text()).isEqualTo(line);
        assertThat(old).doesNotExist();
    }

    @Test
    void startsAnewWhenItCannotBeRenamed() throws IOException {
        Files.createDirectories(old.resolve("in the way"));
        sink.write("0123456789\n");
        sink.write("abcdefghi\n");
        assertThat(text()).isEqualTo("abcdefghi\n");
    }

    @Test
    void linesFallBackWhileItCannotBeWrittenAndComeBackAfter() throws IOException {
        sink.write("0123456789\n");
        Files.delete(file.toPath());
        Files.delete(file.toPath().getParent());

        sink.write("abcdefghi\n");
        sink.write("ABCDEFGHI\n");
        assertThat(fallen.toString().lines())
                .satisfiesExactly(
                        report ->
                                assertThat(report).contains("cannot write log.file", "warden.log"),
                        line -> assertThat(line).isEqualTo("abcdefghi"),
                        line -> assertThat(line).isEqualTo("ABCDEFGHI"));

        Files.createDirectory(file.toPath().getParent());
        sink.write("back\n");
        assertThat(text()).isEqualTo("back\n");
    }

    @Test
    void linesFallBackOnceItIsClosed() throws IOException {
        sink.close();
        sink.write("late\n");
        assertThat(fallen).hasToString("late\n");
        assertThat(text()).isEmpty();
    }

    @Test
    void cannotBeOpenedWhereNoFileCanBe() {
        file = directory.toFile();
        assertThatThrownBy(() -> sink(20)).isInstanceOf(IOException.class);
    }

    @Test
    void linesOfManyThreadsAreNeverMixed() throws Exception {
        sink.close();
        sink = sink(1_000_000);
        CountDownLatch start = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            String line = Character.toString('a' + i).repeat(100) + "\n";
            Thread thread =
                    new Thread(
                            () -> {
                                try {
                                    start.await();
                                } catch (InterruptedException e) {
                                    return;
                                }
                                for (int n = 0; n < 500; n++) {
                                    sink.write(line);
                                }
                            });
            thread.start();
            threads.add(thread);
        }
        start.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(text().lines())
                .hasSize(4000)
                .allMatch(line -> line.equals(line.substring(0, 1).repeat(100)));
    }
}
