package dev.annals.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.jspecify.annotations.NullMarked;

/** Without the mark, NullAway does not look at the package at all. */
final class ResideInANullMarkedPackage extends ArchCondition<JavaClass> {

  ResideInANullMarkedPackage() {
    super("reside in a package marked @NullMarked");
  }

  @Override
  public void check(JavaClass type, ConditionEvents events) {
    var marked = type.getPackage().isAnnotatedWith(NullMarked.class);
    events.add(
        new SimpleConditionEvent(
            type, marked, "the package of %s is not @NullMarked".formatted(type.getName())));
  }
}
