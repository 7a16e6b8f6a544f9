package dev.annals.eventstore.axon;

import static dev.annals.eventstore.axon.CriteriaTranslator.query;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.annals.eventstore.log.EventQuery;
import dev.annals.eventstore.log.EventQuery.Item;
import dev.annals.eventstore.log.Tag;
import java.util.Set;
import org.axonframework.messaging.core.QualifiedName;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.junit.jupiter.api.Test;

class CriteriaTranslatorTest {

  private static final Tag A = Tag.of("a", "1");
  private static final Tag B = Tag.of("b", "2");

  @Test
  void all_tags_of_one_criterion_must_match() {
    assertThat(query(EventCriteria.havingTags("a", "1", "b", "2")))
        .isEqualTo(EventQuery.anyOf(new Item(Set.of(), Set.of(A, B))));
  }

  @Test
  void any_of_the_types_may_match() {
    var criteria =
        EventCriteria.havingTags("a", "1")
            .andBeingOneOfTypes(new QualifiedName("x.One"), new QualifiedName("x", "Two"));

    assertThat(query(criteria))
        .isEqualTo(EventQuery.anyOf(new Item(Set.of("x.One", "x.Two"), Set.of(A))));
  }

  @Test
  void types_alone_need_no_tag() {
    assertThat(query(EventCriteria.havingAnyTag().andBeingOneOfTypes(new QualifiedName("x.One"))))
        .isEqualTo(EventQuery.anyOf(new Item(Set.of("x.One"), Set.of())));
  }

  @Test
  void alternatives_become_items_however_they_are_nested() {
    var criteria =
        EventCriteria.either(
            EventCriteria.havingTags("a", "1"),
            EventCriteria.either(
                EventCriteria.havingTags("b", "2").andBeingOneOfTypes(new QualifiedName("x.One")),
                EventCriteria.havingTags("a", "1")));

    assertThat(query(criteria).items())
        .containsExactlyInAnyOrder(
            new Item(Set.of(), Set.of(A)), new Item(Set.of("x.One"), Set.of(B)));
  }

  @Test
  void anything_is_anything() {
    assertThat(query(EventCriteria.havingAnyTag())).isEqualTo(EventQuery.all());
    assertThat(query(EventCriteria.havingAnyTag().andBeingOneOfTypes(Set.of())))
        .isEqualTo(EventQuery.all());
  }

  @Test
  void anything_or_a_tag_is_anything_although_axon_flattens_it_to_the_tag() {
    var criteria =
        EventCriteria.either(EventCriteria.havingAnyTag(), EventCriteria.havingTags("a", "1"));

    assertThat(criteria.flatten()).hasSize(1);
    assertThat(query(criteria)).isEqualTo(EventQuery.all());
  }

  @Test
  void a_tag_the_log_cannot_hold_is_refused() {
    assertThatThrownBy(() -> query(EventCriteria.havingTags("a=b", "1")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a=b");
  }
}
