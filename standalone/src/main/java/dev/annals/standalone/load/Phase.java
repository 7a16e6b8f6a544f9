package dev.annals.standalone.load;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** Sends many instructions at once, those of one account in order, and keeps the answers. */
final class Phase {

  /**
   * What came of it.
   *
   * @param answers in the order of the instructions
   */
  record Result(List<Answer> answers, Duration elapsed, Latencies.Summary latency) {}

  /** Told of each answer in the sender's thread; times as of {@link System#nanoTime}. */
  interface Observer {
    void answered(int index, Answer answer, long sentNanos, long answeredNanos);
  }

  private final CommandClient commands;
  private final Pace pace;
  private final List<KeyedInstruction> instructions;
  private final Observer observer;
  private final Answer[] answers;
  private final Latencies latencies = new Latencies();

  private Phase(
      CommandClient commands, Pace pace, List<KeyedInstruction> instructions, Observer observer) {
    this.commands = commands;
    this.pace = pace;
    this.instructions = instructions;
    this.observer = observer;
    this.answers = new Answer[instructions.size()];
  }

  /**
   * Returns when every instruction has its answer.
   *
   * @throws LoadFailedException if one gets none, or one that nobody expects
   */
  static Result run(
      CommandClient commands,
      Pace pace,
      List<KeyedInstruction> instructions,
      int concurrency,
      Observer observer)
      throws InterruptedException {
    return new Phase(commands, pace, instructions, observer).run(concurrency);
  }

  private Result run(int concurrency) throws InterruptedException {
    var order =
        new AccountOrder(instructions.stream().map(each -> each.instruction().accounts()).toList());
    var startNanos = System.nanoTime();
    OrderedRun.run(order, concurrency, this::send);
    var elapsed = Duration.ofNanos(System.nanoTime() - startNanos);
    return new Result(Arrays.asList(answers), elapsed, latencies.summary());
  }

  private void send(int index) throws InterruptedException {
    var sentNanos = pace.next();
    var answer = commands.send(instructions.get(index));
    var answeredNanos = System.nanoTime();
    latencies.record(answeredNanos - sentNanos);
    answers[index] = answer;
    observer.answered(index, answer, sentNanos, answeredNanos);
  }
}
