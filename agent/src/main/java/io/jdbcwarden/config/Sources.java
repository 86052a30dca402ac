package io.jdbcwarden.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Places to look at one after the other. */
final class Sources extends Type<List<Source>> {
    private final boolean generated;

    /**
     * @param generated whether a value may be made up
     */
    Sources(boolean generated) {
        this.generated = generated;
    }

    @Override
    List<Source> parse(String text) {
        List<Source> sources = new ArrayList<>();
        for (String part : Lists.parts(text)) {
            if (!sources.isEmpty()
                    && sources.get(sources.size() - 1).kind() == Source.Kind.GENERATED) {
                throw new IllegalArgumentException("nothing after generated is ever reached");
            }
            Source source = Source.parse(part);
            if (source.kind() == Source.Kind.GENERATED && !generated) {
                throw new IllegalArgumentException("cannot be generated");
            }
            sources.add(source);
        }
        return Collections.unmodifiableList(sources);
    }

    @Override
    String accepted() {
        return "header:NAME, mdc:KEY, principal"
                + (generated ? ", generated" : "")
                + ", separated by commas; off for none";
    }
}
