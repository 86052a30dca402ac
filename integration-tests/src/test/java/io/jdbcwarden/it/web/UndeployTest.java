package io.jdbcwarden.it.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.jdbcwarden.it.WardenJar;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** A web application that is undeployed leaves nothing behind in the agent. */
class UndeployTest {
    @Test
    void theClassesOfAnUndeployedApplicationAreCollected() throws Exception {
        assertThat(WardenJar.path()).exists();
        ExecutorService server = Executors.newSingleThreadExecutor();
        try {
            WeakReference<ClassLoader> loader =
                    server.submit(UndeployTest::deployAndUndeploy).get(60, TimeUnit.SECONDS);
            await().atMost(Duration.ofSeconds(90))
                    .pollInterval(Duration.ofMillis(250))
                    .until(
                            () -> {
                                System.gc();
                                return loader.get() == null;
                            });
        } finally {
            server.shutdownNow();
        }
    }

    private static WeakReference<ClassLoader> deployAndUndeploy() throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (Application application = new Application()) {
            thread.setContextClassLoader(application);
            Class<?> deployed = Class.forName(Deployed.class.getName(), true, application);
            assertThat(deployed.getClassLoader()).isSameAs(application);
            ((Runnable) deployed.getConstructor().newInstance()).run();
            return new WeakReference<>(application);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** Has its own pool and logging, as a WAR file brings them; the servlet API is the server's. */
    private static final class Application extends URLClassLoader {
        private static final List<String> OWN =
                List.of("io.jdbcwarden.it.", "com.zaxxer.", "org.slf4j.", "ch.qos.logback.");

        Application() throws IOException {
            super(
                    new URL[] {
                        jar(Deployed.class),
                        jar(HikariDataSource.class),
                        jar(LoggerFactory.class),
                        jar(LoggerFactory.getILoggerFactory().getClass()),
                        jar(ch.qos.logback.core.Context.class)
                    },
                    UndeployTest.class.getClassLoader());
        }

        private static URL jar(Class<?> type) {
            return type.getProtectionDomain().getCodeSource().getLocation();
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (OWN.stream().noneMatch(name::startsWith)) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded == null ? findClass(name) : loaded;
            }
        }
    }
}
