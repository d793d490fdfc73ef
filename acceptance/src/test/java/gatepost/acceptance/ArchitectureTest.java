package gatepost.acceptance;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.PrintStream;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The arrows of docs/architecture.md, and what a module may not do although the JDK lets it. */
final class ArchitectureTest {
    /** Without the modules that are not part of the program: bench and this one. */
    private static final JavaClasses PRODUCT =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages(
                            "gatepost.protocol",
                            "gatepost.closing",
                            "gatepost.journal",
                            "gatepost.gateway",
                            "gatepost.console",
                            "gatepost.cli");

    /** Only what is imported here breaks rules, to show that they can be broken. */
    private static final JavaClasses WRONG = new ClassFileImporter().importClasses(Wrong.class);

    @ParameterizedTest(name = "{0} uses nothing but {1}")
    @CsvSource(
            textBlock =
                    """
                    protocol, java.lang.. java.nio java.nio.charset java.util.. java.security
                    closing,  java.. gatepost.protocol com.ibm.icu..
                    journal,  java.. gatepost.protocol gatepost.closing org.flywaydb.. tools.jackson.. org.slf4j..
                    gateway,  java.. gatepost.protocol gatepost.closing io.netty.. org.slf4j..
                    console,  java.. gatepost.protocol gatepost.closing gatepost.gateway io.javalin.. org.eclipse.jetty.. io.prometheus.. org.slf4j..
                    """)
    void pointsOnlyWhereTheArrowsDo(String module, String uses) {
        onlyUses("gatepost." + module, uses).check(PRODUCT);
    }

    @Test
    void nothingUsesWhatIsNotPartOfTheProgram() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("gatepost.acceptance..", "gatepost.bench..")
                .check(PRODUCT);
    }

    @Test
    void modulesFormNoCycle() {
        slices().matching("gatepost.(*)..").should().beFreeOfCycles().check(PRODUCT);
    }

    @Test
    void everyModuleIsOnePackage() {
        assertThat(PRODUCT.stream().map(type -> type.getPackageName()).distinct())
                .containsExactlyInAnyOrder(
                        "gatepost.protocol",
                        "gatepost.closing",
                        "gatepost.journal",
                        "gatepost.gateway",
                        "gatepost.console",
                        "gatepost.cli");
    }

    @Test
    void protocolHasNoThreadsAndNoClock() {
        hasNoThreadsAndNoClock("gatepost.protocol").check(PRODUCT);
    }

    @ParameterizedTest
    @CsvSource({"protocol", "closing", "journal", "gateway", "console"})
    void speaksOnlyThroughWhatItIsGiven(String module) {
        doesNotPrint("gatepost." + module).check(PRODUCT);
    }

    @Test
    void arrowsCanBeMissed() {
        assertMissed(onlyUses("gatepost.gateway", "java.. gatepost.protocol"), PRODUCT);
        assertMissed(onlyUses("gatepost.closing", "java.."), PRODUCT);
    }

    @Test
    void everyOtherRuleCanBeBroken() {
        String here = "gatepost.acceptance";
        assertMissed(onlyUses(here, "java.lang.."), WRONG);
        assertThat(violations(hasNoThreadsAndNoClock(here), WRONG))
                .anyMatch(line -> line.contains("java.lang.Thread"))
                .anyMatch(line -> line.contains("nanoTime"));
        assertThat(violations(doesNotPrint(here), WRONG))
                .anyMatch(line -> line.contains("java.lang.System.out"))
                .anyMatch(line -> line.contains("java.lang.System$Logger"))
                .anyMatch(line -> line.contains("printStackTrace"));
    }

    private static ArchRule onlyUses(String module, String uses) {
        String[] packages =
                Stream.concat(Stream.of(module, "org.jspecify.."), Stream.of(uses.split(" ")))
                        .toArray(String[]::new);
        return classes()
                .that()
                .resideInAPackage(module)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(packages);
    }

    private static ArchRule hasNoThreadsAndNoClock(String module) {
        return noClasses()
                .that()
                .resideInAPackage(module)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.util.concurrent..", "java.util.logging..", "java.time..")
                .orShould()
                .dependOnClassesThat(name(Thread.class.getName()))
                .orShould()
                .dependOnClassesThat(name("java.util.Timer"))
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis");
    }

    private static ArchRule doesNotPrint(String module) {
        return noClasses()
                .that()
                .resideInAPackage(module)
                .should()
                .dependOnClassesThat(resideInAPackage("java.util.logging.."))
                .orShould()
                .dependOnClassesThat(name(System.Logger.class.getName()))
                .orShould()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .orShould()
                .accessTargetWhere(JavaAccess.Predicates.target(name("printStackTrace")));
    }

    private static void assertMissed(ArchRule rule, JavaClasses classes) {
        assertThat(violations(rule, classes)).isNotEmpty();
    }

    private static List<String> violations(ArchRule rule, JavaClasses classes) {
        return rule.evaluate(classes).getFailureReport().getDetails();
    }

    /** Does what no module but the command may. */
    static final class Wrong {
        private final PrintStream out = System.out;
        private final Thread thread = Thread.currentThread();

        void act(Exception e) {
            System.getLogger("wrong").log(System.Logger.Level.INFO, "{0}", System.nanoTime());
            e.printStackTrace(out);
            thread.interrupt();
        }
    }
}
