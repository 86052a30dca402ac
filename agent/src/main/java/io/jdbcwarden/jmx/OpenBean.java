package io.jdbcwarden.jmx;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.management.Attribute;
import javax.management.AttributeList;
import javax.management.AttributeNotFoundException;
import javax.management.DynamicMBean;
import javax.management.JMException;
import javax.management.MBeanException;
import javax.management.MBeanInfo;
import javax.management.MBeanNotificationInfo;
import javax.management.MBeanOperationInfo;
import javax.management.openmbean.OpenMBeanAttributeInfo;
import javax.management.openmbean.OpenMBeanAttributeInfoSupport;
import javax.management.openmbean.OpenMBeanConstructorInfo;
import javax.management.openmbean.OpenMBeanInfoSupport;
import javax.management.openmbean.OpenMBeanOperationInfo;
import javax.management.openmbean.OpenMBeanOperationInfoSupport;
import javax.management.openmbean.OpenMBeanParameterInfo;
import javax.management.openmbean.OpenMBeanParameterInfoSupport;
import javax.management.openmbean.OpenType;
import org.jspecify.annotations.Nullable;

/**
 * A bean made of attributes and operations that are given one by one, each of an open type, so that
 * a client needs no class of ours; not even for errors, of which it gets the message.
 *
 * <p>Built by hand and not as an MXBean, since those cannot have tables with a key of more than one
 * column, nor descriptions. To be completed before it is registered; then any thread.
 */
class OpenBean implements DynamicMBean {
    /** What an operation does. */
    interface Action {
        /**
         * Runs it.
         *
         * @param arguments as the client gave them, as many as there are parameters
         */
        @Nullable Object run(Arguments arguments) throws Exception;
    }

    private final String description;
    private final Map<String, OpenMBeanAttributeInfo> attributes = new LinkedHashMap<>();
    private final Map<String, Supplier<?>> getters = new LinkedHashMap<>();
    private final Map<String, Consumer<Object>> setters = new LinkedHashMap<>();
    private final Map<String, OpenMBeanOperationInfo> operations = new LinkedHashMap<>();
    private final Map<String, Action> actions = new LinkedHashMap<>();

    OpenBean(String description) {
        this.description = description;
    }

    /** Adds an attribute that can be read. */
    final OpenBean attribute(String name, OpenType<?> type, String meaning, Supplier<?> getter) {
        attributes.put(
                name, new OpenMBeanAttributeInfoSupport(name, meaning, type, true, false, false));
        getters.put(name, getter);
        return this;
    }

    /** Lets an attribute that was added be written too. */
    final OpenBean writable(String name, Consumer<Object> setter) {
        attributes.computeIfPresent(
                name,
                (key, info) ->
                        new OpenMBeanAttributeInfoSupport(
                                name,
                                info.getDescription(),
                                info.getOpenType(),
                                true,
                                true,
                                false));
        setters.put(name, setter);
        return this;
    }

    /**
     * Adds an operation.
     *
     * @param changes whether it changes something, or only tells
     */
    final OpenBean operation(
            String name,
            OpenType<?> returns,
            boolean changes,
            String meaning,
            Action action,
            OpenMBeanParameterInfo... parameters) {
        operations.put(
                name,
                new OpenMBeanOperationInfoSupport(
                        name,
                        meaning,
                        parameters,
                        returns,
                        changes ? MBeanOperationInfo.ACTION : MBeanOperationInfo.INFO));
        actions.put(name, action);
        return this;
    }

    static OpenMBeanParameterInfo parameter(String name, OpenType<?> type, String meaning) {
        return new OpenMBeanParameterInfoSupport(name, meaning, type);
    }

    /** The notifications that it sends. */
    MBeanNotificationInfo[] notifications() {
        return new MBeanNotificationInfo[0];
    }

    @Override
    public final MBeanInfo getMBeanInfo() {
        return new OpenMBeanInfoSupport(
                getClass().getName(),
                description,
                attributes.values().toArray(new OpenMBeanAttributeInfo[0]),
                new OpenMBeanConstructorInfo[0],
                operations.values().toArray(new OpenMBeanOperationInfo[0]),
                notifications());
    }

    @Override
    public final @Nullable Object getAttribute(String name)
            throws AttributeNotFoundException, MBeanException {
        Supplier<?> getter = getters.get(name);
        if (getter == null) {
            throw new AttributeNotFoundException("no attribute " + name);
        }
        try {
            return getter.get();
        } catch (RuntimeException e) {
            throw plain(e);
        }
    }

    @Override
    public final void setAttribute(Attribute attribute)
            throws AttributeNotFoundException, MBeanException {
        Consumer<Object> setter = setters.get(attribute.getName());
        if (setter == null) {
            throw new AttributeNotFoundException("no writable attribute " + attribute.getName());
        }
        try {
            setter.accept(attribute.getValue());
        } catch (RuntimeException e) {
            throw plain(e);
        }
    }

    /** All of them that can be read now: one that fails does not hide the others. */
    @Override
    public final AttributeList getAttributes(String[] names) {
        AttributeList list = new AttributeList();
        for (String name : names) {
            try {
                list.add(new Attribute(name, getAttribute(name)));
            } catch (JMException e) {
                // Left out: what is missing tells the caller.
            }
        }
        return list;
    }

    @Override
    public final AttributeList setAttributes(AttributeList wanted) {
        AttributeList set = new AttributeList();
        for (Attribute attribute : wanted.asList()) {
            try {
                setAttribute(attribute);
                set.add(attribute);
            } catch (JMException e) {
                // Left out: what is missing tells the caller.
            }
        }
        return set;
    }

    /** The signature does not matter: no two operations of a bean have the same name. */
    @Override
    public final @Nullable Object invoke(
            String name, @Nullable Object @Nullable [] arguments, String @Nullable [] signature)
            throws MBeanException {
        Action action = actions.get(name);
        OpenMBeanOperationInfo operation = operations.get(name);
        int given = arguments == null ? 0 : arguments.length;
        if (action == null || operation == null || operation.getSignature().length != given) {
            throw plain(
                    new IllegalArgumentException(
                            "no operation " + name + " with " + given + " parameters"));
        }
        try {
            return action.run(new Arguments(operation, arguments));
        } catch (Exception e) {
            throw plain(e);
        }
    }

    /** The error with its message, but of a class that every client has. */
    private static MBeanException plain(Exception e) {
        String message = e.getMessage() == null ? e.getClass().getName() : e.getMessage();
        Exception shown =
                e instanceof IllegalArgumentException
                        ? new IllegalArgumentException(message)
                        : new IllegalStateException(message);
        return new MBeanException(shown, message);
    }
}
