package com.example.traffic;

/** One request a shopper can make, and the answer a working shop gives to it. */
final class Visit {

    final String method;
    final String path;

    /** Form fields, or the empty string. */
    final String form;

    final int expectedStatus;

    /** The page uses the database and has no known fault. */
    final boolean plain;

    private Visit(String method, String path, String form, int expectedStatus, boolean plain) {
        this.method = method;
        this.path = path;
        this.form = form;
        this.expectedStatus = expectedStatus;
        this.plain = plain;
    }

    static Visit plain(String path) {
        return new Visit("GET", path, "", 200, true);
    }

    static Visit get(String path) {
        return new Visit("GET", path, "", 200, false);
    }

    static Visit post(String path, String form, int expectedStatus) {
        return new Visit("POST", path, form, expectedStatus, false);
    }

    /** The path without its parameters. */
    String feature() {
        int end = path.indexOf('?');
        return end < 0 ? path : path.substring(0, end);
    }

    @Override
    public String toString() {
        return form.isEmpty() ? method + " " + path : method + " " + path + " " + form;
    }
}
