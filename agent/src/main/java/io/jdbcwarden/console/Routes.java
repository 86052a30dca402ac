package io.jdbcwarden.console;

import io.jdbcwarden.jmx.Models;
import io.jdbcwarden.metric.PrometheusText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.management.DynamicMBean;
import javax.management.JMException;
import javax.management.MBeanException;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What each path shows or does, in terms of the beans. Any thread. */
final class Routes {
    /** Most sessions in one answer, if the caller does not want fewer. */
    private static final int MOST_SESSIONS = 1000;

    private static final Logger LOG = LoggerFactory.getLogger(Routes.class);

    private final Models models;
    private final PageFiles files = new PageFiles();

    Routes(Models models) {
        this.models = models;
    }

    /**
     * The answer to a request that may be made.
     *
     * @throws Refused if it cannot be understood, or the bean refuses it
     */
    Answer answer(Call call) throws Refused {
        List<String> path = call.path();
        switch (path.size()) {
            case 0:
                return read(call, files.page());
            case 1:
                return first(call, path.get(0));
            case 2:
                return second(call, path.get(0), path.get(1));
            case 3:
                return third(call, path.get(0), path.get(1), path.get(2));
            default:
                throw notThere();
        }
    }

    private Answer first(Call call, String name) throws Refused {
        if (name.equals("load-test") && call.isPost()) {
            return startLoadTest(call);
        }
        Answer file = files.named(name);
        return read(call, file == null ? shown(call, name) : file);
    }

    private Answer shown(Call call, String name) throws Refused {
        switch (name) {
            case "health":
                boolean down = "DOWN".equals(BeanJson.read(models.health(), "Status"));
                return Answer.json(down ? 503 : 200, object(models.health()));
            case "warden":
                return Answer.json(200, object(models.warden()));
            case "pools":
                return Answer.json(200, pools());
            case "sessions":
                return Answer.json(200, sessions((int) call.query("limit", MOST_SESSIONS)));
            case "incidents":
                return Answer.json(200, incidents(call.query("since", 0)));
            case "load-test":
                return Answer.json(200, object(models.loadTest()));
            case "meanings":
                return Answer.json(200, meanings());
            case "metrics":
                return Answer.of(
                        200,
                        PrometheusText.CONTENT_TYPE,
                        models.metrics().getBytes(StandardCharsets.UTF_8));
            default:
                throw notThere();
        }
    }

    private Answer second(Call call, String first, String last) throws Refused {
        if (first.equals("load-test") && last.equals("stop")) {
            post(call);
            invoke(models.loadTest(), "stop");
            return done(call, "the load test is being stopped");
        }
        if (!first.equals("sessions")) {
            throw notThere();
        }
        long id = Call.number("the session's id", last);
        StringBuilder json = new StringBuilder("{\"id\":").append(id).append(",\"stacks\":");
        BeanJson.value(json, openSession(id, "describe"));
        return read(call, Answer.json(200, json.append('}')));
    }

    private Answer third(Call call, String first, String name, String action) throws Refused {
        if (first.equals("sessions") && (action.equals("reclaim") || action.equals("cancel"))) {
            post(call);
            long id = Call.number("the session's id", name);
            return done(call, String.valueOf(openSession(id, action)));
        }
        if (first.equals("breakers")
                && (action.equals("open") || action.equals("close") || action.equals("reset"))) {
            post(call);
            DynamicMBean breaker = models.breaker(name);
            if (breaker == null) {
                throw new Refused(404, "no pool " + name);
            }
            invoke(breaker, action);
            Object state = BeanJson.read(breaker, "State");
            return done(call, "circuit breaker of pool " + name + ": " + action + ", now " + state);
        }
        throw notThere();
    }

    private @Nullable Object openSession(long id, String operation) throws Refused {
        if (!models.isOpen(id)) {
            throw new Refused(404, "no open session " + id);
        }
        return invoke(models.sessions(), operation, id);
    }

    private Answer startLoadTest(Call call) throws Refused {
        String pool = call.field("pool");
        int sessions = call.numberField("sessions");
        invoke(
                models.loadTest(),
                "start",
                pool,
                sessions,
                call.numberField("users"),
                call.numberField("seconds"));
        return done(202, call, "load test of pool " + pool + " with " + sessions + " sessions");
    }

