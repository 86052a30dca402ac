package com.example.traffic;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One customer: logged in, with a memory of what their own price list looks like. */
final class Shopper {

    private static final Visit PRICES = Visit.get("/prices");
    private static final Pattern RESERVATION = Pattern.compile("reservation number is (\\d+)");
    private static final int CONNECT_MILLIS = 2_000;
    private static final int READ_MILLIS = 30_000;

    final Random random;

    private final URL shop;
    private final String login;
    private final String password;
    private String cookie = "";
    private String ownPrices = "";

    Shopper(URL shop, int number, long seed) {
        this.shop = shop;
        this.login = "user" + number;
        this.password = "secret" + number;
        this.random = new Random(seed * 31 + number);
    }

    /**
     * Logs in and learns the own price list. To be called while nobody else uses the shop, so that
     * the list is surely this customer's.
     */
    void enter() throws IOException {
        Response answer =
                send(Visit.post("/login", "login=" + login + "&password=" + password, 302));
        if (answer.status != 302) {
            throw new IOException(login + " cannot log in: status " + answer.status);
        }
        Response prices = send(PRICES);
        if (prices.status != 200) {
            throw new IOException(login + " gets no prices: status " + prices.status);
        }
        ownPrices = prices.body;
    }

    Outcome visit(Visit visit) {
        long started = System.nanoTime();
        Outcome.Kind kind;
        int reservation = 0;
        try {
            Response response = send(visit);
            kind = judge(visit, response);
            Matcher matcher = RESERVATION.matcher(response.body);
            if (matcher.find()) {
                reservation = Integer.parseInt(matcher.group(1));
            }
        } catch (IOException e) {
            kind = Outcome.Kind.FAILED;
        }
        return new Outcome(visit, kind, started, System.nanoTime() - started, reservation);
    }

    private Outcome.Kind judge(Visit visit, Response response) {
        if (response.status != visit.expectedStatus) {
            return response.body.contains("SQLInvalidAuthorizationSpecException")
                    ? Outcome.Kind.REFUSED
                    : Outcome.Kind.FAILED;
        }
        // A shopper's price list never changes, so any other list is (in part) someone else's.
        boolean foreign = visit.path.equals(PRICES.path) && !response.body.equals(ownPrices);
        return foreign ? Outcome.Kind.WRONG : Outcome.Kind.SERVED;
    }

    private Response send(Visit visit) throws IOException {
        HttpURLConnection http = (HttpURLConnection) new URL(shop, visit.path).openConnection();
        http.setRequestMethod(visit.method);
        http.setInstanceFollowRedirects(false);
        http.setConnectTimeout(CONNECT_MILLIS);
        http.setReadTimeout(READ_MILLIS);
        if (!cookie.isEmpty()) {
            http.setRequestProperty("Cookie", cookie);
        }
        if (!visit.form.isEmpty()) {
            byte[] form = visit.form.getBytes(StandardCharsets.UTF_8);
            http.setDoOutput(true);
            http.setFixedLengthStreamingMode(form.length);
            http.setRequestProperty("Content-Type", "application/x-www-form-urlencoded");
            http.getOutputStream().write(form);
        }
        int status = http.getResponseCode();
        String setCookie = http.getHeaderField("Set-Cookie");
        if (setCookie != null) {
            cookie = setCookie.split(";", 2)[0];
        }
        return new Response(
                status, read(status < 400 ? http.getInputStream() : http.getErrorStream()));
    }

    private static String read(InputStream in) throws IOException {
        if (in == null) {
            return "";
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        byte[] buffer = new byte[4096];
        try {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                body.write(buffer, 0, n);
            }
        } finally {
            in.close();
        }
        return new String(body.toByteArray(), StandardCharsets.UTF_8);
    }

    private static final class Response {

        final int status;
        final String body;

        Response(int status, String body) {
            this.status = status;
            this.body = body;
        }
    }
}
