package dev.annals.benchmarks.workload;

import dev.annals.benchmarks.server.BenchServer;
import dev.annals.benchmarks.server.Database;
import dev.annals.benchmarks.service.AccountClients;
import dev.annals.benchmarks.service.Compilers;
import dev.annals.benchmarks.service.ServiceProcess;
import dev.annals.benchmarks.store.AnnalsStore;
import dev.annals.benchmarks.store.Payments;
import dev.annals.contracts.payments.AccountId;
import java.io.IOException;
import java.net.URI;
import java.util.List;

/**
 * The command service and the query service in a process each, with their shipped settings, on a
 * log with accounts, and clients of both.
 */
final class TwoServices implements AutoCloseable {

  static final String HEAP = "512m";

  private final Accounts accounts;
  private final ServiceProcess commands;
  private final ServiceProcess queries;
  private final AccountClients clients;

  private TwoServices(Accounts accounts, ServiceProcess commands, ServiceProcess queries) {
    this.accounts = accounts;
    this.commands = commands;
    this.queries = queries;
    this.clients = new AccountClients(commands.address(), queries.address(), accounts.ids());
  }

  /** The accounts, and the position up to which the log tells of them. */
  private record Accounts(List<AccountId> ids, long head) {}

  /**
   * Starts them and waits until the views are built.
   *
   * @param historyEvents of each account: it is opened, and then a cent is paid in each time
   */
  static TwoServices start(BenchServer server, String name, int accounts, int historyEvents)
      throws IOException {
    var log = server.database(name);
    var views = server.database(name + "_views");
    var prepared = prepare(log, accounts, historyEvents);
    var commands = ServiceProcess.command(log, server.writer(log), HEAP);
    try {
      var queries = ServiceProcess.query(log, server.reader(log), views, HEAP);
      var services = new TwoServices(prepared, commands, queries);
      services.clients.awaitView(prepared.head());
      return services;
    } catch (IOException | RuntimeException e) {
      // A service that is left when this process ends ends with it.
      commands.close();
      throw e;
    }
  }

  private static Accounts prepare(Database log, int count, int historyEvents) {
    try (var annals = AnnalsStore.create(log);
        var payments = Payments.on(annals.log())) {
      var accounts = payments.accounts(count, historyEvents);
      return new Accounts(accounts, annals.head());
    }
  }

  AccountClients clients() {
    return clients;
  }

  int accounts() {
    return accounts.ids().size();
  }

  /** Where the log ended before the services were started. */
  long headBefore() {
    return accounts.head();
  }

  URI queryService() {
    return queries.address();
  }

  /** The just-in-time compilers of both; to be closed. */
  Compilers compilers() {
    return Compilers.of(commands.pid(), queries.pid());
  }

  /**
   * Ends them as an operator does.
   *
   * @throws IllegalStateException if one had ended before, or does not end
   */
  void stop() {
    queries.stop();
    commands.stop();
  }

  @Override
  public void close() {
    clients.close();
    queries.close();
    commands.close();
  }
}
