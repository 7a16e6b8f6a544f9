package dev.annals.standalone.load;

import dev.annals.contracts.payments.PaymentRejected.Reason;
import dev.annals.standalone.load.Answer.Accepted;
import dev.annals.standalone.load.LoadReport.Part;
import dev.annals.standalone.load.LoadReport.Surroundings;
import dev.annals.standalone.load.Reconciliation.Expectation;
import dev.annals.standalone.load.VisibilitySampling.Sample;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Loads a PaySim file, reports, and tells whether all is as it should be. */
final class PaysimLoad {

  private final PaysimOptions options;
  private final Terminal terminal;
  private final PatientHttp http;
  private final CommandClient commands;
  private final QueryClient queries;
  private final AccountsModel model = new AccountsModel();
  private final Differences differences = new Differences();

  PaysimLoad(PaysimOptions options, Terminal terminal, PatientHttp http) {
    this.options = options;
    this.terminal = terminal;
    this.http = http;
    var json = new InstructionJson(options.units().currency());
    this.commands = new CommandClient(http, options.commands(), json);
    this.queries = new QueryClient(http, options.queries());
  }

  /**
   * Returns whether there are no differences.
   *
   * @throws LoadFailedException if the load cannot be carried out
   */
  boolean run() throws InterruptedException {
    var rows = PaysimFile.read(options.file(), options.rowsMax(), options.units());
    var plan = PaysimPlan.of(rows);
    commands.requireReachable();
    queries.requireReachable();
    var headBefore = queries.position(0);
    terminal.say(
        String.format(
            Locale.ROOT,
            "%s: %,d rows; the log's head is at %,d",
            options.file(),
            rows.size(),
            headBefore));
    var openings = openAccounts(plan, headBefore);
    try (var sampling = new VisibilitySampling(queries, differences)) {
      var payments = pay(plan, headBefore, sampling);
      var visibility = sampling.finish();
      report(openings, payments, visibility, headBefore);
    }
    return differences.count() == 0;
  }

  private Part openAccounts(PaysimPlan plan, long headBefore) throws InterruptedException {
    return send("openings", Pace.unlimited(), plan.openings(), headBefore, (_, _, _, _) -> {});
  }

  private Part pay(PaysimPlan plan, long headBefore, VisibilitySampling sampling)
      throws InterruptedException {
    var pace = options.rateMax() == 0 ? Pace.unlimited() : Pace.of(options.rateMax());
    return send(
        "payments",
        pace,
        plan.payments(),
        headBefore,
        (index, answer, sentNanos, answeredNanos) -> {
          // What had been accepted before has long been visible.
          if (index % options.sampleEvery() == 0
              && answer instanceof Accepted(var position)
              && position > headBefore) {
            var keyed = plan.payments().get(index);
            sampling.take(new Sample(keyed, position, sentNanos, answeredNanos));
          }
        });
  }

  private Part send(
      String title,
      Pace pace,
      List<KeyedInstruction> instructions,
      long headBefore,
      Phase.Observer observer)
      throws InterruptedException {
    List<Optional<Reason>> expected =
        instructions.stream().map(each -> model.apply(each.instruction())).toList();
    try (var progress = terminal.progress(title, instructions.size())) {
      var result =
          Phase.run(
              commands,
              pace,
              instructions,
              options.concurrency(),
              (index, answer, sentNanos, answeredNanos) -> {
                progress.add(1);
                observer.answered(index, answer, sentNanos, answeredNanos);
              });
      var tally = Tally.of(instructions, expected, result.answers(), headBefore, differences);
      return new Part(tally, result.elapsed(), result.latency());
    }
  }

  private void report(
      Part openings, Part payments, VisibilitySampling.Summary visibility, long headBefore)
      throws InterruptedException {
    var position = Math.max(openings.tally().lastPosition(), payments.tally().lastPosition());
    var headAfter = queries.position(position);
    var balances = reconcile(openings, payments, position);
    var surroundings = new Surroundings(options.units(), headBefore, headAfter, http.retries());
    new LoadReport(openings, payments, visibility, balances, surroundings)
        .lines()
        .forEach(terminal::say);
    differences.lines().forEach(terminal::say);
  }

  private Reconciliation.Result reconcile(Part openings, Part payments, long position)
      throws InterruptedException {
    var inflow = openings.tally().inflow().add(payments.tally().inflow());
    var expectation = new Expectation(model.balances(), inflow, options.units());
    try (var progress = terminal.progress("accounts", expectation.balances().size())) {
      return Reconciliation.of(queries, position, expectation, differences, progress);
    }
  }
}
