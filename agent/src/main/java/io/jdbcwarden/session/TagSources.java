package io.jdbcwarden.session;

import io.jdbcwarden.config.Source;
import io.jdbcwarden.util.IdGenerator;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Finds a request's tags where the settings say they are: the first source that has a value wins.
 */
public final class TagSources {
    private static final int LONGEST = 128;

    private final List<Source> requestId;
    private final List<Source> user;
    private final Map<String, Source> more;
    private final Function<String, @Nullable String> mdc;

    /**
     * Sources in the order of preference.
     *
     * @param mdc reads the MDC of the application's own logging library for the calling thread;
     *     null where it has no value
     */
    public TagSources(
            List<Source> requestId,
            List<Source> user,
            Map<String, Source> more,
            Function<String, @Nullable String> mdc) {
        this.requestId = requestId;
        this.user = user;
        this.more = more;
        this.mdc = mdc;
    }

    /**
     * Reads the tags now, on the thread that serves the request. What {@code known} already has is
     * kept: a request does not change its id, and a user once known stays.
     */
    Tags read(RequestFacts facts, Tags known) {
        String id = known.requestId() != null ? known.requestId() : first(requestId, facts);
        String name = known.user() != null ? known.user() : first(user, facts);
        Map<String, String> others = readMore(facts, known.more());
        if (id != null && name == null && id.equals(known.requestId()) && others == known.more()) {
            return known;
        }
        return new Tags(id == null ? generated() : id, name, others);
    }

    private Map<String, String> readMore(RequestFacts facts, Map<String, String> known) {
        if (known.size() == more.size()) {
            return known;
        }
        Map<String, String> found = null;
        for (Map.Entry<String, Source> tag : more.entrySet()) {
            String value = known.containsKey(tag.getKey()) ? null : value(tag.getValue(), facts);
            if (value != null) {
                found = found == null ? new HashMap<>() : found;
                found.put(tag.getKey(), value);
            }
        }
        return found == null ? known : inOrder(known, found);
    }

    private Map<String, String> inOrder(Map<String, String> known, Map<String, String> found) {
        Map<String, String> all = new LinkedHashMap<>();
        for (String tag : more.keySet()) {
            String value = known.containsKey(tag) ? known.get(tag) : found.get(tag);
            if (value != null) {
                all.put(tag, value);
            }
        }
        return Collections.unmodifiableMap(all);
    }

    private @Nullable String first(List<Source> sources, RequestFacts facts) {
        for (Source source : sources) {
            String value = value(source, facts);
            if (value != null) {
                return value;
            }
        }
        return null;
    }

    // The request object is the application's and may throw anything, even after it was recycled: a
    // source that fails has no value.
    private @Nullable String value(Source source, RequestFacts facts) {
        try {
            switch (source.kind()) {
                case HEADER:
                    return header(source.name(), facts);
                case PRINCIPAL:
                    return Cleaned.text(facts.principal(), LONGEST);
                case MDC:
                    return Cleaned.text(mdc.apply(source.name()), LONGEST);
                case GENERATED:
                    return generated();
            }
        } catch (Throwable t) {
            return null;
        }
        return null;
    }

    private static @Nullable String header(String name, RequestFacts facts) throws Throwable {
        String value = facts.header(name);
        return "traceparent".equalsIgnoreCase(name)
                ? Cleaned.traceId(value)
                : Cleaned.text(value, LONGEST);
    }

    private static String generated() {
        return Ids.GENERATOR.next();
    }

    /** Its random start would cost the start of the application, so it waits for the first use. */
    private static final class Ids {
        static final IdGenerator GENERATOR = new IdGenerator();
    }
}
