package io.jdbcwarden.hook.jdbc;

import io.jdbcwarden.hook.Hook;
import io.jdbcwarden.hook.Weave;
import java.util.Collections;
import java.util.List;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;

/** A hook on classes of one pool, those loaded before the agent included. */
abstract class PoolClassHook extends Hook {
    private final List<String> markers;
    private final ElementMatcher<? super TypeDescription> types;
    private final Weave weave;

    PoolClassHook(
            String name,
            List<String> markers,
            ElementMatcher<? super TypeDescription> types,
            Weave weave) {
        super(name);
        this.markers = markers;
        this.types = types;
        this.weave = weave;
    }

    @Override
    public List<String> markers() {
        return markers;
    }

    @Override
    public ElementMatcher<? super TypeDescription> types() {
        return types;
    }

    @Override
    public List<Weave> weaves() {
        return Collections.singletonList(weave);
    }

    @Override
    public boolean matchesLoaded(Class<?> loaded) {
        return loaded.getName().startsWith(markers.get(0).replace('/', '.'));
    }
}
