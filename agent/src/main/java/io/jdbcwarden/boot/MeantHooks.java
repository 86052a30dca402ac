package io.jdbcwarden.boot;

import io.jdbcwarden.hook.Hook;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which hooks may be meant for a class: nine of ten classes end here, without one. There are more
 * than a hundred, so to ask each of them costs more than to look through a class file.
 */
final class MeantHooks {
    private final List<Hook> hooks;
    private final MarkerScan markers;

    /** The hooks of each marker, in the order of the scan's texts. */
    private final List<BitSet> byMarker;

    private final BitSet withoutMarkers = new BitSet();

    /** By binary name. */
    private final Set<String> bootClasses = new HashSet<>();

    private final @Nullable ClassLoader own = MeantHooks.class.getClassLoader();

    MeantHooks(List<Hook> hooks) {
        this.hooks = hooks;
        Map<String, BitSet> sets = new LinkedHashMap<>();
        for (int i = 0; i < hooks.size(); i++) {
            Hook hook = hooks.get(i);
            bootClasses.addAll(hook.bootClasses());
            if (hook.markers().isEmpty()) {
                withoutMarkers.set(i);
            }
            for (String marker : hook.markers()) {
                BitSet set = sets.get(marker);
                if (set == null) {
                    set = new BitSet();
                    sets.put(marker, set);
                }
                set.set(i);
            }
        }
        this.markers = new MarkerScan(sets.keySet());
        this.byMarker = new ArrayList<>(sets.values());
    }

    /**
     * The hooks that a class file may be meant by, the outermost first.
     *
     * @param name internal name; null if it has none
     * @param learned whether it is to be looked into whatever it holds
     */
    List<Hook> of(
            @Nullable ClassLoader loader, @Nullable String name, byte[] bytes, boolean learned) {
        if (name == null || loader == own) {
            return Collections.emptyList();
        }
        if (Candidates.isOfJdk(loader, name)) {
            return ofBootClass(name.replace('/', '.'));
        }
        BitSet found = markers.all(bytes);
        if (found == null) {
            return learned ? those(withoutMarkers) : Collections.emptyList();
        }
        BitSet meant = new BitSet();
        if (learned) {
            meant.or(withoutMarkers);
        }
        for (int i = found.nextSetBit(0); i >= 0; i = found.nextSetBit(i + 1)) {
            meant.or(byMarker.get(i));
        }
        return those(meant);
    }

    private List<Hook> those(BitSet set) {
        List<Hook> list = new ArrayList<>(set.cardinality());
        for (int i = set.nextSetBit(0); i >= 0; i = set.nextSetBit(i + 1)) {
            list.add(hooks.get(i));
        }
        return list;
    }

    private List<Hook> ofBootClass(String name) {
        return bootClasses.contains(name)
                ? those(hook -> hook.bootClasses().contains(name))
                : Collections.emptyList();
    }

    private List<Hook> those(Predicate<Hook> wanted) {
        List<Hook> list = new ArrayList<>();
        for (Hook hook : hooks) {
            if (wanted.test(hook)) {
                list.add(hook);
            }
        }
        return list;
    }

    /** The hooks that may be meant for a class that was loaded before, judged by what it is. */
    List<Hook> of(Class<?> loaded) {
        ClassLoader loader = loaded.getClassLoader();
        if (loader == own || loaded.isInterface() || loaded.isArray() || loaded.isPrimitive()) {
            return Collections.emptyList();
        }
        String name = loaded.getName();
        if (loader == null || Candidates.isOfJdk(loader, name.replace('.', '/'))) {
            return ofBootClass(name);
        }
        return those(hook -> hook.matchesLoaded(loaded));
    }
}
