package io.jdbcwarden.hook.boundary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jdbcwarden.session.Scope;
import io.jdbcwarden.session.TagSources;
import io.jdbcwarden.session.ThreadState;
import io.jdbcwarden.util.DistinctErrors;
import io.jdbcwarden.util.ManualClock;
import java.security.Principal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import javax.servlet.DispatcherType;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletRequestWrapper;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ServletHookTest {
    private final ManualClock clock = new ManualClock();
    private final List<Throwable> errors = new ArrayList<>();
    private final TagSources sources =
            new TagSources(
                    Collections.emptyList(),
                    Collections.emptyList(),
                    Collections.emptyMap(),
                    key -> null);
    private final Entries entries =
            new Entries(
                    sources,
                    scope -> {},
                    clock,
                    new DistinctErrors((kind, error) -> errors.add(error)));
    private final AsyncParts asyncs = new AsyncParts(entries, clock);
    private final ServletHook servlets = new ServletHook(entries, asyncs);
    private final StartAsyncHook starts = new StartAsyncHook(asyncs);
    private final FakeRequest request = new FakeRequest();

    @AfterEach
    void theThreadIsLeftAsItWas() {
        assertThat(scope()).isNull();
        assertThat(errors).isEmpty();
    }

    private static @Nullable Scope scope() {
        return ThreadState.current().scope();
    }

    private interface Body {
        void run() throws Exception;
    }

    /** A call of a hooked method: the scope that it ran in. */
    private Scope call(Object requestObject, Body body) throws Exception {
        Object token = servlets.enter(this, requestObject);
        try {
            body.run();
            return Objects.requireNonNull(scope());
        } finally {
            if (token != null) {
                servlets.exit(this, token, null, null);
            }
        }
    }

    private void startAsync() throws Exception {
        Object token = starts.enter(request.object, null);
        request.start();
        try {
            starts.exit(request.object, Objects.requireNonNull(token), request.context, null);
        } catch (Throwable t) {
            throw new AssertionError(t);
        }
    }

    @Test
    void theOutermostEntryIsTheRequest() throws Exception {
        Scope outer =
                call(
                        request.object,
                        () -> {
                            Scope before = scope();
                            Scope inner = call(request.object, () -> {});
                            assertThat(inner).isSameAs(before);
                            assertThat(inner.isOver()).isFalse();
                        });
        assertThat(outer.isOver()).isTrue();
    }

    @Test
    void aWrapperIsSeenWhileItIsPassedOn() throws Exception {
        HttpServletRequest wrapper = new LoggedIn(request.object);
        call(
                request.object,
                () -> {
                    assertThat(principal()).isNull();
                    call(wrapper, () -> assertThat(principal()).isEqualTo("anna"));
                    assertThat(principal()).isNull();
                });
    }

    private static @Nullable String principal() throws Exception {
        try {
            return Objects.requireNonNull(Objects.requireNonNull(scope()).facts()).principal();
        } catch (Throwable t) {
            throw new AssertionError(t);
        }
    }

    private static final class LoggedIn extends HttpServletRequestWrapper {
        LoggedIn(HttpServletRequest request) {
            super(request);
        }

        @Override
        public Principal getUserPrincipal() {
            return () -> "anna";
        }
    }

    @Test
    void anErrorDispatchBelongsToTheRequestThatHasJustEnded() throws Exception {
        Scope failed = call(request.object, () -> {});
        Scope page = call(new LoggedIn(request.dispatched(DispatcherType.ERROR).object), () -> {});

        assertThat(page).isSameAs(failed);
        assertThat(page.isOver()).isTrue();
    }

    @Test
    void anErrorDispatchOfAnotherRequestIsANewRequest() throws Exception {
        Scope other = call(new FakeRequest().object, () -> {});
        Scope page = call(request.dispatched(DispatcherType.ERROR).object, () -> {});

        assertThat(page).isNotSameAs(other);
    }

    @Test
    void asynchronousWorkIsOverWhenItCompletes() throws Exception {
        Scope scope = call(request.object, this::startAsync);
        assertThat(scope.isOver()).isFalse();
        assertThat(asyncs.isEmpty()).isFalse();

        request.complete();
        request.complete();
        assertThat(scope.isOver()).isTrue();
        assertThat(asyncs.isEmpty()).isTrue();
    }

    @Test
    void asynchronousWorkThatCompletesBeforeTheEntryReturnsEndsWithTheEntry() throws Exception {
        Scope scope =
                call(
                        request.object,
                        () -> {
                            startAsync();
                            request.complete();
                            assertThat(Objects.requireNonNull(scope()).isOver()).isFalse();
                        });
        assertThat(scope.isOver()).isTrue();
    }

    @Test
    void listensOnceHoweverOftenItIsStarted() throws Exception {
        Scope scope = call(request.object, this::startAsync);
        for (int i = 0; i < 3; i++) {
            Scope again = call(request.dispatched(DispatcherType.ASYNC).object, this::startAsync);
            assertThat(again).isSameAs(scope);
            assertThat(request.listeners()).isOne();
        }
        assertThat(scope.isOver()).isFalse();

        request.complete();
        assertThat(scope.isOver()).isTrue();
    }

    @Test
    void holdsNoRequestObjectBetweenTheParts() throws Exception {
        Scope scope = call(request.object, this::startAsync);

        assertThat(scope.facts()).isNotInstanceOf(ServletFacts.class);
        call(
                request.dispatched(DispatcherType.ASYNC).object,
                () -> assertThat(scope.facts()).isInstanceOf(ServletFacts.class));
        assertThat(scope.facts()).isNotInstanceOf(ServletFacts.class);
        request.complete();
    }

    @Test
    void aCompletionThatIsForgottenAfterATimeoutComesByItself() throws Exception {
        Scope scope = call(request.object, this::startAsync);
        clock.advanceNanos(AsyncPart.PATIENCE_NANOS * 10);
        asyncs.tick(clock.nanos());
        assertThat(scope.isOver()).isFalse();

        request.timeOut();
        clock.advanceNanos(AsyncPart.PATIENCE_NANOS);
        asyncs.tick(clock.nanos());
        assertThat(scope.isOver()).isFalse();
        clock.advanceNanos(1);
        asyncs.tick(clock.nanos());
        assertThat(scope.isOver()).isTrue();
        assertThat(asyncs.isEmpty()).isTrue();
    }

    @Test
    void aCompletionThatIsForgottenAfterADispatchComesByItself() throws Exception {
        Scope scope = call(request.object, this::startAsync);
        call(request.dispatched(DispatcherType.ASYNC).object, () -> {});
        assertThat(scope.isOver()).isFalse();

        clock.advanceNanos(AsyncPart.PATIENCE_NANOS + 1);
        asyncs.tick(clock.nanos());
        assertThat(scope.isOver()).isTrue();
    }

    @Test
    void aDispatchAfterATimeoutThatStartsAnewIsWaitedFor() throws Exception {
        Scope scope = call(request.object, this::startAsync);
        request.timeOut();
        call(request.dispatched(DispatcherType.ASYNC).object, this::startAsync);
        clock.advanceNanos(AsyncPart.PATIENCE_NANOS * 10);
        asyncs.tick(clock.nanos());

        assertThat(scope.isOver()).isFalse();
        request.complete();
    }

    @Test
    void aRequestObjectThatServesANewRequestEndsTheOldOne() throws Exception {
        Scope old = call(request.object, this::startAsync);
        request.recycle();
        Scope next = call(request.object, () -> assertThat(old.isOver()).isTrue());

        assertThat(next).isNotSameAs(old);
        assertThat(asyncs.isEmpty()).isTrue();
    }

    @Test
    void aWorkerThatCallsBackWithTheRequestItselfIsPartOfIt() throws Exception {
        Scope scope = call(request.object, this::startAsync);

        assertThat(call(request.object, () -> {})).isSameAs(scope);
        assertThat(scope.isOver()).isFalse();
        request.complete();
    }

    @Test
    void aRequestThatIsCollectedIsOver() throws Exception {
        Scope scope = startAndDrop();

        await().until(
                        () -> {
                            System.gc();
                            asyncs.tick(clock.nanos());
                            return scope.isOver();
                        });
        assertThat(asyncs.isEmpty()).isTrue();
    }

    private Scope startAndDrop() throws Exception {
        FakeRequest dropped = new FakeRequest();
        return call(
                dropped.object,
                () -> {
                    Object token = starts.enter(dropped.object, null);
                    try {
                        starts.exit(
                                dropped.object,
                                Objects.requireNonNull(token),
                                dropped.context,
                                null);
                    } catch (Throwable t) {
                        throw new AssertionError(t);
                    }
                });
    }

    @Test
    void theAgentsOwnWorkIsNoRequest() {
        ThreadState.current().enterAgent();
        try {
            assertThat(servlets.enter(this, request.object)).isNull();
        } finally {
            ThreadState.current().leaveAgent();
        }
    }
}
