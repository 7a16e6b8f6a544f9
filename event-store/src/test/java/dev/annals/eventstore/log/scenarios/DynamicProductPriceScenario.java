package dev.annals.eventstore.log.scenarios;

import static dev.annals.eventstore.log.scenarios.Verdict.accepted;
import static dev.annals.eventstore.log.scenarios.Verdict.rejected;
import static java.util.stream.Collectors.toUnmodifiableSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.annals.eventstore.log.EventLog;
import dev.annals.eventstore.log.EventQuery;
import dev.annals.eventstore.log.Tag;
import dev.annals.eventstore.log.scenarios.DynamicProductPriceScenario.ShopFact;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/**
 * A price on display is good for ten minutes after it was changed, for every product in the cart.
 */
abstract class DynamicProductPriceScenario extends Scenario<ShopFact> {

  private static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");
  private static final String PRICED = "shop.Priced";

  sealed interface ShopFact extends Fact {}

  record Priced(String product, int cents, Instant at) implements ShopFact {
    @Override
    public Set<Tag> tags() {
      return Set.of(productTag(product));
    }
  }

  /** A cart: the price on display by product. */
  record Ordered(Map<String, Integer> cents) implements ShopFact {
    @Override
    public Set<Tag> tags() {
      return cents.keySet().stream()
          .map(DynamicProductPriceScenario::productTag)
          .collect(toUnmodifiableSet());
    }
  }

  private static Tag productTag(String product) {
    return Tag.of("product", product);
  }

  DynamicProductPriceScenario(Supplier<List<EventLog>> processes) {
    super(processes, Map.of(PRICED, Priced.class, "shop.Ordered", Ordered.class));
  }

  /** Depends on the prices of the products in the cart, not on what others order. */
  private static Decision<PriceList, ShopFact> order(Map<String, Integer> cart, Instant now) {
    var items =
        cart.keySet().stream()
            .map(product -> new EventQuery.Item(Set.of(PRICED), Set.of(productTag(product))))
            .toList();
    return new Decision<>(
        new EventQuery(items),
        new PriceList(List.of()),
        PriceList::evolve,
        known -> known.order(new Ordered(cart), now));
  }

  @Test
  void only_the_price_of_the_moment_or_a_lately_replaced_one_is_valid() {
    given(new Priced("tea", 300, NOON), new Priced("tea", 350, NOON.plusSeconds(60)));
    var lastMoment = NOON.plusSeconds(60).plus(PriceList.GRACE);

    assertThat(when(order(Map.of("tea", 300), lastMoment)))
        .isEqualTo(accepted(new Ordered(Map.of("tea", 300))));
    assertThat(when(order(Map.of("tea", 300), lastMoment.plusMillis(1))))
        .isEqualTo(rejected("price not valid"));
    assertThat(when(order(Map.of("tea", 350), lastMoment.plusMillis(1))))
        .isEqualTo(accepted(new Ordered(Map.of("tea", 350))));
    assertThat(when(order(Map.of("tea", 299), NOON))).isEqualTo(rejected("price not valid"));
  }

  @Test
  void one_invalid_price_refuses_the_whole_cart() {
    given(new Priced("tea", 300, NOON), new Priced("cup", 900, NOON));

    assertThat(when(order(Map.of("tea", 300, "cup", 100), NOON)))
        .isEqualTo(rejected("price not valid"));
    assertThat(when(order(Map.of("tea", 300, "cup", 900), NOON)))
        .isEqualTo(accepted(new Ordered(Map.of("tea", 300, "cup", 900))));
  }

  @Test
  void a_price_changed_between_display_and_order_is_seen_and_the_grace_covers_it() {
    given(new Priced("tea", 300, NOON), new Priced("cup", 900, NOON));
    var cart = Map.of("tea", 300, "cup", 900);

    assertThat(whenMeanwhile(order(cart, NOON), new Priced("cup", 950, NOON)))
        .isEqualTo(accepted(new Ordered(cart)));
    assertThat(conflicts()).isEqualTo(1);
  }

  @Test
  void a_price_whose_grace_is_over_when_the_order_comes_is_refused() {
    given(new Priced("tea", 300, NOON), new Priced("cup", 900, NOON));
    var later = NOON.plus(PriceList.GRACE).plusMillis(1);

    assertThat(
            whenMeanwhile(
                order(Map.of("tea", 300, "cup", 900), later), new Priced("cup", 950, NOON)))
        .isEqualTo(rejected("price not valid"));
    assertThat(conflicts()).isEqualTo(1);
  }

  @Test
  void customers_ordering_the_same_product_at_once_are_not_in_each_others_way() {
    given(new Priced("tea", 300, NOON));

    whenAtOnce(each(_ -> order(Map.of("tea", 300), NOON)));

    assertThat(recorded()).hasSize(1 + RACERS);
    assertThat(conflicts()).isZero();
  }
}
