package io.jdbcwarden.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScopeSettingsTest {
    @Test
    void readsSourcesInTheOrderWritten() {
        Settings settings = TestSettings.of("scope.user=principal, MDC:user,header:X-User");
        assertThat(settings.get(Catalogue.SCOPE_USER))
                .extracting(Source::kind)
                .containsExactly(Source.Kind.PRINCIPAL, Source.Kind.MDC, Source.Kind.HEADER);
        assertThat(settings.get(Catalogue.SCOPE_USER))
                .extracting(Source::name)
                .containsExactly("", "user", "X-User");
    }

    @Test
    void theRequestIdIsGeneratedWhenNoSourceHasIt() {
        assertThat(Settings.defaults().get(Catalogue.SCOPE_REQUEST_ID))
                .hasToString(
                        "[header:X-Request-ID, header:traceparent, mdc:requestId, mdc:traceId,"
                                + " generated]");
    }

    @Test
    void sourcesCanBeSwitchedOff() {
        assertThat(TestSettings.of("scope.user=off").get(Catalogue.SCOPE_USER)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "cookie:a; \"cookie:a\" is no source",
                "header:; \"header:\" lacks a name without spaces",
                "header:X User; \"header:X User\" lacks a name without spaces",
                "principal,,mdc:a; has an empty part",
                "generated; cannot be generated",
            })
    void saysWhatIsWrongWithASource(String text, String reason) {
        assertThatThrownBy(() -> new Sources(false).parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(reason);
    }

    @Test
    void refusesSourcesThatAreNeverReached() {
        assertThatThrownBy(() -> new Sources(true).parse("generated,mdc:a"))
                .hasMessage("nothing after generated is ever reached");
    }

    @Test
    void readsTagsInTheOrderWritten() {
        Settings settings =
                TestSettings.of("scope.tags=tenant=header:X-Tenant, channel = mdc:channel");
        assertThat(settings.get(Catalogue.SCOPE_TAGS))
                .hasToString("{tenant=header:X-Tenant, channel=mdc:channel}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "tenant; \"tenant\" has no =",
                "a b=mdc:x; \"a b\" is no name for a tag",
                "=mdc:x; \"\" is no name for a tag",
                "a=mdc:x,a=mdc:y; tag a twice",
                "a=generated; cannot be generated",
            })
    void saysWhatIsWrongWithATag(String text, String reason) {
        assertThatThrownBy(() -> new TagTable().parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(reason);
    }
}
