package dev.annals.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The product keeps every rule, every rule can fail, and no rule speaks of an empty package. */
class BoundaryTest {

  private static final String PARTS_PREFIX = House.ANNALS.root() + ".eventstore.";

  @ParameterizedTest
  @EnumSource
  void the_product_keeps(HouseRule rule) {
    rule.in(House.ANNALS).check(ProductClasses.ALL);
  }

  @ParameterizedTest
  @EnumSource
  void a_trespasser_is_caught_by(HouseRule rule) {
    var house = rule.fixture();
    var classes = new ClassFileImporter().importPackages(house.root());

    var result = rule.in(house).allowEmptyShould(true).evaluate(classes);

    assertThat(result.getFailureReport().getDetails())
        .isNotEmpty()
        .allSatisfy(detail -> assertThat(detail).contains("Trespasser"));
  }

  @ParameterizedTest
  @MethodSource("packages")
  void a_rule_speaks_of_classes_that_exist(String packageIdentifier) {
    DescribedPredicate<JavaClass> inPackage = resideInAPackage(packageIdentifier);
    assertThat(ProductClasses.ALL.stream())
        .filteredOn(type -> !type.getSimpleName().equals("package-info"))
        .anyMatch(inPackage);
  }

  static Iterable<String> packages() {
    return House.ANNALS.packages();
  }

  @Test
  void every_part_of_the_store_has_arrows_and_only_planned_parts_are_empty() {
    assertThat(partsOfTheStore())
        .containsExactlyInAnyOrderElementsOf(
            House.STORE_ARROWS.keySet().stream()
                .filter(part -> !House.STORE_PARTS_PLANNED.contains(part))
                .toList());
  }

  private static Set<String> partsOfTheStore() {
    return ProductClasses.ALL.stream()
        .map(JavaClass::getPackageName)
        .filter(name -> name.startsWith(PARTS_PREFIX))
        .map(name -> name.substring(PARTS_PREFIX.length()).split("\\.", 2)[0])
        .collect(Collectors.toSet());
  }
}
