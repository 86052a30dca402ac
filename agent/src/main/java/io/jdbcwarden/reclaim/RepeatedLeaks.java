package io.jdbcwarden.reclaim;

import io.jdbcwarden.session.Incident;
import io.jdbcwarden.util.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The leaks of one site in the log: the first is told whole, and those that follow once a minute,
 * in one line with their number (and each by itself at the level debug). A site that was quiet for
 * an hour, or was pushed out by {@value #MOST_SITES} others, is told whole again. Any thread.
 */
final class RepeatedLeaks {
    private static final int MOST_SITES = 256;
    private static final long LINE_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final long FORGET_NANOS = TimeUnit.HOURS.toNanos(1);

    private final Clock clock;

    /** The one that leaked last is the last. */
    private final Map<List<String>, Site> sites = new LinkedHashMap<>(16, 0.75f, true);

    RepeatedLeaks(Clock clock) {
        this.clock = clock;
    }

    /** Counts a leak; true if it is to be told whole, else {@link #due} tells it. */
    synchronized boolean isFirst(Incident leak) {
        List<String> key = Arrays.asList(leak.pool(), leak.site());
        long now = clock.nanos();
        Site known = sites.get(key);
        if (known != null && now - known.lastNanos < FORGET_NANOS) {
            known.untold++;
            known.last = leak;
            known.lastNanos = now;
            return false;
        }
        sites.put(key, new Site(leak, now));
        if (sites.size() > MOST_SITES) {
            Iterator<?> oldest = sites.values().iterator();
            oldest.next();
            oldest.remove();
        }
        return true;
    }

    /**
     * The lines that are due: of each site with leaks that were not told, a minute after its last.
     */
    synchronized List<Line> due(long nowNanos) {
        List<Line> lines = new ArrayList<>();
        for (Site site : sites.values()) {
            long since = nowNanos - site.toldNanos;
            if (site.untold > 0 && since >= LINE_NANOS) {
                lines.add(new Line(site.last, site.untold, TimeUnit.NANOSECONDS.toSeconds(since)));
                site.untold = 0;
                site.toldNanos = nowNanos;
            }
        }
        return lines;
    }

    /** What is told of leaks that were not told one by one. */
    static final class Line {
        private final Incident last;
        private final int leaks;
        private final long seconds;

        Line(Incident last, int leaks, long seconds) {
            this.last = last;
            this.leaks = leaks;
            this.seconds = seconds;
        }

        Incident last() {
            return last;
        }

        String message() {
            return last.message()
                    + " (the last of "
                    + leaks
                    + " more at this site in "
                    + seconds
                    + " s)";
        }
    }

    private static final class Site {
        Incident last;
        long lastNanos;
        long toldNanos;
        int untold;

        Site(Incident first, long nowNanos) {
            this.last = first;
            this.lastNanos = nowNanos;
            this.toldNanos = nowNanos;
        }
    }
}
