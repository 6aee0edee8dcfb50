package io.amcinsights.cli;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The boundaries of all modules, read from their bytecode. Here because cli is built last. */
class ArchitectureTest {

  private static final List<String> MODULES =
      List.of(
          "shared-core",
          "table-engine",
          "lambda-routing",
          "lambda-stage-a",
          "lambda-stage-b",
          "tps-listener",
          "wfm-listener",
          "amc-simulator",
          "infra",
          "local-lake",
          "cli");

  private static JavaClasses lake;

  @BeforeAll
  static void read() {
    lake =
        new ClassFileImporter()
            .importPaths(
                MODULES.stream()
                    .map(module -> Path.of("..", module, "target", "classes"))
                    .toList());
  }

  @Test
  void everyModuleWasScanned() {
    var scanned = new TreeMap<String, Integer>();
    for (JavaClass it : lake) {
      String path = it.getSource().orElseThrow().getUri().getPath();
      for (String module : MODULES) {
        if (path.contains("/" + module + "/target/classes/")) {
          scanned.merge(module, 1, Integer::sum);
        }
      }
    }

    assertThat(scanned).containsOnlyKeys(MODULES);
    assertThat(lake).hasSizeGreaterThan(250);
  }

  @Test
  void onlyAdaptersAndTheLocalLakeKnowTheSdk() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            "..dynamodb..",
            "..s3..",
            "..sqs..",
            "..sfn..",
            "..glue..",
            "..lakeformation..",
            "..secretsmanager..",
            "io.amcinsights.core.aws..",
            "io.amcinsights.tps.aws..",
            "io.amcinsights.cli.aws..",
            "io.amcinsights.cli.destroy.aws..",
            "io.amcinsights.local..")
        .and()
        .haveSimpleNameNotEndingWith("Wiring")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("software.amazon.awssdk..")
        .because("the rules of the lake are tested without a client")
        .check(lake);
  }

  @Test
  void onlyInfraKnowsTheCdk() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.amcinsights.infra..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("software.amazon.awscdk..", "software.constructs..")
        .because("its libraries meet no function")
        .check(lake);
  }

  @Test
  void infraKnowsNoFunction() {
    noClasses()
        .that()
        .resideInAPackage("io.amcinsights.infra..")
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("io.amcinsights..")
                .and(not(resideInAnyPackage("io.amcinsights.infra..", "io.amcinsights.core.."))))
        .because("it deploys jars, it does not link them")
        .check(lake);
  }

  @Test
  void coreAndEngineKnowNothingAboveThem() {
    noClasses()
        .that()
        .resideInAPackage("io.amcinsights.core..")
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("io.amcinsights..")
                .and(not(resideInAnyPackage("io.amcinsights.core.."))))
        .check(lake);
    noClasses()
        .that()
        .resideInAPackage("io.amcinsights.engine..")
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("io.amcinsights..")
                .and(not(resideInAnyPackage("io.amcinsights.core..", "io.amcinsights.engine.."))))
        .check(lake);
  }

  @Test
  void functionsKnowNeitherEachOtherNorTheLocalLake() {
    for (String one : List.of("routing", "stagea", "stageb", "tps")) {
      noClasses()
          .that()
          .resideInAPackage("io.amcinsights." + one + "..")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("io.amcinsights..")
                  .and(
                      not(
                          resideInAnyPackage(
                              "io.amcinsights." + one + "..",
                              "io.amcinsights.core..",
                              "io.amcinsights.engine.."))))
          .because("each is deployed alone, and runs here as it runs there")
          .check(lake);
    }
  }

  @Test
  void onlyTheOutermostReadsTheEnvironment() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.amcinsights.cli..")
        .and()
        .doNotHaveFullyQualifiedName("io.amcinsights.core.aws.FunctionContext")
        .and()
        // The CDK command line tells its app this way where to write.
        .doNotHaveFullyQualifiedName("io.amcinsights.infra.LakeApp")
        .and()
        // A transform is made by ServiceLoader, so nobody can hand it the limits of its process.
        .doNotHaveFullyQualifiedName("io.amcinsights.engine.duck.Duck$Limits")
        .should()
        .callMethodWhere(
            JavaMethodCall.Predicates.target(owner(name("java.lang.System")))
                .and(JavaMethodCall.Predicates.target(name("getenv"))))
        .because("everything else is given its settings")
        .check(lake);
  }

  @Test
  void nobodyPrintsButTheCommand() {
    noClasses()
        .that()
        .resideOutsideOfPackages("io.amcinsights.cli..", "io.amcinsights.infra..")
        .and()
        // A function's log is its standard output, and metrics are lines of it.
        .doNotHaveFullyQualifiedName("io.amcinsights.core.aws.FunctionContext")
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .because("a function's output is its log")
        .check(lake);
  }

  @Test
  void featuresHaveNoCycles() {
    slices().matching("io.amcinsights.(*)..").should().beFreeOfCycles().check(lake);
    slices().matching("io.amcinsights.core.(*)..").should().beFreeOfCycles().check(lake);
    slices().matching("io.amcinsights.engine.(*)..").should().beFreeOfCycles().check(lake);
  }

  @Test
  void everyPackageIsNullMarked() {
    classes()
        .that()
        .doNotHaveSimpleName("package-info")
        .should(
            new ArchCondition<>("reside in a null-marked package") {
              @Override
              public void check(JavaClass it, ConditionEvents events) {
                if (!it.getPackage().isAnnotatedWith(NullMarked.class)) {
                  events.add(
                      SimpleConditionEvent.violated(
                          it, it.getName() + " is in a package without @NullMarked"));
                }
              }
            })
        .check(lake);
  }
}
