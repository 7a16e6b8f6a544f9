package dev.annals.standalone.operate;

import java.net.URI;
import picocli.CommandLine;

/** Asks the query service something and tells the operator what came of it. */
record Operation(CommandLine command, URI queries) {

  private static final int INTERRUPTED = 130;

  /** What to ask of the service. */
  interface Question {
    void of(QueryService service) throws InterruptedException;
  }

  /** What to ask of the service, if the exit code depends on the answer. */
  interface Answer {
    int of(QueryService service) throws InterruptedException;
  }

  /** The exit code. */
  int ask(Question question) {
    return answer(
        service -> {
          question.of(service);
          return 0;
        },
        1);
  }

  /** The answer, or the exit code of a failure. */
  int answer(Answer answer, int failure) {
    try (var service = new QueryService(queries)) {
      return answer.of(service);
    } catch (OperationFailedException e) {
      command.getErr().println("annals: " + e.getMessage());
      command.getErr().flush();
      return failure;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return INTERRUPTED;
    }
  }

  void say(String line) {
    command.getOut().println(line);
    command.getOut().flush();
  }
}
