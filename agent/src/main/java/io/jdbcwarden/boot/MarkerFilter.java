package io.jdbcwarden.boot;

import io.jdbcwarden.hook.Hook;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.IllegalClassFormatException;
import java.security.ProtectionDomain;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides by the raw bytes of a class file whether Byte Buddy sees it at all. Looking at a class's
 * hierarchy costs some hundred microseconds, scanning its bytes a few; nine of ten classes end
 * here.
 */
final class MarkerFilter implements ClassFileTransformer {
    private final ClassFileTransformer weaver;
    private final Candidates candidates;

    MarkerFilter(List<Hook> hooks, ClassFileTransformer weaver) {
        this.weaver = weaver;
        Set<String> markers = new LinkedHashSet<>();
        Set<String> bootClasses = new HashSet<>();
        for (Hook hook : hooks) {
            markers.addAll(hook.markers());
            for (String name : hook.bootClasses()) {
                bootClasses.add(name.replace('.', '/'));
            }
        }
        this.candidates = new Candidates(markers, bootClasses);
    }

    @Override
    public byte @Nullable [] transform(
            @Nullable ClassLoader loader,
            @Nullable String name,
            @Nullable Class<?> redefined,
            @Nullable ProtectionDomain domain,
            byte[] bytes)
            throws IllegalClassFormatException {
        return candidates.has(loader, name, bytes)
                ? weaver.transform(loader, name, redefined, domain, bytes)
                : null;
    }
}
