package com.example.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ResultTableTest {

    @Test
    void putsBothRunsSideBySide() {
        RunResult without = new RunResult();
        without.served = 1_015;
        without.connectionsLost = 10;
        without.timeToFailMillis = 2_003.4;
        without.recoverySeconds = Double.NaN;
        RunResult with = new RunResult();
        with.served = 5_310;
        with.warden = new WardenNumbers(61, 38, 12);
        with.refused = 38;
        with.timeToFailMillis = 1.26;
        with.recoverySeconds = 3.14;

        String table = new ResultTable(without, with).text();

        assertThat(table)
                .containsPattern("Pages served +1,015 +5,310")
                .containsPattern("Connections lost, of 10 +10 +0")
                .containsPattern("found and given back +- +61")
                .containsPattern("someone else's +- +38")
                .containsPattern("a page fails after +2,003 ms +1.3 ms")
                .containsPattern("the shop works again after +never +3.1 s");
        assertThat(table.lines().map(String::length)).allMatch(length -> length <= 90);
    }
}
