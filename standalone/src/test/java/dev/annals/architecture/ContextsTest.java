package dev.annals.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.modulith.core.ApplicationModules;

/** The bounded contexts of both services, as Spring Modulith sees them. */
class ContextsTest {

  private static final String TRESPASSING_SERVICE =
      "dev.annals.architecture.fixtures.contexts.command";

  @ParameterizedTest
  @ValueSource(strings = {"dev.annals.command", "dev.annals.query"})
  void contexts_keep_to_what_others_expose(String service) {
    var modules = ApplicationModules.of(service, ProductClasses.WITHOUT_TESTS);

    assertThat(modules.getModuleByName("payments")).isPresent();
    modules.verify();
  }

  @Test
  void a_context_that_reaches_into_another_is_caught() {
    var violations =
        ApplicationModules.of(TRESPASSING_SERVICE, location -> true).detectViolations();

    assertThat(violations.getMessages()).isNotEmpty().allMatch(m -> m.contains("Trespasser"));
  }
}
