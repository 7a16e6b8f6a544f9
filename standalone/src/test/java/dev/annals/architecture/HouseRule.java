package dev.annals.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Function;

/**
 * Think hard about the layering before changing this file.
 *
 * <p>A rule is written over a {@link House}, so that it can be tried on a small house that breaks
 * it: the package {@code fixtures.} plus the rule's name without underscores, where every class
 * that breaks the rule is called a trespasser.
 */
enum HouseRule {
  CONTRACTS_KNOW_ONLY_ANNOTATIONS(
      house ->
          classes()
              .that()
              .resideInAPackage(house.contracts())
              .should()
              .onlyDependOnClassesThat()
              .resideInAnyPackage(
                  house.contracts(),
                  "java..",
                  "org.jspecify..",
                  "org.axonframework..annotation..",
                  "com.fasterxml.jackson.annotation..")),

  CONTRACTS_OF_CONTEXTS_ARE_APART(
      house ->
          slices()
              .matching(house.root() + ".contracts.(*)..")
              .should()
              .notDependOnEachOther()
              .ignoreDependency(alwaysTrue(), resideInAPackage(house.sharedContracts()))),

  THE_STORE_KNOWS_NO_BUSINESS(
      house ->
          noClasses()
              .that()
              .resideInAPackage(house.eventStore())
              .should()
              .dependOnClassesThat()
              .resideInAnyPackage(house.contracts(), house.web(), house.command(), house.query())),

  THE_WEB_KNOWS_NO_BUSINESS(
      house ->
          noClasses()
              .that()
              .resideInAPackage(house.web())
              .should()
              .dependOnClassesThat()
              .resideInAnyPackage(house.contracts(), house.command(), house.query())),

  PARTS_OF_THE_STORE_KEEP_THE_ARROWS(StoreParts::keepTheArrows),

  ONLY_THE_ADAPTER_KNOWS_AXON(
      house ->
          noClasses()
              .that()
              .resideInAPackage(house.eventStore())
              .and()
              .resideOutsideOfPackage(house.storePart("axon"))
              .should()
              .dependOnClassesThat()
              .resideInAPackage("org.axonframework..")),

  THE_CORE_KNOWS_NO_SPRING(
      house ->
          noClasses()
              .that()
              .resideInAnyPackage(
                  house.storePart("log"),
                  house.storePart("audit"),
                  house.storePart("evolution"),
                  house.storePart("privacy"))
              .should()
              .dependOnClassesThat()
              .resideInAPackage("org.springframework..")),

  PURE_PARTS_KNOW_NO_DATABASE(
      house ->
          noClasses()
              .that()
              .resideInAnyPackage(house.storePart("audit"), house.storePart("evolution"))
              // The sealed log's tables; everything that hashes, signs and checks does without.
              .and()
              .resideOutsideOfPackage(house.sealTables())
              .should()
              .dependOnClassesThat()
              .resideInAnyPackage("java.sql..", "javax.sql..", "org.postgresql..")
              // The evolution is still to come.
              .allowEmptyShould(true)),

  COMMANDS_KNOW_NO_QUERIES(
      house ->
          noClasses()
              .that()
              .resideInAPackage(house.command())
              .should()
              .dependOnClassesThat()
              .resideInAPackage(house.query())),

  QUERIES_KNOW_NO_COMMANDS(
      house ->
          noClasses()
              .that()
              .resideInAPackage(house.query())
              .should()
              .dependOnClassesThat()
              .resideInAPackage(house.command())),

  NOBODY_KNOWS_THE_WHOLE(
      house ->
          noClasses()
              .that()
              .resideOutsideOfPackage(house.standalone())
              .should()
              .dependOnClassesThat()
              .resideInAPackage(house.standalone())),

  CONTEXTS_ARE_APART(
      house ->
          slices()
              .matching(house.root() + ".(command|query).(*)..")
              .should()
              .notDependOnEachOther()
              .ignoreDependency(
                  alwaysTrue(),
                  resideInAnyPackage(house.commandWeb(), house.queryWeb(), house.queryLive()))),

  SLICES_ARE_APART(
      house ->
          slices()
              .matching(house.root() + ".(command|query).(*).(*)..")
              .should()
              .notDependOnEachOther()
              .ignoreDependency(alwaysTrue(), resideInAnyPackage(house.sharedBySlices()))),

  A_SLICE_HAS_ONE_PUBLIC_TYPE(
      house ->
          classes()
              .that()
              .resideInAnyPackage(house.slices())
              .and()
              .resideOutsideOfPackages(house.sharedBySlices())
              .should(new BeTheOnlyPublicTypeOfThePackage())),

  TIME_AND_IDENTITY_ARE_INJECTED(
      house ->
          noClasses()
              .that()
              .resideInAPackage(house.root() + "..")
              .should()
              .callMethod(Instant.class, "now")
              .orShould()
              .callMethod(LocalDate.class, "now")
              .orShould()
              .callMethod(LocalDateTime.class, "now")
              .orShould()
              .callMethod(OffsetDateTime.class, "now")
              .orShould()
              .callMethod(ZonedDateTime.class, "now")
              .orShould()
              .callMethod(System.class, "currentTimeMillis")
              .orShould()
              .callMethod(UUID.class, "randomUUID")),

  JACKSON_2_STAYS_OUTSIDE(
      house ->
          noClasses()
              .that()
              .resideInAPackage(house.root() + "..")
              .should()
              .dependOnClassesThat()
              .resideInAnyPackage(
                  "com.fasterxml.jackson.core..",
                  "com.fasterxml.jackson.databind..",
                  "com.fasterxml.jackson.datatype..",
                  "com.fasterxml.jackson.module..")),

  PACKAGES_ARE_NULL_MARKED(
      house ->
          classes()
              .that()
              .resideInAPackage(house.root() + "..")
              .should(new ResideInANullMarkedPackage())),

  NAMES_SAY_SOMETHING(
      house ->
          noClasses()
              .that()
              .resideInAPackage(house.root() + "..")
              .should()
              .haveNameMatching(".*(Manager|Helper|Utils?|Impl|Base)"));

  @SuppressWarnings("ImmutableEnumChecker") // the functions above capture nothing
  private final Function<House, ArchRule> rule;

  HouseRule(Function<House, ArchRule> rule) {
    this.rule = rule;
  }

  ArchRule in(House house) {
    return rule.apply(house).as(name().toLowerCase(Locale.ROOT).replace('_', ' '));
  }

  /** The house that breaks this rule. */
  House fixture() {
    return new House(
        House.ANNALS.root()
            + ".architecture.fixtures."
            + name().toLowerCase(Locale.ROOT).replace("_", ""));
  }
}
