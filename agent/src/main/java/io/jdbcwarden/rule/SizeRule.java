package io.jdbcwarden.rule;

/**
 * When a pool grows and when it shrinks, for the setting {@code pool.size=auto:MIN-MAX}; told what
 * the pool does once a second.
 *
 * <p>The rule: it grows by a quarter, at least by one, when somebody has waited for a connection in
 * each of the last three seconds. Ten seconds later the growth must have paid: if threads still
 * wait and no more connections came back a second than half of the growth promised, the database is
 * what is slow, and more connections would only be more load; the growth is taken back, and there
 * is no other one for a minute, then for two, up to sixteen. It shrinks when nobody has waited for
 * a minute and never more than seven of ten connections were out: to what was out and a quarter
 * more, by no more than a quarter at once. If a growth follows within a minute of a shrinking, that
 * one was too early: the minute of quiet becomes two, up to sixteen. It never leaves MIN to MAX,
 * and never grows beyond what the database has left.
 *
 * <p>For one thread.
 */
public final class SizeRule {
    static final int SECONDS_OF_WAITING = 3;
    static final int TRIAL_SECONDS = 10;
    static final int QUIET_SECONDS = 60;
    static final int MOST_SECONDS = 16 * 60;

    private final int min;
    private final int max;

    private int waiting;
    private int quiet;
    private int peak;
    private int hold;
    private int holdSeconds = QUIET_SECONDS;
    private int quietSeconds = QUIET_SECONDS;
    private int sinceShrink = MOST_SECONDS;

    /** Seconds since a growth that is not judged yet; -1 if there is none. */
    private int trial = -1;

    private int sizeBefore;
    private double rateBefore;
    private double rate;

    /**
     * @param min the smallest size, from 1 on
     * @param max the largest size
     */
    public SizeRule(int min, int max) {
        this.min = min;
        this.max = max;
    }

    /**
     * What the size is to be, after another second.
     *
     * @param size the pool's largest number of connections now
     * @param active connections that are out
     * @param pending threads that wait
     * @param returned connections that came back in this second
     * @param left how many connections more the database would take; less than 0 if it is not known
     */
    public int next(int size, int active, int pending, long returned, int left) {
        rate = rate == 0 ? returned : rate * 0.7 + returned * 0.3;
        waiting = pending > 0 ? waiting + 1 : 0;
        quiet = pending > 0 ? 0 : quiet + 1;
        peak = quiet <= 1 ? active : Math.max(peak, active);
        hold = Math.max(0, hold - 1);
        sinceShrink++;
        if (size < min || size > max) {
            return Math.max(min, Math.min(max, size));
        }
        if (trial >= 0) {
            trial++;
            boolean paid = pending == 0 || rate >= promised(size);
            if (paid && trial >= SECONDS_OF_WAITING) {
                trial = -1;
                holdSeconds = QUIET_SECONDS;
            } else if (trial >= TRIAL_SECONDS) {
                trial = -1;
                hold = holdSeconds;
                holdSeconds = Math.min(MOST_SECONDS, holdSeconds * 2);
                waiting = 0;
                return sizeBefore;
            }
        }
        if (waiting >= SECONDS_OF_WAITING && trial < 0 && hold == 0 && size < max && left != 0) {
            return grown(size, left);
        }
        return quiet >= quietSeconds && trial < 0 ? shrunk(size) : size;
    }

    /** Half of what so many connections more could give back. */
    private double promised(int size) {
        return rateBefore * (1 + 0.5 * (size - sizeBefore) / sizeBefore);
    }

    private int grown(int size, int left) {
        int step = Math.max(1, size / 4);
        int most = left < 0 ? max : Math.min(max, size + left);
        trial = 0;
        sizeBefore = size;
        rateBefore = rate;
        waiting = 0;
        if (sinceShrink < QUIET_SECONDS) {
            quietSeconds = Math.min(MOST_SECONDS, quietSeconds * 2);
        }
        return Math.min(most, size + step);
    }

    private int shrunk(int size) {
        int out = peak;
        quiet = 0;
        peak = 0;
        if (out * 10 > size * 7) {
            return size;
        }
        int wanted = Math.max(out + Math.max(1, out / 4), size - Math.max(1, size / 4));
        int smaller = Math.max(min, wanted);
        if (smaller < size) {
            sinceShrink = 0;
        }
        return Math.min(size, smaller);
    }
}
