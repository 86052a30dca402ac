package io.jdbcwarden.jmx;

import static org.assertj.core.api.Assertions.assertThat;

import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BeansTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"shop", "HikariPool-1", "shop#2", "two words", "a/b\\c", "größe", "a'b"})
    void leavesAPlainNameAsItIs(String name) throws Exception {
        assertThat(Beans.quoted(name)).isEqualTo(name);
        assertThat(new ObjectName("jdbcwarden:type=Pool,name=" + name).getKeyProperty("name"))
                .isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a,b", "a=b", "a:b", "\"a\"", "*", "a?", "a\nb", ""})
    void quotesANameThatWouldNotBeOne(String name) throws Exception {
        String quoted = Beans.quoted(name);

        ObjectName object = new ObjectName("jdbcwarden:type=Pool,name=" + quoted);
        assertThat(ObjectName.unquote(object.getKeyProperty("name"))).isEqualTo(name);
        assertThat(object.isPattern()).isFalse();
    }

    @Test
    void cannotBeMadeAPatternByAPoolsName() throws Exception {
        assertThat(new ObjectName("jdbcwarden:type=Pool,name=" + Beans.quoted("x,*")).isPattern())
                .isFalse();
    }
}
