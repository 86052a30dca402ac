package io.jdbcwarden.weave;

import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Methods of every kind, to be woven. */
public class Sample extends Counting implements Callable<String>, InvocationHandler {
    @Override
    public Object invoke(Object proxy, Method method, Object @Nullable [] arguments) {
        proxy = method.getName();
        return proxy + " " + (arguments == null ? 0 : arguments.length);
    }

    @Override
    public String call() {
        return "called";
    }

    @Override
    protected String bodiless() {
        return "";
    }

    void count() {
        counted++;
    }

    void nothing() {}

    long aLong() {
        return 6;
    }

    double aDouble() {
        return 6.5;
    }

    float aFloat() {
        return 1.5f;
    }

    boolean aBoolean() {
        return true;
    }

    int anInt() {
        return 8;
    }

    String[] array() {
        return new String[] {"one"};
    }

    Object object(String argument) {
        return "object " + argument;
    }

    void failing() throws IOException {
        throw new IOException("from the body");
    }

    long loops(int times) {
        if (times < 0) {
            return -1;
        }
        long sum = 0;
        for (int i = 0; i < times; i++) {
            double half = i / 2.0;
            String text = "" + half;
            sum += text.length();
            if (sum > 1000) {
                return sum;
            }
        }
        times = 9;
        return sum + times;
    }

    int loopAtOnce(int times) {
        do {
            times--;
        } while (times > 0);
        return times;
    }

    String manyKinds(int a, long b, double c, String d, int[] e) {
        return a + " " + b + " " + c + " " + d + " " + e[0];
    }

    String catching(boolean fails) {
        String text = "";
        try {
            if (fails) {
                throw new IllegalStateException();
            }
            text = "body";
        } catch (IllegalStateException e) {
            text = "caught";
        } finally {
            text += ", finally";
        }
        return text;
    }

    synchronized boolean locked() {
        return Thread.holdsLock(this);
    }

    int neverReturns() {
        int i = 0;
        while (true) {
            i++;
            if (i > 10) {
                throw new IllegalStateException("at last");
            }
        }
    }

    String echo(String text) {
        return text;
    }

    void run(Runnable task) {
        task.run();
    }

    static String put(String key) {
        return key + " put";
    }
}
