package io.jdbcwarden.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Names of tags, each with the place where its value is read, in the order written. */
final class TagTable extends Type<Map<String, Source>> {
    @Override
    Map<String, Source> parse(String text) {
        Map<String, Source> tags = new LinkedHashMap<>();
        for (String part : Lists.parts(text)) {
            int equals = part.indexOf('=');
            if (equals < 0) {
                throw new IllegalArgumentException("\"" + part + "\" has no =");
            }
            String name = part.substring(0, equals).trim();
            if (!isName(name)) {
                throw new IllegalArgumentException("\"" + name + "\" is no name for a tag");
            }
            Source source = Source.parse(part.substring(equals + 1).trim());
            if (source.kind() == Source.Kind.GENERATED) {
                throw new IllegalArgumentException("cannot be generated");
            }
            if (tags.put(name, source) != null) {
                throw new IllegalArgumentException("tag " + name + " twice");
            }
        }
        return Collections.unmodifiableMap(tags);
    }

    private static boolean isName(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean ok =
                    (c >= 'a' && c <= 'z')
                            || (c >= 'A' && c <= 'Z')
                            || (c >= '0' && c <= '9')
                            || c == '_'
                            || c == '-'
                            || c == '.';
            if (!ok) {
                return false;
            }
        }
        return !name.isEmpty();
    }

    @Override
    String accepted() {
        return "NAME=source, separated by commas:"
                + " tenant=header:X-Tenant,channel=mdc:channel,role=principal"
                + " (in agent arguments separate the settings by ; then)";
    }
}
