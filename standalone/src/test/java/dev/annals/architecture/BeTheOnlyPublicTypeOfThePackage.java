package dev.annals.architecture;

import static com.tngtech.archunit.core.domain.JavaModifier.PUBLIC;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** One public type per package; types inside a type count as part of it. */
final class BeTheOnlyPublicTypeOfThePackage extends ArchCondition<JavaClass> {

  private Map<String, List<String>> publicTypesByPackage = Map.of();

  BeTheOnlyPublicTypeOfThePackage() {
    super("be the only public type of the package");
  }

  @Override
  public void init(Collection<JavaClass> classes) {
    publicTypesByPackage =
        classes.stream()
            .filter(BeTheOnlyPublicTypeOfThePackage::isPublicType)
            .collect(
                Collectors.groupingBy(
                    JavaClass::getPackageName,
                    Collectors.mapping(JavaClass::getSimpleName, Collectors.toList())));
  }

  @Override
  public void check(JavaClass type, ConditionEvents events) {
    var publicTypes = publicTypesByPackage.getOrDefault(type.getPackageName(), List.of());
    var alone = !isPublicType(type) || publicTypes.size() == 1;
    events.add(
        new SimpleConditionEvent(
            type, alone, "%s is public beside %s".formatted(type.getName(), publicTypes)));
  }

  private static boolean isPublicType(JavaClass type) {
    return type.isTopLevelClass() && type.getModifiers().contains(PUBLIC);
  }
}
