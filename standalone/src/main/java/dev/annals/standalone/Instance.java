package dev.annals.standalone;

import dev.annals.eventstore.privacy.KeysUnavailableException;
import dev.annals.eventstore.privacy.postgres.KeySchema;
import dev.annals.eventstore.privacy.postgres.KeyStoreConnection;
import dev.annals.standalone.postgres.Databases;
import dev.annals.standalone.postgres.EmbeddedPostgres;
import dev.annals.standalone.postgres.Passwords;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Everything that runs, from the data directory up; stopped in the opposite order, so that each
 * part outlives those that use it.
 */
final class Instance implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Instance.class);

  private static final ThreadFactory STARTERS = Thread.ofPlatform().name("start-", 1).factory();

  private final UpOptions options;
  private final Deque<Part> running = new ArrayDeque<>();
  private int commandPort;
  private int queryPort;

  private Instance(UpOptions options) {
    this.options = options;
  }

  /** A part that runs, and how to stop it. */
  private record Part(String name, AutoCloseable resource) {}

  /**
   * Starts everything, or nothing.
   *
   * @param signal learns of it when PostgreSQL ends
   * @throws CannotStart if something does not start
   */
  static Instance start(UpOptions options, StopSignal signal) throws InterruptedException {
    var instance = new Instance(options);
    try {
      instance.start(signal);
      return instance;
    } catch (RuntimeException | InterruptedException e) {
      // Stopping must not be interrupted.
      signal.started();
      instance.close();
      throw e;
    }
  }

  /** One line that tells the user where to go. */
  String addresses() {
    return "commands %s  queries %s".formatted(url(commandPort), url(queryPort));
  }

  /** Stops what runs. A part that fails to stop does not keep the others running. */
  @Override
  public void close() {
    while (!running.isEmpty()) {
      var part = running.pop();
      try {
        part.resource().close();
        LOG.info("Stopped: {}", part.name());
      } catch (Exception e) {
        LOG.error("Did not stop: {}: {}", part.name(), e.getMessage(), e);
      }
    }
  }

  private void start(StopSignal signal) throws InterruptedException {
    if (options.port == options.queryPort && options.port != 0) {
      throw new CannotStart("--port and --query-port must differ: " + options.port);
    }
    var directory = started("data directory", DataDirectory.open(options.dataDirectory()));
    Ports.requireFree(options.address, options.port, "--port");
    Ports.requireFree(options.address, options.queryPort, "--query-port");
    Logs.writeTo(directory.logs());
    if (directory.isNew()) {
      System.err.println("annals: preparing a new data directory in " + directory.path());
    }
    var passwords = PasswordFile.of(directory, new SecureRandom());
    var postgres = started("PostgreSQL", startPostgres(directory, passwords));
    signal.check();
    postgres.onExit(() -> signal.fail("PostgreSQL ended unexpectedly; see " + postgres.log()));
    Databases.provide(postgres, passwords);
    LogSchemas.prepare(postgres, passwords);
    prepareKeys(postgres, passwords);
    signal.check();
    startServices(
        Services.command(options, postgres, passwords, directory),
        Services.query(options, postgres, passwords, directory));
    signal.check();
  }

  private EmbeddedPostgres startPostgres(DataDirectory directory, Passwords passwords)
      throws InterruptedException {
    var port = options.postgresPort;
    if (port != 0) {
      Ports.requireFree(InetAddress.getLoopbackAddress(), port, "--postgres-port");
    }
    return EmbeddedPostgres.start(
        directory.path(), port == 0 ? Ports.free() : port, passwords.superuser());
  }

  /** Here and not by a service, so that none of them needs the owner's password. */
  private static void prepareKeys(EmbeddedPostgres postgres, Passwords passwords) {
    var owner =
        new KeyStoreConnection(
            postgres.url(Databases.KEYS),
            Databases.KEYS_OWNER,
            passwords.keysOwner(),
            KeyStoreConnection.SCHEMA);
    try {
      KeySchema.migrate(owner);
      KeySchema.grantCreator(owner, Databases.COMMAND_SERVICE);
      KeySchema.grantReader(owner, Databases.QUERY_SERVICE);
      KeySchema.grantKeeper(owner, Databases.KEY_KEEPER);
    } catch (KeysUnavailableException e) {
      throw new CannotStart(String.valueOf(e.getMessage()), e);
    }
  }

  /** Both at once; when one fails, the other is waited for, so that it can be stopped. */
  private void startServices(Service command, Service query) throws InterruptedException {
    Future<ConfigurableApplicationContext> commands;
    Future<ConfigurableApplicationContext> queries;
    try (var threads = Executors.newThreadPerTaskExecutor(STARTERS)) {
      queries = threads.submit(query::start);
      commands = threads.submit(command::start);
    }
    // The commands stop first, so that whatever they still accept can still be read.
    keep(query, queries);
    keep(command, commands);
    queryPort = Service.port(result(queries));
    commandPort = Service.port(result(commands));
  }

  private void keep(Service service, Future<ConfigurableApplicationContext> start) {
    if (start.state() == Future.State.SUCCESS) {
      started(service.name(), start.resultNow());
    }
  }

  private static <T> T result(Future<T> start) throws InterruptedException {
    try {
      return start.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof CannotStart known
          ? known
          : new CannotStart("cannot start: " + e.getCause(), e);
    }
  }

  private <T extends AutoCloseable> T started(String name, T part) {
    running.push(new Part(name, part));
    return part;
  }

  private String url(int port) {
    var host =
        options.address.isLoopbackAddress() || options.address.isAnyLocalAddress()
            ? "localhost"
            : options.address.getHostAddress();
    return "http://%s:%d".formatted(host, port);
  }
}
