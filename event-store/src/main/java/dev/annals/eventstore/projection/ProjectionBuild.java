package dev.annals.eventstore.projection;

/**
 * A view built from the log's first event on. Each version has one, and one more for each rebuild.
 *
 * @param build unique among all builds of the read database
 * @param number 1 for the version's first build
 * @param tables the schema of its tables
 * @param segments a power of two
 */
record ProjectionBuild(
    long build, ProjectionId projection, int number, String tables, int segments, State state) {

  /** A build that is not dropped follows the log. */
  enum State {
    BUILDING,
    LIVE,
    /** Was live; can be again. */
    KEPT,
    DROPPED
  }

  @Override
  public String toString() {
    return number == 1 ? projection.toString() : projection + " build " + number;
  }
}
