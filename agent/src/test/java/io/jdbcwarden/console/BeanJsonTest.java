package io.jdbcwarden.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Date;
import javax.management.StandardMBean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BeanJsonTest {
    private static String json(@Nullable Object value) {
        StringBuilder json = new StringBuilder();
        BeanJson.value(json, value);
        return json.toString();
    }

    @Test
    void writesEveryOpenType() {
        assertThat(json(null)).isEqualTo("null");
        assertThat(json(true)).isEqualTo("true");
        assertThat(json(7L)).isEqualTo("7");
        assertThat(json(0.25)).isEqualTo("0.25");
        assertThat(json(Double.NaN)).isEqualTo("null");
        assertThat(json(Double.POSITIVE_INFINITY)).isEqualTo("null");
        assertThat(json("a\"b")).isEqualTo("\"a\\\"b\"");
        assertThat(json(new String[] {"a", "b"})).isEqualTo("[\"a\",\"b\"]");
        assertThat(json(new String[0])).isEqualTo("[]");
    }

    @Test
    @SuppressWarnings("JavaUtilDate")
    void writesAMomentAsText() {
        assertThat(json(new Date(0))).isEqualTo("\"1970-01-01T00:00:00Z\"");
    }

    @Test
    void takesAnAttributeThatCannotBeReadForNone() throws Exception {
        StandardMBean bean = new StandardMBean(() -> "failed", Failing.class);

        assertThat(BeanJson.read(bean, "NoSuch")).isNull();
        StringBuilder json = new StringBuilder();
        BeanJson.fields(json, bean, name -> true);
        assertThat(json).hasToString("\"value\":\"failed\"");
    }

    /** A bean. */
    public interface Failing {
        String getValue();
    }
}
