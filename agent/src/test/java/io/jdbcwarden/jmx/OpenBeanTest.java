package io.jdbcwarden.jmx;

import static javax.management.openmbean.SimpleType.INTEGER;
import static javax.management.openmbean.SimpleType.STRING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicReference;
import javax.management.Attribute;
import javax.management.AttributeList;
import javax.management.AttributeNotFoundException;
import javax.management.MBeanException;
import javax.management.MBeanInfo;
import javax.management.MBeanOperationInfo;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OpenBeanTest {
    private final AtomicReference<String> name = new AtomicReference<>("anna");
    private final OpenBean bean =
            new OpenBean("a bean")
                    .attribute("Name", STRING, "the name", name::get)
                    .writable("Name", value -> name.set(String.valueOf(value)))
                    .attribute("Broken", STRING, "never there", OpenBeanTest::broken)
                    .operation(
                            "twice",
                            INTEGER,
                            false,
                            "doubles a number",
                            arguments -> (int) (2 * arguments.number(0, 1, 10)),
                            OpenBean.parameter("number", INTEGER, "a number"))
                    .operation(
                            "greet",
                            STRING,
                            true,
                            "greets",
                            arguments -> "hello " + arguments.text(0),
                            OpenBean.parameter("whom", STRING, "a name"));

    /** As an error of the agent itself would be: of a class that no client has. */
    private static final class OwnException extends IllegalArgumentException {
        private static final long serialVersionUID = 1;

        OwnException(String message) {
            super(message);
        }
    }

    private static String broken() {
        throw new OwnException("broken on purpose");
    }

    private @Nullable Object invoke(String operation, @Nullable Object... arguments)
            throws MBeanException {
        return bean.invoke(operation, arguments, new String[arguments.length]);
    }

    @Test
    void readsAndWritesAttributes() throws Exception {
        assertThat(bean.getAttribute("Name")).isEqualTo("anna");
        bean.setAttribute(new Attribute("Name", "berta"));
        assertThat(bean.getAttribute("Name")).isEqualTo("berta");
    }

    @Test
    void knowsNoOtherAttributes() {
        assertThatThrownBy(() -> bean.getAttribute("Other"))
                .isInstanceOf(AttributeNotFoundException.class);
        assertThatThrownBy(() -> bean.setAttribute(new Attribute("Broken", "x")))
                .isInstanceOf(AttributeNotFoundException.class);
    }

    @Test
    void leavesOutWhatCannotBeReadAndGivesTheRest() {
        AttributeList list = bean.getAttributes(new String[] {"Broken", "Name", "Other"});

        assertThat(list.asList()).containsExactly(new Attribute("Name", "anna"));
    }

    @Test
    void setsWhatItCan() {
        AttributeList wanted = new AttributeList();
        wanted.add(new Attribute("Other", "x"));
        wanted.add(new Attribute("Name", "carla"));

        assertThat(bean.setAttributes(wanted).asList())
                .containsExactly(new Attribute("Name", "carla"));
        assertThat(name).hasValue("carla");
    }

    @Test
    void tellsErrorsInClassesThatEveryClientHas() {
        assertThatThrownBy(() -> bean.getAttribute("Broken"))
                .isInstanceOf(MBeanException.class)
                .hasMessage("broken on purpose")
                .cause()
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasNoCause();
    }

    @Test
    void runsOperationsWithNumbersOfAnyType() throws Exception {
        assertThat(invoke("twice", 4)).isEqualTo(8);
        assertThat(invoke("twice", 4L)).isEqualTo(8);
        assertThat(invoke("greet", " anna ")).isEqualTo("hello anna");
    }

    @Test
    void refusesArgumentsInWords() {
        assertThatThrownBy(() -> invoke("twice", 11))
                .hasMessage("number must be from 1 to 10, not 11");
        assertThatThrownBy(() -> invoke("twice", "x")).hasMessage("number must be a number");
        assertThatThrownBy(() -> invoke("greet", (Object) null)).hasMessage("whom must be given");
        assertThatThrownBy(() -> invoke("twice")).hasMessageContaining("twice with 0 parameters");
        assertThatThrownBy(() -> invoke("thrice", 1)).hasMessageContaining("no operation thrice");
        assertThatThrownBy(() -> bean.invoke("twice", null, null))
                .isInstanceOf(MBeanException.class);
    }

    @Test
    void describesItself() {
        MBeanInfo info = bean.getMBeanInfo();

        assertThat(info.getDescription()).isEqualTo("a bean");
        assertThat(info.getAttributes()[0].isWritable()).isTrue();
        assertThat(info.getAttributes()[0].getDescription()).isEqualTo("the name");
        assertThat(info.getAttributes()[1].isWritable()).isFalse();
        assertThat(info.getOperations()[0].getImpact()).isEqualTo(MBeanOperationInfo.INFO);
        assertThat(info.getOperations()[1].getImpact()).isEqualTo(MBeanOperationInfo.ACTION);
        assertThat(info.getNotifications()).isEmpty();
    }
}
