package io.jdbcwarden;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The arrows between the rooms: a room may use those below it, never those above or beside it. */
class ArchitectureTest {
    /** From the top to the bottom; those of one row do not know each other. */
    private static final List<List<String>> ROWS =
            List.of(
                    List.of("boot"),
                    // Shows the beans that JMX shows.
                    List.of("console"),
                    List.of("cli", "jmx"),
                    List.of("publish"),
                    List.of("hook"),
                    List.of("operate"),
                    List.of("reclaim"),
                    List.of("rule"),
                    List.of("pool", "dialect", "weave"),
                    List.of("session"),
                    List.of("breaker", "metric"),
                    List.of("config"),
                    List.of("log"),
                    List.of("util"),
                    List.of("bridge"));

    private static final JavaClasses AGENT =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("io.jdbcwarden");

    static Stream<String> rooms() {
        return ROWS.stream().flatMap(List::stream);
    }

    @ParameterizedTest
    @MethodSource("rooms")
    void usesOnlyTheRoomsBelow(String room) {
        check(
                noClasses()
                        .that()
                        .resideInAPackage(inside(room))
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(notBelow(room)));
    }

    @Test
    void hasNoRoomThatIsNotInTheList() {
        check(
                classes()
                        .should()
                        .resideInAnyPackage(
                                Stream.concat(
                                                Stream.of("io.jdbcwarden"),
                                                rooms().map(ArchitectureTest::inside))
                                        .toArray(String[]::new)));
    }

    @Test
    void launcherClassesKnowNothingOfTheRest() {
        check(
                noClasses()
                        .that()
                        .resideInAPackage("io.jdbcwarden")
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage("io.jdbcwarden.*.."));
    }

    @Test
    void launcherClassesAreTwoAndKnownToNobody() {
        check(
                classes()
                        .that()
                        .resideInAPackage("io.jdbcwarden")
                        .should()
                        .haveNameMatching("io\\.jdbcwarden\\.(Agent|AgentLoader|package-info)"));
        check(
                noClasses()
                        .that()
                        .resideInAPackage("io.jdbcwarden.*..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage("io.jdbcwarden"));
    }

    /** It is relocated into java.lang, where only java.base is visible. */
    @Test
    void theBridgeDependsOnJavaLangAlone() {
        check(
                classes()
                        .that()
                        .resideInAPackage(inside("bridge"))
                        .should()
                        .onlyDependOnClassesThat()
                        .resideInAnyPackage(
                                "io.jdbcwarden.bridge",
                                "java.lang..",
                                "java.util..",
                                "org.jspecify..")
                        .orShould()
                        .haveSimpleName("package-info"));
    }

    @Test
    void theBreakerKnowsNoJdbc() {
        check(
                noClasses()
                        .that()
                        .resideInAPackage(inside("breaker"))
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage("java.sql..", "javax.sql.."));
    }

    @Test
    void onlyOneRoomReadsAndWritesClassFiles() {
        check(
                noClasses()
                        .that()
                        .resideOutsideOfPackage(inside("weave"))
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage("org.objectweb.asm.."));
        check(
                noClasses()
                        .that()
                        .resideOutsideOfPackage(inside("cli"))
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage("net.bytebuddy.."));
    }

    /**
     * In premain they would start the log manager or the MBean server before the container does.
     */
    @Test
    void nothingThatPremainReachesUsesLoggingNioFilesOrManagement() {
        check(
                noClasses()
                        .that()
                        .resideOutsideOfPackages(inside("cli"), inside("jmx"), inside("console"))
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(
                                "java.util.logging..", "java.nio.file..", "javax.management.."));
    }

    @Test
    void leavesDoNotKnowEachOther() {
        check(
                classes()
                        .that()
                        .resideInAnyPackage(inside("pool"), inside("dialect"))
                        .should(knowNoOtherLeaf()));
    }

    private static ArchCondition<JavaClass> knowNoOtherLeaf() {
        return new ArchCondition<>("know no other leaf") {
            @Override
            public void check(JavaClass item, ConditionEvents events) {
                for (Dependency dependency : item.getDirectDependenciesFromSelf()) {
                    JavaClass target = dependency.getTargetClass();
                    boolean known = isLeaf(target) && !outermost(target).equals(outermost(item));
                    if (known) {
                        events.add(
                                SimpleConditionEvent.violated(item, dependency.getDescription()));
                    }
                }
            }
        };
    }

    private static boolean isLeaf(JavaClass type) {
        return !type.isInterface()
                && type.isAssignableTo(
                        DescribedPredicate.describe(
                                "a pool's or a database's leaf",
                                parent ->
                                        parent.getName().equals("io.jdbcwarden.pool.PoolLeaf")
                                                || parent.getName()
                                                        .equals("io.jdbcwarden.dialect.Dialect")));
    }

    private static String outermost(JavaClass type) {
        int nested = type.getName().indexOf('$');
        return nested < 0 ? type.getName() : type.getName().substring(0, nested);
    }

    private static String[] notBelow(String room) {
        List<String> found = new ArrayList<>();
        for (List<String> row : ROWS) {
            row.stream().filter(name -> !name.equals(room)).forEach(found::add);
            if (row.contains(room)) {
                break;
            }
        }
        return found.stream().map(ArchitectureTest::inside).toArray(String[]::new);
    }

    private static String inside(String room) {
        return "io.jdbcwarden." + room + "..";
    }

    private static void check(ArchRule rule) {
        rule.allowEmptyShould(true).check(AGENT);
    }
}
