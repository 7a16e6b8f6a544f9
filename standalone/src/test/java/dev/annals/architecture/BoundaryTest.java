package dev.annals.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The product keeps every rule, every rule can fail, and no rule speaks of an empty package. */
class BoundaryTest {

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
}
