package dev.annals.architecture;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The packages the rules speak of, below a root: the product's, or a fixture's that breaks a rule.
 */
record House(String root) {

  static final House ANNALS = new House("dev.annals");

  /** Each part of the event store, and the other parts it may know. */
  static final Map<String, Set<String>> STORE_ARROWS =
      Map.of(
          "spring",
              Set.of(
                  "log",
                  "evolution",
                  "axon",
                  "projection",
                  "deadletter",
                  "snapshot",
                  "audit",
                  "privacy"),
          "log", Set.of(),
          "evolution", Set.of(),
          "axon", Set.of("log", "snapshot", "evolution", "privacy"),
          "projection", Set.of("log", "deadletter", "evolution"),
          "deadletter", Set.of("log"),
          "snapshot", Set.of("log"),
          "audit", Set.of("log", "file"),
          "privacy", Set.of("log", "file"),
          "file", Set.of());

  /** Parts without a class yet; a test makes whoever adds the first class delete its name here. */
  static final Set<String> STORE_PARTS_PLANNED = Set.of("evolution");

  String contracts() {
    return root + ".contracts..";
  }

  String sharedContracts() {
    return root + ".contracts.shared..";
  }

  String eventStore() {
    return root + ".eventstore..";
  }

  String storePart(String part) {
    return root + ".eventstore." + part + "..";
  }

  String sealTables() {
    return storePart("audit.postgres");
  }

  String web() {
    return root + ".web..";
  }

  String command() {
    return root + ".command..";
  }

  String query() {
    return root + ".query..";
  }

  String commandWeb() {
    return root + ".command.web..";
  }

  String queryWeb() {
    return root + ".query.web..";
  }

  String queryLive() {
    return root + ".query.live..";
  }

  String[] slices() {
    return new String[] {root + ".command.*.*", root + ".query.*.*"};
  }

  /** What all slices of a context use; it is no slice itself, and may know none. */
  String[] sharedBySlices() {
    return new String[] {root + ".command.*.shared.."};
  }

  String standalone() {
    return root + ".standalone..";
  }

  /** Every package named by a rule, except the planned: each must hold a class. */
  List<String> packages() {
    var others =
        Stream.of(
            contracts(),
            sharedContracts(),
            eventStore(),
            sealTables(),
            web(),
            command(),
            query(),
            commandWeb(),
            queryWeb(),
            queryLive(),
            standalone());
    var parts =
        STORE_ARROWS.keySet().stream()
            .filter(part -> !STORE_PARTS_PLANNED.contains(part))
            .map(this::storePart);
    return Stream.of(others, parts, Stream.of(slices()), Stream.of(sharedBySlices()))
        .flatMap(packages -> packages)
        .toList();
  }
}
