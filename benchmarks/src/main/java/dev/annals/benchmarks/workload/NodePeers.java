package dev.annals.benchmarks.workload;

import static dev.annals.benchmarks.measure.Figure.OPERATIONS_PER_SECOND;

import dev.annals.benchmarks.measure.Contestant;
import dev.annals.benchmarks.measure.Rounds;
import dev.annals.benchmarks.peer.NodePeer;
import dev.annals.benchmarks.peer.PeerAbsentException;
import dev.annals.benchmarks.report.Section;
import dev.annals.benchmarks.store.AnnalsStore;
import dev.annals.benchmarks.store.AppendLoad;
import java.util.ArrayList;
import java.util.List;

/** Conditional appends, against event stores of the Node.js world. */
public final class NodePeers implements Workload {

  private static final int CALLERS = 64;
  private static final List<Peer> PEERS =
      List.of(
          new Peer("dcb-es", "@dcb-es/event-store-postgres 7.0.1"),
          new Peer("emmett", "@event-driven-io/emmett-postgresql 0.42.0"));

  @Override
  public String name() {
    return "peers";
  }

  @Override
  public Section run(Arena arena) {
    var absent = new ArrayList<String>();
    try (var annals = AnnalsStore.create(arena.server().database("annals"))) {
      var contestants = new ArrayList<Contestant>();
      contestants.add(new ConditionalAppends(annals, CALLERS, AppendLoad.MANY_ENTITIES));
      for (var peer : PEERS) {
        try {
          contestants.add(peer.start(arena));
        } catch (PeerAbsentException e) {
          absent.add("Absent: %s. %s".formatted(peer.name, e.getMessage()));
        }
      }
      var rounds = Rounds.play(contestants, arena.pace());
      contestants.stream().skip(1).forEach(Contestant::close);
      return section(rounds, absent);
    }
  }

  private static Section section(Rounds rounds, List<String> absent) {
    var comparison = new Comparison(rounds, OPERATIONS_PER_SECOND, "appends/s", AnnalsStore.NAME);
    return new Section(
        "peers",
        "Conditional append against stores for Node.js",
        """
        %d callers append as in the first workload. The peers run in a Node.js process of their own, with 64 pooled
        connections, on the same PostgreSQL. *@dcb-es/event-store-postgres* guards the same boundary: no event with the
        entity's tag since a position. *@event-driven-io/emmett-postgresql* guards single streams only, so, in its favour,
        each caller has 1,500 of its own and never meets a conflict. After each run the rows are counted."""
            .formatted(CALLERS),
        List.of(),
        List.of(comparison.table("Conditional appends, 64 callers")),
        List.of(comparison.chart("peers", "Conditional appends per second, 64 callers")),
        absent);
  }

  /**
   * A store and its driver.
   *
   * @param folder in benchmarks/peers
   */
  private record Peer(String folder, String name) {

    NodePeer start(Arena arena) throws PeerAbsentException {
      var database = arena.server().database(folder.replace('-', '_'));
      return NodePeer.start(arena.home(), folder, name, CALLERS, database);
    }
  }
}
