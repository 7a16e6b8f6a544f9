package dev.annals.benchmarks.measure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The runs of contestants that took turns: in each round each ran once, and each round began with
 * another, so that whatever the machine does meanwhile meets all of them alike.
 */
public final class Rounds {

  private final Map<String, List<Run>> runs = new LinkedHashMap<>();

  private Rounds(List<? extends Contestant> contestants) {
    contestants.forEach(contestant -> runs.put(contestant.name(), new ArrayList<>()));
    if (runs.size() != contestants.size()) {
      throw new IllegalArgumentException("Contestants of the same name");
    }
  }

  /** Warms every contestant up, then lets them run in turn. */
  public static Rounds play(List<? extends Contestant> contestants, Pace pace) {
    var rounds = new Rounds(contestants);
    contestants.forEach(contestant -> contestant.run(pace.warmUp()));
    for (var round = 0; round < pace.rounds(); round++) {
      for (var turn = 0; turn < contestants.size(); turn++) {
        var contestant = contestants.get((round + turn) % contestants.size());
        rounds.of(contestant.name()).add(contestant.run(pace.run()));
      }
    }
    return rounds;
  }

  public List<String> names() {
    return List.copyOf(runs.keySet());
  }

  /** How the runs of one contestant spread in one respect. */
  public Spread spread(String name, Figure figure) {
    return Spread.of(of(name).stream().map(figure::of).toList());
  }

  /** How one contestant compares with another, round by round. */
  public Spread ratio(String name, String other, Figure figure) {
    return ratio(this, name, this, other, figure);
  }

  /** As {@link #ratio(String, String, Figure)}, over two sets of rounds of the same length. */
  public static Spread ratio(Rounds of, String name, Rounds to, String other, Figure figure) {
    var ratios = new ArrayList<Double>();
    var dividends = of.of(name);
    var divisors = to.of(other);
    for (var round = 0; round < dividends.size(); round++) {
      ratios.add(figure.of(dividends.get(round)) / figure.of(divisors.get(round)));
    }
    return Spread.of(ratios);
  }

  private List<Run> of(String name) {
    var own = runs.get(name);
    if (own == null) {
      throw new IllegalArgumentException("Nobody named " + name + " took part");
    }
    return own;
  }
}