    // ------------------------------------------------------------------ what is shown

    private static StringBuilder object(DynamicMBean bean) {
        StringBuilder json = new StringBuilder("{");
        BeanJson.fields(json, bean, name -> true);
        return json.append('}');
    }

    private StringBuilder pools() {
        StringBuilder json = new StringBuilder("{\"pools\":[");
        String comma = "";
        for (Map.Entry<String, DynamicMBean> pool : models.pools().entrySet()) {
            json.append(comma).append("{\"name\":");
            BeanJson.value(json, pool.getKey());
            json.append(',');
            BeanJson.fields(json, pool.getValue(), name -> true);
            DynamicMBean breaker = models.breaker(pool.getKey());
            if (breaker != null) {
                json.append(",\"breaker\":").append(object(breaker));
            }
            json.append('}');
            comma = ",";
        }
        return json.append("]}");
    }

    private StringBuilder sessions(int most) {
        StringBuilder json = new StringBuilder("{");
        // The table is cut here: a pool of thousands must not fill the page, nor the memory.
        BeanJson.fields(json, models.sessions(), name -> !name.equals("Sessions"));
        json.append(",\"sessions\":");
        BeanJson.value(json, models.oldestSessions(Math.min(most, MOST_SESSIONS)));
        return json.append('}');
    }

    private StringBuilder incidents(long since) {
        List<Object> newer = new ArrayList<>();
        Object recent = BeanJson.read(models.incidents(), "Recent");
        if (recent instanceof TabularData) {
            for (Object row : ((TabularData) recent).values()) {
                if ((Long) ((CompositeData) row).get("seq") > since) {
                    newer.add(row);
                }
            }
        }
        StringBuilder json = new StringBuilder("{\"recent\":");
        BeanJson.array(json, newer.toArray());
        return json.append('}');
    }

    private StringBuilder meanings() {
        StringBuilder json = new StringBuilder("{\"warden\":");
        BeanJson.meanings(json, models.warden());
        json.append(",\"health\":");
        BeanJson.meanings(json, models.health());
        json.append(",\"sessions\":");
        BeanJson.meanings(json, models.sessions());
        json.append(",\"incidents\":");
        BeanJson.meanings(json, models.incidents());
        json.append(",\"loadTest\":");
        BeanJson.meanings(json, models.loadTest());
        // Every pool has the same.
        for (Map.Entry<String, DynamicMBean> pool : models.pools().entrySet()) {
            DynamicMBean breaker = models.breaker(pool.getKey());
            if (breaker != null) {
                json.append(",\"pool\":");
                BeanJson.meanings(json, pool.getValue());
                json.append(",\"breaker\":");
                BeanJson.meanings(json, breaker);
                break;
            }
        }
        return json.append('}');
    }

    // ------------------------------------------------------------------ what all do

    private static @Nullable Object invoke(DynamicMBean bean, String operation, Object... arguments)
            throws Refused {
        try {
            return bean.invoke(operation, arguments, null);
        } catch (MBeanException e) {
            boolean wrong = e.getTargetException() instanceof IllegalArgumentException;
            throw new Refused(wrong ? 400 : 409, String.valueOf(e.getMessage()));
        } catch (JMException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Answer read(Call call, Answer answer) throws Refused {
        return call.isRead() ? answer : otherMethod("GET, HEAD");
    }

    private static void post(Call call) throws Refused {
        if (!call.isPost()) {
            throw new Refused(otherMethod("POST"));
        }
    }

    private static Answer otherMethod(String allowed) {
        return Answer.error(405, "allowed: " + allowed).with("Allow", allowed);
    }

    private static Answer done(Call call, String what) {
        return done(200, call, what);
    }

    /** Whoever acts is seen in the log. */
    private static Answer done(int status, Call call, String what) {
        LOG.info("console, {}: {}", call.remote().getHostAddress(), what);
        return Answer.done(status, what);
    }

    private static Refused notThere() {
        return new Refused(
                404,
                "not there; there are: /, /health, /warden, /pools, /sessions, /sessions/{id},"
                        + " /incidents, /metrics, /meanings, /load-test; by POST"
                        + " /sessions/{id}/reclaim, /sessions/{id}/cancel,"
                        + " /breakers/{pool}/open, /close, /reset, /load-test,"
                        + " /load-test/stop");
    }
}
