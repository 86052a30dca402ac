package io.jdbcwarden.hook;

import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.matcher.ElementMatcher;

/** Which methods of a hooked class get which {@link Advices advice}. */
public final class Weave {
    private final ElementMatcher<? super MethodDescription> methods;
    private final Class<?> advice;

    private Weave(ElementMatcher<? super MethodDescription> methods, Class<?> advice) {
        this.methods = methods;
        this.advice = advice;
    }

    /**
     * These methods, with this advice.
     *
     * @param advice one of the nested classes of {@link Advices}
     */
    public static Weave of(ElementMatcher<? super MethodDescription> methods, Class<?> advice) {
        return new Weave(methods, advice);
    }

    public ElementMatcher<? super MethodDescription> methods() {
        return methods;
    }

    public Class<?> advice() {
        return advice;
    }
}
