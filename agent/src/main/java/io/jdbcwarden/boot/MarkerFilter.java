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
    private static final String[] IGNORED = {"java/", "sun/", "jdk/internal/", "net/bytebuddy/"};

    private final ClassFileTransformer weaver;
    private final @Nullable ClassLoader own;
    private final MarkerScan markers;
    private final Set<String> bootClasses = new HashSet<>();

    MarkerFilter(List<Hook> hooks, ClassFileTransformer weaver, @Nullable ClassLoader own) {
        this.weaver = weaver;
        this.own = own;
        Set<String> texts = new LinkedHashSet<>();
        for (Hook hook : hooks) {
            texts.addAll(hook.markers());
            for (String name : hook.bootClasses()) {
                bootClasses.add(name.replace('.', '/'));
            }
        }
        markers = new MarkerScan(texts);
    }

    @Override
    public byte @Nullable [] transform(
            @Nullable ClassLoader loader,
            @Nullable String name,
            @Nullable Class<?> redefined,
            @Nullable ProtectionDomain domain,
            byte[] bytes)
            throws IllegalClassFormatException {
        if (!isCandidate(loader, name, bytes)) {
            return null;
        }
        return weaver.transform(loader, name, redefined, domain, bytes);
    }

    private boolean isCandidate(@Nullable ClassLoader loader, @Nullable String name, byte[] bytes) {
        if (name == null || loader == own) {
            return false;
        }
        if (loader == null) {
            return bootClasses.contains(name);
        }
        for (String prefix : IGNORED) {
            if (name.startsWith(prefix)) {
                return bootClasses.contains(name);
            }
        }
        return markers.finds(bytes);
    }
}
