package dev.annals.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.CompositeArchRule;
import java.util.Set;
import java.util.stream.Stream;

/** The arrows between the parts of the event store, as one rule. */
final class StoreParts {

  private StoreParts() {}

  static ArchRule keepTheArrows(House house) {
    return CompositeArchRule.of(
        House.STORE_ARROWS.entrySet().stream()
            .map(arrows -> keepsItsArrows(house, arrows.getKey(), arrows.getValue()))
            .toList());
  }

  private static ArchRule keepsItsArrows(House house, String part, Set<String> others) {
    var known =
        Stream.concat(Stream.of(part), others.stream())
            .map(house::storePart)
            .toArray(String[]::new);
    return noClasses()
        .that()
        .resideInAPackage(house.storePart(part))
        .should()
        .dependOnClassesThat(
            resideInAPackage(house.eventStore()).and(not(resideInAnyPackage(known))))
        // A planned part has no classes; that every other part has some is a test of its own.
        .allowEmptyShould(true);
  }
}
