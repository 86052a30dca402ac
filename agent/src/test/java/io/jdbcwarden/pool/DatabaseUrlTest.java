package io.jdbcwarden.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.jdbcwarden.metric.ServerRole;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatabaseUrlTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "jdbc:postgresql://a:1,b/db?targetServerType=primary a:1|b:5432",
                "jdbc:postgresql://[::1],[fe80::1]:6/db [::1]:5432|[fe80::1]:6",
                "jdbc:postgresql:db ''",
                "jdbc:postgresql:///db ''",
                "jdbc:mysql://a,b:2/db a:3306|b:2",
                "jdbc:mysql:loadbalance://u:p@a:1,u:p@b:2/db a:1|b:2",
                "jdbc:mysql://u:p@[a:1,b:2]/db a:1|b:2",
                "jdbc:mysql:replication://address=(host=a)(port=1)(type=source),address=(host=b)/db"
                        + " a:1|b:3306",
                "jdbc:mysql://(host=a,port=1,user=u),(host=b,port=2)/db a:1|b:2",
                "jdbc:mariadb:sequential://a,b/db?user=x a:3306|b:3306",
                "jdbc:oracle:thin:@//a:1521/svc a:1521",
                "jdbc:oracle:thin:u/p@a:1:sid a:1",
                "jdbc:oracle:thin:@a/svc a:1521",
                "jdbc:oracle:thin:@tcps://a:1,b:2/svc?wallet_location=/w a:1|b:2",
                "jdbc:oracle:thin:@(DESCRIPTION=(ADDRESS_LIST=(ADDRESS=(PROTOCOL=TCP)(HOST=a)(PORT=1))"
                        + "(ADDRESS=(PROTOCOL=TCP)(HOST=b)))(CONNECT_DATA=(SERVICE_NAME=s))) a:1|b:1521",
                "jdbc:oracle:thin:@orcl ''",
                "jdbc:sqlserver://a:1;databaseName=db a:1",
                "jdbc:sqlserver://a;databaseName=db;failoverPartner=b a:1433|b:1433",
                "jdbc:sqlserver://a\\one;databaseName=db a",
                "jdbc:sqlserver://;serverName=a;portNumber=2;user=sa a:2",
                "jdbc:aws-wrapper:postgresql://a/db a:5432",
                "jdbc:h2:mem:db ''",
            })
    void findsEveryHostThatTheDriverMayConnectTo(String url, String hosts) {
        assertThat(String.join("|", DatabaseUrl.of(url).hosts())).isEqualTo(hosts);
    }

    @ParameterizedTest
    @CsvSource({
        "shop.cluster-c7tj4example.eu-west-1.rds.amazonaws.com, AURORA, eu-west-1, PRIMARY",
        "shop.cluster-ro-c7tj4example.us-east-1.rds.amazonaws.com., AURORA, us-east-1, REPLICA",
        "a.cluster-custom-c7tj.us-east-1.rds.amazonaws.com, AURORA, us-east-1, UNKNOWN",
        "shop.cluster-c7tj.rds.cn-north-1.amazonaws.com.cn, AURORA, cn-north-1, PRIMARY",
        "shop.global-c7tj.global.rds.amazonaws.com, AURORA, global, PRIMARY",
        "Shop.c7tj4example.eu-central-1.rds.amazonaws.com, RDS, eu-central-1, UNKNOWN",
        "shop.proxy-c7tj4example.eu-central-1.rds.amazonaws.com, RDS, eu-central-1, UNKNOWN",
        "shop.c7tj.rds.cn-north-1.amazonaws.com.cn, RDS, cn-north-1, UNKNOWN",
        "1a23b4cd5e67.1a2b345c6d27.us-central1.sql.goog, CLOUD_SQL, us-central1, UNKNOWN",
        "s.postgres.database.azure.com, AZURE, s.postgres.database.azure.com, UNKNOWN",
        "s.mysql.database.azure.com, AZURE, s.mysql.database.azure.com, UNKNOWN",
        "s.database.windows.net, AZURE_SQL, s.database.windows.net, UNKNOWN",
        "mi.abc123.database.windows.net, AZURE_SQL, mi.abc123.database.windows.net, UNKNOWN",
        "rds.amazonaws.com.example.org, , rds.amazonaws.com.example.org, UNKNOWN",
        "db.example.org, , db.example.org, UNKNOWN",
    })
    void knowsManagedDatabasesByTheirNames(
            String host, ManagedDatabase managed, String region, ServerRole role) {
        DatabaseUrl url = DatabaseUrl.of("jdbc:postgresql://" + host + ":5432/db");

        assertThat(url.managed()).isEqualTo(managed);
        assertThat(url.region()).isEqualTo(region);
        assertThat(url.role()).isEqualTo(role);
        assertThat(DatabaseUrl.ofHost(host + ":5432").region()).isEqualTo(region);
    }

    @ParameterizedTest
    @CsvSource({
        "jdbc:postgresql:///db?socketFactory=com.google.cloud.sql.postgres.SocketFactory"
                + "&cloudSqlInstance=acme:europe-west1:shop, acme:europe-west1:shop",
        "jdbc:mysql:///db?cloudSqlInstance=example.com%3Aacme%3Aeurope-west1%3Ashop&x=y,"
                + " example.com:acme:europe-west1:shop",
        "jdbc:sqlserver://localhost;socketFactoryConstructorArg=acme:europe-west1:shop;user=u,"
                + " acme:europe-west1:shop",
    })
    void readsTheInstanceThatASocketFactoryOfCloudSqlIsGiven(String url, String instance) {
        DatabaseUrl parsed = DatabaseUrl.of(url);

        assertThat(parsed.managed()).isEqualTo(ManagedDatabase.CLOUD_SQL);
        assertThat(parsed.region()).isEqualTo("europe-west1");
        assertThat(parsed.hosts()).containsExactly(instance);
    }

    @ParameterizedTest
    @CsvSource({
        "'jdbc:postgresql://a,b/db?targetServerType=secondary', REPLICA",
        "'jdbc:postgresql://a,b/db?x=1&targetServerType=master', PRIMARY",
        "'jdbc:postgresql://a,b/db?targetServerType=preferSecondary', UNKNOWN",
        "'jdbc:postgresql://a,b/db?targetServerType=any', UNKNOWN",
        "jdbc:sqlserver://a;applicationIntent=ReadOnly;databaseName=d, REPLICA",
        "jdbc:sqlserver://a;applicationIntent=ReadWrite, UNKNOWN",
    })
    void readsTheRoleThatTheUrlAsksFor(String url, ServerRole role) {
        assertThat(DatabaseUrl.of(url).role()).isEqualTo(role);
    }

    @Test
    void joinsTheRegionsOfHostsInSeveral() {
        assertThat(
                        DatabaseUrl.of(
                                        "jdbc:mysql://a.x1.eu-west-1.rds.amazonaws.com,"
                                                + "b.x1.eu-west-1.rds.amazonaws.com,"
                                                + "c.x2.us-east-1.rds.amazonaws.com/db")
                                .region())
                .isEqualTo("eu-west-1+us-east-1");
    }

    @Test
    void labelsAnAliasOfOracleByItself() {
        assertThat(DatabaseUrl.of("jdbc:oracle:thin:@orcl?TNS_ADMIN=/etc").region())
                .isEqualTo("orcl");
    }

    @ParameterizedTest
    @CsvSource({
        "jdbc:",
        "jdbc:oracle:thin:@",
        "jdbc:sqlserver:",
        "'jdbc:mysql://(((/,,'",
        "://@[",
        "''"
    })
    void saysNothingOfWhatItDoesNotUnderstand(String url) {
        DatabaseUrl parsed = DatabaseUrl.of(url);

        assertThat(parsed.managed()).isNull();
        assertThat(parsed.role()).isEqualTo(ServerRole.UNKNOWN);
        assertThat(parsed.region()).isNotEmpty();
    }
}
