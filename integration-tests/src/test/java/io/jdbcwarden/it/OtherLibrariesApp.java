package io.jdbcwarden.it;

import ch.qos.logback.classic.LoggerContext;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.TreeSet;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.implementation.FixedValue;
import net.bytebuddy.matcher.ElementMatchers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** An application that uses the libraries the agent uses, but others' versions of them. */
final class OtherLibrariesApp {
    private static final Logger LOG = LoggerFactory.getLogger(OtherLibrariesApp.class);

    private OtherLibrariesApp() {}

    public static void main(String[] arguments) throws Exception {
        TreeSet<String> jars = new TreeSet<>();
        for (Class<?> type :
                new Class<?>[] {
                    ByteBuddy.class, MeterRegistry.class, Logger.class, LoggerContext.class
                }) {
            jars.add(String.valueOf(TestClasses.codeSource(type).getFileName()));
        }
        System.out.println(jars);
        Class<?> made =
                new ByteBuddy()
                        .subclass(Object.class)
                        .method(ElementMatchers.named("toString"))
                        .intercept(FixedValue.value("made"))
                        .make()
                        .load(OtherLibrariesApp.class.getClassLoader())
                        .getLoaded();
        System.out.println(made.getDeclaredConstructor().newInstance());
        MeterRegistry registry = new SimpleMeterRegistry();
        registry.counter("orders").increment(3);
        System.out.println(registry.counter("orders").count());
        MDC.put("user", "anna");
        LOG.warn("logged for {}", MDC.get("user"));
        LegacyApp.main(arguments);
    }
}
