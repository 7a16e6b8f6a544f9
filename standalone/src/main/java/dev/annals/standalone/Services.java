package dev.annals.standalone;

import dev.annals.command.CommandServiceApplication;
import dev.annals.eventstore.privacy.postgres.KeyStoreConnection;
import dev.annals.query.QueryServiceApplication;
import dev.annals.standalone.postgres.Databases;
import dev.annals.standalone.postgres.EmbeddedPostgres;
import dev.annals.standalone.postgres.Passwords;
import java.util.HashMap;
import java.util.Map;

/** How the two services are set up when they share a process and a PostgreSQL. */
final class Services {

  /** What a request may take to finish once a stop is asked for. */
  private static final String DRAIN_MAX = "10s";

  static final String LOG_SCHEMA = "annals_log";

  /** The query service may not append to the log it reads, so what it records has its own. */
  static final String OPERATIONS_SCHEMA = "operations";

  private Services() {}

  static Service command(
      UpOptions options, EmbeddedPostgres postgres, Passwords passwords, DataDirectory directory) {
    var settings = common(options, options.port);
    settings.put("annals.log.url", postgres.url(Databases.LOG));
    settings.put("annals.log.schema", LOG_SCHEMA);
    settings.put("annals.log.user", Databases.COMMAND_SERVICE);
    settings.put("annals.log.password", passwords.commandService());
    settings.putAll(keys(postgres, directory));
    settings.put("annals.keys.user", Databases.COMMAND_SERVICE);
    settings.put("annals.keys.password", passwords.commandService());
    settings.put("annals.keys.keeper.user", Databases.KEY_KEEPER);
    settings.put("annals.keys.keeper.password", passwords.keyKeeper());
    return new Service("command service", CommandServiceApplication::builder, settings, "--port");
  }

  static Service query(
      UpOptions options, EmbeddedPostgres postgres, Passwords passwords, DataDirectory directory) {
    var settings = common(options, options.queryPort);
    settings.put("annals.log.url", postgres.url(Databases.LOG));
    settings.put("annals.log.schema", LOG_SCHEMA);
    settings.put("annals.log.user", Databases.QUERY_SERVICE);
    settings.put("annals.log.password", passwords.queryService());
    settings.put("annals.seal.key-file", directory.sealKeys().toString());
    settings.put("annals.seal.user", Databases.SEALER);
    settings.put("annals.seal.password", passwords.sealer());
    settings.put("annals.operations.schema", OPERATIONS_SCHEMA);
    settings.putAll(keys(postgres, directory));
    settings.put("annals.keys.user", Databases.QUERY_SERVICE);
    settings.put("annals.keys.password", passwords.queryService());
    settings.put("spring.datasource.url", postgres.url(Databases.READ_MODELS));
    settings.put("spring.datasource.username", Databases.QUERY_SERVICE);
    settings.put("spring.datasource.password", passwords.queryService());
    return new Service("query service", QueryServiceApplication::builder, settings, "--query-port");
  }

  /** Key-encryption keys from the environment, which no setting here replaces, count first. */
  private static Map<String, String> keys(EmbeddedPostgres postgres, DataDirectory directory) {
    return Map.of(
        "annals.keys.url", postgres.url(Databases.KEYS),
        "annals.keys.schema", KeyStoreConnection.SCHEMA,
        "annals.keys.key-encryption-file", directory.keyEncryptionKeys().toString());
  }

  private static Map<String, String> common(UpOptions options, int port) {
    var settings = new HashMap<String, String>();
    settings.put("server.address", options.address.getHostAddress());
    settings.put("server.port", Integer.toString(port));
    settings.put("server.shutdown", "graceful");
    settings.put("spring.lifecycle.timeout-per-shutdown-phase", DRAIN_MAX);
    return settings;
  }
}
