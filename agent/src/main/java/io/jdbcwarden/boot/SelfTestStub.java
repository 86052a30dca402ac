package io.jdbcwarden.boot;

import java.util.concurrent.Callable;

/** What {@link SelfTest} weaves and calls. */
public final class SelfTestStub implements Callable<String> {
    @Override
    public String call() {
        return "body";
    }
}
