package io.jdbcwarden.boot;

import io.jdbcwarden.hook.Hook;
import io.jdbcwarden.util.DistinctErrors;
import io.jdbcwarden.weave.ClassWeaver;
import io.jdbcwarden.weave.Gates;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Weaves the hooks into the application's classes. The raw bytes of a class file decide whether it
 * is looked into at all, and by which hooks.
 */
final class Weaver implements ClassFileTransformer {
    private final MeantHooks hooks;
    private final Predicate<String> learned;
    private final Gates gates;
    private final DistinctErrors errors;
    private final Map<String, Set<String>> instrumented = new ConcurrentHashMap<>();

    /**
     * A transformer.
     *
     * @param learned which classes are to be looked into whatever their files hold, by the names
     *     there
     */
    Weaver(List<Hook> hooks, Predicate<String> learned, Gates gates, DistinctErrors errors) {
        this.hooks = new MeantHooks(hooks);
        this.learned = learned;
        this.gates = gates;
        this.errors = errors;
    }

    /** Which hooks each class got, by class name. */
    Map<String, Set<String>> instrumented() {
        return instrumented;
    }

    /** A class that cannot be woven stays as it was; the error is counted and logged once. */
    @Override
    public byte @Nullable [] transform(
            @Nullable ClassLoader loader,
            @Nullable String name,
            @Nullable Class<?> redefined,
            @Nullable ProtectionDomain domain,
            byte[] bytes) {
        boolean isLearned = loader != null && name != null && learned.test(name);
        List<Hook> meant = hooks.of(loader, name, bytes, isLearned);
        if (meant.isEmpty()) {
            return null;
        }
        try {
            ClassWeaver.Woven woven = ClassWeaver.weave(bytes, meant, gates);
            if (woven == null) {
                return null;
            }
            // The same name may come from several loaders.
            instrumented.merge(woven.className(), woven.names(), Weaver::union);
            return woven.classFile();
        } catch (Throwable t) {
            errors.record("weave " + name, t);
            for (Hook hook : meant) {
                hook.notWoven(String.valueOf(name));
            }
            return null;
        }
    }

    private static Set<String> union(Set<String> before, Set<String> more) {
        Set<String> both = new TreeSet<>(before);
        both.addAll(more);
        return both;
    }

    /** Tells the hooks of what was loaded before the transformer was there. */
    void tellHooks(Instrumentation instrumentation) {
        for (Class<?> type : instrumentation.getAllLoadedClasses()) {
            for (Hook hook : hooks.of(type)) {
                hook.loadedBefore(type);
            }
        }
    }

    /**
     * Weaves again what was loaded before.
     *
     * @param which of the classes that hooks are for
     * @return whether all of them could be
     */
    boolean retransform(Instrumentation instrumentation, Predicate<Class<?>> which) {
        boolean done = true;
        List<Class<?>> loaded = new ArrayList<>();
        for (Class<?> type : instrumentation.getAllLoadedClasses()) {
            if (which.test(type)
                    && !hooks.of(type).isEmpty()
                    && instrumentation.isModifiableClass(type)) {
                loaded.add(type);
            }
        }
        for (Class<?> type : loaded) {
            try {
                instrumentation.retransformClasses(type);
            } catch (Throwable t) {
                errors.record("retransform " + type.getName(), t);
                done = false;
            }
        }
        return done;
    }
}
