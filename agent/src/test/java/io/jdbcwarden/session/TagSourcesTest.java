package io.jdbcwarden.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.jdbcwarden.config.Catalogue;
import io.jdbcwarden.config.Settings;
import io.jdbcwarden.config.SettingsLoader;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TagSourcesTest {
    private final Map<String, String> headers = new HashMap<>();
    private final Map<String, String> mdc = new HashMap<>();
    private @Nullable String principal;

    private final RequestFacts facts =
            new RequestFacts() {
                @Override
                public @Nullable String header(String name) {
                    return headers.get(name);
                }

                @Override
                public @Nullable String principal() {
                    return principal;
                }

                @Override
                public String entry() {
                    return "GET /";
                }
            };

    private Tags read(String settings, Tags known) {
        return sources(settings).read(facts, known);
    }

    private TagSources sources(String arguments) {
        Settings settings =
                SettingsLoader.load(arguments, new Properties(), Collections.emptyMap()).settings();
        return new TagSources(
                settings.get(Catalogue.SCOPE_REQUEST_ID),
                settings.get(Catalogue.SCOPE_USER),
                settings.get(Catalogue.SCOPE_TAGS),
                mdc::get);
    }

    @Test
    void theFirstSourceThatHasAValueWins() {
        mdc.put("traceId", "from-mdc");
        assertThat(read("", Tags.NONE).requestId()).isEqualTo("from-mdc");
        headers.put("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
        assertThat(read("", Tags.NONE).requestId()).isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
        headers.put("X-Request-ID", "from-header");
        assertThat(read("", Tags.NONE).requestId()).isEqualTo("from-header");
    }

    @Test
    void aValueThatIsEmptyOnceCleanedIsNone() {
        headers.put("X-Request-ID", " \r\n ");
        mdc.put("requestId", "from-mdc");

        assertThat(read("", Tags.NONE).requestId()).isEqualTo("from-mdc");
    }

    @Test
    void aRequestKeepsItsIdEvenIfAnotherAppears() {
        Tags first = read("", Tags.NONE);
        mdc.put("requestId", "later");

        assertThat(first.requestId()).isNotNull();
        assertThat(read("", first).requestId()).isEqualTo(first.requestId());
    }

    @Test
    void generatedIdsDiffer() {
        assertThat(read("", Tags.NONE).requestId()).isNotEqualTo(read("", Tags.NONE).requestId());
    }

    @Test
    void theUserIsReadUntilOneIsKnown() {
        Tags before = read("", Tags.NONE);
        assertThat(before.user()).isNull();
        principal = "anna";
        Tags after = read("", before);
        assertThat(after.user()).isEqualTo("anna");
        principal = "ben";
        assertThat(read("", after).user()).isEqualTo("anna");
    }

    @Test
    void readingAgainWhatHasNotChangedMakesNothingNew() {
        Tags known = read("", Tags.NONE);

        assertThat(read("", known)).isSameAs(known);
    }

    @Test
    void readsTheTagsOfTheSettingInItsOrder() {
        headers.put("X-Tenant", "acme\nforged");
        mdc.put("channel", "web");

        Tags tags =
                read("scope.tags=tenant=header:X-Tenant,channel=mdc:channel,no=mdc:no;", Tags.NONE);
        assertThat(tags.more()).hasToString("{tenant=acme?forged, channel=web}");
    }

    @Test
    void aSourceThatFailsHasNoValue() {
        RequestFacts recycled =
                new RequestFacts() {
                    @Override
                    public @Nullable String header(String name) {
                        throw new IllegalStateException("recycled");
                    }

                    @Override
                    public @Nullable String principal() {
                        throw new StackOverflowError();
                    }

                    @Override
                    public String entry() {
                        return "GET /";
                    }
                };
        mdc.put("requestId", "from-mdc");

        Tags tags = sources("").read(recycled, Tags.NONE);
        assertThat(tags.requestId()).isEqualTo("from-mdc");
        assertThat(tags.user()).isNull();
    }
}
