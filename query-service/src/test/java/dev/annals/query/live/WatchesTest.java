package dev.annals.query.live;

import static dev.annals.query.live.WatchTest.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.annals.eventstore.log.EventQuery;
import dev.annals.eventstore.log.EventQuery.Item;
import dev.annals.eventstore.log.Tag;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WatchesTest {

  private static final Tag ANN = new Tag("accountId=ann");
  private static final Tag BOB = new Tag("accountId=bob");

  private final Watches watches = new Watches();

  @Test
  void an_event_concerns_whom_it_matches() {
    var all = add(EventQuery.all());
    var ofAnn = add(EventQuery.tagged(ANN));
    var ofBoth = add(EventQuery.anyOf(new Item(Set.of(), Set.of(ANN, BOB))));
    var ofType = add(EventQuery.anyOf(new Item(Set.of("test.Happened"), Set.of())));
    var ofOtherType = add(EventQuery.anyOf(new Item(Set.of("test.Other"), Set.of(ANN))));

    watches.offer(event(1, "{}", "accountId=ann"));
    watches.offer(event(2, "{}", "accountId=bob"));
    watches.offer(event(3, "{}", "accountId=ann", "accountId=bob"));

    assertThat(all.floor()).isEqualTo(3);
    assertThat(ofAnn.floor()).isEqualTo(3);
    assertThat(ofBoth.floor()).isEqualTo(3);
    assertThat(ofType.floor()).isEqualTo(3);
    assertThat(ofOtherType.floor()).isZero();
  }

  @Test
  void only_what_carries_all_tags_concerns_who_asks_for_all() {
    var ofBoth = add(EventQuery.anyOf(new Item(Set.of(), Set.of(ANN, BOB))));
    watches.offer(event(1, "{}", "accountId=ann"));
    watches.offer(event(2, "{}", "accountId=bob"));
    assertThat(ofBoth.floor()).isZero();
  }

  @Test
  void who_asks_in_several_ways_is_told_once() throws InterruptedException {
    var query = EventQuery.anyOf(new Item(Set.of(), Set.of(ANN)), new Item(Set.of(), Set.of(BOB)));
    var watch = new Watch(query, 5, 0);
    watches.add(watch);
    watches.offer(event(1, "{}", "accountId=ann", "accountId=bob"));
    assertThat(watch.takeAfter(0, 0)).hasSize(1);
  }

  @Test
  void who_left_is_not_told() {
    var gone = add(EventQuery.tagged(ANN));
    var stays = add(EventQuery.tagged(ANN));
    watches.remove(gone);
    watches.offer(event(1, "{}", "accountId=ann"));
    assertThat(gone.floor()).isZero();
    assertThat(stays.floor()).isEqualTo(1);
    assertThat(watches.all()).containsExactly(stays);
  }

  private Watch add(EventQuery query) {
    var watch = new Watch(query, 0, 0);
    watches.add(watch);
    return watch;
  }
}
