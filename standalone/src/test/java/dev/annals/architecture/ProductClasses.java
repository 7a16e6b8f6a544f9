package dev.annals.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

/** The classes of all modules, read once: from directories or jars, never test classes. */
final class ProductClasses {

  /** Maven shows a module's tests as {@code test-classes} or, once packaged, as a tests jar. */
  static final ImportOption WITHOUT_TESTS =
      location -> !location.contains("/test-classes/") && !location.contains("-tests.jar");

  static final JavaClasses ALL =
      new ClassFileImporter().withImportOption(WITHOUT_TESTS).importPackages(House.ANNALS.root());

  private ProductClasses() {}
}
