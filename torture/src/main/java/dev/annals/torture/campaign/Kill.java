package dev.annals.torture.campaign;

/** What is killed in a round, always with SIGKILL. */
enum Kill {
  WRITER("a writer process"),
  SERVER("every process of PostgreSQL"),
  POSTMASTER("only PostgreSQL's first process, so that others outlive it for a moment"),
  BACKEND("one process of PostgreSQL, which then recovers by itself"),
  SERVER_AND_WRITER("every process of PostgreSQL, and a writer");

  private final String what;

  Kill(String what) {
    this.what = what;
  }

  String what() {
    return what;
  }

  boolean isOfWriter() {
    return this == WRITER || this == SERVER_AND_WRITER;
  }
}
