package dev.annals.standalone.load;

import java.util.ArrayList;
import java.util.List;

/** What is not as it should be: all counted, the first ones kept. From any thread. */
final class Differences {

  static final int SHOWN_MAX = 20;

  private final List<String> shown = new ArrayList<>();
  private long count;

  synchronized void add(String difference) {
    count++;
    if (shown.size() < SHOWN_MAX) {
      shown.add(difference);
    }
  }

  synchronized long count() {
    return count;
  }

  /** For a person: the count, and the first ones. */
  synchronized List<String> lines() {
    if (count == 0) {
      return List.of("0 differences");
    }
    var lines = new ArrayList<String>();
    shown.forEach(each -> lines.add("DIFFERENCE " + each));
    if (count > shown.size()) {
      lines.add("... and %d more".formatted(count - shown.size()));
    }
    lines.add(count == 1 ? "1 difference" : count + " differences");
    return lines;
  }
}
