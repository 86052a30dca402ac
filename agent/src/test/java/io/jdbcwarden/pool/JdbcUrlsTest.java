package io.jdbcwarden.pool;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JdbcUrlsTest {
    @ParameterizedTest
    @CsvSource({
        "jdbc:postgresql://db1:5432/shop?user=u&password=p, jdbc:postgresql://db1:5432/shop, db1",
        "jdbc:mysql://root:secret@db2/shop, jdbc:mysql://db2/shop, db2",
        "jdbc:sqlserver://db3:1433;user=sa;password=x, jdbc:sqlserver://db3:1433, db3",
        "jdbc:oracle:thin:scott/tiger@//db4:1521/orcl, jdbc:oracle:thin:@//db4:1521/orcl, db4",
        "jdbc:postgresql://[::1]:5432/shop, jdbc:postgresql://[::1]:5432/shop, [::1]",
        "jdbc:h2:mem:test, jdbc:h2:mem:test, local",
        "'jdbc:postgresql://a:1,b:2/shop', 'jdbc:postgresql://a:1,b:2/shop', a+b",
        "'jdbc:mysql://(host=a,user=scott,password=tiger)/shop', 'jdbc:mysql://(host=a)/shop', a",
        "'jdbc:mysql://(user=scott,host=a,pwd=x)/s', 'jdbc:mysql://(host=a)/s', a",
        "jdbc:mysql://address=(host=a)(user=u)(password=p)/s, jdbc:mysql://address=(host=a)()()/s, a",
    })
    void showsAUrlWithoutWhatMayHoldCredentials(String url, String shown, String host) {
        assertThat(JdbcUrls.withoutCredentials(url)).isEqualTo(shown);
        assertThat(DatabaseUrl.of(url).region()).isEqualTo(host);
    }

    @Test
    void knowsNothingOfAPoolWithoutAUrl() {
        assertThat(JdbcUrls.withoutCredentials(null)).isNull();
        assertThat(DatabaseUrl.of(null).region()).isEqualTo("local");
    }
}
