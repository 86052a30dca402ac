package io.jdbcwarden.session;

/** What of a connection a session can change beyond its transaction. */
public enum StateKind {
    /** Settings and variables, by name. */
    SETTING("settings"),
    /** Settings and variables of which the names are not known. */
    ANY_SETTING("settings of unknown names"),
    ROLE("role"),
    TEMP_TABLE("temporary tables"),
    LOCK("locks of its own"),
    TABLE_LOCK("locked tables"),
    LISTEN("channels listened to"),
    STATEMENT("statements prepared in SQL"),
    CURSOR("cursors held open"),
    SCHEMA("schema"),
    CATALOG("catalog"),
    CLIENT_INFO("client info"),
    HOLDABILITY("holdability"),
    TYPE_MAP("type map"),
    NETWORK_TIMEOUT("network time-out"),
    /** Outlives its connection on purpose: told, and left to whoever prepared it. */
    PREPARED_TRANSACTION("a prepared transaction"),
    /** Of which this database is not known how to put it back. */
    OTHER("what cannot be put back");

    private final String text;

    StateKind(String text) {
        this.text = text;
    }

    /** For people. */
    public String text() {
        return text;
    }
}
