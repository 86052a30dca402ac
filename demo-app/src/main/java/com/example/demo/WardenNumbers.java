package com.example.demo;

import java.io.IOException;
import java.util.Collection;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;

/** What the agent counted, read from its MBeans. */
final class WardenNumbers {

    final long reclaimed;
    final long blocked;
    final long dirtyReturns;

    WardenNumbers(long reclaimed, long blocked, long dirtyReturns) {
        this.reclaimed = reclaimed;
        this.blocked = blocked;
        this.dirtyReturns = dirtyReturns;
    }

    static WardenNumbers read(MBeanServerConnection mbeans) throws IOException {
        try {
            ObjectName pool = new ObjectName("jdbcwarden:type=Pool,name=shop");
            return new WardenNumbers(
                    sum(mbeans.getAttribute(pool, "Leaks")),
                    sum(mbeans.getAttribute(pool, "Violations")),
                    ((Number) mbeans.getAttribute(pool, "DirtyReturns")).longValue());
        } catch (JMException e) {
            throw new IOException("The agent's MBeans cannot be read", e);
        }
    }

    /** The sum of all numbers in a table of counts. */
    private static long sum(Object table) {
        long sum = 0;
        for (Object row : ((TabularData) table).values()) {
            Collection<?> cells = ((CompositeData) row).values();
            for (Object cell : cells) {
                if (cell instanceof Number) {
                    sum += ((Number) cell).longValue();
                }
            }
        }
        return sum;
    }
}
