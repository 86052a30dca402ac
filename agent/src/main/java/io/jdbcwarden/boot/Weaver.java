package io.jdbcwarden.boot;

import static net.bytebuddy.matcher.ElementMatchers.isAbstract;
import static net.bytebuddy.matcher.ElementMatchers.isNative;
import static net.bytebuddy.matcher.ElementMatchers.none;
import static net.bytebuddy.matcher.ElementMatchers.not;

import io.jdbcwarden.hook.Advices;
import io.jdbcwarden.hook.Hook;
import io.jdbcwarden.hook.Weave;
import io.jdbcwarden.util.DistinctErrors;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.agent.builder.AgentBuilder;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.dynamic.scaffold.InstrumentedType;
import net.bytebuddy.dynamic.scaffold.MethodGraph;
import net.bytebuddy.matcher.ElementMatcher;

/** Weaves the hooks into the application's classes. The only user of Byte Buddy's agent builder. */
final class Weaver {
    private final List<Hook> hooks;
    private final DistinctErrors errors;
    private final Map<String, Set<String>> instrumented = new ConcurrentHashMap<>();

    Weaver(List<Hook> hooks, DistinctErrors errors) {
        this.hooks = hooks;
        this.errors = errors;
    }

    /** Which hooks each class got, by class name. */
    Map<String, Set<String>> instrumented() {
        return instrumented;
    }

    /** What weaves the classes that it is given. */
    ClassFileTransformer transformer() {
        return new MarkerFilter(hooks, builtQuietly());
    }

    /** Tells the hooks of what was loaded before the transformer was there. */
    void tellHooks(Instrumentation instrumentation) {
        for (Class<?> type : instrumentation.getAllLoadedClasses()) {
            if (type.isInterface() || type.isArray() || type.isPrimitive()) {
                continue;
            }
            for (Hook hook : hooks) {
                if (hook.matchesLoaded(type)) {
                    hook.loadedBefore(type);
                }
            }
        }
    }

    /** Weaves again what was loaded before the transformer was there. */
    void retransform(Instrumentation instrumentation) {
        List<Class<?>> loaded = new ArrayList<>();
        for (Class<?> type : instrumentation.getAllLoadedClasses()) {
            if (isWanted(type) && instrumentation.isModifiableClass(type)) {
                loaded.add(type);
            }
        }
        for (Class<?> type : loaded) {
            try {
                instrumentation.retransformClasses(type);
            } catch (Throwable t) {
                errors.record("retransform " + type.getName(), t);
            }
        }
    }

    private boolean isWanted(Class<?> type) {
        if (type.isInterface() || type.isArray() || type.isPrimitive()) {
            return false;
        }
        if (type.getClassLoader() == Weaver.class.getClassLoader()) {
            return false;
        }
        for (Hook hook : hooks) {
            if (hook.bootClasses().contains(type.getName()) || hook.matchesLoaded(type)) {
                return true;
            }
        }
        return false;
    }

    private ClassFileTransformer builtQuietly() {
        // Without this the nexus makes new JDKs print a warning about sun.misc.Unsafe; inlined
        // advice
        // has no use for it. Restored, because the application may have a Byte Buddy of its own.
        String nexus = "net.bytebuddy.nexus.disabled";
        String before = System.getProperty(nexus);
        System.setProperty(nexus, "true");
        try {
            return build();
        } finally {
            if (before == null) {
                System.clearProperty(nexus);
            } else {
                System.setProperty(nexus, before);
            }
        }
    }

    private ClassFileTransformer build() {
        AgentBuilder builder =
                new AgentBuilder.Default(
                                new ByteBuddy()
                                        .with(MethodGraph.Compiler.ForDeclaredMethods.INSTANCE)
                                        .with(InstrumentedType.Factory.Default.FROZEN))
                        .with(AgentBuilder.TypeStrategy.Default.DECORATE)
                        .with(AgentBuilder.InitializationStrategy.NoOp.INSTANCE)
                        .with(AgentBuilder.DescriptionStrategy.Default.HYBRID)
                        .with(AgentBuilder.PoolStrategy.Default.FAST)
                        // A class is judged by its own bytes: probing the application's loaders for
                        // more has broken bundle graphs and deadlocked.
                        .with(AgentBuilder.LocationStrategy.NoOp.INSTANCE)
                        .with(new WeaveListener(errors))
                        .disableClassFormatChanges()
                        .ignore(none());
        for (Hook hook : hooks) {
            ElementMatcher<? super TypeDescription> types = hook.types();
            builder =
                    builder.type((type, loader, module, redefined, domain) -> types.matches(type))
                            .transform(
                                    (building, type, loader, module, domain) ->
                                            weave(hook, building, type));
        }
        return builder.makeRaw();
    }

    private DynamicType.Builder<?> weave(
            Hook hook, DynamicType.Builder<?> building, TypeDescription type) {
        DynamicType.Builder<?> woven = building;
        for (Weave weave : hook.weaves()) {
            Advice advice =
                    Advice.withCustomMapping()
                            .bind(Advices.HookId.class, hook.id())
                            .to(weave.advice());
            woven =
                    woven.visit(
                            advice.on(not(isAbstract()).and(not(isNative())).and(weave.methods())));
        }
        instrumented.computeIfAbsent(type.getName(), name -> new TreeSet<>()).add(hook.name());
        return woven;
    }
}
