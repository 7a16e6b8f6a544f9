package dev.annals.standalone.postgres;

import java.util.List;

/** Every query that provisioning runs; its commands are composed by the server's own format(). */
final class ProvisioningSql {

  static final String ROLE_EXISTS = "SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = ?)";

  static final String DATABASE_EXISTS = "SELECT EXISTS (SELECT FROM pg_database WHERE datname = ?)";

  /** The command that creates role 1. */
  static final String CREATE_ROLE = "SELECT format('CREATE ROLE %I LOGIN', ?::text)";

  /** The command that lets role 1 create the log's group roles. */
  static final String ALLOW_ROLES = "SELECT format('ALTER ROLE %I WITH CREATEROLE', ?::text)";

  /** The command that creates database 1 with the owner 2. */
  static final String CREATE_DATABASE =
      "SELECT format('CREATE DATABASE %I OWNER %I TEMPLATE template0', ?::text, ?::text)";

  /** The command that closes database 1 to everybody who has no right of their own. */
  static final String CLOSE_DATABASE =
      "SELECT format('REVOKE ALL ON DATABASE %I FROM PUBLIC', ?::text)";

  /** The command that lets role 2 connect to database 1. */
  static final String ALLOW_CONNECT =
      "SELECT format('GRANT CONNECT ON DATABASE %I TO %I', ?::text, ?::text)";

  static final List<String> ALL =
      List.of(
          ROLE_EXISTS,
          DATABASE_EXISTS,
          CREATE_ROLE,
          ALLOW_ROLES,
          CREATE_DATABASE,
          CLOSE_DATABASE,
          ALLOW_CONNECT);

  private ProvisioningSql() {}
}
