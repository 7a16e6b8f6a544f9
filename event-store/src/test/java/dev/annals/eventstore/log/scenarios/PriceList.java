package dev.annals.eventstore.log.scenarios;

import static dev.annals.eventstore.log.scenarios.Verdict.accepted;
import static dev.annals.eventstore.log.scenarios.Verdict.rejected;

import dev.annals.eventstore.log.scenarios.DynamicProductPriceScenario.Ordered;
import dev.annals.eventstore.log.scenarios.DynamicProductPriceScenario.Priced;
import dev.annals.eventstore.log.scenarios.DynamicProductPriceScenario.ShopFact;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What each product of a cart cost when. */
record PriceList(List<Priced> prices) {

  static final Duration GRACE = Duration.ofMinutes(10);

  PriceList evolve(ShopFact fact) {
    return switch (fact) {
      case Ordered _ -> this;
      case Priced priced -> {
        var more = new ArrayList<>(prices);
        more.add(priced);
        yield new PriceList(List.copyOf(more));
      }
    };
  }

  /** The price of the moment, and those that were replaced no longer ago than the grace. */
  boolean allows(String product, int cents, Instant now) {
    var replacedAt = Instant.MAX;
    for (var price : prices.reversed()) {
      if (price.product().equals(product)) {
        if (replacedAt.isBefore(now.minus(GRACE))) {
          return false;
        }
        if (price.cents() == cents) {
          return true;
        }
        replacedAt = price.at();
      }
    }
    return false;
  }

  Verdict<ShopFact> order(Ordered cart, Instant now) {
    return cart.cents().entrySet().stream().allMatch(e -> allows(e.getKey(), e.getValue(), now))
        ? accepted(cart)
        : rejected("price not valid");
  }
}
